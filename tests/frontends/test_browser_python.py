"""Python in the browser (JupyterLite): no processes, no threads, fewer modules."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.notebooks import content
from tests.secrets_fakes import openai_key

MISSING = "_multiprocessing fcntl grp joblib jupyter_server jupyterlab pwd re2 resource sqlite3 ssl termios"
BROWSER = f"""
import subprocess, sys, threading

def refuse(*arguments, **settings):
    raise OSError(138, "there are no processes here")

subprocess.Popen = refuse
threading.Thread.start = refuse
sys.modules.update(dict.fromkeys({MISSING.split()!r}))
sys.platform = "emscripten"
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.error import UsageError
shell = InteractiveShell.instance()
shell.run_line_magic("load_ext", "mlsec_nb")
for line in sys.argv[1:]:
    try:
        print("shown:", shell.run_line_magic("mlsec", line))
    except UsageError as error:
        print("refused:", error)
"""
LINES = ("", "scan", "scan train.ipynb", "fix train.ipynb", "explain MLS201", "guard on", "guard off")


def run(*lines: str, folder: Path) -> str:
    command = [sys.executable, "-c", BROWSER, *lines]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_magics_work_without_processes_threads_and_a_database(tmp_path: Path) -> None:
    (tmp_path / "train.ipynb").write_bytes(content(f'KEY = "{openai_key()}"'))
    shown = run(*LINES, "checklist model", folder=tmp_path)
    assert "openai-key" in shown
    assert shown.count("shown:") == len(LINES)
    assert "refused: This needs" in shown.splitlines()[-1]
    assert "JupyterLite" in shown.splitlines()[-1]
