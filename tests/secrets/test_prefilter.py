from __future__ import annotations

import random
import string
from dataclasses import replace

import pytest

from mlsec_nb.core.finding import Surface
from mlsec_nb.core.notebook import Cell, Notebook, Part
from mlsec_nb.notebook.code import parse_notebook
from mlsec_nb.secrets import text
from mlsec_nb.secrets.adapter import DETECTORS
from mlsec_nb.secrets.engine import Detection, detect
from mlsec_nb.secrets.names import KEYWORDS
from mlsec_nb.secrets.prefilter import MAX_LINE, Prefilter, Span
from mlsec_nb.secrets.registry import patterns, providers
from tests.notebooks import code, stream
from tests.secrets.examples import fill
from tests.secrets.scan import detections

CELLS = 10_000
NOTEBOOK = 60


def prefilters() -> list[Prefilter]:
    return [Prefilter({"hf_", "://"}, {"key"}, fast=fast) for fast in (True, False)]


@pytest.mark.parametrize("prefilter", prefilters())
def test_lines_with_a_needle_are_found_in_any_text(prefilter: Prefilter) -> None:
    texts = ["a\nKEY=1\nb", "", "no\nneedle", "ü hf_x\n"]
    assert list(prefilter.spans(texts)) == [Span(0, 2, 7), Span(3, 0, 6)]


@pytest.mark.parametrize("prefilter", prefilters())
@pytest.mark.parametrize("trap", ["\u212aey", "\ud800key", "key\U0001f511", "ſ key"])
def test_odd_characters_move_nothing(prefilter: Prefilter, trap: str) -> None:
    assert list(prefilter.spans(["a", f"x\n{trap}\ny"])) == [Span(1, 2, 2 + len(trap))]


@pytest.mark.parametrize("prefilter", prefilters())
def test_long_lines_are_cut_into_windows(prefilter: Prefilter) -> None:
    spans = list(prefilter.spans(["a " * MAX_LINE + "key" + " b" * MAX_LINE]))
    assert len(spans) == 1
    assert spans[0].end - spans[0].start <= 2_100
    assert list(prefilter.spans(["key " * 10 * MAX_LINE]))[-1].cut


def test_a_window_does_not_end_within_a_token() -> None:
    value = fill("hf_{letters:34}")
    (found,) = detections(code("x()", stream("key " + "a" * 1_570 + " " + value + " b" * MAX_LINE)))
    assert found.values == (value,)


def fragments(draw: random.Random) -> list[str]:
    """Pieces of all families of rules: values, names, signs, needles, and characters that fold oddly."""
    values = [fill(template, draw.random()) for p in providers() for template in p.bad]
    names = [f"{keyword}{draw.choice(['', '_id', 's', 'Name'])}" for keyword in KEYWORDS]
    signs = [
        "=",
        ": ",
        " = ",
        "=>",
        '": "',
        "','",
        " ",
        "\t",
        "\\n",
        "://",
        "@",
        "?",
        "&",
        "#",
        "<td>",
        "</td>\n<td>",
    ]
    needles = [needle for needle in patterns() if needle] + [n for d in DETECTORS for n in d.needles]
    odd = [
        "ſ",
        "\u212a",
        "ı",
        "İ",
        "\ud800",
        "ü",
        "\u2028",
        "\x00",
        "\r",
        '"',
        "'",
        "`",
        "\\",
        "{",
        "}",
        "(",
        ")",
    ]
    random_values = [
        "".join(draw.choices(string.ascii_letters + string.digits, k=n)) for n in (8, 16, 24, 32, 40, 64)
    ]
    mangled = [v.replace("s", "ſ", 1).replace("k", "\u212a", 1) for v in values[::5] + names]
    return [*values, *names, *signs * 4, *needles, *odd, *random_values * 6, *mangled]


def random_notebook(draw: random.Random) -> Notebook:
    pieces = fragments(draw)
    cells = []
    for index in range(NOTEBOOK):
        text = "".join(draw.choices(pieces, k=draw.randint(1, 5)))
        language = draw.choice(["python", "markdown", "r"])
        source = Part(text=text, surface=Surface.SOURCE, cell=index, language=language)
        printed = replace(source, surface=Surface.OUTPUT, output=0, mime="text/plain")
        parts = (source,) if draw.random() < 0.5 else (replace(source, text="show()"), printed)
        kind = "markdown" if language == "markdown" else "code"
        cells.append(Cell(index=index, id=None, kind=kind, language=language, parts=parts))
    return Notebook(path="", kind="notebook", format="", language="python", sha256="", cells=tuple(cells))


@pytest.mark.slow
def test_prefiltered_and_plain_search_agree_on_random_cells() -> None:
    draw = random.Random(20240501)
    found = 0
    for _ in range(CELLS // NOTEBOOK):
        notebook = random_notebook(draw)
        code = parse_notebook(notebook)
        fast = list(detect(notebook, code))
        plain = list(detect(notebook, code, prefiltered=False))
        assert fast == plain
        texts = [part.text for part in notebook.all_parts()]
        assert list(text.prefilter().spans(texts)) == list(text.prefilter(fast=False).spans(texts))
        found += sum(isinstance(item, Detection) for item in fast)
    assert found > CELLS / 10
