"""A page elsewhere that sends the cookie of a signed-in user: cross-site requests change and tell nothing."""

from __future__ import annotations

import pytest

from tests.hostile.conftest import Tried
from tests.hostile.server.test_routes import PLACES, methods, status

FORGED = {
    "no token of the form": {},
    "a form": {"Content-Type": "application/x-www-form-urlencoded"},
    "plain text": {"Content-Type": "text/plain"},
    "a token of its own": {"X-XSRFToken": "b" * 32, "Cookie": "_xsrf=" + "b" * 31},
    "other origin": {"Origin": "http://evil.invalid"},
    "other referer": {"Referer": "http://evil.invalid/lab"},
    "other host": {"Host": "evil.invalid"},
    "method in a header": {"X-HTTP-Method-Override": "GET"},
}


async def signed_in(jp_fetch, jp_serverapp) -> str:
    """What the browser of a signed-in user sends."""
    token = jp_serverapp.identity_provider.token
    response = await jp_fetch("api", "me", headers={"Authorization": ""}, params={"token": token})
    parts = [each.split(";")[0] for each in response.headers.get_list("Set-Cookie")]
    assert any(part.startswith("username-") for part in parts)
    return "; ".join(parts)


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
async def test_request_of_another_page_is_refused(
    jp_fetch, jp_serverapp, forged: dict[str, str], tried: Tried
) -> None:
    cookie = await signed_in(jp_fetch, jp_serverapp)
    cookies = "; ".join(filter(None, (cookie, forged.get("Cookie"))))
    headers = {"Authorization": "", **forged, "Cookie": cookies}
    for place in PLACES:
        if "POST" in methods(place):
            code, body = await status(jp_fetch, place, "POST", headers=headers)
            tried()
            assert code in (403, 404), place
            assert b"MLS" not in body


async def test_cookie_alone_is_a_signed_in_user(jp_fetch, jp_serverapp) -> None:
    """So that the refusals above are refusals of the forgery."""
    headers = {"Authorization": "", "Cookie": await signed_in(jp_fetch, jp_serverapp)}
    code, _ = await status(jp_fetch, "mlsec-nb/api/rules", "GET", headers=headers)
    assert code == 200


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])
async def test_no_other_method_does_anything(jp_fetch, method: str, tried: Tried) -> None:
    for place in PLACES:
        if method not in methods(place):
            more = (
                {"body": b"{}", "allow_nonstandard_methods": True}
                if method in ("PUT", "PATCH")
                else {"body": None}
            )
            code, body = await status(jp_fetch, place, method, **more)
            tried()
            assert code in (204, 405) or method == "OPTIONS", place
            assert b"MLS" not in body
