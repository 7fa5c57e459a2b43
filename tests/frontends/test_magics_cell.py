"""``%%mlsec`` in a real kernel."""

from __future__ import annotations

import pytest

REMOTE = "pickle.loads(requests.get('https://models.example/m.pkl').content)"


def test_safe_cell_runs_and_shows_its_value(kernel):
    reply = kernel.run("%%mlsec", "x = 20", "x + 1")
    assert (reply.status, reply.text) == ("ok", "21")
    assert kernel.run("_").text == "21"


def test_semicolon_silences_the_value(kernel):
    assert kernel.run("%%mlsec", "x = 20", "x + 1;").bundles == []


def test_unsafe_cell_is_not_run_and_says_the_way_out(kernel):
    reply = kernel.run("%%mlsec", "import pickle, requests", "ran = True", REMOTE)
    assert reply.status == "error"
    assert "pickle-load" in reply.text
    assert "This cell was not run" in reply.stderr
    assert "# mlsec: ignore[MLS201] reason" in reply.stderr
    assert "NameError" in kernel.run("ran").error


def test_names_of_earlier_cells_are_known(kernel):
    kernel.run("import pickle as p, requests")
    kernel.run("read = p.loads")
    reply = kernel.run("%%mlsec", "read(requests.get('https://models.example/m.pkl').content)")
    assert "This cell was not run" in reply.stderr


def test_findings_of_earlier_cells_do_not_count(kernel):
    kernel.run("def load():", "    import pickle, requests", f"    return {REMOTE}")
    assert kernel.run("%%mlsec", "1").text == "1"


def test_place_of_a_finding_counts_the_line_of_the_magic(kernel):
    reply = kernel.run("%%mlsec", "import pickle, requests", REMOTE)
    assert "line 3:1" in reply.text


@pytest.mark.parametrize(
    "cell",
    [
        ("%%mlsec --warn", "import pickle, requests"),
        ("%%mlsec --allow pickle-load", "import pickle, requests"),
        ("%%mlsec", "# mlsec: ignore-cell[MLS201] trusted", "import pickle, requests"),
    ],
)
def test_ways_to_run_it_all_the_same(kernel, cell):
    reply = kernel.run(*cell, f"if False: {REMOTE}", "print('ran')")
    assert (reply.status, reply.stdout) == ("ok", "ran\n")


def test_severity_to_refuse_is_that_of_the_configuration(kernel, tmp_path):
    (tmp_path / "mlsec.toml").write_text('fail_on = "low"\n')
    reply = kernel.run("%%mlsec", "import pickle", "pickle.load(open('own.pkl', 'rb'))")
    assert "This cell was not run" in reply.stderr


def test_error_of_the_cell_has_its_own_lines(kernel):
    reply = kernel.run("%%mlsec", "def f():", "    return 1 / 0", "f()")
    assert reply.status == "error"
    assert "----> 3     return 1 / 0" in reply.error
    assert "frontends/magics" not in reply.error


def test_syntax_error_is_shown_as_python_shows_it(kernel):
    reply = kernel.run("%%mlsec", "x = (1,")
    assert "x = (1," in reply.error
    assert "frontends/magics" not in reply.error
    assert "not valid Python" in reply.stderr


def test_await_is_refused_with_a_reason(kernel):
    reply = kernel.run("%%mlsec", "import asyncio", "await asyncio.sleep(0)")
    assert "awaits outside a function" in reply.stderr


def test_magics_in_the_cell_run(kernel):
    reply = kernel.run("%%mlsec", "here = %pwd", "here == get_ipython().run_line_magic('pwd', '')")
    assert reply.text == "True"


def test_events_fire_once(kernel):
    kernel.run("runs = []", "get_ipython().events.register('post_run_cell', lambda result: runs.append(1))")
    kernel.run("before = len(runs)")
    kernel.run("%%mlsec", "1")
    assert kernel.run("len(runs) - before").text == "2"


def test_broken_cell_of_the_history_costs_nothing(kernel):
    kernel.run("this is not python")
    assert kernel.run("%%mlsec", "1").text == "1"
