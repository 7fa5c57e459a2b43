"""Functions that take credentials by position: one table for all that people in machine learning use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Credential:
    """Which positional arguments of a function are credentials, and what they would be called."""

    name: str
    positions: tuple[int, ...]


_TABLE = (
    ("password", (0,), "create_password set_master_password unlock_keyring"),
    (
        "password",
        (1,),
        "login HTTPBasicAuth HTTPDigestAuth HTTPProxyAuth HttpNtlmAuth BasicAuth BasicAuthentication "
        "PlainCredentials PlainTextAuthProvider SMTP cx_Oracle.connect oracledb.connect neo4j.basic_auth "
        "SentinelAPI py.sign_in plotly.sign_in tools.set_credentials_file UserCredential Salesforce "
        "teradata.connect NTLMAuth simple_bind_s simple_bind",
    ),
    (
        "password",
        (2,),
        "MySQLdb.connect pymysql.connect mariadb.connect pymssql.connect FTP FTP_TLS FTPHost "
        "create_user create_superuser UsernamePasswordCredential snowflake.connect",
    ),
    ("password", (3,), "InfluxDBClient DataFrameClient hdbcli.dbapi.connect dbapi.connect"),
    ("password", (-1,), "set_password keyring.set_password"),
    (
        "secret",
        (0,),
        "hmac.new hmac.digest AES.new Fernet ChaCha20Poly1305 AESGCM URLSafeTimedSerializer "
        "URLSafeSerializer TimestampSigner JSONWebSignatureSerializer SecretBox",
    ),
    ("secret", (1,), "jwt.encode jwt.decode jws.sign jws.verify"),
    (
        "api_key",
        (0,),
        "OpenAI AsyncOpenAI ChatOpenAI Anthropic AsyncAnthropic Groq AsyncGroq Together AsyncTogether "
        "Mistral MistralClient MistralAsyncClient Replicate Fireworks Cerebras ZhipuAI AI21Client "
        "cohere.Client cohere.ClientV2 cohere.AsyncClient voyageai.Client Pinecone pinecone.init "
        "wandb.login huggingface_hub.login notebook_login interpreter_login HfFolder.save_token HfApi "
        "InferenceClient genai.configure genai.Client ElevenLabs set_api_key Deepgram DeepgramClient "
        "TavilyClient AsyncTavilyClient Exa FirecrawlApp GoogleSearch ApifyClient LlamaParse LlamaCloud "
        "Roboflow comet_ml.Experiment comet_ml.API ClarifaiApp LabelboxClient labelbox.Client superb "
        "langsmith.Client Helicone Portkey MemoryClient Jina Upstage FalClient Runway StabilityInference "
        "NewsApiClient Fred fredapi.Fred TimeSeries ForeignExchange CryptoCurrencies TechIndicators "
        "FundamentalData SectorPerformances finnhub.Client polygon.RESTClient RESTClient TiingoClient "
        "Etherscan OWM googlemaps.Client GoogleV3 OpenCageGeocode OpenCage MapBox YelpAPI "
        "wolframalpha.Client openrouteservice.Client set_mapbox_access_token set_map_tile_token "
        "Census EIA TMDb OMDBClient Github Auth.Token Auth.AppAuthToken SlackClient WebClient pyairtable.Api "
        "pyairtable.Table TeleBot telegram.Bot Updater APISession EventsAPISession RestApiV2Client "
        "ChangeEventsAPISession SendGridAPIClient MailChimp TodoistAPI Dropbox dropbox.Dropbox "
        "asana.Client.access_token IAMAuthenticator SpeechConfig CognitiveServicesCredentials "
        "AzureKeyCredential AzureSasCredential IBMQ.enable_account IBMQ.save_account "
        "ApiKeyCredentials ApiKeyServiceClient Hyperbolic Vectara Cartesia LivepeerAI",
    ),
    (
        "api_key",
        (1,),
        "SearchClient.create SearchClientSync SearchConfig algoliasearch.Client gitlab.Gitlab Gitlab "
        "AzureNamedKeyCredential BlockBlobService TableService Airtable ClientCredentials",
    ),
    ("secret_key", (2,), "ClientSecretCredential TelegramClient Airtable"),
    ("secret_key", (1, 2), "Minio authorize_account"),
    (
        "secret_key",
        (0, 1),
        "S3Connection boto.connect_s3 ObsClient oss2.Auth qiniu.Auth TradingClient "
        "StockHistoricalDataClient CryptoHistoricalDataClient tradeapi.REST binance.Client "
        "SpotifyClientCredentials TrelloClient OAuth1Session OAuthHandler set_access_token",
    ),
    ("secret_key", (0, 1, 2, 3), "OAuth1 OAuth1UserHandler twitter.OAuth"),
)
"""What the arguments are, where they stand, and the functions, as far as their names need an owner."""

KEYWORDS = frozenset("key subscription auth credential app_key".split())
"""Keywords that say too little where the function does not say the rest."""


@lru_cache(maxsize=1)
def _by_last() -> dict[str, list[tuple[str, Credential]]]:
    found: dict[str, list[tuple[str, Credential]]] = {}
    for name, positions, callees in _TABLE:
        for callee in callees.split():
            last = callee.rpartition(".")[2]
            found.setdefault(last, []).append((callee, Credential(name, positions)))
    return found


def needles() -> tuple[str, ...]:
    """How the calls are written."""
    return tuple(f"{callee}(" for _, _, callees in _TABLE for callee in callees.split())


@lru_cache(maxsize=4096)
def credentials(callee: str) -> tuple[Credential, ...]:
    """The credentials that the function takes, which is called by this name: ``ftp.login``."""
    known = _by_last().get(callee.rpartition(".")[2], ())
    return tuple(c for name, c in known if callee == name or callee.endswith(f".{name}"))


def positions(credential: Credential, count: int) -> Iterator[int]:
    """The positions among ``count`` arguments at which the credential stands."""
    for position in credential.positions:
        at = position if position >= 0 else count + position
        if 0 <= at < count:
            yield at
