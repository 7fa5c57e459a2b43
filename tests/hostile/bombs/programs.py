"""Code that makes a parser or a resolver of names blow up; each stands between two cells that are found."""

from __future__ import annotations

from collections.abc import Callable

PROGRAMS: dict[str, Callable[[int], str]] = {
    # depth
    "brackets": lambda n: "(" * 20_000 * n + ")" * 20_000 * n,
    "brackets that parse": lambda n: "x = " + "(" * 150 + "1" + ")" * 150,
    "lists": lambda n: "x = " + "[" * 190 + "]" * 190,
    "blocks": lambda n: "".join(" " * i + "if x:\n" for i in range(99)) + " " * 99 + "pass",
    "blocks without end": lambda n: "".join(" " * i + "if x:\n" for i in range(1_000 * n)),
    "functions in functions": lambda n: (
        "".join(" " * i + f"def f{i}():\n" for i in range(95)) + " " * 95 + "pass"
    ),
    "lambdas": lambda n: "f = " + "lambda: " * 1_000 * n + "1",
    "not": lambda n: "x = " + "not " * 4_000 * n + "y",
    "await": lambda n: "x = " + "await " * 4_000 * n + "y",
    "f-strings": lambda n: "x = " + "f'{" * 3 + "1" + "}'" * 3 + "\ny = f'" + "{x}" * 4_000 * n + "'",
    "f-string specs": lambda n: "x = f'{a:" + "{b:" * 200 + "}" * 200 + "}'",
    # chains
    "attributes": lambda n: "x = a" + ".b" * 20_000 * n,
    "attributes called": lambda n: "x = a" + ".b()" * 10_000 * n,
    "subscripts": lambda n: "x = a" + "[0]" * 10_000 * n,
    "calls": lambda n: "x = a" + "()" * 10_000 * n,
    "calls in calls": lambda n: "x = " + "f(" * 90 + "1" + ")" * 90,
    "short attribute chains": lambda n: "import os\n" + ("x = os" + ".path" * 90 + "(1)\n") * 400 * n,
    "sum": lambda n: "x = " + "a + " * 20_000 * n + "1",
    "sum of texts": lambda n: "x = " + "'a' + " * 10_000 * n + "'b'",
    "texts in a row": lambda n: "x = " + "'a' " * 20_000 * n,
    "and": lambda n: "x = " + "a and " * 20_000 * n + "b",
    "choices": lambda n: "x = " + "1 if a else " * 4_000 * n + "2",
    "comparisons": lambda n: "x = a" + " < b" * 20_000 * n,
    "assignments": lambda n: "a = " * 10_000 * n + "1",
    "elif": lambda n: "if a:\n pass\n" + "elif b:\n x = 1\n" * 1_000 * n,
    "decorators": lambda n: "@d\n" * 4_000 * n + "def f(): pass",
    # growth by names
    "doubling": lambda n: "x = 'a'\n" + "x = x + x\n" * 400 * n + "import pickle\npickle.loads(x)",
    "doubling of names": lambda n: (
        "x0 = 'a'\n"
        + "".join(f"x{i + 1} = x{i} + x{i}\n" for i in range(400 * n))
        + f"import pickle\npickle.load(open(x{400 * n}))"
    ),
    "doubling of lists": lambda n: (
        "x0 = ['a']\n"
        + "".join(f"x{i + 1} = [x{i}, x{i}]\n" for i in range(500 * n))
        + f"import os\nos.system(x{500 * n})"
    ),
    "doubling of dictionaries": lambda n: (
        "x0 = {'a': 'b'}\n"
        + "".join(f"x{i + 1} = {{'a': x{i}, 'b': x{i}}}\n" for i in range(500 * n))
        + f"import subprocess\nsubprocess.run(x{500 * n}, shell=True)"
    ),
    "doubling in f-strings": lambda n: (
        "x0 = 'a'\n"
        + "".join(f"x{i + 1} = f'{{x{i}}}{{x{i}}}'\n" for i in range(500 * n))
        + f"import os\nos.system(x{500 * n})"
    ),
    "doubling by format": lambda n: (
        "x = 'a'\n" + "x = '{}{}'.format(x, x)\n" * 500 * n + "import os\nos.system(x)"
    ),
    "doubling by percent": lambda n: (
        "x = 'a'\n" + "x = '%s%s' % (x, x)\n" * 500 * n + "import os\nos.system(x)"
    ),
    "doubling by join": lambda n: "x = 'a'\n" + "x = ''.join([x, x])\n" * 500 * n + "import os\nos.system(x)",
    "doubling by replace": lambda n: "x = 'a'\n" + "x = x.replace('a', 'aa')\n" * 200 * n + "eval(x)",
    "doubling in place": lambda n: "x = 'a'\n" + "x += x\n" * 400 * n + "import pickle\npickle.load(open(x))",
    "doubling of paths": lambda n: (
        "from pathlib import Path\nx0 = Path('a')\n"
        + "".join(f"x{i + 1} = x{i} / str(x{i})\n" for i in range(300 * n))
        + f"import torch\ntorch.load(x{300 * n})"
    ),
    "doubling of functions": lambda n: (
        "def f0(x): return x\n"
        + "".join(f"def f{i + 1}(x): return f{i}(f{i}(x))\n" for i in range(300 * n))
        + f"import os\nos.system(f{300 * n}(input()))"
    ),
    "doubling of lambdas": lambda n: (
        "f0 = lambda x: x\n"
        + "".join(f"f{i + 1} = lambda x: f{i}(f{i}(x))\n" for i in range(300 * n))
        + f"import os\nos.system(f{300 * n}(input()))"
    ),
    "doubling of calls": lambda n: (
        "import pickle\ndef f0(x): pickle.loads(x)\n"
        + "".join(f"def f{i + 1}(x):\n f{i}(x)\n f{i}(x)\n" for i in range(300 * n))
        + f"f{300 * n}(y)"
    ),
    "doubling of classes": lambda n: (
        "class C0: pass\n" + "".join(f"class C{i + 1}(C{i}, C{i}): pass\n" for i in range(1_000 * n))
    ),
    "doubling of branches": lambda n: (
        "x = 'a'\n"
        + "if y:\n x = x + 'a'\nelse:\n x = x + 'b'\n" * 1_000 * n
        + "import pickle\npickle.load(open(x))"
    ),
    "doubling of choices": lambda n: (
        "x = 'a'\n" + "x = (x + 'a') if y else (x + 'b')\n" * 1_000 * n + "import torch\ntorch.load(x)"
    ),
    "doubling of imports": lambda n: (
        "import os\n" + "try:\n import os as x\nexcept E:\n import pickle as x\nx.loads(x)\n" * 1_000 * n
    ),
    "repetition": lambda n: "x = 'a' * 10 ** 10\ny = [x] * 10 ** 10\nimport pickle\npickle.load(open(x))",
    "power": lambda n: "x = 9 ** 9 ** 9 ** 9\ny = 1 << 10 ** 12\nopen(str(x))",
    "cycle of aliases": lambda n: "a = b\nb = c\nc = a\nimport pickle as a\na.loads(x)\n" * 1_000 * n,
    "long cycle of aliases": lambda n: (
        "".join(f"x{i} = x{i + 1}\n" for i in range(1_000 * n)) + f"x{1_000 * n} = x0\nx0.loads(y)"
    ),
    "chain of aliases": lambda n: (
        "import pickle as x0\n"
        + "".join(f"x{i + 1} = x{i}\n" for i in range(2_000 * n))
        + f"x{2_000 * n}.loads(y)"
    ),
    "alias of itself": lambda n: (
        "x = x.x\n" * 1_000 * n + "import pickle as x\n" + "x = x.x\n" * 1_000 + "x.loads(y)"
    ),
    "function that calls itself": lambda n: (
        "def f(x): return f(f(x)) + g(x)\ndef g(x): return f(g(x))\nimport os\n"
        + "os.system(f(input()))\n" * 100 * n
    ),
    "class of itself": lambda n: "class A(A): pass\nclass A(A, A): x = A\nA.A.A.loads(A)\n" * 1_000 * n,
    "decorated cycle": lambda n: (
        "def a(f): return b(f)\n@a\ndef b(f): return a(f)\n@b\ndef c(): pass\nc()\n" * 500 * n
    ),
    "star imports": lambda n: "from os import *\nfrom pickle import *\n" * 1_000 * n + "loads(x)",
    # number
    "many names": lambda n: "".join(f"n{i} = {i}\n" for i in range(4_000 * n)),
    "many functions": lambda n: "".join(f"def f{i}(x): return x\n" for i in range(1_000 * n)),
    "many functions called": lambda n: (
        "import pickle\n"
        + "".join(f"def f{i}(x): return pickle.loads(x)\nf{i}(y)\n" for i in range(1_000 * n))
    ),
    "many classes": lambda n: "".join(f"class C{i}:\n def m(self): pass\n" for i in range(1_000 * n)),
    "many arguments": lambda n: "f(" + "a, " * 20_000 * n + ")",
    "many keywords": lambda n: "f(" + "".join(f"a{i}=1, " for i in range(6_000 * n)) + ")",
    "many parameters": lambda n: "def f(" + "".join(f"a{i}, " for i in range(6_000 * n)) + "): pass\nf(1)",
    "many branches": lambda n: "x = " + " or ".join(f"y == {i}" for i in range(6_000 * n)),
    "many keys": lambda n: "x = {" + "".join(f"'k{i}': 'v', " for i in range(6_000 * n)) + "}",
    "many secret keys": lambda n: "x = {" + "".join(f"'password{i}': 'v', " for i in range(1_000 * n)) + "}",
    "many comprehensions": lambda n: "x = [" + "a " + "for a in b " * 1_000 * n + "]",
    "many strings": lambda n: "x = [" + "'abc', " * 10_000 * n + "]",
    "many commands": lambda n: "import os\n" + "os.system('ls ' + x)\n" * 600 * n,
    "many moves": lambda n: "import os\n" + "os.chdir('x')\n" * 600 * n,
    "many matches": lambda n: "match x:\n" + "".join(f" case {i}: y = {i}\n" for i in range(2_000 * n)),
    "many handlers": lambda n: "try:\n pass\n" + "except E: pass\n" * 2_000 * n,
    "many globals": lambda n: "def f():\n" + "".join(f" global g{i}\n g{i} = 1\n" for i in range(2_000 * n)),
    "many loops": lambda n: "for i in x:\n y = y + i\n" * 1_000 * n,
    "many semicolons": lambda n: "x=1;" * 10_000 * n,
    "many loads": lambda n: "import torch\n" + "".join(f"torch.load('m{i}.pt')\n" for i in range(1_000 * n)),
    "many pins": lambda n: "!pip install " + " ".join(f"p{i}" for i in range(1_000 * n)),
    "many shell words": lambda n: "!echo " + "x | " * 4_000 * n + "y",
    "many shell quotes": lambda n: "!echo " + "'\"" * 4_000 * n,
    "many shell substitutions": lambda n: "!echo " + "$(" * 1_000 * n + ")" * 1_000 * n,
    "many magics in a line": lambda n: "%time " * 2_000 * n,
    "many help signs": lambda n: "x" + "?" * 20_000 * n,
    "almost help": lambda n: "x" + " " * 10_000 * n + "?!",
    # length
    "long name": lambda n: "a" * 1_000_000 * n + " = 1",
    "long dotted import": lambda n: "import " + ".".join(["a"] * 10_000 * n),
    "long string": lambda n: "x = '" + "a" * 1_000_000 * n + "'",
    "long secret": lambda n: "password = '" + "aB3" * 200_000 * n + "'",
    "long comment": lambda n: "# password " + "=" * 1_000_000 * n,
    "long continuation": lambda n: "x = 1 \\\n" * 4_000 * n,
    "long bytes": lambda n: "x = b'" + "\\x41" * 100_000 * n + "'",
    "long shell": lambda n: "!curl " + "http://a/" * 20_000 * n,
    "writefile": lambda n: "%%writefile a.py\n" + "x = 1\n" * 4_000 * n,
    "cell in a cell": lambda n: "%%time\n" * 1_000 * n + "x = 1",
    "exec in exec": lambda n: _executed(6),
    "get_ipython in itself": lambda n: _typed(6),
    "numbers too long to print": lambda n: (
        "import os, torch, requests\nx = 0x" + "f" * 1_800 * n + "\n" + _NUMBERED
    ),
    # odd names
    "names by NFKC": lambda n: (
        "import \uff50\uff49\uff43\uff4b\uff4c\uff45\n\U0001d529 = \U0001d54d\n"
        + "\U0001d4cd\U0001d4ce = 1\n" * 2_000 * n
    ),
    "name that grows": lambda n: ("\ufdfa" * 2_000 + " = 1\n") * 20 * n,
    "other scripts": lambda n: "\u0627\u0644 = '\u202e\u2066'\n" * 2_000 * n,
    "form feeds": lambda n: "\x0c" * 20_000 * n + "x = 1",
    "tabs and spaces": lambda n: "if x:\n\ty = 1\n        z = 2\n" * 2_000 * n,
    "dedents": lambda n: "if x:\n  y\n z\n" * 2_000 * n,
    "coding line": lambda n: "# -*- coding: rot13 -*-\nx = 1\n# coding: utf-7\n" * 1_000 * n,
    "open string": lambda n: "x = '''" + "a\n" * 20_000 * n,
    "open strings": lambda n: "x = '\n" * 4_000 * n,
    "open quotes": lambda n: "'" * 20_000 * n,
    "open f-strings": lambda n: "f'{" * 4_000 * n,
    "backslashes": lambda n: "x = '" + "\\" * 100_000 * n,
    "indents": lambda n: "\n".join(" " * i + "x" for i in range(400 * n)),
}


_NUMBERED = """
torch.load(x)
torch.load(f'{x}', weights_only=x)
os.system(str(x))
os.system('%d' % x + '{}'.format(x))
os.environ[x] = x
os.environ['HF_HUB_TRUST_REMOTE_CODE'] = x
os.chmod('a', x)
open('a', x)
password = x
print({'password': x, x: 'password', 'token': [x] * x})
requests.get('http://a', verify=x, timeout=x, auth=(x, x))
y = 'a' * x + 'b'[x:x] + x * 'c'
z = {x: x}[x] + [x][x]
torch.hub.load(x, x, trust_repo=x)
"""


def _executed(times: int) -> str:
    source = "import pickle; pickle.loads(x)"
    for _ in range(times):
        source = f"exec({source!r})"
    return source


def _typed(times: int) -> str:
    source = "import pickle; pickle.loads(x)"
    for _ in range(times):
        source = f"get_ipython().run_cell_magic('time', '', {source!r})"
    return source
