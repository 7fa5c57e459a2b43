"""What every sub-command has: its examples, and the function that runs it, imported when it is called."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

Commands = argparse._SubParsersAction


def add_command(
    commands: Commands[argparse.ArgumentParser], name: str, summary: str, examples: str, *, run: str
) -> argparse.ArgumentParser:
    """Add a sub-command.

    Parameters
    ----------
    commands
        What it is added to.
    name, summary
        What it is called, and what it is for.
    examples
        The end of its help: examples, and what the exit status means.
    run
        The function of ``frontends/cli`` that gets its arguments, as ``module:function``.
    """
    formatter = argparse.RawDescriptionHelpFormatter
    command = commands.add_parser(name, help=summary, epilog=examples, formatter_class=formatter)
    command.set_defaults(run=_late(run))
    return command


def add_config(command: argparse._ActionsContainer) -> None:
    """Add ``--config``."""
    command.add_argument("--config", metavar="FILE", type=Path, help="instead of the nearest mlsec.toml")


def _late(run: str) -> Callable[[argparse.Namespace], int]:
    module, function = run.split(":")

    def import_and_run(arguments: argparse.Namespace) -> int:
        found = getattr(import_module(f"mlsec_nb.frontends.cli.{module}"), function)
        status: int = found(arguments)
        return status

    return import_and_run
