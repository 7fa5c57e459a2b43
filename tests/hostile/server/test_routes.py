"""Every route that the extension lists: who has no token, comes from elsewhere or leads out gets nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from tornado.httpclient import HTTPClientError

from mlsec_nb.frontends.server.handlers import routes
from tests.frontends.server.conftest import request

STRANGERS = {
    "no token": {"Authorization": ""},
    "wrong token": {"Authorization": "token wrong"},
    "other origin": {"Authorization": "", "Origin": "http://evil.invalid", "Cookie": "_xsrf=a; username=b"},
}
PATHS = (
    *(
        "../outside.pkl",
        "../../../../etc/passwd",
        "/etc/passwd",
        "a/../../outside.pkl",
        "link.pkl",
        "folder/outside.pkl",
    ),
    *(
        "..\\outside.pkl",
        "%2e%2e/outside.pkl",
        "outside.pkl\0",
        "",
        ".",
        "\n",
        "~/x.pkl",
        "file:///etc/passwd",
        7,
        None,
        ["x"],
    ),
)
BODIES = (
    b"",
    b"[]",
    b"null",
    b'"x"',
    b"\xff\xfe",
    b"{" * 5_000,
    b"[" * 200_000,
    b'{"session": {}}',
    b'{"a": 1' + b"0" * 9_000 + b"}",
)
PLACES = tuple(pattern.replace("(?P<rule>[A-Za-z0-9-]{1,80})", "MLS201") for pattern, *_ in routes(None))
GIVES = 500


def methods(place: str) -> tuple[str, ...]:
    handler = next(handler for pattern, handler, _ in routes(None) if place.startswith(pattern.split("(")[0]))
    return tuple(name for name in ("GET", "POST") if handler.__dict__.get(name.lower()))


async def status(jp_fetch, place: str, method: str, **more: Any) -> tuple[int, bytes]:
    body = more.pop("body", b"{}" if method == "POST" else None)
    try:
        response = await jp_fetch(*place.split("/"), method=method, body=body, **more)
    except HTTPClientError as error:
        return error.code, error.response.body if error.response else b""
    return response.code, response.body


@pytest.mark.parametrize("headers", STRANGERS.values(), ids=STRANGERS)
async def test_strangers_are_turned_away(
    jp_fetch, headers: dict[str, str], tried: Callable[..., None]
) -> None:
    for place in PLACES:
        for method in methods(place):
            code, body = await status(jp_fetch, place, method, headers=headers)
            tried()
            # jupyter_server says of a foreign origin that there is nothing
            assert code in ((302, 403, 404) if "Origin" in headers else (302, 403)), place
            assert b"MLS" not in body


async def test_nothing_but_refusals_for_what_is_no_request(jp_fetch, tried: Callable[..., None]) -> None:
    for place in PLACES:
        for body in BODIES if "POST" in methods(place) else ():
            code, answer = await status(jp_fetch, place, "POST", body=body)
            tried()
            assert code < GIVES, (place, body[:20], answer)
            assert b"Traceback" not in answer


async def test_no_path_leads_out_of_the_root(jp_fetch, jp_root_dir, tried: Callable[..., None]) -> None:
    outside = jp_root_dir.parent / "outside.pkl"
    outside.write_bytes(b"cos\nsystem\n(S'MARK'\ntR.")
    (jp_root_dir / "link.pkl").symlink_to(outside)
    (jp_root_dir / "folder").symlink_to(jp_root_dir.parent, target_is_directory=True)
    for path in PATHS:
        body = json.dumps({"path": path}).encode()
        code, answer = await status(jp_fetch, "mlsec-nb/api/artifact", "POST", body=body)
        assert code in (400, 404), path
        assert b"MARK" not in answer
    (jp_root_dir / "link.pkl").unlink()  # whoever serves a folder serves what its links lead to
    for path in PATHS:
        for place in ("scan", "checklist", "ignore", "fix", "export"):
            loads = f"import torch\ntorch.load({str(outside)!r})\ntorch.load('../outside.pkl')"
            asked = json.dumps(request(loads, path=path, format="json")).encode()
            code, answer = await status(jp_fetch, f"mlsec-nb/api/{place}", "POST", body=asked)
            tried()
            assert code < GIVES, (place, path, answer)
            assert b"Dangerous" not in answer
            assert b"MARK" not in answer
