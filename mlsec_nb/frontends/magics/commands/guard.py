"""``%mlsec guard``: stop the harm before it happens."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mlsec_nb.core.finding import Severity
from mlsec_nb.errors import UsageError
from mlsec_nb.frontends.magics.arguments import SEVERITIES, Parser
from mlsec_nb.frontends.magics.view import Page
from mlsec_nb.guard.permissions import PERMISSIONS
from mlsec_nb.options import GUARD_MODES, Guarding, load_guarding

if TYPE_CHECKING:
    from mlsec_nb.frontends.magics.session import Session

ON = Guarding(unpickling="block", cells="block", outputs="mask")
"""What ``on`` means where neither the line nor the configuration says otherwise."""


def add_arguments(parser: Parser) -> None:
    """What to do, and how strictly."""
    parser.add_argument("what", choices=("on", "off", "status", "allow"), nargs="?", default="status")
    parser.add_argument("name", metavar="NAME", nargs="?", help="what `allow` allows for the next load")
    for part, modes in GUARD_MODES.items():
        parser.add_argument(f"--{part}", choices=modes, help=f"default: {getattr(ON, part)}")
    parser.add_argument("--severity", choices=SEVERITIES, help="cells with findings from here on are not run")
    parser.add_argument("--file", type=Path, metavar="FILE", help="allow this file as it is now")
    parser.add_argument("--always", action="store_true", help="write NAME to mlsec.toml")


def run(session: Session, arguments: argparse.Namespace) -> Page:
    """Switch, allow, and show the state."""
    if arguments.what == "allow":
        return _page([_allow(arguments)])
    if arguments.what == "off":
        session.guard.off()
    elif arguments.what == "on":
        session.guard.set(_setting(arguments))
    return _page(list(session.guard.facts()))


def _setting(arguments: argparse.Namespace) -> Guarding:
    """The modes that the line gives; without any those of the configuration, or all of them."""
    given = {part: getattr(arguments, part) for part in GUARD_MODES if getattr(arguments, part)}
    configured = load_guarding()
    if given:
        setting = replace(Guarding(), **given)
    else:
        setting = configured if configured != Guarding(severity=configured.severity) else ON
    severity = Severity.parse(arguments.severity) if arguments.severity else configured.severity
    return replace(setting, severity=severity)


def _allow(arguments: argparse.Namespace) -> str:
    if arguments.file:
        digest = PERMISSIONS.allow_file(arguments.file)
        return f"{arguments.file} with the SHA-256 {digest[:16]}… is allowed in this session."
    if not arguments.name:
        raise UsageError("What is to be allowed?", "`%mlsec guard allow NAME`, or `--file FILE`.")
    if arguments.always:
        return f"{arguments.name} is allowed in {PERMISSIONS.allow_always(arguments.name)}."
    PERMISSIONS.once.add(arguments.name)
    return f"{arguments.name} is allowed for the next load."


def _page(facts: list[str]) -> Page:
    return Page("\n".join(facts), "\n".join(f"- {fact}" for fact in facts))
