"""Values that stand for a secret: templates, masks, references, samples of the documentation."""

from __future__ import annotations

import re
from functools import lru_cache

from mlsec_nb.secrets.filters.opaque import is_opaque

_TEMPLATE = re.compile(
    r"<[^<>]{0,200}>|\$\{|\{\{|\$\(|^\$[A-Za-z_]\w*$|^%[A-Za-z_]\w*%$|^\{[^{}]{0,200}\}$|^%\(?\w*\)?[sdr]$"
    r"|^\[[^\[\]]{0,200}\]$|^#\{|^@\w+$|^@[A-Za-z.]+\(|\{[A-Za-z_][\w.\[\]'\"]{0,60}(?:![rsa])?\}"
)
_MASKED = re.compile(
    r"\*{3,}|\.{3}|…|•{2,}|●{2,}|x{5,}|X{5,}|#{4,}|_{5,}|-{6,}|\?{3,}|(?:[xX]{4}-){2}|(?:[xX]+[-_.]){3}"
    r"|\[[\w .-]{1,80}, \d{1,9} characters, #[0-9a-f]{4}\]"
)
_RUN = re.compile(r"(.)\1{6,}")
_INSTRUCTION = re.compile(
    r"(?:^|[\s_\-<.])(?:your?|yours|my|insert|replace|paste|enter|put|add|fill|set|type|provide|change|update|example"
    r"|sample|dummy|fake|mock|placeholder|redacted|removed|hidden|masked|censored|todo|tbd|fixme|here|goes"
    r"|changeme|foobar|some|use|the|an|this|from|get|not)(?:[\s_\->.']|$)",
    re.ASCII,
)
_DUMMY = frozenset(
    "password passwd pass pwd secret token key apikey api_key api-key none null nil true false "
    "undefined test tests testing tester demo default string str text value user username admin "
    "root guest example sample changeme change-me change_me letmein foo bar baz foobar xxx abc "
    "abcd abc123 qwerty empty nothing unknown unset placeholder dummy fake secretkey secret_key "
    "mysecret mypassword mysecretkey yourpassword yourtoken mytoken my_token my-token hello world "
    "login todo tbd na n/a optional required redacted removed hidden bearer basic postgres mysql "
    "mongodb redis rabbitmq minio neo4j minioadmin elastic openai anthropic ollama lm-studio "
    "not-needed not_needed notneeded no-key no-key-required no-key-needed sk-no-key-required "
    "sk-no-key-needed no_key na-key fake-key dummy-key test-key test_key testkey local localhost "
    "vllm correct-horse-battery-staple s3cr3t p@ssword p@ssw0rd passw0rd password1 password123 pass123 "
    "pass1234 secret123 test123 test1234 admin123 12345678 123456789 1234567890 not-provided "
    "not_provided nokey object int64 int32 float64 float32 int float bool boolean category datetime64 "
    "datetime64[ns] varchar integer number array string[python] json bytes date timestamp".split()
)
_SEQUENCES = (
    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
    "zyxwvutsrqponmlkjihgfedcba",
    "01234567890123456789",
    "0123456789abcdef0123456789abcdef",
    "fedcba9876543210fedcba9876543210",
    "98765432109876543210",
    "1234567890abcdefghijklmnopqrstuvwxyz1234567890",
    "1234567890abcdef1234567890abcdef",
    "qwertyuiopasdfghjklzxcvbnm",
    "a1b2c3d4e5f6g7h8i9j0",
    "1a2b3c4d5e6f7g8h9i0j",
    "deadbeefdeadbeefdeadbeef",
    "cafebabecafebabecafebabe",
)
SEQUENCE = 8
_GRAMS = frozenset(row[i : i + SEQUENCE] for row in _SEQUENCES for i in range(len(row) - SEQUENCE + 1))


@lru_cache(maxsize=8192)
def is_placeholder(value: str) -> bool:
    """Whether ``value`` stands for a secret instead of being one."""
    lowered = value.strip().lower()
    return (
        len(lowered) < 3
        or lowered in _DUMMY
        or lowered.rstrip("0123456789!") in _DUMMY
        or _TEMPLATE.search(value) is not None
        or (_INSTRUCTION.search(lowered) is not None and not is_opaque(value))
        or is_patterned(value)
    )


@lru_cache(maxsize=8192)
def is_patterned(value: str) -> bool:
    """Whether ``value`` is masked, repeats itself or counts up: even the right form is no secret then."""
    if _MASKED.search(value) is not None or _RUN.search(value) is not None:
        return True
    lowered = value.lower()
    distinct = len(set(lowered))
    if distinct <= 3 or (len(value) >= 20 and distinct <= 5):
        return True
    if "example" in lowered or "your" in lowered or "placeholder" in lowered or "dummy" in lowered:
        return True
    grams = sum(lowered[i : i + SEQUENCE] in _GRAMS for i in range(len(lowered) - SEQUENCE + 1))
    return (grams > 0 and grams * 3 > len(lowered) - SEQUENCE) or _periodic(lowered)


def _periodic(text: str) -> bool:
    """Whether a short piece, repeated, makes up the text."""
    return any(
        text == (text[:n] * (len(text) // n + 1))[: len(text)] for n in range(1, min(9, len(text) // 3 + 1))
    )
