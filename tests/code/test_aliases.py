"""Comments for bandit and ruff mark the findings of the rules that know their ids."""

from __future__ import annotations

import pytest

from mlsec_nb.code.engine import rules
from mlsec_nb.suppression.inline import directives
from tests.code.test_rules import findings, notebook

RULES = {rule.id: rule for rule in rules()}


def suppressed(source: str) -> bool:
    given = list(directives(notebook(source)))
    found = findings(source)
    assert found
    return all(any(item.covers(finding, RULES[finding.rule]) for item in given) for finding in found)


@pytest.mark.parametrize(
    ("line", "bandit"),
    [
        ("pickle.load(f)", "B301"),
        ("pd.read_pickle(p)", "B301"),
        ("marshal.loads(b)", "B302"),
        ("eval(text)", "B307"),
        ("exec(text)", "B102"),
        ("yaml.load(f, Loader=yaml.Loader)", "B506"),
        ("subprocess.run(command, shell=True)", "B602"),
        ("os.system(command)", "B605"),
        ("torch.load(p)", "B614"),
        ("transformers.AutoModel.from_pretrained('org/model', trust_remote_code=True)", "B615"),
        ("requests.get(url, verify=False)", "B501"),
        ("tempfile.mktemp()", "B306"),
        ("tarfile.open(p).extractall()", "B202"),
    ],
)
def test_ids_of_bandit_and_ruff_mark_the_finding(line, bandit):
    imports = (
        "import marshal, os, pickle, requests, subprocess, tarfile, tempfile, torch, transformers, yaml\n"
    )
    assert suppressed(f"{imports}{line}  # nosec {bandit}")
    assert suppressed(f"{imports}{line}  # noqa: S{bandit[1:]}")
    assert not suppressed(f"{imports}{line}  # nosec")
    assert not suppressed(f"{imports}{line}  # noqa")
