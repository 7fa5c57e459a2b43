"""The browser and the server of the end-to-end tests."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import browser, page, server  # noqa: F401


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent == item.config.rootpath / "tests/hostile/browser":
            item.add_marker("e2e")
