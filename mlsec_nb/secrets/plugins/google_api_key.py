"""Google API keys: Gemini, Maps, Firebase and others."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS107",
    name="google-api-key",
    label="Google API key",
    about=str(__doc__),
    harm="Whoever has it uses the services it is enabled for, on your bill.",
    revoke="Delete it at https://console.cloud.google.com/apis/credentials and restrict the new one.",
    patterns=(
        Pattern("AIza", r"AIza[A-Za-z0-9_-]{33,38}"),
        Pattern("AQ.Ab", r"AQ\.Ab[A-Za-z0-9_-]{40,60}"),
    ),
    bad=('genai.configure(api_key="AIza{word:35}")',),
    good=(
        'genai.configure(api_key=userdata.get("GOOGLE_API_KEY"))',
        'key = "AIza..."',
    ),
)
