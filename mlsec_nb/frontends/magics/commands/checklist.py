"""``%mlsec checklist``: what is done for the security of this project, and what is left."""

from __future__ import annotations

import argparse
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from mlsec_nb.checklist.export import FORMATS, format_of
from mlsec_nb.checklist.machine import Machine
from mlsec_nb.checklist.model import Profile
from mlsec_nb.checklist.result import ChecklistReport
from mlsec_nb.checklist.run import Request, run_checklist
from mlsec_nb.core.files import write_atomically
from mlsec_nb.core.result import Target
from mlsec_nb.errors import UsageError
from mlsec_nb.frontends.magics.arguments import Parser
from mlsec_nb.frontends.magics.facts import kernel_facts
from mlsec_nb.frontends.magics.here import Here, SavedNotebook, find_notebook
from mlsec_nb.frontends.magics.progress import show_progress
from mlsec_nb.frontends.magics.servers import own_server
from mlsec_nb.frontends.magics.view import ChecklistView, code

if TYPE_CHECKING:
    from mlsec_nb.frontends.magics.session import Session
    from mlsec_nb.scan import Scanner


def add_arguments(parser: Parser) -> None:
    """What to ask, and how to show it."""
    parser.add_argument(
        "only", metavar="PILLAR", nargs="*", help="data, model, infrastructure, human, or ids of controls"
    )
    parser.add_argument("--profile", choices=[profile.value for profile in Profile])
    parser.add_argument("--demand", "--all", action="store_true", help="run probes that take long as well")
    parser.add_argument("--network", action="store_true", help="let probes use the network")
    parser.add_argument("--output", metavar="FILE", type=Path, help="write it here; the suffix says how")
    parser.add_argument("--json", action="store_true", help="show it as JSON")
    parser.add_argument("--widget", action="store_true", help="interactive: forms, all probes, history")


def run(session: Session, arguments: argparse.Namespace) -> object:
    """Go through the checklist of the project that this notebook is in."""
    if arguments.widget:  # another face, which is found by name only
        widgets = import_module("mlsec_nb.frontends.widgets")
        return widgets.checklist_widget(lambda: _request(session, arguments, find_notebook(session)))
    here = find_notebook(session)
    with show_progress("probes") as progress:
        report = run_checklist(replace(_request(session, arguments, here), progress=progress))
    note = f"Looked at the project `{report.folder}`, with {here.description}. {here.unsaved}"
    if arguments.output:
        note = _write(report, arguments.output)
    return ChecklistView(report, note, shown_as_json=arguments.json)


def _request(session: Session, arguments: argparse.Namespace, here: Here) -> Request:
    """What is asked for, and what can be seen from this kernel."""
    notebook = here.path if isinstance(here, SavedNotebook) else None
    machine = Machine(seen_from="the kernel")
    return Request(
        folder=notebook.parent if notebook else Path(),
        profile=Profile(arguments.profile) if arguments.profile else None,
        only=tuple(arguments.only),
        demand=arguments.demand,
        network=arguments.network,
        notebook=notebook,
        live=partial(_scan, here),
        server=own_server(),
        kernel=kernel_facts(session.shell, machine),
        machine=machine,
        vantage="kernel",
    )


def _scan(here: Here, scanner: Scanner) -> Target:
    return scanner.target(here.name, here.read, folder=Path.cwd())  # where the kernel would load from


def _write(report: ChecklistReport, path: Path) -> str:
    name = format_of(path.name)
    if name is None:
        suffixes = " ".join(kind.extension for kind in FORMATS.values())
        raise UsageError(f"{path.name} does not say in which format.", f"Give it one of {suffixes}.")
    try:
        write_atomically(path, report.render(name))
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.", "Name another file.") from error
    return f"Wrote {code(str(path.resolve()))}."
