"""All that is known of a control, for readers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mlsec_nb.checklist.load import ATTEST, ID, catalogue, find_control
from mlsec_nb.checklist.model import Control
from mlsec_nb.checklist.project import load_project
from mlsec_nb.clock import today
from mlsec_nb.report.markdown import escape
from mlsec_nb.report.terminal import flat


def named_control(name: str) -> Control | None:
    """The control with this id, of the catalogue or of the project in the working directory.

    ``None`` when the name is not one that a control could have.

    Raises
    ------
    UsageError
        When there is no such control.
    ConfigError
        When the project's configuration cannot be used.
    """
    if not ID.fullmatch(name.upper()):
        return None
    known = catalogue().controls
    return find_control(
        name, known if name.upper() in known else load_project(Path(), today=today()).controls
    )


def control_text(control: Control) -> str:
    """The control as plain text."""
    head = f"{control.id} {flat(control.title)}  ({_facts(control)})"
    parts = [f"{title}\n{'-' * len(title)}\n{flat(text)}" for title, text in _sections(control)]
    return "\n\n".join([head, *parts]) + "\n"


def control_markdown(control: Control) -> str:
    """The control as Markdown; small headings, since it is shown below a cell."""
    head = f"### {control.id}: {escape(control.title)}\n\n{_facts(control)}"
    parts = [f"#### {title}\n\n{_coded(text)}" for title, text in _sections(control)]
    return "\n\n".join([head, *parts]) + "\n"


def _coded(text: str) -> str:
    """Text for Markdown, with what stands between backticks as code."""
    pieces = flat(text).split("`")
    return "".join(f"`{piece}`" if number % 2 else escape(piece) for number, piece in enumerate(pieces))


def _facts(control: Control) -> str:
    return f"{control.pillar.value}, {control.severity.label}, from {control.profile.value} on"


def _sections(control: Control) -> Iterator[tuple[str, str]]:
    told = [
        ("Why", control.why),
        ("It passes when", control.passes),
        ("It needs attention when", control.attention),
        ("It fails when", control.fails),
        ("It does not apply when", control.not_applicable),
        ("It is not checked when", control.unknown),
        ("What a pass does not prove", control.limits),
        ("What to do", control.fix),
        ("Who answers", _answered(control)),
        ("Ask and answer", _examples(control)),
        ("See", _references(control)),
    ]
    return ((title, text) for title, text in told if text)


def _answered(control: Control) -> str:
    until = f", or until {named}" if (named := ", ".join(control.stale_when).replace("-", " ")) else ""
    lasts = f"An answer lasts {control.max_age_days} days{until}."
    if control.probe == ATTEST:
        return f"Only a person: attest {control.id}, with a name, a last day and evidence. {lasts}"
    rules = f" It rests on the rules {', '.join(control.rules)}." if control.rules else ""
    asked = " It runs when asked for." if control.tier == "demand" else ""
    person = " A person confirms what it suggests." if control.mode.value == "semi-automatic" else ""
    return f"The probe {control.probe}.{rules}{asked}{person} {lasts}"


def _examples(control: Control) -> str:
    """The calls that ask for this control, and that decide about it."""
    ask = f"`mlsec-nb checklist --only {control.id}`"
    if control.probe == ATTEST or control.mode.value == "semi-automatic":
        decide = f"`mlsec-nb attest {control.id} --by NAME --until DATE --evidence TEXT`"
    else:
        decide = f"`mlsec-nb waive {control.id} --by NAME --until DATE --reason TEXT`"
    return f"{ask}, {decide}; in a notebook the same after `%mlsec`."


def _references(control: Control) -> str:
    frameworks = catalogue().frameworks
    return "; ".join(
        f"{frameworks[key].name if key in frameworks else key}: {', '.join(names)}"
        for key, names in control.mappings.items()
        if names
    )
