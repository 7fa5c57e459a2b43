"""The checklist in the worker: of the project that a notebook is in, never beyond the contents root."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mlsec_nb.clock import today
from mlsec_nb.errors import UsageError
from mlsec_nb.frontends.server.artifacts import NotThereError, locate
from mlsec_nb.frontends.server.frames import Head

if TYPE_CHECKING:
    from mlsec_nb.checklist.decide import Written
    from mlsec_nb.checklist.machine import Machine
    from mlsec_nb.checklist.model import Profile
    from mlsec_nb.checklist.run import Request
    from mlsec_nb.checklist.scanning import Live
    from mlsec_nb.checklist.situation import ServerFacts

Json = dict[str, Any]

MOST_NAMES = 100


def report(head: Head, request: Json, model: Json | None) -> Json:
    """Go through the checklist and give the report; a run is kept when ``request["remember"]`` says so.

    Parameters
    ----------
    head, request
        The question.
    model
        The notebook as it stands in the browser; ``None`` for as it was saved.

    Raises
    ------
    NotThereError
        When the path leads to no file of the contents root.
    UsageError
        When the request asks for something that is not there.
    """
    from mlsec_nb.checklist.export.wire import to_wire
    from mlsec_nb.checklist.run import run_checklist

    return {"checklist": to_wire(run_checklist(_request(head, request, model)))}


def export(head: Head, request: Json, model: Json | None) -> Json:
    """The report in a format to keep; raises as :func:`report`."""
    from mlsec_nb.checklist.export import FORMATS
    from mlsec_nb.checklist.run import run_checklist

    name = request.get("format")
    if name not in FORMATS:
        raise UsageError(f"{name!r} is no format to export.", f"Choose one of {', '.join(FORMATS)}.")
    chosen = FORMATS[name]
    found = run_checklist(_request(head, {**request, "remember": False}, model))
    return {"name": f"checklist{chosen.extension}", "mime": chosen.mime, "content": found.render(name)}


def attest(head: Head, request: Json, _model: Json | None = None) -> Json:
    """Write down what a person states.

    Raises
    ------
    UsageError, ConfigError
        As :func:`mlsec_nb.checklist.decide.attest`.
    """
    from mlsec_nb.checklist.decide import attest as write
    from mlsec_nb.checklist.model import Outcome

    try:
        statement = Outcome(request.get("statement", Outcome.PASS.value))
    except ValueError as error:
        raise UsageError("That is no statement.", "Choose pass, fail or not_applicable.") from error
    folder, root = _folder(head, request)
    written = write(
        folder,
        _text(request, "control"),
        by=_text(request, "by"),
        today=today(),
        until=_day(request, "until"),
        statement=statement,
        evidence=_texts(request, "evidence"),
        note=_text(request, "note"),
        within=root,
    )
    return _written(written)


def waive(head: Head, request: Json, _model: Json | None = None) -> Json:
    """Write down that a risk is accepted; raises as :func:`attest`."""
    from mlsec_nb.checklist.decide import waive as write

    folder, root = _folder(head, request)
    written = write(
        folder,
        _text(request, "control"),
        owner=_text(request, "owner"),
        until=_day(request, "until"),
        justification=_text(request, "justification"),
        today=today(),
        reason=_text(request, "reason") or "accepted-risk",
        fingerprint=_text(request, "fingerprint"),
        within=root,
    )
    return _written(written)


Answer = Callable[[Head, Json, Json | None], Json]

OPERATIONS: Mapping[str, Answer] = {
    "checklist": report,
    "checklist-export": export,
    "attest": attest,
    "waive": waive,
}


def _request(head: Head, request: Json, model: Json | None) -> Request:
    from mlsec_nb.checklist.run import Request
    from mlsec_nb.checklist.transfer import facts_from_json

    folder, root = _folder(head, request)
    path = request.get("path")
    notebook = Path(locate(head["root"], path, hidden=bool(head["hidden"]))) if path else None
    facts = facts_from_json(head["facts"])
    return Request(
        folder=folder,
        within=root,
        profile=_profile(request),
        only=_texts(request, "only"),
        demand=request.get("demand") is True,
        network=request.get("network") is True,
        remember=None if request.get("remember") is True else False,
        notebook=notebook,
        live=_live(notebook, model) if notebook and model is not None else None,
        server=facts,
        machine=_machine(notebook, facts),
        vantage="server",
        trigger="manual" if request.get("remember") is True else "open",
    )


def _live(notebook: Path, model: Json) -> Live:
    """A scan of the notebook as it stands in the browser."""
    from mlsec_nb.notebook.read import read_dict

    return lambda scanner: scanner.notebook(read_dict(model, str(notebook)), folder=notebook.parent)


def _folder(head: Head, request: Json) -> tuple[Path, Path]:
    """The folder of the notebook, or the root when none is named; and the root."""
    if not head["root"]:
        raise UsageError(
            "This server's files are not in a folder.", "Run `%mlsec checklist` in the notebook."
        )
    root, path = Path(head["root"]), request.get("path")
    if path is None or path == "":
        return root, root
    if not isinstance(path, str):
        raise NotThereError
    return Path(locate(head["root"], path, hidden=bool(head["hidden"]))).parent, root


def _profile(request: Json) -> Profile | None:
    from mlsec_nb.checklist.model import Profile

    named = request.get("profile")
    if named in (None, ""):
        return None
    try:
        return Profile(named)
    except ValueError as error:
        names = ", ".join(profile.value for profile in Profile)
        raise UsageError(f"No profile is called {str(named)[:40]!r}.", f"There are {names}.") from error


def _machine(notebook: Path | None, facts: ServerFacts) -> Machine:
    """The machine, with the environment of the notebook's kernel: the server may live in another one."""
    import sys

    from mlsec_nb.checklist.machine import Environment, Machine

    seen_from = "the Jupyter server"
    argv = facts.kernelspecs.get(_kernel_name(notebook), {}).get("argv") or []
    program = Path(str(argv[0])) if argv else Path()
    if program.is_absolute() and program.exists():
        found = Environment.of(program)
        if found.prefix.resolve() != Path(sys.prefix).resolve():
            return Machine(seen_from=seen_from, environment=found)
    return Machine(seen_from=seen_from)


def _kernel_name(notebook: Path | None) -> str:
    """The kernel that the notebook asks for."""
    from mlsec_nb.errors import UnreadableError
    from mlsec_nb.notebook.read import read_notebook

    try:
        spec = read_notebook(notebook).metadata.get("kernelspec") if notebook else None
    except UnreadableError:
        return "python3"
    return str(spec.get("name", "python3")) if isinstance(spec, Mapping) else "python3"


def _text(request: Json, name: str) -> str:
    value = request.get(name, "")
    if not isinstance(value, str):
        raise UsageError(f"{name} is to be a text.")
    return value


def _texts(request: Json, name: str) -> tuple[str, ...]:
    value = request.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value[:MOST_NAMES]):
        raise UsageError(f"{name} is to be a list of texts.")
    return tuple(value[:MOST_NAMES])


def _day(request: Json, name: str) -> date | None:
    value = _text(request, name)
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise UsageError(f"{value[:40]!r} is no day.", "Write it as 2027-01-31.") from error


def _written(written: Written) -> Json:
    return {"file": written.path.name, "text": written.text}
