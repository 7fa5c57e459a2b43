"""``%mlsec`` alone: the state of this notebook, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlsec_nb._version import __version__
from mlsec_nb.frontends.magics.commands import COMMANDS
from mlsec_nb.frontends.magics.here import find_notebook
from mlsec_nb.frontends.magics.view import Page, code
from mlsec_nb.report.wording import verdict

if TYPE_CHECKING:
    from mlsec_nb.frontends.magics.session import Session


def status(session: Session) -> Page:
    """What is known of this notebook, the next step, and the commands."""
    here = find_notebook(session)
    facts = [
        f"`%mlsec scan` reads {here.description}.",
        here.unsaved,
        f"Last scan: {verdict(session.last)}" if session.last else "Not scanned yet in this session.",
        *session.guard.facts(),
        f"Next: {next_step(session)}.",
    ]
    facts = [fact for fact in facts if fact]
    commands = [(command.example, command.summary) for command in COMMANDS.values()]
    commands.append(("%%mlsec", "scan a cell, and run it unless it is unsafe"))
    width = max(len(example) for example, _ in commands)
    title = f"mlsec_nb {__version__}"
    plain = [title, "", *facts, "", *(f"  {example:{width}}  {summary}" for example, summary in commands)]
    table = [f"| {code(example)} | {summary} |" for example, summary in commands]
    items = [f"- {fact}" for fact in facts]
    markdown = [f"**{title}**", "", *items, "", "| command | |", "|:--|:--|", *table]
    return Page("\n".join(plain), "\n".join(markdown))


def next_step(session: Session) -> str:
    """What to do now."""
    if session.last is None:
        return "`%mlsec scan`"
    if not session.last.findings:
        after = "`%mlsec scan` again before you share the notebook"
        return f"`%mlsec checklist`, what is left to do for this project; {after}"
    worst = max(session.last.findings, key=lambda finding: finding.severity)
    return f"`%mlsec explain {worst.name}`, the worst finding; `%mlsec fix` shows what can be mended"
