"""``%mlsec inspect``: what is inside a model file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from mlsec_nb.frontends.magics.arguments import Parser
from mlsec_nb.frontends.magics.view import ContentsView
from mlsec_nb.options import load_options
from mlsec_nb.report.contents import read_contents

if TYPE_CHECKING:
    from mlsec_nb.frontends.magics.session import Session


def add_arguments(parser: Parser) -> None:
    """The file."""
    parser.add_argument("file", metavar="FILE", type=Path, help="a model or data file; it is not loaded")
    parser.add_argument("--all", action="store_true", help="disassemble everything")


def run(_session: Session, arguments: argparse.Namespace) -> ContentsView:
    """Show the tree of what is inside."""
    allow = load_options().allow
    return ContentsView(read_contents(arguments.file, everything=arguments.all, allow=allow))
