"""Writing the instruction to ignore: it must work, and change nothing else."""

from __future__ import annotations

import pytest

from mlsec_nb.core.finding import Finding
from mlsec_nb.fix.change import edited
from mlsec_nb.fix.propose import Proposer
from mlsec_nb.options import Options
from mlsec_nb.scan import Scanner
from tests.notebooks import code, markdown, model, stream
from tests.secrets_fakes import openai_key

KEY = openai_key()
CALL = "requests.get('https://example.org', verify=False)"


def silenced(cell: str | dict) -> tuple[str, list[str], list[Finding]]:
    """The source and tags after ignoring the first finding of a cell, and what is found then."""
    notebook = model(cell)
    proposer = Proposer(Scanner(Options()), notebook, "test.ipynb")
    first = Scanner(Options()).target("test.ipynb", lambda: proposer.notebook).findings[0]
    (change,) = proposer.silence(first, "known\nand fine")
    raw = notebook["cells"][0]
    raw["source"] = edited(raw["source"], change.edits)
    raw["metadata"]["tags"] = list(change.tags)
    again = Proposer(Scanner(Options()), notebook, "test.ipynb").notebook
    return raw["source"], raw["metadata"]["tags"], list(Scanner(Options()).notebook(again).live)


def test_comment_ends_the_line() -> None:
    source, tags, left = silenced(f"import requests\n{CALL}")
    assert source == f"import requests\n{CALL}  # mlsec: ignore[MLS290] known and fine"
    assert (tags, left) == ([], [])


def test_comment_stands_above_where_the_line_cannot_take_one() -> None:
    source, _, left = silenced(f"import requests\nif True:\n    x = \\\n    {CALL}")
    assert "ignore-cell[MLS290]" in source.split("\n")[0] or "ignore[MLS290]" in source
    assert left == []


@pytest.mark.parametrize(
    "cell",
    [
        f'text = """\nkey: {KEY}\n"""',
        f"%env OPENAI_API_KEY={KEY}",
        f"!curl -H 'Authorization: Bearer {KEY}' https://api.openai.com/v1/models",
        code("print(key)", stream(KEY)),
        code(f"%%bash\nexport OPENAI_API_KEY={KEY}"),
        markdown(f"The key is {KEY}."),
    ],
    ids=["string", "env", "shell", "output", "bash", "markdown"],
)
def test_every_kind_of_cell_can_be_silenced(cell: str | dict) -> None:
    _, _, left = silenced(cell)
    assert [finding.rule for finding in left if finding.rule != "MLS001"] == []


def test_string_is_not_written_into() -> None:
    source, _, _ = silenced(f'text = """\nkey: {KEY}\n"""')
    assert f'"""\nkey: {KEY}\n"""' in source
