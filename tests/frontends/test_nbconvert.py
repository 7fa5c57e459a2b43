"""nbconvert with our exporter and preprocessors, as a command and from Python."""

from __future__ import annotations

import base64
import html
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbconvert.exporters import MarkdownExporter, NotebookExporter
from nbconvert.utils.exceptions import ConversionException
from traitlets.config import Config

from mlsec_nb.frontends.nbconvert import MlsecExporter
from tests.notebooks import code, content, display, error, markdown, model, stream
from tests.secrets_fakes import openai_key

UNSAFE = "import pickle, requests\npickle.loads(requests.get('https://models.example/m.pkl').content)"
KEY = openai_key(7)
ROOT = Path(__file__).parents[2]
REDACT = "mlsec_nb.frontends.nbconvert.RedactSecrets"
FAIL = "mlsec_nb.frontends.nbconvert.FailOnFindings"


@pytest.fixture(autouse=True)
def away_from_the_project(tmp_path, monkeypatch):
    """No configuration but the test's own."""
    monkeypatch.chdir(tmp_path)


def write(folder: Path, name: str, *cells: Any) -> Path:
    path = folder / name
    path.write_bytes(content(*cells))
    return path


def nbconvert(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    folders = {name: str(folder / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR")}
    return subprocess.run(
        [sys.executable, "-m", "nbconvert", *arguments],
        cwd=folder,
        env={**os.environ, **folders, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
    )


def exported(exporter: Any, *cells: Any, preprocessor: str = REDACT, **traits: Any) -> str:
    """What an exporter of nbconvert makes of a notebook with one of our preprocessors."""
    config = Config({exporter.__name__: {"preprocessors": [preprocessor]}})
    config[preprocessor.rsplit(".", 1)[-1]] = Config(traits)
    nb = nbformat.from_dict(model(*cells))
    text, _ = exporter(config=config).from_notebook_node(nb)
    assert nb == nbformat.from_dict(model(*cells)), "the notebook itself is not touched"
    return str(text)


def leaks(text: str, value: str = KEY) -> bool:
    return any(value[start : start + 10] in text for start in range(len(value) - 9))


def test_command_writes_a_report_beside_each_notebook(tmp_path):
    for name in ("a.ipynb", "b.ipynb"):
        write(tmp_path, name, "x = 1", UNSAFE)
    done = nbconvert(tmp_path, "--to", "mlsec", "a.ipynb", "b.ipynb")
    assert done.returncode == 0, done.stderr
    for name in ("a", "b"):
        report = (tmp_path / f"{name}.mlsec.html").read_text("utf-8")
        assert report.startswith("<!")
        assert "pickle-load" in report


def test_command_prints_other_formats(tmp_path):
    write(tmp_path, "a.ipynb", "x = 1", UNSAFE)
    done = nbconvert(tmp_path, "--to", "mlsec", "--stdout", "--MlsecExporter.report_format=json", "a.ipynb")
    (target,) = json.loads(done.stdout)["targets"]
    assert (target["path"], target["findings"][0]["location"]["cell"]) == ("a.ipynb", 1)


def test_command_redacts_with_any_exporter(tmp_path):
    path = write(tmp_path, "a.ipynb", f"key = '{KEY}'")
    before = path.read_bytes()
    done = nbconvert(tmp_path, "--to", "html", f'--HTMLExporter.preprocessors=["{REDACT}"]', "a.ipynb")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "a.html").read_text("utf-8")
    assert "characters, #" in page
    assert not leaks(page + done.stderr)
    assert path.read_bytes() == before


def test_command_fails_on_findings_with_a_sentence(tmp_path):
    write(tmp_path, "a.ipynb", UNSAFE)
    done = nbconvert(tmp_path, "--to", "python", f'--PythonExporter.preprocessors=["{FAIL}"]', "a.ipynb")
    assert done.returncode == 1
    assert "a.ipynb was not converted: 1 " in done.stderr
    assert "pickle-load in cell 1, line 2" in done.stderr
    assert not (tmp_path / "a.py").exists()


@pytest.mark.parametrize(
    ("name", "extension", "mime"),
    [
        ("html", ".mlsec.html", "text/html"),
        ("json", ".mlsec.json", "application/json"),
        ("sarif", ".mlsec.sarif", "application/sarif+json"),
        ("markdown", ".mlsec.md", "text/markdown"),
        ("text", ".mlsec.txt", "text/plain"),
        ("junit", ".mlsec.xml", "application/xml"),
    ],
)
def test_formats(tmp_path, name, extension, mime):
    exporter = MlsecExporter(report_format=name)
    text, resources = exporter.from_filename(str(write(tmp_path, "a.ipynb", UNSAFE)))
    assert "pickle-load" in text
    assert (resources["output_extension"], exporter.output_mimetype) == (extension, mime)


def old_notebook(folder: Path) -> Path:
    """nbformat 3, whose heading cells and worksheets nbformat 4 has no more."""
    cells = [
        {"cell_type": "heading", "level": 1, "metadata": {}, "source": "Title"},
        {
            "cell_type": "code",
            "language": "python",
            "metadata": {},
            "outputs": [],
            "collapsed": False,
            "input": UNSAFE,
        },
    ]
    notebook = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]}
    path = folder / "old.ipynb"
    path.write_text(json.dumps(notebook))
    return path


def findings(text: str) -> list[dict[str, Any]]:
    return [finding for target in json.loads(text)["targets"] for finding in target["findings"]]


def test_places_are_those_of_the_file_on_disk(tmp_path):
    text, _ = MlsecExporter(report_format="json").from_filename(str(old_notebook(tmp_path)))
    (found,) = findings(text)
    assert found["location"]["pointer"] == "/worksheets/0/cells/1/input"


def test_server_gives_an_upgraded_notebook_and_the_file_is_read(tmp_path):
    path = old_notebook(tmp_path)
    resources = {"metadata": {"name": "old", "path": str(tmp_path)}}
    nb = nbformat.read(path, as_version=4)
    text, _ = MlsecExporter(report_format="json").from_notebook_node(nb, resources)
    assert findings(text)[0]["location"]["pointer"] == "/worksheets/0/cells/1/input"


def test_notebook_in_memory_that_differs_from_the_file_is_what_is_scanned(tmp_path):
    write(tmp_path, "a.ipynb", "x = 1")
    resources = {"metadata": {"name": "a", "path": str(tmp_path)}}
    nb = nbformat.from_dict(model(UNSAFE))
    text, _ = MlsecExporter(report_format="json").from_notebook_node(nb, resources)
    assert [found["rule"] for found in findings(text)] == ["MLS201"]


def test_broken_file_has_a_report_that_says_so(tmp_path):
    path = tmp_path / "a.ipynb"
    path.write_text('{"cells": [')
    text, _ = MlsecExporter(report_format="json").from_filename(str(path))
    assert json.loads(text)["targets"][0]["verdict"] == "incomplete"


def test_nothing_is_executed(tmp_path):
    path = write(tmp_path, "a.ipynb", f"open({str(tmp_path / 'ran')!r}, 'w')")
    MlsecExporter(config=Config({"ExecutePreprocessor": {"enabled": True}})).from_filename(str(path))
    assert not (tmp_path / "ran").exists()


def test_preprocessors_run_before_the_report(tmp_path):
    path = write(tmp_path, "a.ipynb", f"key = '{KEY}'")
    config = Config({"MlsecExporter": {"preprocessors": [REDACT], "report_format": "json"}})
    text, _ = MlsecExporter(config=config).from_filename(str(path))
    assert findings(text) == []


def test_formats_list_of_the_server_can_name_it():
    assert isinstance(MlsecExporter.output_mimetype, str)
    assert MlsecExporter.export_from_notebook


def test_configuration_that_is_broken_ends_the_conversion(tmp_path):
    (tmp_path / "mlsec.toml").write_text("fail_on = 3\n")
    with pytest.raises(ConversionException, match=r"mlsec\.toml"):
        MlsecExporter().from_filename(str(write(tmp_path, "a.ipynb", "x = 1")))


SPELLED = {
    "source": code(f"key = '{KEY}'"),
    "markdown": markdown(f"The key is `{KEY}`."),
    "comment": code(f"# {KEY}"),
    "stream": code("print(key)", stream(f"{KEY}\n")),
    "html": code("df", display(text_html=f"<td title='x'>{html.escape(KEY)}</td>")),
    "html in spans": code("df", display(text_html=f"<b>{KEY[:9]}</b>{KEY[9:]}"), stream(KEY)),
    "json": code("d", display(application_json={"api_key": KEY, KEY: [1]})),
    "json in text": code("d", stream(json.dumps(json.dumps({"k": f"{KEY}"})))),
    "traceback": code("f()", error(f"\x1b[31mValueError\x1b[0m: bad key \x1b[1m{KEY[:9]}\x1b[0m{KEY[9:]}")),
    "metadata": code("x", metadata={"papermill": {"parameters": {"api_key": KEY}}}),
    "attachment": markdown("![a](attachment:a.txt)", attachments={"a.txt": {"text/plain": KEY}}),
    "encoded attachment": markdown(
        "![a](attachment:b.txt)",
        attachments={"b.txt": {"text/plain": base64.b64encode(f"key = '{KEY}'".encode()).decode()}},
    ),
}


@pytest.mark.parametrize("where", SPELLED)
def test_no_spelling_of_a_secret_is_left(where):
    text = exported(NotebookExporter, f"openai.api_key = '{KEY}'", SPELLED[where])
    assert not leaks(json.dumps(json.loads(text), ensure_ascii=False))
    assert f"{KEY[:9]}</b>" not in text
    nbformat.validate(nbformat.reads(text, as_version=4))


def test_what_is_cut_off_is_masked_too():
    text = exported(NotebookExporter, f"openai.api_key = '{KEY}'", code("df", stream(f"{KEY[:20]}...")))
    assert not leaks(text)


def test_other_text_stays():
    cells = [code("print('hello')", stream("hello\n"), count=3), markdown("# Title"), f"key = '{KEY}'"]
    nb = nbformat.reads(exported(NotebookExporter, *cells), as_version=4)
    assert nb.cells[0].source == "print('hello')"
    assert nb.cells[0].outputs[0].text == "hello\n"
    assert nb.cells[1].source == "# Title"
    assert nb.cells[2].source.startswith("key = '[")


def test_redacting_twice_changes_nothing():
    cells = [f"password = '{KEY}'", f"!docker login -u acme -p {KEY}", code("x", stream(f"token: {KEY}"))]
    once = exported(NotebookExporter, *cells)
    again = exported(NotebookExporter, *json.loads(once)["cells"])
    assert [c["source"] for c in json.loads(again)["cells"]] == [
        c["source"] for c in json.loads(once)["cells"]
    ]


def test_structured_outputs_stay_structured():
    widgets = {"application/vnd.jupyter.widget-state+json": {"state": {"m": {"state": {"value": KEY}}}}}
    cell = code("d", display(application_json={"api_key": KEY, "n": 3}))
    text = exported(NotebookExporter, cell, f"k = '{KEY}'")
    data = nbformat.reads(text, as_version=4).cells[0].outputs[0].data["application/json"]
    assert data["n"] == 3
    assert data["api_key"].startswith("[")
    nb = nbformat.from_dict(model(f"k = '{KEY}'", widgets=widgets))
    config = Config({"NotebookExporter": {"preprocessors": [REDACT]}})
    assert not leaks(NotebookExporter(config=config).from_notebook_node(nb)[0])


def test_only_chosen_surfaces_are_redacted():
    nb = nbformat.reads(
        exported(NotebookExporter, code(f"key = '{KEY}'", stream(KEY)), surfaces=["output"]), as_version=4
    )
    assert KEY in nb.cells[0].source
    assert not leaks(nb.cells[0].outputs[0].text)


def test_extracted_files_are_redacted():
    svg = f"<svg xmlns='http://www.w3.org/2000/svg'><text>{KEY}</text></svg>"
    cell = code("fig", display(**{"image_svg+xml": svg}))
    config = Config({"MarkdownExporter": {"preprocessors": [REDACT]}})
    nb = nbformat.from_dict(model(f"openai.api_key = '{KEY}'", cell))
    text, resources = MarkdownExporter(config=config).from_notebook_node(nb)
    (file,) = resources["outputs"].values()
    assert b"<text>[" in file
    assert not leaks(text + file.decode())


def test_fail_on_findings_looks_at_what_would_be_exported():
    own = "import pickle\npickle.load(open('own.pkl', 'rb'))"
    exported(NotebookExporter, own, preprocessor=FAIL)
    with pytest.raises(ConversionException, match="pickle-load in cell 1"):
        exported(NotebookExporter, own, preprocessor=FAIL, fail_on="medium")
