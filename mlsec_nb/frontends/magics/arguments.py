"""Splitting and parsing the line of a magic."""

from __future__ import annotations

import argparse
import shlex
from typing import NoReturn

from mlsec_nb.core.finding import Severity
from mlsec_nb.errors import UsageError
from mlsec_nb.options import ENGINES, Options, load_options

SEVERITIES = tuple(severity.label for severity in Severity)


class Parser(argparse.ArgumentParser):
    """A parser that raises where the command line's would end the process."""

    def __init__(self, prog: str, description: str = "", example: str = "") -> None:
        told = f"example: {example}" if example else None
        super().__init__(prog=prog, description=description, epilog=told, add_help=False, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        """Raise :class:`~mlsec_nb.errors.UsageError` with an example and the usage as advice."""
        usage = " ".join(self.format_usage().split())
        told = f"{self.epilog[:1].upper()}{self.epilog[1:]}. " if self.epilog else ""
        raise UsageError(f"{self.prog}: {message}.", f"{told}{usage[:1].upper()}{usage[1:]}")


def split(line: str) -> list[str]:
    """Split at blanks outside quotes; a backslash stands for itself, as in Windows paths.

    Raises
    ------
    UsageError
        When a quote is not closed.
    """
    lexer = shlex.shlex(line, posix=True, punctuation_chars=False)
    lexer.whitespace_split = True
    lexer.commenters = lexer.escape = ""
    try:
        return list(lexer)
    except ValueError as error:
        raise UsageError("A quote is not closed.", "Close it, or leave it out.") from error


def names(text: str) -> tuple[str, ...]:
    """A list with commas."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


def add_choice_of_findings(parser: Parser) -> None:
    """Add the options that say what to look for."""
    parser.add_argument("--select", metavar="RULES", type=names, help="only these ids, prefixes or names")
    parser.add_argument("--ignore", metavar="RULES", type=names, help="all but these")
    parser.add_argument("--engines", metavar="NAMES", type=names, help=f"out of {', '.join(ENGINES)}")
    parser.add_argument("--min-severity", choices=SEVERITIES, help="leave out what is below")


def chosen_options(arguments: argparse.Namespace, *, configured: bool = True) -> Options:
    """The project's configuration with what the line says on top.

    Parameters
    ----------
    arguments
        What :func:`add_choice_of_findings` added.
    configured
        Whether the configuration may leave findings out.

    Raises
    ------
    UsageError
        When an engine does not exist.
    ConfigError
        When the configuration cannot be used.
    """
    unknown = sorted(set(arguments.engines or ()) - set(ENGINES))
    if unknown:
        raise UsageError(f"No engine is called {unknown[0]!r}.", f"Choose out of {', '.join(ENGINES)}.")
    options = load_options()
    if not configured:
        everything = Options()
        options = options.updated(
            select=everything.select,
            ignore=everything.ignore,
            engines=everything.engines,
            min_severity=everything.min_severity,
            baseline=everything.baseline,
            suppress=everything.suppress,
            allow=everything.allow,
        )
    severity = Severity.parse(arguments.min_severity) if arguments.min_severity else None
    return options.updated(
        select=arguments.select, ignore=arguments.ignore, engines=arguments.engines, min_severity=severity
    )
