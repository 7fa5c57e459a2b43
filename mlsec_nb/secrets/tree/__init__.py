"""Secrets in Python code, read from its syntax tree."""

from mlsec_nb.secrets.tree import calls

NEEDLES = (
    *calls.needles(),
    *(
        "[::-1]",
        ".join(",
        "reversed(",
        "chr(",
        "chr,",
        "rot13",
        "rot_13",
        "codecs.",
        "bytes([",
        ".run(",
        "jwt.",
    ),
    *("Client(", "client(", "Auth(", "login(", "Handler(", "connect(", "Bot(", "Api(", "API(", "api("),
    *("Pinecone(", "SMTP(", "Translator(", "Fernet(", "Sdk(", "SDK("),
)
"""Ways to write a string, and calls that take credentials, which no name of a secret gives away."""
