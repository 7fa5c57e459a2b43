"""Every way to write a call, with calls of several families: each must be found, its safe twin not."""

from __future__ import annotations

import pytest

from tests.code.test_rules import expected, findings

CALLS = {
    "pickle": ("pickle", "load", "f"),
    "joblib": ("joblib", "load", "'m.joblib'"),
    "torch": ("torch", "load", "p, map_location='cpu', weights_only=False"),
    "numpy": ("numpy", "load", "p, allow_pickle=True"),
    "pandas": ("pandas", "read_pickle", "p"),
    "yaml": ("yaml", "unsafe_load", "text"),
    "keras": ("keras.models", "load_model", "'m.h5'"),
    "subprocess": ("subprocess", "run", "command, shell=True"),
    "trust": ("transformers.AutoModel", "from_pretrained", "'a/b', trust_remote_code=True"),
}
SAFE = {
    "json": ("json", "load", "f"),
    "torch": ("torch", "load", "p, map_location='cpu', weights_only=True"),
    "numpy": ("numpy", "load", "p, allow_pickle=False"),
    "yaml": ("yaml", "safe_load", "text"),
    "keras": ("keras.models", "load_model", "'m.keras', safe_mode=True"),
    "subprocess": ("subprocess", "run", "['ls'], shell=False"),
}
STYLES = {
    "plain": "import {m}\n# %%\nx = {m}.{a}({args})",
    "import as": "import {m} as lib\nx = lib.{a}({args})",
    "from": "from {m} import {a}\nx = {a}({args})",
    "from as": "from {m} import {a} as read\nx = read({args})",
    "star": "from {m} import *\nx = {a}({args})",
    "alias in another cell": "import {m}\n# %%\nread = {m}.{a}\n# %%\nx = read({args})",
    "module alias": "import {m}\nlib = {m}\nx = lib.{a}({args})",
    "tuple alias": "import {m}\nread, other = {m}.{a}, print\nread({args})",
    "ternary": "import {m}\nread = {m}.{a} if fast else print\nread({args})",
    "getattr": "import {m}\nx = getattr({m}, '{a}')({args})",
    "import_module": "from importlib import import_module\nname = '{m}'\nx = import_module(name).{a}({args})",
    "sys.modules": "import sys\nx = sys.modules['{m}'].{a}({args})",
    "__dict__": "import {m}\nx = {m}.__dict__['{a}']({args})",
    "try import": "try:\n    import fast as lib\nexcept ImportError:\n    import {m} as lib\nlib.{a}({args})",
    "global import": "def setup():\n    global LIB\n    import {m} as LIB\n# %%\nLIB.{a}({args})",
    "local import": "def f():\n    import {m} as lib\n    return lib.{a}({args})",
    "method": "import {m}\nclass R:\n    def go(self):\n        return {m}.{a}({args})",
    "held by self": "import {m}\nclass R:\n    def __init__(self):\n        self.r = {m}.{a}\n"
    "    def go(self):\n        return self.r({args})",
    "default argument": "import {m}\ndef f(read={m}.{a}):\n    return read({args})",
    "decorated": "import {m}\nfrom functools import cache\n@cache\ndef f():\n    return {m}.{a}({args})",
    "lambda": "import {m}\nget = lambda: {m}.{a}({args})  # bad\nget()",
    "comprehension": "import {m}\nxs = [{m}.{a}({args}) for _ in range(2)]",
    "walrus": "import {m}\nif (x := {m}.{a}({args})):  # bad\n    pass",
    "dispatch": "import {m}\nreaders = {{'a': {m}.{a}, 'b': print}}\nreaders[key]({args})",
    "with and for": "import {m}\nwith lock:\n    for _ in range(1):\n        x = {m}.{a}({args})",
    "partial": "import {m}\nfrom functools import partial\nread = partial({m}.{a}, {args})  # bad\nread()",
    "thread": "import asyncio, {m}\nx = await asyncio.to_thread({m}.{a}, {args})",
    "executor": "import {m}\nfuture = pool.submit({m}.{a}, {args})",
    "returned": "import {m}\ndef reader():\n    return {m}.{a}\n# %%\nreader()({args})",
    "handed to a function": "import {m}\ndef f(read):\n    return read({args})  # bad\nf({m}.{a})",
    "%time": "import {m}\n# %%\n%time x = {m}.{a}({args})",
    "%timeit": "import {m}\n# %%\nt = %timeit -o -n 1 {m}.{a}({args})",
    "%%capture": "import {m}\n# %%\n%%capture out\n\nx = {m}.{a}({args})",
    "among magics": "%load_ext autoreload\nimport {m}\n!mkdir d\na = !ls d\nx = {m}.{a}({args})  # bad\n!ls",
    "get_ipython": "import {m}\nget_ipython().run_line_magic('time', \"{m}.{a}({args})\")",
    "beside a syntax error": "import {m}\n# %%\nx = {m}.{a}({args})  # bad\nfor y in x\n    print(y)",
    "beside Python 2": "import {m}\n# %%\nx = {m}.{a}({args})  # bad\nprint 'loaded', x",
    "several lines": "import {m}\nx = {m}.{a}(  # bad\n    {args}\n)",
    "prompt": ">>> import {m}\n>>> x = {m}.{a}({args})",
}


def written(style: str, call: tuple[str, str, str]) -> str:
    module, name, args = call
    return STYLES[style].format(m=module, a=name, args=args)


@pytest.mark.parametrize("family", CALLS)
@pytest.mark.parametrize("style", STYLES)
def test_found_in_every_style(style, family):
    example = written(style, CALLS[family])
    cell, line = expected(example)
    places = [found.location for found in findings(example)]
    assert any(at.cell == cell and at.line <= line <= at.end_line for at in places)


@pytest.mark.parametrize("family", SAFE)
@pytest.mark.parametrize("style", STYLES)
def test_safe_call_is_silent_in_every_style(style, family):
    assert findings(written(style, SAFE[family])) == []
