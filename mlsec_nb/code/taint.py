"""Values that somebody else has a say in: what language models answer, what users type."""

from __future__ import annotations

import re

from mlsec_nb.notebook.names.values import Const, Ref, Value, leaves

MODELS = (
    "openai.",
    "anthropic.",
    "ollama.",
    "litellm.",
    "cohere.",
    "google.generativeai.",
    "google.genai.",
    "vertexai.",
    "langchain",
    "langgraph",
    "llama_index",
    "mistralai.",
    "groq.",
    "together.",
    "fireworks.",
    "transformers.pipeline()",
    "llama_cpp.",
    "vllm.",
    "replicate.",
    "gpt4all.",
    "ctransformers.",
    "dspy.",
    "guidance.",
    "instructor.",
    "huggingface_hub.InferenceClient",
    "mlx_lm.",
    "zhipuai.",
    "dashscope.",
    "google.colab.ai.",
    "boto3.client.invoke_model",
    "boto3.client.converse",
)
"""What a path starts with when it leads to an answer of a language model."""

GENERATORS = ("transformers.", "peft.", "unsloth.", "auto_gptq.", "torch.")
CLIENTS = ("requests.", "httpx.", "aiohttp.", "urllib.request.", "urllib3.")
ENDPOINTS = re.compile(
    r"/v1/(?:chat/)?(?:completions|messages|responses)|:11434/api|api\.openai\.com|api\.anthropic\.com|"
    r"generativelanguage\.googleapis|api-inference\.huggingface|api\.groq\.com|openrouter\.ai"
)
"""Addresses that answer with what a language model wrote."""

USERS = (
    "builtins.input",
    "builtins.raw_input",
    "ipywidgets.",
    "flask.request",
    "streamlit.text_input",
    "streamlit.text_area",
    "streamlit.chat_input",
    "streamlit.file_uploader",
    "google.colab.files.upload",
    "sys.argv",
    "requests.",
    "httpx.",
    "urllib.request.",
    "socket.",
)
"""Where text from users and servers comes from."""


def is_answer(value: Value | None) -> bool:
    """Whether a language model had a say in the value."""
    for atom in leaves(value):
        if isinstance(atom, Const) and isinstance(atom.value, str) and ENDPOINTS.search(atom.value[:500]):
            return any(isinstance(other, Ref) and other.name.startswith(CLIENTS) for other in leaves(value))
        if isinstance(atom, Ref) and "(" in atom.path:
            if atom.path.startswith(MODELS):
                return True
            if atom.path.startswith(GENERATORS) and ".generate()" in atom.path:
                return True
    return False


def is_foreign(value: Value | None) -> bool:
    """Whether a user, a server or a language model had a say in the value."""
    return is_answer(value) or any(
        isinstance(atom, Ref) and atom.name.startswith(USERS) for atom in leaves(value)
    )
