"""Keys of vector databases: Pinecone, Weaviate, Qdrant, Zilliz."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS119",
    name="vector-database-key",
    label="vector database key",
    about=str(__doc__),
    harm="Whoever has it reads, alters and deletes your indexes and the texts in them.",
    revoke="Delete it in the console of the database and create a new one.",
    patterns=(Pattern("pcsk_", r"pcsk_[A-Za-z0-9]{5,10}_[A-Za-z0-9]{50,80}", label="Pinecone API key"),),
    vendors="pinecone weaviate wcd wcs wcd_api qdrant zilliz milvus astra turbopuffer".split(),
    shape=(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Za-z0-9]{30,64}|[A-Za-z0-9_-]{40,64}"),
    bad=(
        'pc = Pinecone(api_key="pcsk_{alnum:6}_{alnum:63}")',
        'pinecone.init(api_key="{uuid}", environment="us-west1-gcp")',
        'client = weaviate.connect_to_wcs(url, auth_credentials=AuthApiKey("{alnum:36}"))',
    ),
    good=(
        'pc = Pinecone(api_key=os.environ["PINECONE_API_KEY"])',
        'index = pc.Index("{uuid}")',
    ),
)
