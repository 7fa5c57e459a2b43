"""Keys of monitoring services: Datadog, New Relic, Grafana, Sentry, Elastic."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS135",
    name="monitoring-key",
    label="monitoring key",
    about=str(__doc__),
    harm="Whoever has it reads logs and metrics, or floods them.",
    revoke="Revoke it in the settings of the service and create a new one.",
    patterns=(
        Pattern("NRAK-", r"NRAK-[A-Z0-9]{27}", label="New Relic API key"),
        Pattern("NRII-", r"NRII-[A-Za-z0-9_-]{32}", label="New Relic key"),
        Pattern("glsa_", r"glsa_[A-Za-z0-9]{32}_[0-9a-fA-F]{8}", label="Grafana token"),
        Pattern("glc_", r"glc_[A-Za-z0-9+/]{32,400}={0,2}", label="Grafana Cloud token"),
        Pattern("sntrys_", r"sntrys_[A-Za-z0-9+/=_]{60,400}", label="Sentry token"),
        Pattern("sntryu_", r"sntryu_[0-9a-f]{64}", label="Sentry token"),
    ),
    vendors="datadog dd elastic elasticsearch es kibana newrelic grafana honeycomb".split(),
    shape=r"[0-9a-f]{32}|[0-9a-f]{40}|[A-Za-z0-9+/_-]{40,80}={0,2}",
    bad=(
        'os.environ["DD_API_KEY"] = "{hex:32}"',
        'es = Elasticsearch(url, api_key="{base64:56}")',
        'NR = "NRAK-{upper:27}"',
    ),
    good=(
        "es = Elasticsearch(url)",
        'trace_id = "{hex:32}"',
    ),
)
