"""Keys of speech and voice services: ElevenLabs, AssemblyAI, Deepgram, Gladia, Speechmatics."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS122",
    name="speech-service-key",
    label="speech service key",
    about=str(__doc__),
    harm="Whoever has it spends your quota and reads your recordings.",
    revoke="Delete it in the dashboard of the service and create a new one.",
    patterns=(Pattern("sk_", r"sk_[0-9a-f]{48}", label="ElevenLabs API key"),),
    vendors="elevenlabs xi assemblyai aai deepgram dg gladia speechmatics playht cartesia".split(),
    shape=(r"[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Za-z0-9]{32}"),
    bad=(
        'client = ElevenLabs(api_key="sk_{hex:48}")',
        'aai.settings.api_key = "{hex:32}"',
        'DEEPGRAM_API_KEY = "{hex:40}"',
    ),
    good=(
        "client = ElevenLabs()",
        'sk_learn_version = "sk_"',
    ),
)
