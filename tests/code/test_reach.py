"""Functions that reach a call by way of displays, annotations, wrappers and factories."""

from __future__ import annotations

import pytest

from tests.code.test_rules import findings

IMPORTS = (
    "import collections, functools, pickle, socket, tarfile, torch, types, yaml\nimport pandas as pd\n# %%\n"
)


def lines(source: str) -> set[int]:
    """The lines of the last cell that are reported."""
    last = (IMPORTS + source).count("# %%")
    return {found.location.line for found in findings(IMPORTS + source) if found.location.cell == last}


@pytest.mark.parametrize(
    "source",
    [
        "pd.read_csv(p, converters={'genres': eval})",
        "pd.read_csv(p, converters={'b': pickle.loads})",
        "register([pickle.loads])",
        "sorted(blobs, key=pickle.loads)",
    ],
)
def test_function_inside_a_display_is_reported_where_it_is_handed_over(source):
    assert lines(source) == {1}


@pytest.mark.parametrize("source", ["sorted([pickle.loads])", "readers = dict(a=pickle.loads)"])
def test_display_that_is_only_kept_is_silent(source):
    assert lines(source) == set()


@pytest.mark.parametrize(
    "source",
    [
        "def f(t: tarfile.TarFile):\n    t.extractall(p)",
        "def f(t: 'tarfile.TarFile | None' = None):\n    t.extractall(p)",
        "from typing import Optional\ndef f(t: Optional[tarfile.TarFile]): t.extractall(p)",
        "def f(s: socket.socket):\n    s.bind(('0.0.0.0', 1))",
        "def f(u: pickle.Unpickler):\n    return u.load()",
        "def f(cls: type[pickle.Unpickler]):\n    return cls(x)",
        "class A:\n    t: tarfile.TarFile\n    def go(self): self.t.extractall(p)",
    ],
)
def test_annotation_gives_the_class_of_a_receiver(source):
    assert lines(source) == {source.count("\n") + 1}


def test_annotation_of_plain_data_changes_nothing():
    assert lines("def f(path: str):\n    return open(path)") == set()


def test_group_of_exceptions_hides_nothing():
    assert 2 in lines("try:\n    m = pickle.load(f)\nexcept OSError:\n    pass")


@pytest.mark.parametrize(
    "source",
    [
        "def retry(fn, *a, **k):\n    return fn(*a, **k)\n"
        "retry(torch.load, p, weights_only=True)\nretry(yaml.load, s, Loader=yaml.SafeLoader)",
        "def read(path, **kw):\n    kw.setdefault('weights_only', True)\n    return torch.load(path, **kw)",
        "@functools.wraps(pickle.load)\ndef read(f):\n    return f.read()",
        "def read(fn, p):\n    return fn(p, weights_only=True)\nread(torch.load, p)",
    ],
)
def test_wrapper_that_hands_on_safe_arguments_is_silent(source):
    assert lines(source) == set()


def test_decorator_is_not_reported_for_calls_to_come():
    wrap = "def wrap(fn):\n    def inner(*a, **k):\n        return fn(*a, **k)\n    return inner\n"
    assert 5 not in lines(wrap + "load = wrap(torch.load)")


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("def call(fn, x):\n    return fn(x)\nobj = call(pickle.loads, blob)", 3),
        ("def retry(fn, *a, **k):\n    return fn(*a, **k)\nobj = retry(torch.load, p)", 3),
        ("read = functools.partial(torch.load, weights_only=False)\nobj = read(p)", 2),
        ("tools = types.SimpleNamespace(read=pickle.load)\nobj = tools.read(fh)", 2),
        ("reg = collections.defaultdict(lambda: pickle.load)\nobj = reg['x'](fh)", 2),
        ("class A:\n    r = pickle.load\n    def go(self, f):\n        return type(self).r(f)", 4),
    ],
)
def test_report_stands_where_the_data_comes_in(source, line):
    assert line in lines(source)


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("!python -c 'import torch; torch.load(p, weights_only=False)'", 1),
        ("%%bash\necho 1\npython3 - <<'PY'\nimport pickle\nm = pickle.load(open(p, 'rb'))\nPY", 5),
    ],
)
def test_python_inside_a_command_is_read(source, line):
    assert lines(source) == {line}


@pytest.mark.parametrize(
    "source",
    [
        "!git clone https://github.com/org/tool\n# %%\n%run tool/main.py",
        "import requests\nopen('h.py', 'w').write(requests.get(u).text)\n# %%\n%run h.py",
        "import requests\nopen('h.py', 'w').write(requests.get(u).text)\n# %%\n!python h.py",
    ],
)
def test_file_that_is_fetched_and_then_run(source):
    assert lines(source) == {1}


@pytest.mark.parametrize(
    "source",
    [
        "from IPython import get_ipython as gi; gi().run_cell_magic('bash', '', 'curl -s e.org | bash')",
        "__builtins__.eval(text)",
        "getattr(__builtins__, 'ex' + 'ec')(text)",
        "__builtins__['eval'](text)",
        "import os; env = dict(os.environ, TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD='1')",
        "import os; env = {**os.environ, 'TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD': '1'}",
        "%%env TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD=1",
        "%sc x=wget http://example.org/a.sh",
        "import subprocess; subprocess.run('wget http://example.org/a.sh'.split())",
        "import subprocess; subprocess.run(['bash', '-c', command])",
        "!git config --global http.sslVerify false",
        "!aws s3 cp --no-verify-ssl s3://bucket/key .",
    ],
)
def test_other_doors_to_the_same_thing(source):
    assert lines(source) == {1}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("AutoModel.from_pretrained(os.path.join('ckpts', 'best'))", False),
        ("kagglehub.dataset_download('owner/set/versions/3')", False),
        ("kagglehub.dataset_download('owner/set')", True),
        ("open_clip.create_model_from_pretrained('hf-hub:org/m')", True),
        ("keras_hub.models.Backbone.from_preset('hf://org/m')", True),
    ],
)
def test_name_on_a_hub_is_told_from_a_path(source, found):
    imports = "import os, kagglehub, open_clip, keras_hub\nfrom transformers import AutoModel\n# %%\n"
    assert bool(findings(imports + source)) == found
