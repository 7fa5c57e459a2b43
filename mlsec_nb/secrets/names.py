"""Which names speak of a secret: variables, keys, options, headers, columns.

A name is read as words (``openaiApiKey``, ``OPENAI_API_KEY``, ``--openai-api-key`` are the same
three). A secret word makes it a candidate; words around it can take that back
(``password_file``, ``max_tokens``, ``primary_key``).
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

MAX_NAME = 120


class Sense(IntEnum):
    """What a name promises about its value."""

    NONE = 0
    WEAK = 1
    """``key``, ``auth``: only an opaque value makes it a secret."""
    SECRET = 2
    """An API key, token or secret: an opaque value is expected."""
    PASSWORD = 3
    """Chosen by a person: the value may look like anything."""


KEYWORDS = (
    "key token secret pass pw credential auth bearer cookie session appid _pat -pat sas "
    "webhook jwt dsn senha contrase kennwort"
).split()
"""Every name that makes sense here contains one of these, in lower case."""

PASSWORDS = frozenset(
    "password passwd passwords passphrase passcode pass pwd pw userpass passwort senha contraseña "
    "kennwort motdepasse".split()
)
AMBIGUOUS = frozenset("pass pw pat sas auth bearer jwt".split())
"""Short words that mean a secret at the end of a name only: ``db_pass``, but not ``pass_count``."""

SECRETS = frozenset("secret secrets credential credentials bearer jwt pat sas".split())
COMPOUNDS = (
    ("password", Sense.PASSWORD),
    ("passwd", Sense.PASSWORD),
    ("passphrase", Sense.PASSWORD),
    ("pwd", Sense.PASSWORD),
    ("secret", Sense.SECRET),
    ("apikey", Sense.SECRET),
    ("accesskey", Sense.SECRET),
    ("secretkey", Sense.SECRET),
    ("privatekey", Sense.SECRET),
    ("accountkey", Sense.SECRET),
    ("authkey", Sense.SECRET),
    ("authtoken", Sense.SECRET),
    ("accesstoken", Sense.SECRET),
    ("apitoken", Sense.SECRET),
    ("usertoken", Sense.SECRET),
    ("refreshtoken", Sense.SECRET),
    ("bearertoken", Sense.SECRET),
    ("idtoken", Sense.SECRET),
    ("hftoken", Sense.SECRET),
)
"""Endings of words that are written together: ``dbpassword``, ``myapikey``."""

KEY_QUALIFIERS = frozenset(
    "api access secret private account encryption encrypt decryption fernet signing sign master "
    "auth authentication authorization shared storage subscription license licence admin consumer "
    "deploy ssh hmac session webhook jwt crypto aes rsa pem token bearer ingest ingestion function "
    "host service wallet bot user personal connection db database root integration portal gateway "
    "embedding llm provider gpt client app application server rest write".split()
)
"""What makes a ``key`` a secret one; a vendor's name does so as well."""

