"""The notebooks as they are kept between requests."""

from __future__ import annotations

import pytest

from mlsec_nb.errors import UsageError
from mlsec_nb.frontends.server.mirror import MAX_NOTEBOOKS, Mirror, MissingPiecesError
from tests.frontends.server.conftest import request


def test_notebook_is_put_together_from_its_pieces() -> None:
    notebook = Mirror().update(request("x = 1"))
    assert notebook["nbformat"] == 4
    assert [(c["source"], c["outputs"]) for c in notebook["cells"]] == [("x = 1", [])]


def test_piece_that_is_not_used_any_more_is_forgotten() -> None:
    mirror = Mirror()
    mirror.update(request("x = 1", "y = 2"))
    mirror.update({**request("x = 1"), "pieces": {}})
    with pytest.raises(MissingPiecesError) as error:
        mirror.update({**request("x = 1", "y = 2"), "pieces": {}})
    assert error.value.keys == ["cell 1", "outputs 1"]


def test_request_that_fails_changes_nothing() -> None:
    mirror = Mirror()
    mirror.update(request("x = 1"))
    with pytest.raises(UsageError):
        mirror.update({**request("x = 1"), "cells": [["cell 0", "a", "b"]]})
    assert mirror.update({**request("x = 1"), "pieces": {}})["cells"][0]["source"] == "x = 1"


def test_two_tabs_do_not_share_pieces() -> None:
    mirror = Mirror()
    mirror.update(request("x = 1"))
    with pytest.raises(MissingPiecesError):
        mirror.update({**request("x = 1"), "session": "another tab", "pieces": {}})


def test_only_the_last_notebooks_are_kept() -> None:
    mirror = Mirror()
    for number in range(MAX_NOTEBOOKS + 1):
        mirror.update(request("x = 1", session=str(number)))
    with pytest.raises(MissingPiecesError):
        mirror.update({**request("x = 1", session="0"), "pieces": {}})
    mirror.update({**request("x = 1", session="1"), "pieces": {}})
