"""Tokens of work tools: Notion, Airtable, Linear, Figma, Postman, Asana, HubSpot."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS143",
    name="work-tool-token",
    label="work tool token",
    about=str(__doc__),
    harm="Whoever has it reads and alters what your team keeps there.",
    revoke="Revoke it in the settings of the tool and create a new one.",
    patterns=(
        Pattern("ntn_", r"ntn_[A-Za-z0-9]{40,50}", label="Notion token"),
        Pattern("secret_", r"secret_[A-Za-z0-9]{43}", label="Notion token"),
        Pattern("pat", r"pat[A-Za-z0-9]{14}\.[0-9a-f]{64}", label="Airtable token"),
        Pattern("lin_api_", r"lin_api_[A-Za-z0-9]{32,48}", label="Linear API key"),
        Pattern("lin_oauth_", r"lin_oauth_[A-Za-z0-9]{32,70}", label="Linear token"),
        Pattern("figd_", r"figd_[A-Za-z0-9_-]{38,46}", label="Figma token"),
        Pattern("PMAK-", r"PMAK-[0-9a-f]{24}-[0-9a-f]{34}", label="Postman API key"),
        Pattern("pat-na1-", r"pat-na1-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", label="HubSpot token"),
        Pattern("sl.", r"sl\.u?\.?[A-Za-z0-9_-]{130,1200}", fixed=3, label="Dropbox token"),
    ),
    vendors="airtable asana trello dropbox hubspot".split(),
    shape=r"key[A-Za-z0-9]{14}|[0-9a-f]{32}|[0-9a-f]{64}|\d/\d{16}:[0-9a-f]{32}",
    bad=(
        'notion = Client(auth="ntn_{alnum:46}")',
        'api = pyairtable.Api("pat{alnum:14}.{hex:64}")',
        'FIGMA_TOKEN = "figd_{word:40}"',
    ),
    good=(
        'api = pyairtable.Api(os.environ["AIRTABLE_TOKEN"])',
        "path = pattern",
    ),
)
