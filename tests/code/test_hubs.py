"""What counts as a name on a hub, and as a fixed revision."""

from __future__ import annotations

import pytest

from mlsec_nb.code.facts import Facts
from mlsec_nb.code.hubs import COMMIT, hub_name
from mlsec_nb.notebook.names.values import Const


@pytest.mark.parametrize("name", ["org/net", "bert-base-uncased", "org/net.v2", "Org_1/net-7b"])
def test_hub_names(name):
    assert hub_name((Const(name),), Facts()) == name


@pytest.mark.parametrize(
    "path",
    [
        "./net",
        "../net",
        "/opt/net",
        "~/net",
        "a/b/c",
        "net.safetensors",
        "models/net",
        "results",
        "run/checkpoint-500",
        "",
    ],
)
def test_paths_are_no_hub_names(path):
    assert hub_name((Const(path),), Facts()) == ""


def test_what_the_notebook_saved_is_no_hub_name():
    facts = Facts()
    facts.written.add("org/net")
    assert hub_name((Const("org/net"),), facts) == ""


def test_only_a_full_commit_is_fixed():
    assert COMMIT.fullmatch("0123456789" * 4)
    assert not COMMIT.fullmatch("0123456")
