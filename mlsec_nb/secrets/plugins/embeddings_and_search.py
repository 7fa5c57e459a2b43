"""Keys of embedding and search services.

Voyage, Jina, Tavily, SerpAPI, Serper, Exa, Firecrawl, Brave, Nomic, LlamaCloud.
"""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS121",
    name="retrieval-service-key",
    label="retrieval service key",
    about=str(__doc__),
    harm="Whoever has it spends your quota and may read what you indexed.",
    revoke="Delete it in the dashboard of the service and create a new one.",
    patterns=(
        Pattern("pa-", r"pa-[A-Za-z0-9_-]{40,50}", label="Voyage AI key"),
        Pattern("jina_", r"jina_[A-Za-z0-9_-]{50,70}", label="Jina API key"),
        Pattern("tvly-", r"tvly-[A-Za-z0-9_-]{28,60}", label="Tavily API key"),
        Pattern("fc-", r"fc-[0-9a-f]{32}", label="Firecrawl API key"),
        Pattern("llx-", r"llx-[A-Za-z0-9]{40,60}", label="LlamaCloud API key"),
        Pattern("apify_api_", r"apify_api_[A-Za-z0-9]{30,40}", label="Apify token"),
        Pattern("BSA", r"BSA[A-Za-z0-9_-]{28}", label="Brave Search key"),
    ),
    vendors=(
        "serpapi serp serper googlesearch exa brave you algolia newsapi openweather "
        "openweathermap alphavantage tmdb polygon finnhub quandl nasdaq rapidapi"
    ).split(),
    shape=(
        r"[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
        r"|[A-Za-z0-9]{50}"
    ),
    bad=(
        'vo = voyageai.Client(api_key="pa-{word:43}")',
        'tavily = TavilyClient(api_key="tvly-{alnum:32}")',
        'search = GoogleSearch({{"q": "coffee", "api_key": "{hex:64}"}})',
    ),
    good=(
        "tavily = TavilyClient()",
        "pa-rameters-of-the-model-are-saved-in-a-folder-nearby",
    ),
)
