"""The parser of the whole command line."""

from __future__ import annotations

import argparse
from typing import Any, NoReturn

from mlsec_nb._version import __version__
from mlsec_nb.errors import did_you_mean
from mlsec_nb.frontends.cli.arguments.checklist import add_checklist, add_decisions
from mlsec_nb.frontends.cli.arguments.fix import add_fix, add_hooks
from mlsec_nb.frontends.cli.arguments.help import add_help
from mlsec_nb.frontends.cli.arguments.models import add_models
from mlsec_nb.frontends.cli.arguments.scan import add_cache, add_scan
from mlsec_nb.report.terminal import harmless_lines

EXAMPLES = """examples:
  mlsec-nb scan .                            every notebook, script and model file below this folder
  mlsec-nb explain pickle-load               what a finding means
  mlsec-nb doctor                            is everything installed as it should be?

`mlsec-nb COMMAND --help` has examples of each command.
"""


class Parser(argparse.ArgumentParser):
    """A parser whose errors are a line with the way out.

    Its messages repeat nothing that a terminal would act on: a glob may give any name.
    """

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.color = False  # Python 3.14 would colour its help, and the escapes be shown as text

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As argparse does, but what is left over is an error of the sub-command, not of the whole."""
        known, left = super().parse_known_args(args, namespace)
        if left:
            close = did_you_mean(left[0].split("=")[0], self._option_string_actions)
            self.error(f"{left[0]!r} is not understood. {close}")
        return known, left

    def error(self, message: str) -> NoReturn:
        """End the process with status 2."""
        end = "" if message.rstrip().endswith((".", "?")) else "."
        self.exit(2, f"{self.prog}: {message.rstrip()}{end} `{self.prog} --help` has examples.\n")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            known = [str(choice) for choice in action.choices]
            advice = f"{did_you_mean(str(value), known)}There are {', '.join(known)}."
            raise argparse.ArgumentError(action, f"there is no {value!r}. {advice}")

    def _print_message(self, message: str, file: Any = None) -> None:
        super()._print_message(harmless_lines(message), file)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser; the parsed arguments have ``run``, the function of the sub-command."""
    parser: argparse.ArgumentParser = Parser(
        prog="mlsec-nb",
        description="Find leaked secrets, unsafe code and harmful model files, without running anything.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"mlsec-nb {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add_scan(commands)
    add_cache(commands)
    add_fix(commands)
    add_hooks(commands)
    add_models(commands)
    add_checklist(commands)
    add_decisions(commands)
    add_help(commands)
    return parser
