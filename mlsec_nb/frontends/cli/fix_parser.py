"""The arguments of ``fix``; nothing is imported before it runs."""

from __future__ import annotations

import argparse
from pathlib import Path

from mlsec_nb.frontends.cli.scan_parser import names

EXAMPLES = """examples:
  mlsec-nb fix train.ipynb                   what would change, secrets hidden
  mlsec-nb fix . --write                     change it; values of secrets move to .env
  mlsec-nb fix . --write --select MLS1       secrets only
  mlsec-nb fix --undo train.ipynb            take the last fix back, byte for byte

What is taken out is kept for a week for --undo, in your state folder, closed to others; --forget removes it.

exit status:
  0  nothing to fix, or all is fixed    1  something to fix, or something left    2  a file was left alone
"""


def add_fix(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``fix``."""
    fix = commands.add_parser(
        "fix",
        help="remove findings from notebooks, with a preview and a way back",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    fix.set_defaults(run=_run)
    fix.add_argument("paths", metavar="PATH", nargs="*", help="notebooks, or folders with notebooks")
    what = fix.add_mutually_exclusive_group()
    what.add_argument("--diff", action="store_true", help="show what would change (default)")
    what.add_argument("--write", action="store_true", help="change the files")
    what.add_argument("--undo", action="store_true", help="take the last fix of each file back")
    what.add_argument("--forget", action="store_true", help="remove what is kept for --undo")
    fix.add_argument("--select", metavar="RULES", type=names, help="only these ids, prefixes or names")
    fix.add_argument(
        "--keep-backup", action="store_true", help="leave NAME.bak beside each file, secrets included"
    )
    fix.add_argument(
        "--env", metavar="NAME", default=".env", help="file that secrets move to (default: .env)"
    )
    fix.add_argument("--force", action="store_true", help="also files with changes that are not committed")
    fix.add_argument("--config", metavar="FILE", type=Path, help="instead of the nearest mlsec.toml")


def _run(arguments: argparse.Namespace) -> int:
    from mlsec_nb.frontends.cli.fix import run

    return run(arguments)
