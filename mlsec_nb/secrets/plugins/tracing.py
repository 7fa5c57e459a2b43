"""Keys of tracing and evaluation services: LangSmith, Langfuse, Helicone, Logfire, Braintrust."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS124",
    name="llm-tracing-key",
    label="LLM tracing key",
    about=str(__doc__),
    harm="Whoever has it reads the prompts and answers of your users.",
    revoke="Delete it in the settings of the service and create a new one.",
    patterns=(
        Pattern("lsv2_", r"lsv2_[a-z]{2}_[0-9a-f]{32}_[0-9a-f]{10}", fixed=8, label="LangSmith API key"),
        Pattern("ls__", r"ls__[0-9a-f]{32}", label="LangSmith API key"),
        Pattern("sk-lf-", r"sk-lf-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", label="Langfuse secret key"),
        Pattern("sk-helicone-", r"sk-helicone-[A-Za-z0-9_-]{20,60}", label="Helicone API key"),
        Pattern("pylf_v", r"pylf_v\d_[a-z]{2}_[A-Za-z0-9]{30,50}", fixed=11, label="Logfire token"),
        Pattern("phx_", r"phx_[A-Za-z0-9]{40,50}", label="PostHog key"),
    ),
    vendors="langsmith arize galileo humanloop portkey braintrust".split(),
    shape=r"[0-9a-f]{32}|[A-Za-z0-9_-]{32,64}",
    bad=(
        'os.environ["LANGSMITH_API_KEY"] = "lsv2_pt_{hex:32}_{hex:10}"',
        'langfuse = Langfuse(secret_key="sk-lf-{uuid}")',
    ),
    good=('os.environ["LANGFUSE_SECRET_KEY"] = "sk-lf-..."',),
)