VENDORS = frozenset(
    "openai azure anthropic claude hf huggingface wandb comet neptune clearml kaggle google gemini "
    "vertex palm aws amazon bedrock r2 s3 minio databricks snowflake pinecone weaviate qdrant "
    "milvus zilliz chroma cohere mistral groq together replicate fireworks openrouter deepseek xai "
    "grok perplexity pplx langsmith langchain langfuse roboflow stability elevenlabs nvidia nim "
    "cerebras voyage voyageai jina tavily serpapi serp serper assemblyai deepgram runpod prefect "
    "labelstudio modal lambda exa firecrawl brave apify llama llamacloud llamaindex nomic ai21 "
    "sambanova hyperbolic novita baseten anyscale writer dashscope qwen moonshot kimi zhipu "
    "zhipuai glm minimax baichuan mlflow dagshub github gh gitlab bitbucket slack discord telegram "
    "tg stripe sendgrid twilio mailgun mailchimp postmark square paypal shopify notion airtable "
    "linear figma postman npm pypi twine docker dockerhub terraform tfe vault doppler digitalocean "
    "do heroku netlify vercel supabase elastic es elasticsearch opensearch kibana datadog dd "
    "newrelic nr relic grafana sentry facebook fb meta instagram twitter spotify spotipy reddit "
    "mapbox maps gmaps alibaba aliyun oss tencent ibm watson cloudflare cf confluent kafka algolia "
    "tomtom openweather openweathermap owm weather newsapi nasa tmdb omdb alpha alphavantage "
    "polygon finnhub fred quandl nasdaq tiingo iex binance bybit coinbase kraken ftx okx infura "
    "alchemy etherscan quandl eia census fmp rapidapi geocode here yelp zoom asana jira confluence "
    "atlassian hubspot salesforce intercom linkedin dropbox box trello monday clickup okta auth0 "
    "firebase fcm pagerduty opsgenie circleci travis jenkins sonar snyk codecov pusher ably "
    "livekit agora unsplash pexels giphy wolfram wolframalpha you scraperapi scrapingbee zenrows "
    "browserless steel e2b arize galileo helicone portkey braintrust humanloop logfire opik tgi "
    "cartesia playht speechmatics gladia rev did heygen mongo mongodb postgres pg mysql redis rds "
    "neo4j arango cassandra clickhouse smtp ftp sftp".split()
)

TOKEN_DENY = frozenset(
    "bos eos pad cls sep mask unk unknown special stop start end begin new max min num number n "
    "total prompt completion input output next prev previous current last first image audio video "
    "placeholder initializer instance class word sub subword text decoded predicted target label "
    "continuation page pagination sync cursor additional added generated generation per avg mean "
    "average count think thinking reasoning cached cache budget context vocab vocabulary chunk "
    "split bert byte char character oov mlm sos go image1 sentinel extra trigger concept modifier "
    "tool role system assistant separator delimiter fim eot blank null none tokenizer detokenized "
    "masked replaced random rare frequent top common unique stopword stem lemma noun verb query "
    "source answer question document doc sentence sequence seq language lang lexer parser ast bpe "
    "nl left right open close callback task csrf".split()
)
KEY_DENY = frozenset(
    "inchi socket public publishable pub primary foreign sort partition cache dict map hash object "
    "group join merge index row column col cell prng rng random rnd lookup natural surrogate seed "
    "state model data feature config setting prompt message idempotency dedup block range left right "
    "on by sorted metric loss score image file path folder dir prefix s3key bucket item entry json "
    "yaml xml field attr attribute arg kwarg kw param parameter output input target source src dst "
    "dest label class name value values pair event hot arrow enter escape esc tab shift ctrl keyboard "
    "music piano answer question experiment run job trial study step stage batch document doc chunk "
    "node edge graph vertex memory store kv attention head attn query past layer weight composite "
    "unique candidate compound parent child root_path routing shard route order customer product "
    "distribution split train test valid validation eval dataset sample record table schema word "
    "vocabulary registry translation locale i18n trans dimension dim axis coord variable var "
    "session_state widget legend color style theme figure plot dictionary mapping feature_group bin "
    "step_function rowkey subkey subject artifact version tag branch commit revision sha".split()
)
SECRET_DENY = frozenset("no non top open has is use with without hide show client_id".split())

