"""The arguments of ``fix``, ``install-hooks`` and ``filter``."""

from __future__ import annotations

import argparse

from mlsec_nb.frontends.cli.arguments.command import Commands, add_command, add_config
from mlsec_nb.frontends.cli.arguments.values import names

EXAMPLES = """examples:
  mlsec-nb fix train.ipynb                   what would change, secrets hidden
  mlsec-nb fix . --write                     change it; values of secrets move to .env
  mlsec-nb fix . --write --select MLS1       secrets only
  mlsec-nb fix --undo train.ipynb            take the last fix back, byte for byte

What is taken out is kept for a week for --undo, in your state folder, closed to others; --forget removes it.

exit status:
  0  nothing to fix, or all is fixed    1  something to fix, or something left    2  a file was left alone
"""

HOOKS_EXAMPLES = """examples:
  mlsec-nb install-hooks                     asks about each of the two
  mlsec-nb install-hooks --yes pre-commit    the hook only, without a question
  mlsec-nb install-hooks --remove            take both away again

pre-commit  stops a commit that adds a finding of high severity
filter      masks secrets in the outputs of notebooks on their way into git; your files stay as they are

exit status: 0, or 2 when nobody could be asked, or another program owns the hook
"""
FILTER_EXAMPLES = """examples:
  mlsec-nb filter < train.ipynb              the notebook as git would get it

exit status: 0; what is no notebook passes as it is
"""


def add_fix(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add ``fix``."""
    summary = "remove findings from notebooks, with a preview and a way back"
    fix = add_command(commands, "fix", summary, EXAMPLES, run="fix:run")
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
    add_config(fix)


def add_hooks(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add ``install-hooks`` and ``filter``."""
    summary = "let git scan and clean what is committed"
    hooks = add_command(commands, "install-hooks", summary, HOOKS_EXAMPLES, run="hooks:install")
    hooks.add_argument(
        "only", metavar="pre-commit | filter", nargs="*", help="which of the two (default: both)"
    )
    hooks.add_argument("--yes", action="store_true", help="do not ask")
    hooks.add_argument("--remove", action="store_true", help="take away what was installed")
    summary = "what git runs: standard input to output, secrets masked"
    add_command(commands, "filter", summary, FILTER_EXAMPLES, run="hooks:clean")
