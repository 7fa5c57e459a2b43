"""Running a notebook that is not known.

What it does
------------
Finds ``papermill``, ``nbclient`` and nbconvert's ``--execute`` with a path that is an address or
computed.

Why it matters
--------------
A notebook is a program; papermill reads it from the web or a bucket as readily as from disk.

Use instead
-----------
Run notebooks from version control only.

References
----------
CWE-94
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import dynamic, spoken
from mlsec_nb.code.facts import Facts, Source
from mlsec_nb.code.rule import Call, Hit, Shell, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity

RULE = rule(
    "MLS284",
    "notebook-run",
    "A notebook from elsewhere is run.",
    advice="Run notebooks from version control only.",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    references=("CWE-94",),
    controls=("HUMAN-04",),
)
REMOTE = ("http://", "https://", "s3://", "gs://", "abs://", "adl://", "hdfs://")
WATCH = Watch(
    calls=(
        "papermill.execute_notebook",
        "papermill.execute.execute_notebook",
        "nbclient.execute",
        "nbclient.NotebookClient",
        "nbclient.client.NotebookClient",
        "nbconvert.preprocessors.ExecutePreprocessor.preprocess",
        "scrapbook.read_notebook",
        "runipy.notebook_runner.NotebookRunner",
    ),
    programs=("papermill", "jupyter", "jupyter-nbconvert"),
    references=False,
)
BAD = (
    "import papermill as pm\npm.execute_notebook('https://example.org/etl.ipynb', 'out.ipynb')",
    "import papermill as pm\npm.execute_notebook(path, 'out.ipynb')",
    "!papermill s3://bucket/etl.ipynb out.ipynb",
)
GOOD = (
    "import papermill as pm\npm.execute_notebook('etl.ipynb', 'out.ipynb')",
    "!jupyter nbconvert --execute etl.ipynb --to html",
    "import nbformat\nnb = nbformat.read('x.ipynb', as_version=4)",
)


def check(event: Call | Shell, facts: Facts) -> Iterator[Hit]:
    """Report a notebook that is fetched or chosen at run time."""
    if isinstance(event, Shell):
        argv = event.command.argv
        runs = event.command.program == "papermill" or "--execute" in argv
        if runs and any(word.startswith(REMOTE) for word in argv[1:]):
            yield Hit("A notebook is fetched and run.", severity=Severity.HIGH)
        elif runs and any(word.startswith(("{", "$")) or _tail(word) in facts.fetched for word in argv[1:]):
            yield Hit("A notebook that is chosen at run time is run.")
        return
    notebook = event.args[0] if event.args else next(iter(event.keywords.values()), None)
    if facts.source(notebook) is Source.REMOTE:
        yield Hit(f"{spoken(event)} runs a notebook that is fetched.", severity=Severity.HIGH)
    elif dynamic(notebook) and facts.source(notebook) is Source.UNKNOWN:
        yield Hit(f"{spoken(event)} runs a notebook that is chosen at run time.")


def _tail(path: str) -> str:
    return path.rpartition("/")[2]
