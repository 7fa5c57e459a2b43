"""``%mlsec report``: the last result as a file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from mlsec_nb.core.files import write_atomically
from mlsec_nb.errors import UsageError
from mlsec_nb.frontends.magics.arguments import Parser
from mlsec_nb.frontends.magics.view import Page, code
from mlsec_nb.options import load_options
from mlsec_nb.report.interface import FORMATS

if TYPE_CHECKING:
    from mlsec_nb.frontends.magics.session import Session


def add_arguments(parser: Parser) -> None:
    """The file."""
    suffixes = " ".join(kind.extension for kind in FORMATS.values())
    parser.add_argument("file", metavar="FILE", type=Path, help=f"its suffix says the format: {suffixes}")


def run(session: Session, arguments: argparse.Namespace) -> Page:
    """Write the last result and say where."""
    path: Path = arguments.file
    name = _format(path)
    text = session.last_scan().render(name, fail_on=load_options().fail_on, read_raw=_read)
    try:
        write_atomically(path, text)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.", "Name another file.") from error
    where = str(path.resolve())
    return Page(f"Wrote {where}", f"Wrote {code(where)}")


def _format(path: Path) -> str:
    for name, kind in FORMATS.items():
        if path.suffix.lower() == kind.extension:
            return name
    suffixes = " ".join(kind.extension for kind in FORMATS.values())
    raise UsageError(f"{path.name} does not say in which format.", f"Give it one of the suffixes {suffixes}.")


def _read(path: str) -> bytes | None:
    try:
        return Path(path).read_bytes()
    except OSError:
        return None
