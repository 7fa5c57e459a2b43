"""``%mlsec`` in a real kernel."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from mlsec_nb.artifacts.examples import SYSTEM, zipped
from mlsec_nb.options import load_options
from tests.frontends.kernels import Kernel, Reply, environment, running_kernel
from tests.notebooks import content

REMOTE = "import pickle, requests\nmodel = pickle.loads(requests.get('https://models.example/m.pkl').content)"


def write(folder: Path, name: str, *cells: str) -> Path:
    path = folder / name
    path.write_bytes(content(*cells))
    return path


def usage_error(reply: Reply) -> str:
    """One line of error and nothing else."""
    assert (reply.status, reply.error, reply.bundles) == ("error", "", [])
    assert reply.stderr.startswith("UsageError: ")
    assert reply.stderr.count("\n") == 1
    return reply.stderr


def fingerprint(kernel: Kernel) -> str:
    return kernel.run("print(r.findings[0].fingerprint)").stdout.strip()


def test_scan_of_a_path_is_shown_as_html_and_as_text(kernel, tmp_path):
    write(tmp_path, "a.ipynb", REMOTE)
    (bundle,) = kernel.run("%mlsec scan a.ipynb").bundles
    assert "pickle-load" in bundle["text/plain"]
    assert "pickle-load" in bundle["text/html"]
    assert "<script" not in bundle["text/html"]
    assert "Scanned as saved on disk: <code>a.ipynb</code>." in bundle["text/html"]


def test_result_can_be_kept_and_is_then_not_shown(kernel, tmp_path):
    write(tmp_path, "a.ipynb", REMOTE)
    assert kernel.run("r = %mlsec scan a.ipynb").bundles == []
    assert kernel.run("[f.name for f in r.findings]").text == "['pickle-load']"
    assert json.loads(kernel.run("print(r.to_json())").stdout)["schema"] == "mlsec-nb/scan/v1"


def test_semicolon_silences(kernel, tmp_path):
    write(tmp_path, "a.ipynb", REMOTE)
    assert kernel.run("%mlsec scan a.ipynb;").bundles == []


def test_json_is_shown_as_wire(kernel, tmp_path):
    write(tmp_path, "a.ipynb", REMOTE)
    (bundle,) = kernel.run("%mlsec scan a.ipynb --json").bundles
    assert bundle["application/json"] == json.loads(bundle["text/plain"])
    assert bundle["application/json"]["schema"] == "mlsec-nb/scan/v1"


def test_several_paths_folders_and_globs(kernel, tmp_path):
    for name in ("a.ipynb", "b.ipynb", "c d.ipynb"):
        write(tmp_path, name, REMOTE)
    assert "3 notebooks" in kernel.run("%mlsec scan .").text
    assert "2 notebooks" in kernel.run("%mlsec scan [ab].ipynb").text
    assert "2 notebooks" in kernel.run('%mlsec scan a.ipynb "c d.ipynb"').text


def test_options_choose_the_findings(kernel, tmp_path):
    write(tmp_path, "a.ipynb", REMOTE)
    assert "No findings" in kernel.run("%mlsec scan a.ipynb --ignore pickle-load").text
    assert "No findings" in kernel.run("%mlsec scan a.ipynb --select tls-verify").text
    assert "No findings" in kernel.run("%mlsec scan a.ipynb --engines secrets").text


def test_all_shows_what_the_configuration_leaves_out(kernel, tmp_path):
    write(tmp_path, "a.ipynb", REMOTE)
    (tmp_path / "mlsec.toml").write_text('ignore = ["pickle-load"]\n')
    assert "No findings" in kernel.run("%mlsec scan a.ipynb").text
    assert "pickle-load" in kernel.run("%mlsec scan a.ipynb --all").text


def test_without_a_notebook_the_inputs_are_scanned_and_that_is_said(kernel):
    kernel.run("def load():\n    import pickle\n    return pickle.loads(open('http', 'rb').read())")
    reply = kernel.run("%mlsec scan")
    assert "no notebook file was found" in reply.text
    assert "pickle-load" in reply.text


def test_magic_alone_says_what_can_be_done_and_what_is_next(kernel, tmp_path):
    before = kernel.run("%mlsec").text
    assert "Not scanned yet" in before
    assert "%mlsec ignore FINGERPRINT --reason TEXT" in before
    write(tmp_path, "a.ipynb", REMOTE)
    kernel.run("r = %mlsec scan a.ipynb")
    assert "Next: `%mlsec explain pickle-load`" in kernel.run("%mlsec").text


def test_explain_alone_names_what_the_last_scan_found(kernel):
    kernel.run("%load_ext mlsec_nb")
    assert "%mlsec explain MODEL-03" in kernel.run("%mlsec explain").text
    kernel.run("import pickle; load = lambda file: pickle.load(file)")
    kernel.run("%mlsec scan")
    shown = kernel.run("%mlsec explain").text
    assert "%mlsec explain pickle-load  Loading a pickle runs the code in it." in " ".join(shown.split(" "))


def test_help_of_a_command_has_an_example(kernel):
    kernel.run("%load_ext mlsec_nb")
    assert "example: %mlsec inspect model.pkl" in kernel.run("%mlsec help inspect").text


def test_explain_has_markdown_and_text(kernel):
    (bundle,) = kernel.run("%mlsec explain pickle-load").bundles
    assert "```python" in bundle["text/markdown"]
    assert "MLS201 pickle-load" in bundle["text/plain"]


def test_rules_and_help_list_everything(kernel):
    assert "pickle-load" in kernel.run("%mlsec rules").text
    assert "--min-severity" in kernel.run("%mlsec help").text
    assert "--reason" in kernel.run("%mlsec help ignore").text


@pytest.mark.parametrize(
    ("line", "advice"),
    [
        ("%mlsec scna", "Did you mean 'scan'?"),
        ("%mlsec explain no-such-rule", "No rule is called"),
        ("%mlsec scan --min-severity worst", "invalid choice"),
        ("%mlsec scan --engines magic", "No engine is called 'magic'"),
        ("%mlsec scan 'a", "A quote is not closed"),
        ("%mlsec report a.html", "Run `%mlsec scan` first"),
    ],
)
def test_a_wrong_call_is_one_line_with_advice(kernel, line, advice):
    assert advice in usage_error(kernel.run(line))


def test_broken_configuration_is_one_line(kernel, tmp_path):
    write(tmp_path, "a.ipynb", REMOTE)
    (tmp_path / "mlsec.toml").write_text("fail_on = 3\n")
    assert "mlsec.toml" in usage_error(kernel.run("%mlsec scan a.ipynb"))


def test_report_takes_its_format_from_the_suffix(kernel, tmp_path):
    write(tmp_path, "a.ipynb", REMOTE)
    kernel.run("r = %mlsec scan a.ipynb")
    assert "r.sarif" in kernel.run("%mlsec report r.sarif").text
    assert json.loads((tmp_path / "r.sarif").read_text())["version"] == "2.1.0"
    kernel.run("%mlsec report r.html")
    assert (tmp_path / "r.html").read_text().startswith("<!")
    assert "suffixes" in usage_error(kernel.run("%mlsec report r.doc"))


def test_ignore_writes_an_entry_that_the_next_scan_heeds(kernel, tmp_path):
    write(tmp_path, "a.ipynb", REMOTE)
    (tmp_path / "mlsec.toml").write_bytes(b"# ours\r\nexclude = []")
    kernel.run("r = %mlsec scan a.ipynb")
    finding = fingerprint(kernel)
    assert finding in kernel.run("%mlsec ignore").text
    assert "needs a reason" in usage_error(kernel.run(f"%mlsec ignore {finding}"))
    reply = kernel.run(f'%mlsec ignore {finding[:6]} --reason our "own" file')
    assert "To undo" in reply.text
    assert (tmp_path / "mlsec.toml").read_bytes().startswith(b"# ours\r\nexclude = []")
    (entry,) = load_options(start=tmp_path).suppress
    assert (entry.fingerprint, entry.reason) == (finding, "our own file")
    assert "1 finding suppressed" in kernel.run("%mlsec scan a.ipynb").text


def test_ignore_names_what_it_does_not_find(kernel, tmp_path):
    write(tmp_path, "a.ipynb", REMOTE)
    kernel.run("r = %mlsec scan a.ipynb")
    assert "No finding" in usage_error(kernel.run("%mlsec ignore zzzz --reason none"))


def test_unload_takes_everything_away(kernel):
    kernel.run("%unload_ext mlsec_nb")
    assert "not found" in kernel.run("%mlsec").stderr
    left = "[c for c in get_ipython().events.callbacks['pre_run_cell'] if 'mlsec' in c.__module__]"
    assert kernel.run(left).text == "[]"
    assert "scan" not in kernel.complete("%mlsec sc")


INTERRUPT = """
import os, signal
import mlsec_nb.batch.run as run
plain, seen = run.scan_item, []
def counted(*arguments):
    seen.append(1)
    if len(seen) == 20:
        os.kill(os.getpid(), signal.SIGINT)
    return plain(*arguments)
