"""``%mlsec fix``: what can be mended in this notebook, and mending the saved file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from mlsec_nb.errors import UnreadableError, UsageError
from mlsec_nb.fix.project import Fixing, is_dirty
from mlsec_nb.fix.text import shown
from mlsec_nb.fix.undo import Undo, default_folder
from mlsec_nb.frontends.magics.arguments import Parser
from mlsec_nb.frontends.magics.here import SavedNotebook, find_notebook
from mlsec_nb.frontends.magics.view import Page, code
from mlsec_nb.options import load_options
from mlsec_nb.scan import Scanner

if TYPE_CHECKING:
    from mlsec_nb.frontends.magics.session import Session

RELOAD = "Reload the notebook from disk before you go on: saving it as it is would bring the old state back."


def add_arguments(parser: Parser) -> None:
    """Which notebook, and whether to change it."""
    parser.add_argument("path", metavar="PATH", nargs="?", help="a notebook (default: this one, as saved)")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--write", action="store_true", help="change the file; values of secrets move to .env")
    what.add_argument("--undo", action="store_true", help="take the last fix back, byte for byte")
    parser.add_argument("--force", action="store_true", help="also with changes that are not committed")


def run(session: Session, arguments: argparse.Namespace) -> Page:
    """Show what would change, change it, or take it back."""
    path = Path(arguments.path) if arguments.path else _this(session)
    undo = Undo(default_folder())
    if arguments.undo:
        restored = ", ".join(map(str, undo.take_back(path)))
        return Page(f"Restored {restored}. {RELOAD}", f"Restored {code(restored)}. {RELOAD}")
    fixing = Fixing(scanner=Scanner(load_options()), undo=undo)
    try:
        fixed, variables = fixing.propose(path)
    except UnreadableError as error:
        raise UsageError(error.message, error.advice) from error
    if not fixed.made:
        return Page(f"There is nothing to fix in {path}.", f"There is nothing to fix in {code(str(path))}.")
    text = shown(fixed, variables)
    if not arguments.write:
        return _page(text, "Nothing is changed yet: `%mlsec fix --write` changes the saved file.")
    if is_dirty(path) and not arguments.force:
        raise UsageError(f"{path} has changes that are not committed.", "Commit them, or add --force.")
    fixing.write(fixed, variables)
    return _page(text, f"Changed. {RELOAD} `%mlsec fix --undo` takes it back.")


def _this(session: Session) -> Path:
    here = find_notebook(session)
    if isinstance(here, SavedNotebook):
        return here.path
    advice = "Name one, such as `%mlsec fix train.ipynb`, or use the panel."
    raise UsageError("The file of this notebook cannot be found from here.", advice)


def _page(text: str, remark: str) -> Page:
    fence = "`" * (max((len(run) for run in text.split() if set(run) == {"`"}), default=2) + 1)
    return Page(f"{text}\n\n{remark}", f"{fence}diff\n{text}\n{fence}\n\n{remark}")
