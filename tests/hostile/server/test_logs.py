"""What the server writes into its log, at the finest level, and what it answers: no secret of a notebook."""

from __future__ import annotations

import json
import logging

import pytest

from tests.frontends.server.conftest import request
from tests.hostile.conftest import Tried
from tests.hostile.hunt import IBAN, KEY, MAIL, PASSWORD, leaked
from tests.hostile.server.test_routes import PLACES, methods, status
from tests.notebooks import code, display, markdown, stream

MOVES = "mlsec-nb/api/fix"
"""Its answer is the notebook as it is to be: a value moves to where the user wants it."""


async def test_neither_log_nor_answers_hold_a_value(
    jp_fetch, jp_serverapp, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], tried: Tried
) -> None:
    caplog.set_level(logging.DEBUG)
    for logger in (jp_serverapp.log, logging.getLogger("tornado"), logging.getLogger("asyncio")):
        logger.setLevel(logging.DEBUG)
        logger.propagate = True
    personal = f"{MAIL} {IBAN}\n"
    secret = f"api_key = '{KEY}'\npassword = '{PASSWORD}'\n"
    cells = (
        code(
            secret + f"import os\nos.system('curl -u me:{PASSWORD} ' + url)  # {MAIL}",
            stream(secret + personal),
        ),
        code("df", display(text_html=f"<td>{MAIL}</td><td>{KEY}</td>")),
        markdown(secret + personal),
    )
    texts = {}
    for place in PLACES:
        for method in methods(place):
            for kind, sent in (
                ("whole", json.dumps(request(*cells, path="a.ipynb", format="json"))),
                ("cut", secret),
            ):
                body = sent.encode() if method == "POST" else None
                _, texts[f"{method} {place} {kind}"] = await status(jp_fetch, place, method, body=body)
    texts.pop(f"POST {MOVES} whole")
    texts["log"] = caplog.text.encode()
    texts["streams"] = "".join(capfd.readouterr()).encode()
    assert b"mlsec-nb/api/scan" in texts["log"] + texts["streams"]
    found = leaked(texts)
    tried(len(texts), leaked=sum(found.values()))
    assert found == {}