AFTER_DENY = frozenset(
    "name names id ids url urls uri uris path paths file files filename filepath dir directory folder "
    "type types count counts len length lengths env envvar var variable variables ref refs reference "
    "arn index indices idx column columns col cols field fields prefix suffix digest md5 sha1 sha256 "
    "checksum policy policies size sizes limit limits vault expiry expires expiration expire expired "
    "ttl age usage used scope scopes version versions description desc label labels manager store "
    "provider class cls func function fn method callback handler validator validation strength min "
    "max regex pattern format formats prompt help hint placeholder input box widget required enabled "
    "exists missing error errors status source location alias page list dict map mapping number price "
    "cost budget rate stats statistics embedding embeddings vector vectors frequency freq probability "
    "prob probs logits lengths classification classifier level endpoint host issuer audience "
    "algorithm algo alg cipher engine library helper util utils service rotation management generator "
    "factory loader reader parser encoder decoder counter splitter hash hashed hasher salt event "
    "events message text texts title link links uid guid uuid timestamp time date created updated "
    "point points word words sequence sequences window mask masks ids_ distribution importance kind "
    "fingerprint thumbprint space set sets pair pairs value_counts lambda sort order error_message "
    "example required_ size_ url_ based protected less free wall maker word_count test_ file_ "
    "resource group score scores seconds minutes hours days address addresses model models hashers "
    "encoding encodings contract mint validators backend backends mgr realm widget mixin form view "
    "serializer schema request response "
    "exception".split()
)

_ITEM = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+")
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^\W\d_]+")


@lru_cache(maxsize=4096)
def sense_of(name: str) -> Sense:
    """What ``name`` promises about its value."""
    if len(name) > MAX_NAME:
        return Sense.NONE
    lowered = name.lower()
    if not any(keyword in lowered for keyword in KEYWORDS):
        return Sense.NONE
    words = words_of(name)
    for position in range(len(words) - 1, -1, -1):
        sense = _sense_at(words, position)
        if sense is not Sense.NONE:
            return Sense.NONE if not AFTER_DENY.isdisjoint(words[position + 1 :]) else sense
    return Sense.NONE


def is_item(value: str) -> bool:
    """Whether ``value`` after a comma is the next name of a list, not the value of the one before."""
    return _ITEM.fullmatch(value) is not None


@lru_cache(maxsize=4096)
def words_of(name: str) -> tuple[str, ...]:
    """The words of ``name`` in lower case: ``openaiApiKey`` is ``openai``, ``api``, ``key``."""
    return tuple(word.lower() for word in _WORDS.findall(name[:MAX_NAME]))


@lru_cache(maxsize=4096)
def vendor_words(name: str) -> tuple[str, ...]:
    """The words of ``name``, and its parts as they are written: ``s3fs.S3FileSystem`` speaks of ``s3fs``."""
    parts = re.split(r"[^A-Za-z0-9]+", name[:MAX_NAME].lower())
    return tuple(dict.fromkeys((*words_of(name), *parts)))


def _sense_at(words: tuple[str, ...], position: int) -> Sense:
    """The sense that the word at ``position`` has after those before it."""
    word, before = words[position], words[:position]
    if word in AMBIGUOUS and position < len(words) - 1 and not words[position + 1].isdigit():
        return Sense.NONE
    if word in PASSWORDS:
        return Sense.PASSWORD if before[-1:] != ("by",) else Sense.NONE
    if word in SECRETS:
        return Sense.SECRET if SECRET_DENY.isdisjoint(before[-1:]) else Sense.NONE
    if word in ("token", "tokens"):
        return _token(before, plural=word == "tokens")
    if word in ("key", "keys"):
        return _key(before, plural=word == "keys")
    if word in ("auth", "authorization", "appid", "webhook", "cookie", "dsn"):
        return Sense.WEAK
    return next((sense for ending, sense in COMPOUNDS if word.endswith(ending)), Sense.NONE)


def _token(before: tuple[str, ...], *, plural: bool) -> Sense:
    if not TOKEN_DENY.isdisjoint(before[-2:]) or "public" in before:
        return Sense.NONE
    if plural:
        return Sense.WEAK if before else Sense.NONE
    return Sense.SECRET


def _key(before: tuple[str, ...], *, plural: bool) -> Sense:
    last = before[-1] if before else ""
    if last in KEY_DENY or {"public", "publishable"} & set(before):
        return Sense.NONE
    if last in KEY_QUALIFIERS or last in VENDORS:
        return Sense.WEAK if plural else Sense.SECRET
    if len(before) > 1 and before[-1].isdigit() and before[-2] in VENDORS:
        return Sense.SECRET
    return Sense.WEAK
