"""What an argument says about the file it names."""

from __future__ import annotations

import pytest

from mlsec_nb.code.paths import ending, fixed, is_bare_name, suffix
from mlsec_nb.notebook.names import Call
from tests.notebook.sources import walked


def value(expression: str):
    source = f"from pathlib import Path\nimport os\nlimit = 5\nf({expression})"
    return next(e for e in walked(source).events if isinstance(e, Call) and e.args and not e.names).args[0]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("'net.H5'", ".h5"),
        ("f'{folder}/net.pt'", ".pt"),
        ("folder + '/net.pt'", ".pt"),
        ("Path('runs') / 'best.pt'", ".pt"),
        ("os.path.join(folder, 'net.pkl')", ".pkl"),
        ("'folder.d/net'", ""),
        ("f'net.{kind}'", ""),
        ("unknown", ""),
    ],
)
def test_suffix_is_what_the_path_certainly_ends_with(expression, expected):
    assert suffix(value(expression)) == expected


def test_ending_of_no_argument_is_empty():
    assert ending(None) == ""


@pytest.mark.parametrize("expression", ["'a > 5'", "f'a > {limit}'", "'a ' + '> 5'", "('a', 'b')"])
def test_fixed_text_is_made_of_literals(expression):
    assert fixed(value(expression))


@pytest.mark.parametrize("expression", ["unknown", "f'a > {unknown}'", "'a > ' + unknown", "('a', unknown)"])
def test_text_with_an_unknown_part_is_not_fixed(expression):
    assert not fixed(value(expression))


@pytest.mark.parametrize(
    ("expression", "expected"),
    [("'base.en'", True), ("'ViT-B/32'", True), ("'./base'", False), ("'net.pt'", False), ("unknown", False)],
)
def test_bare_names_are_not_paths(expression, expected):
    assert is_bare_name(value(expression)) is expected