run.scan_item = counted
"""


def test_interrupt_ends_a_long_scan_with_what_was_scanned(tmp_path):
    for number in range(60):
        write(tmp_path, f"{number:04}.ipynb", *["x = 1"] * 20)
    with running_kernel(tmp_path) as kernel:
        kernel.run("%load_ext mlsec_nb", INTERRUPT)
        text = kernel.run("%mlsec scan .").text
    assert "the scan was interrupted" in text
    assert "Read 0 notebooks" not in text


def test_terminal_shows_text_with_colour(tmp_path):
    pexpect = pytest.importorskip("pexpect")
    write(tmp_path, "a.ipynb", REMOTE)
    shell = pexpect.spawn(
        sys.executable,
        ["-m", "IPython", "--simple-prompt", "--no-banner", "--no-confirm-exit"],
        env={
            **environment(tmp_path),
            "TERM": "xterm-256color",
            "JPY_SESSION_NAME": str(tmp_path / "a.ipynb"),
        },
        cwd=str(tmp_path),
        dimensions=(60, 90),
        timeout=60,
        encoding="utf-8",
    )
    for line in ("%load_ext mlsec_nb", "%mlsec scan a.ipynb", "%mlsec scan", "exit"):
        shell.expect(r"In \[.*?\d+.*?\]: ")
        shell.sendline(line)
        if line == "%mlsec scan a.ipynb":
            shell.expect("\x1b\\[[0-9;]+m.{0,20}pickle-load")
        if line == "%mlsec scan":  # the variable is inherited from a notebook that this shell is not
            shell.expect("no notebook file was found")
    shell.expect(pexpect.EOF)


def test_model_files_are_scanned_and_inspected(kernel: Kernel, tmp_path: Path) -> None:
    (tmp_path / "bad.pkl").write_bytes(SYSTEM)
    kernel.run("%load_ext mlsec_nb")
    assert "os.system" in kernel.run("%mlsec scan bad.pkl").text
    shown = kernel.run("%mlsec inspect bad.pkl")
    assert "os.system: dangerous" in shown.text
    assert "<details open>" in shown.html
    assert "<script" not in shown.html


def test_names_in_a_model_file_are_no_markup(kernel: Kernel, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(("<img src=x onerror=alert(1)>.pkl", SYSTEM)))
    kernel.run("%load_ext mlsec_nb")
    shown = kernel.run("%mlsec inspect a.zip")
    assert "<img" not in shown.html
    assert "&lt;img" in shown.html


def test_inspect_of_nothing_is_a_usage_error(kernel: Kernel) -> None:
    kernel.run("%load_ext mlsec_nb")
    usage_error(kernel.run("%mlsec inspect none.pkl"))
