"""Notebooks that are made to take for ever or to fill the memory, each with the same finding first and last.

Each maker takes a scale: 1 is what CI tries, larger ones are what somebody may really send.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tests.notebooks import code, content, display, error, markdown, stream

FIRST, LAST = "import yaml\nyaml.load(first)", "import marshal\nmarshal.loads(last)"
"""What is found before and after the bomb: a bomb must not hide it without a word."""


def between(*cells: Any, **metadata: Any) -> bytes:
    """A notebook with these cells between the two that are found."""
    return content(FIRST, *cells, LAST, **metadata)


def _raw(middle: str) -> bytes:
    """A notebook with this JSON for a cell, which the standard library would not write."""
    return between("PLACE").replace(json.dumps(code("PLACE"), indent=1).encode(), b"?") and between(
        {"cell_type": "code", "MARK": 1}
    ).replace(b'"MARK": 1', middle.encode("utf-8", "surrogatepass"))


def _deep(levels: int) -> str:
    return "[" * levels + "]" * levels


def _objects(levels: int) -> str:
    return '{"a":' * levels + "1" + "}" * levels


NOTEBOOKS: dict[str, Callable[[int], bytes]] = {
    # depth
    "deep lists in metadata": lambda n: _raw(f'"metadata": {{"x": {_deep(20_000 * n)}}}, "source": ""'),
    "deep objects in metadata": lambda n: _raw(f'"metadata": {{"x": {_objects(20_000 * n)}}}, "source": ""'),
    "deep lists that orjson takes": lambda n: _raw(f'"metadata": {{"x": {_deep(900)}}}, "source": ""'),
    "deep objects in an output": lambda n: _raw(
        f'"source": "", "outputs": [{{"output_type": "display_data", "data":'
        f' {{"application/json": {_objects(250)}}}}}]'
    ),
    "deep markup": lambda n: between(code("", display(text_html="<div>" * 40_000 * n))),
    # long lines
    "one long line of code": lambda n: between("x = '" + "a" * (2_000_000 * n) + "'"),
    "one long line of words": lambda n: between(code("", stream("word " * (400_000 * n)))),
    "one long line of needles": lambda n: between(code("", stream("password=" * (200_000 * n)))),
    "one long line of base64": lambda n: between(code("", stream("QUJD" * (500_000 * n)))),
    "one long line of pairs": lambda n: between(code("", stream("api_key='x1' " * (160_000 * n)))),
    "one long line of markup": lambda n: between(
        code("", display(text_html="<b>x</b> key=" * (140_000 * n)))
    ),
    "one long line of addresses": lambda n: between(code("", stream("http://a:b@c.d/ " * (120_000 * n)))),
    "one long line of quotes": lambda n: between(code("", stream("\"'" * (1_000_000 * n)))),
    "one long markdown line": lambda n: between(markdown("[x](y) token: " * (140_000 * n))),
    # many lines
    "many empty lines": lambda n: between("\n" * (200_000 * n)),
    "many short lines": lambda n: between("x=1\n" * (20_000 * n)),
    "many lines of comment": lambda n: between("#\n" * (200_000 * n)),
    "many lines of needles": lambda n: between("token = 1\n" * (6_000 * n)),
    "many lines of magics": lambda n: between("%time\n" * (6_000 * n)),
    "many shell lines": lambda n: between("!ls\n" * (4_000 * n)),
    "many broken lines": lambda n: between("if x(\n" * (4_000 * n)),
    "many statements, one broken": lambda n: between("x = 1\n" * (4_000 * n) + "def ("),
    "many output lines": lambda n: between(code("", stream("x\n" * (400_000 * n)))),
    "many output lines of needles": lambda n: between(code("", stream("password = x\n" * (10_000 * n)))),
    "many output items": lambda n: between(code("", stream(["x"] * (200_000 * n)))),
    "a long traceback": lambda n: between(code("", error(*["  File x, line 1"] * (40_000 * n)))),
    "many ansi codes": lambda n: between(code("", stream("\x1b[31m" * (200_000 * n)))),
    "many tags": lambda n: between(code("", display(text_html="<a b='c'>" * (60_000 * n)))),
    "many open angles": lambda n: between(code("", display(text_html="<" * (600_000 * n)))),
    "many entities": lambda n: between(code("", display(text_html="&lt;" * (160_000 * n)))),
    "references to no character": lambda n: between(
        code(
            "",
            display(text_html="&#" + "0" * 1_000 * n + "; &#x" + "0" * 1_000 * n + "; &#1114112; &#xD800;"),
        )
    ),
    "many open comments": lambda n: between(code("", display(text_html="<!--" * (160_000 * n)))),
    "many open scripts": lambda n: between(code("", display(text_html="<script>" * (80_000 * n)))),
    "many data links": lambda n: between(
        code("", display(text_html="data:image/png;base64," * (20_000 * n)))
    ),
    # many things
    "many empty cells": lambda n: content(FIRST, *[code("")] * (4_000 * n), LAST),
    "many code cells": lambda n: content(FIRST, *[code("x = 1")] * (1_600 * n), LAST),
    "many markdown cells": lambda n: content(FIRST, *[markdown("x")] * (4_000 * n), LAST),
    "many broken cells": lambda n: content(FIRST, *[code("x = (")] * (400 * n), LAST),
    "many cells that are none": lambda n: content(FIRST).replace(
        b'"cells": [', b'"cells": [' + b"7," * 40_000 * n
    ),
    "many outputs": lambda n: between(code("", *[stream("x")] * (10_000 * n))),
    "many displays": lambda n: between(code("", *[display(text_html="<b>x</b>")] * (4_000 * n))),
    "many attachments": lambda n: between(
        markdown("", attachments={f"{i}.png": {"image/png": "AA=="} for i in range(20_000 * n)})
    ),
    "many text attachments": lambda n: between(
        markdown("", attachments={f"{i}.txt": {"text/plain": "AA=="} for i in range(6_000 * n)})
    ),
    "many tags of a cell": lambda n: between(
        code("", metadata={"tags": [f"t{i}" for i in range(40_000 * n)]})
    ),
    "many ignoring tags": lambda n: between(
        code("", metadata={"tags": [f"mlsec:ignore-{i}" for i in range(6_000 * n)]})
    ),
    "many metadata keys": lambda n: between(code("", metadata={f"k{i}": i for i in range(20_000 * n)})),
    "many keys of the notebook": lambda n: between(x={f"token{i}": "v" for i in range(10_000 * n)}),
    "many mimes": lambda n: between(
        code("", {"output_type": "display_data", "data": {f"text/x{i}": "a" for i in range(10_000 * n)}})
    ),
    "many suppressed findings": lambda n: between(
        "import pickle\n" + "pickle.loads(x)  # mlsec: ignore[MLS999]\n" * (2_000 * n)
    ),
    "many suppressions": lambda n: between("x = 1  # mlsec: ignore[MLS201]\n" * (6_000 * n)),
    "many findings": lambda n: between("import pickle\n" + "pickle.loads(x)\n" * (600 * n)),
    "many secrets": lambda n: between(
        code("", stream("".join(f"password = 'Xk9{i:x}qPz7Lw2Vn'\n" for i in range(1_000 * n))))
    ),
    "many addresses": lambda n: between(
        code("", stream("".join(f"a{i}@example.org 4111 1111 1111 1111\n" for i in range(2_000 * n))))
    ),
    "a wide table": lambda n: between(
        code("", display(text_html="<table><tr>" + "<td>a@b.org</td>" * (10_000 * n) + "</tr></table>"))
    ),
    "a table in text": lambda n: between(code("", stream(("| a " * 200 + "|\n") * (500 * n)))),
    "a wide frame": lambda n: between(
        code("", display(text_plain="   ".join(f"c{i}" for i in range(10_000 * n)))),
    ),
    # odd values
    "a number of many digits": lambda n: _raw(f'"source": "", "execution_count": {"9" * (200_000 * n)}'),
    "a number of many digits in code": lambda n: between("x = " + "9" * (20_000 * n)),
    "a hex number of many digits": lambda n: between("x = 0x" + "f" * (200_000 * n)),
    "many minus signs": lambda n: between("x = " + "-" * (10_000 * n) + "1"),
    "not a number": lambda n: _raw(
        '"source": "", "metadata": {"x": [NaN, Infinity, -Infinity, 1e999, -0.0]}'
    ),
    "half of a pair": lambda n: _raw('"source": "x = \'\\ud800\'", "metadata": {"\\udc00": "\\ud83d"}'),
    "half of a pair in output": lambda n: between(code("", stream("\ud800 password = 'a\udfff'"))),
    "the same key twice": lambda n: _raw(
        '"source": "x = 1", "source": "y = 2", "outputs": [], "outputs": {}'
    ),
    "NUL bytes": lambda n: between("x = '\0'\0", code("", stream("\0" * (200_000 * n)))),
    "a mark in front": lambda n: b"\xef\xbb\xbf" + between("x = 1"),
    "UTF-16": lambda n: between("x = 1").decode().encode("utf-16"),
    "UTF-16 cut in two": lambda n: between("x = 1").decode().encode("utf-16")[:-1],
    "UTF-32": lambda n: between("x = 1").decode().encode("utf-32"),
    "Latin-1": lambda n: between("x = 'PLACE'").replace(b"PLACE", b"\xe4\xff\xfe" * 1000 * n),
    "truncated": lambda n: between("x = 1")[:-20],
    "nothing": lambda n: b"",
    "only spaces": lambda n: b" " * (2_000_000 * n),
    "only NUL bytes": lambda n: b"\0" * (2_000_000 * n),
    "many separators": lambda n: between("\u2028\x0c\x0b\x1c\x85\r" * (20_000 * n)),
    "carriage returns": lambda n: between(code("", stream("x\r" * (200_000 * n)))),
    "combining marks": lambda n: between(code("", stream("a" + "\u0301" * (200_000 * n)))),
    "capitals that grow": lambda n: between(code("", stream("\u0130\u1e9e\ufb03" * (60_000 * n)))),
    "one word of NFKC": lambda n: between(
        "\ufdfa" * 1000 + " = 1", code("", stream("\ufdfa" * (20_000 * n)))
    ),
    "a wrong type everywhere": lambda n: json.dumps(
        {
            "cells": [
                None,
                1,
                [],
                {"cell_type": [], "source": {"a": 1}, "outputs": 7, "metadata": [], "id": {}},
                {
                    "cell_type": "code",
                    "source": [1, None],
                    "outputs": [None, {"data": 7}, {"output_type": {}}],
                    "attachments": [1],
                    "metadata": {"tags": {"a": 1}},
                },
            ],
            "metadata": [],
            "nbformat": [],
            "nbformat_minor": {},
        }
    ).encode(),
    "widget state": lambda n: between(
        widgets={
            "application/vnd.jupyter.widget-state+json": {
                "state": {
                    f"m{i}": {"model_name": "TextModel", "state": {"value": "x"}} for i in range(4_000 * n)
                }
            }
        }
    ),
    "escaped JSON in JSON": lambda n: between(code("", stream(_escaped(10)))),
    "base64 in base64": lambda n: between(f"key = '{_nested(12)}'", code("", stream(_nested(20)))),
    "url-encoded many times": lambda n: between(code("", stream("%25" * (200_000 * n) + "41"))),
}


def _escaped(times: int) -> str:
    text = "password = 'x\"'"
    for _ in range(times):
        text = json.dumps(text)
    return text


def _nested(times: int) -> str:
    import base64

    text = b"password = 'x'"
    for _ in range(times):
        text = base64.b64encode(text)
    return text.decode()
