"""``%%mlsec``: scan a cell in the context of those run before it, then run it unless it is unsafe."""

from __future__ import annotations

import ast
import inspect
import time
from collections.abc import Sequence
from dataclasses import replace
from types import CodeType
from typing import TYPE_CHECKING, Any

from mlsec_nb.core.finding import Finding
from mlsec_nb.errors import UsageError
from mlsec_nb.frontends.magics.arguments import Parser, names, split
from mlsec_nb.frontends.magics.here import notebook_of
from mlsec_nb.frontends.magics.view import ScanView
from mlsec_nb.notebook.read import read_dict
from mlsec_nb.options import Options, load_options
from mlsec_nb.report.wording import severities
from mlsec_nb.scan import Scanner

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from mlsec_nb.frontends.magics.session import Session


def cell_parser() -> Parser:
    """The arguments of ``%%mlsec``."""
    parser = Parser("%%mlsec", "scan this cell, and run it unless it is unsafe")
    parser.add_argument("--warn", action="store_true", help="run it all the same")
    parser.add_argument("--allow", metavar="RULES", type=names, default=(), help="rules that it may break")
    return parser


def run_cell(session: Session, line: str, cell: str) -> object:
    """Scan the cell and run it; returns the value of its last expression.

    Raises
    ------
    UsageError
        When the cell is unsafe, and therefore was not run.
    """
    __tracebackhide__ = True
    from IPython.display import display

    arguments = cell_parser().parse_args(split(line))
    options = load_options()
    options = options.updated(ignore=(*options.ignore, *arguments.allow))
    view = scan_cell(session, f"%%mlsec {line}\n{cell}", options)
    if view.findings or view.targets[0].incomplete:
        display(view)
    unsafe = [finding for finding in view.findings if finding.severity >= options.fail_on]
    if unsafe and not arguments.warn:
        raise UsageError(f"This cell was not run: {severities(unsafe)}.", _way_out(unsafe))
    return execute(session.shell, cell)


def scan_cell(session: Session, source: str, options: Options) -> ScanView:
    """Scan one source as the next cell of this session; only what is found in it is reported."""
    start = time.perf_counter()
    count = session.shell.execution_count
    inputs = [*session.inputs()[1:count], source]
    scanner = Scanner(options)
    target = scanner.target(f"In [{count}]", lambda: read_dict(notebook_of(tuple(inputs)), f"In [{count}]"))
    here = len(inputs) - 1
    findings = tuple(finding for finding in target.findings if finding.location.cell == here)
    result = scanner.result([replace(target, findings=findings)], seconds=time.perf_counter() - start)
    return ScanView.of(result, note="Scanned this cell in the context of those that were run before it.")


def _way_out(unsafe: Sequence[Finding]) -> str:
    rules = ",".join(sorted({finding.rule for finding in unsafe}))
    return (
        f"Mend it; or, if it is meant, say so with `# mlsec: ignore[{rules}] reason` in the line "
        f"or `%%mlsec --allow {rules}`. `%%mlsec --warn` runs a cell whatever is found."
    )


def execute(shell: InteractiveShell, cell: str) -> object:
    """Run ``cell`` in the user's namespace as part of the cell it is in; returns its last expression's value.

    IPython's own ``run_cell`` would make it a second run inside the first: events fired twice, a
    traceback shown by the inner run only, ``;`` at the end without effect.
    """
    __tracebackhide__ = True
    value = None
    for step in _compiled(shell, cell):
        value = eval(step, shell.user_global_ns, shell.user_ns)  # noqa: S307 - the user's own cell
    return value


def _compiled(shell: InteractiveShell, cell: str) -> list[CodeType]:
    """The statements of the cell, then its last expression if it ends in one."""
    __tracebackhide__ = True
    transformed = shell.transform_cell(cell)
    tree = ast.increment_lineno(shell.transform_ast(shell.compile.ast_parse(transformed)))
    # One line further down, below that of the magic: tracebacks then name the lines of the notebook.
    name = shell.compile.cache(f"\n{transformed}", shell.execution_count, raw_code=cell)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    steps: list[tuple[ast.AST, str]] = [(tree, "exec")]
    if isinstance(last, ast.Expr):
        steps.append((ast.Expression(last.value), "eval"))
    compiler: Any = shell.compile  # declared for text, made for trees too
    with compiler.extra_flags(ast.PyCF_ALLOW_TOP_LEVEL_AWAIT):
        codes: list[CodeType] = [compiler(step, name, mode) for step, mode in steps]
    if any(code.co_flags & inspect.CO_COROUTINE for code in codes):
        raise UsageError(
            "This cell awaits outside a function, which no cell magic can run.",
            "Take `%%mlsec` away to run it; `%mlsec scan` still looks at it.",
        )
    return codes
