"""A real Jupyter server in this process, with the extension on.

Star imports instead of ``pytest_plugins``: the plugin's automatic fixtures (an event loop, clean-up)
stay in this folder and leave the synchronous browser tests alone.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from pytest_jupyter.jupyter_core import *  # noqa: F403
from pytest_jupyter.jupyter_server import *  # noqa: F403
from pytest_jupyter.pytest_tornasync import *  # noqa: F403
from tornado.httpclient import HTTPClientError

from mlsec_nb.frontends.server.app import MlsecApp
from tests.notebooks import model


@pytest.fixture
def jp_server_config() -> dict[str, Any]:
    return {"ServerApp": {"jpserver_extensions": {"mlsec_nb": True}}}


@pytest.fixture
def extension(jp_serverapp) -> MlsecApp:
    (app,) = jp_serverapp.extension_manager.extension_apps["mlsec_nb"]
    return app


@pytest.fixture
def call(jp_fetch):
    """Call a route: its status and content, whatever the status is."""

    async def call(*route: str, **body: Any) -> tuple[int, Any]:
        more = {"method": "POST", "body": json.dumps(body)} if body else {}
        try:
            response = await jp_fetch("mlsec-nb", "api", *route, **more)
        except HTTPClientError as error:
            response = error.response
        return response.code, json.loads(response.body)

    return call


def request(*cells: str | dict[str, Any], **more: Any) -> dict[str, Any]:
    """What the panel sends for a notebook with these cells."""
    notebook = model(*cells)
    pieces: dict[str, Any] = {"notebook": {"nbformat": 4, "nbformat_minor": 5, "metadata": {}}}
    names = []
    for number, cell in enumerate(notebook["cells"]):
        names.append([f"cell {number}"])
        if "outputs" in cell:
            pieces[f"outputs {number}"] = cell.pop("outputs")
            names[-1].append(f"outputs {number}")
        pieces[f"cell {number}"] = cell
    return {
        "session": "a tab",
        "path": "work/train.ipynb",
        "notebook": "notebook",
        "cells": names,
        "pieces": pieces,
        "ignore": [],
        "min_severity": "info",
        **more,
    }
