"""Fill the templates of the rules' examples with values that no service ever issued."""

from __future__ import annotations

import base64
import json
import random
import re
import string
import uuid

ALPHABETS = {
    "alnum": string.ascii_letters + string.digits,
    "letters": string.ascii_letters,
    "lower": string.ascii_lowercase,
    "lowdig": string.ascii_lowercase + string.digits,
    "upper": string.ascii_uppercase + string.digits,
    "digits": string.digits,
    "hex": "0123456789abcdef",
    "word": string.ascii_letters + string.digits + "-_",
    "base64": string.ascii_letters + string.digits + "+/",
}
_FIELD = re.compile(r"\{(\w+)(?::(\d+))?\}")


def fill(template: str, seed: int = 0) -> str:
    """Replace ``{alnum:40}``, ``{hex:32}``, ``{uuid}``, ``{jwt}`` ...; the same for the same seed."""
    draw = random.Random(f"{seed} {template}")
    text = template.replace("{{", "\0").replace("}}", "\1")
    return _FIELD.sub(lambda field: value(field, draw), text).replace("\0", "{").replace("\1", "}")


def value(field: re.Match[str], draw: random.Random) -> str:
    kind, length = field.group(1), int(field.group(2) or 0)
    if kind == "uuid":
        return str(uuid.UUID(int=draw.getrandbits(128), version=4))
    if kind == "basic":
        return base64.b64encode(f"svc:{chars('alnum', 14, draw)}".encode()).decode()
    if kind == "jwt":
        parts = ({"alg": "HS256", "typ": "JWT"}, {"sub": chars("digits", 10, draw), "iat": 1700000000})
        head, body = (
            base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts
        )
        return f"{head}.{body}.{chars('word', 43, draw)}"
    return chars(kind, length, draw) if kind in ALPHABETS else field.group()


def chars(kind: str, length: int, draw: random.Random) -> str:
    return "".join(draw.choices(ALPHABETS[kind], k=length))
