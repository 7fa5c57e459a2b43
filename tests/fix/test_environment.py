"""Moving a literal into the environment: what the source reads like afterwards."""

from __future__ import annotations

import pytest

from mlsec_nb.core.finding import Location, Surface
from mlsec_nb.fix.change import edited
from mlsec_nb.fix.environment import imported_modules, to_environment
from mlsec_nb.notebook.code import parse_notebook
from tests.notebooks import notebook

SECRET = "s3cr3t-v4lu3"


def moved(*sources: str) -> str:
    """The last cell with its secret moved out, or the source as it was."""
    cells = parse_notebook(notebook(*sources))
    lines = sources[-1].split("\n")
    line = next(number for number, text in enumerate(lines) if SECRET in text)
    at = Location(
        surface=Surface.SOURCE, cell=len(sources) - 1, line=line + 1, column=lines[line].index(SECRET) + 1
    )
    edits = to_environment(cells[-1], at, rule_name="openai-key", bound=imported_modules(cells, at))
    return edited(sources[-1], edits)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f'API_KEY = "{SECRET}"', 'API_KEY = os.environ["API_KEY"]'),
        (f"client = Client(api_key='{SECRET}')", 'client = Client(api_key=os.environ["API_KEY"])'),
        (f'self.token = "{SECRET}"', 'self.token = os.environ["TOKEN"]'),
        (f'config["db password"] = "{SECRET}"', 'config["db password"] = os.environ["DB_PASSWORD"]'),
        (f'login("{SECRET}")', 'login(os.environ["OPENAI_KEY"])'),
        (f'k = "{SECRET}"', 'k = os.environ["OPENAI_KEY"]'),
        (f'key = b"{SECRET}"', 'key = os.environ["KEY"].encode()'),
        (f'url: str = "postgres://u:{SECRET}@db/x"', 'url: str = os.environ["URL"]'),
        (f'emoji, key = "🔑🔑", "{SECRET}"', 'emoji, key = "🔑🔑", os.environ["OPENAI_KEY"]'),
        (f'key = """\n{SECRET}\n"""', 'key = os.environ["KEY"]'),
    ],
)
def test_literal_becomes_a_look_up(before: str, after: str) -> None:
    assert moved("import os", before) == after


@pytest.mark.parametrize(
    "source",
    [
        f'key = f"{{prefix}}{SECRET}"',  # a part of an f-string
        f'"""Docs with {SECRET}."""',
        f"# {SECRET}",
        f'match x:\n    case "{SECRET}":\n        pass',
        f"%env KEY={SECRET}",
    ],
)
def test_what_cannot_be_replaced_stays(source: str) -> None:
    assert moved(source) == source


def test_import_is_added_where_it_is_missing() -> None:
    assert moved("x = 1", f'KEY = "{SECRET}"') == 'import os\nKEY = os.environ["KEY"]'


def test_import_below_or_under_another_name_does_not_count() -> None:
    source = f'import os as system\nKEY = "{SECRET}"\nimport os'
    assert moved(source).startswith("import os\nimport os as system\n")


def test_import_comes_after_what_has_to_be_first() -> None:
    source = f'%%time\n"""Docs."""\nfrom __future__ import annotations\n@cached\ndef f(key="{SECRET}"): ...'
    lines = moved(source).split("\n")
    assert lines[:4] == ["%%time", '"""Docs."""', "from __future__ import annotations", "import os"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('os.environ["KEY"] = "{}"', 'os.environ["KEY"] = getpass.getpass("KEY: ")'),
        ('os.environ.setdefault("KEY", "{}")', 'os.environ.setdefault("KEY", getpass.getpass("KEY: "))'),
    ],
)
def test_statement_that_fills_the_environment_asks(before: str, after: str) -> None:
    assert moved("import os", before.format(SECRET)) == f"import getpass\n{after}"
