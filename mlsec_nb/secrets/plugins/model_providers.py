"""Keys of model providers.

Cohere, Mistral, Groq, Together, Replicate, Fireworks, OpenRouter, DeepSeek, xAI, Perplexity,
Stability AI, NVIDIA, Cerebras and others.
"""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS120",
    name="model-provider-key",
    label="model provider key",
    about=str(__doc__),
    harm="Whoever has it uses the models on your bill.",
    revoke="Delete it in the console of the provider and create a new one.",
    patterns=(
        Pattern("gsk_", r"gsk_[A-Za-z0-9]{40,64}", label="Groq API key"),
        Pattern("r8_", r"r8_[A-Za-z0-9]{30,45}", label="Replicate token"),
        Pattern("fw_", r"fw_[A-Za-z0-9]{20,32}", label="Fireworks API key"),
        Pattern("sk-or-", r"sk-or-v1-[0-9a-f]{64}", fixed=9, label="OpenRouter API key"),
        Pattern("xai-", r"xai-[A-Za-z0-9]{60,100}", label="xAI API key"),
        Pattern("pplx-", r"pplx-[A-Za-z0-9]{32,64}", label="Perplexity API key"),
        Pattern("nvapi-", r"nvapi-[A-Za-z0-9_-]{50,80}", label="NVIDIA API key"),
        Pattern("csk-", r"csk-[a-z0-9]{40,60}", label="Cerebras API key"),
        Pattern("tgp_v1_", r"tgp_v1_[A-Za-z0-9_-]{40,60}", label="Together API key"),
        Pattern("sk-", r"sk-(?:[0-9a-f]{32}|[A-Za-z0-9]{48}|[a-z]{2,8}-[A-Za-z0-9]{40,64})"),
        Pattern("sk-kimi-", r"sk-kimi-[A-Za-z0-9]{40,80}", label="Kimi API key"),
        Pattern("esecret_", r"esecret_[A-Za-z0-9]{20,40}", label="Anyscale API key"),
        Pattern("sk-cp-", r"sk-cp-[A-Za-z0-9_-]{60,140}", label="MiniMax API key"),
        Pattern("nk-", r"nk-[A-Za-z0-9_-]{40,46}", label="Nomic API key"),
    ),
    vendors=(
        "cohere mistral mistralai codestral together zhipu zhipuai glm sambanova "
        "hyperbolic novita baseten ai21 minimax deepinfra lepton runway"
    ).split(),
    shape=(
        r"[A-Za-z0-9]{32}|[A-Za-z0-9]{40}|[0-9a-f]{64}|[0-9a-f]{32}\.[A-Za-z0-9]{16}"
        r"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    ),
    bad=(
        'client = Groq(api_key="gsk_{alnum:52}")',
        'co = cohere.Client("{alnum:40}")',
        'MISTRAL_API_KEY = "{alnum:32}"',
        'together.api_key = "{hex:64}"',
        'client = OpenAI(base_url="https://openrouter.ai/api/v1", api_key="sk-or-v1-{hex:64}")',
        'client = replicate.Client(api_token="r8_{alnum:37}")',
    ),
    good=(
        "client = Groq()",
        'model = "mistral-large-2407"',
        'fw_version = "fw_release_candidate_for_testing"',
    ),
)
