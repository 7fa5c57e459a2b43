"""Every rule: its examples are examined as files, end to end."""

import pytest

from mlsec_nb.artifacts.engine import examine_bytes
from mlsec_nb.artifacts.examples import content
from mlsec_nb.artifacts.registry import modules

CASES = [
    (module.RULE.id, example[0], example, expected)
    for module in modules()
    for expected, examples in ((True, getattr(module, "BAD", ())), (False, getattr(module, "GOOD", ())))
    for example in examples
]


@pytest.mark.parametrize(("rule", "name", "example", "expected"), CASES)
def test_examples(rule, name, example, expected):
    found = {finding.rule for finding in examine_bytes(content(example), name).findings}
    assert (rule in found) is expected
    assert expected or not found - {"MLS304"}


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.RULE.name)
def test_documentation_has_its_headings(module):
    for heading in ("What it does", "Why it matters", "Use instead", "References"):
        assert f"\n{heading}\n{'-' * len(heading)}\n" in module.__doc__
