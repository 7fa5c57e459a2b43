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
from mlsec_nb.core.notebook import Coverage
from mlsec_nb.errors import UsageError
from mlsec_nb.frontends.magics.arguments import Parser, names, split
from mlsec_nb.frontends.magics.context import with_context
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
    steps = _compiled(session, cell)
    view = scan_cell(session, f"%%mlsec\n{cell}", options.updated(ignore=(*options.ignore, *arguments.allow)))
    if view.findings or view.targets[0].incomplete:
        display(view)
    unsafe = [finding for finding in view.findings if finding.severity >= options.fail_on]
    if unsafe and not arguments.warn:
        raise UsageError(f"This cell was not run: {severities(unsafe)}.", way_out(unsafe))
    return _run(steps, session.shell)


def scan_cell(session: Session, cell: str, options: Options) -> ScanView:
    """Scan the current input; only what is found in it is reported."""
    start = time.perf_counter()
    number = session.number
    name = f"In [{number}]"
    inputs = tuple(with_context(session.inputs()[1:number], cell))
    scanner = Scanner(options)
    target = scanner.target(name, lambda: read_dict(notebook_of(inputs), name))
    own = replace(
        target,
        coverage=Coverage(cells=1, surfaces=1, bytes=len(cell.encode("utf-8", "surrogatepass"))),
        findings=tuple(f for f in target.findings if f.location.cell == len(inputs) - 1),
        skipped=tuple(s for s in target.skipped if f"{s.what} ".startswith(f"cell {len(inputs)} ")),
    )
    result = scanner.result([own], seconds=time.perf_counter() - start)
    return ScanView.of(result, note="Scanned this cell in the context of those that were run before it.")


def way_out(unsafe: Sequence[Finding]) -> str:
    """How to go on with a cell that was not run."""
    rules = ",".join(sorted({finding.rule for finding in unsafe}))
    return (
        f"Mend it; or, if it is meant, say so with `# mlsec: ignore[{rules}] reason` in the line "
        f"or `%%mlsec --allow {rules}`. `%%mlsec --warn` runs a cell whatever is found."
    )


def _compiled(session: Session, cell: str) -> list[CodeType]:
    """The statements of the cell, then its last expression if it ends in one.

    IPython's ``run_cell`` would make it a second run inside the first: events fired twice, a
    traceback that ends with the inner run, ``;`` at the end without effect.
    """
    shell = session.shell
    compiler: Any = shell.compile  # declared for text, made for trees too
    try:
        # One line further down, below that of the magic: errors then name the lines of the notebook.
        source = f"\n{shell.transform_cell(cell)}"
        name = compiler.cache(source, session.number, raw_code=cell)
        tree = shell.transform_ast(compiler.ast_parse(source, filename=name))
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        steps = [(tree, "exec")] if last is None else [(tree, "exec"), (ast.Expression(last.value), "eval")]
        with compiler.extra_flags(ast.PyCF_ALLOW_TOP_LEVEL_AWAIT):
            codes: list[CodeType] = [compiler(step, name, mode) for step, mode in steps]
    except SyntaxError:
        shell.showsyntaxerror()
        raise UsageError("This cell was not run: it is not valid Python.", "Mend what is marked.") from None
    if any(code.co_flags & inspect.CO_COROUTINE for code in codes):
        raise UsageError(
            "This cell was not run: it awaits outside a function, which no cell magic can do.",
            "Take `%%mlsec` away to run it; `%mlsec scan` still looks at it.",
        )
    return codes


def _run(steps: Sequence[CodeType], shell: InteractiveShell) -> object:
    """Run the steps in the user's namespace as part of the current run; returns the value of the last."""
    __tracebackhide__ = True
    value = None
    for step in steps:
        value = eval(step, shell.user_global_ns, shell.user_ns)  # noqa: S307 - the user's own cell
    return value
