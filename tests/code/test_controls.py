from __future__ import annotations

import pytest

import mlsec_nb
from mlsec_nb.ruleset import all_rules
from tests.notebooks import model


def controls(source: str) -> set[str]:
    return {control for finding in mlsec_nb.scan(model(source)).findings for control in finding.controls}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import pickle\npickle.load(open('m.pkl', 'rb'))", {"MODEL-03"}),
        ("import requests\nrequests.get(url, verify=False)", {"DATA-05"}),
        ("from transformers import AutoModel\nAutoModel.from_pretrained('org/net')", {"MODEL-04"}),
        ("from datasets import load_dataset\nload_dataset('org/set')", {"DATA-08"}),
        (
            "from datasets import load_dataset\nfrom transformers import AutoModel\n"
            "d = load_dataset('org/set')\nm = AutoModel.from_pretrained('org/net')",
            {"DATA-08", "MODEL-04"},
        ),
        ("!pip install numpy", {"INFRA-08"}),
    ],
)
def test_a_finding_says_which_controls_it_speaks_to(source, expected):
    assert controls(source) == expected


def test_every_secret_speaks_to_the_same_control():
    secrets = [rule for rule in all_rules() if rule.engine == "secrets"]
    assert {rule.controls for rule in secrets} == {("DATA-03",)}
