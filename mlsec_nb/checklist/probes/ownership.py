"""Whether somebody answers for the notebook, and where holes are reported."""

from __future__ import annotations

import json
import re

from mlsec_nb.checklist.codeowners import owners
from mlsec_nb.checklist.declared import declared
from mlsec_nb.checklist.documents import COMMENT, PLACEHOLDER
from mlsec_nb.checklist.findings import relative
from mlsec_nb.checklist.marks import Mark, mark, observe
from mlsec_nb.checklist.model import Observation, Outcome
from mlsec_nb.checklist.probe import Probe
from mlsec_nb.checklist.situation import Situation

POLICIES = ("SECURITY.md", "SECURITY.rst", "SECURITY.txt", "SECURITY", "security-insights.yml")
PLACES = ("", ".github/", "docs/", ".gitlab/")
CONTACT = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,100}|https://\S{4,200}|/security/advisories")
MOST_NAMED = 3


def look(situation: Situation) -> Observation:
    """Look for owners in mlsec.toml, CODEOWNERS and the notebook, and for a contact in the policy."""
    if declared(situation, "toy"):
        return Observation(outcome=Outcome.NOT_APPLICABLE, summary="The project declares itself a toy.")
    owner, contact = _owner(situation), _contact(situation)
    if owner.outcome is Outcome.PASS or contact.outcome is Outcome.PASS:
        return observe([owner, contact], good=f"{owner.says}, and {contact.says}.")
    says = f"{owner.says}, and {contact.says}"
    return observe([mark(Outcome.FAIL, says)], good="")


def _owner(situation: Situation) -> Mark:
    named = situation.settings.get("owner")
    if isinstance(named, str) and named.strip():
        return mark(Outcome.PASS, "mlsec.toml names an owner", kind="setting", ref="[checklist] owner")
    paths = _notebooks(situation)
    lost = [path for path in paths if not owners(situation.files, path) and not _authors(situation, path)]
    if paths and not lost:
        return mark(Outcome.PASS, "every notebook has an owner", kind="file", ref="CODEOWNERS")
    shown = ", ".join(lost[:MOST_NAMED]) if lost else "the project"
    return mark(Outcome.ATTENTION, f"nobody owns {shown}", kind="file", ref="CODEOWNERS")


def _notebooks(situation: Situation) -> tuple[str, ...]:
    if situation.notebook is not None:
        return (relative(situation, str(situation.notebook)),)
    return situation.files.glob("*.ipynb")


def _authors(situation: Situation, path: str) -> bool:
    """Whether the notebook itself names its authors."""
    try:
        metadata = json.loads(situation.files.text(path) or "{}").get("metadata", {})
        return any(author.get("name") for author in metadata.get("authors", ()))
    except (ValueError, AttributeError, TypeError, RecursionError):
        return False


def _contact(situation: Situation) -> Mark:
    named = situation.settings.get("contact")
    if isinstance(named, str) and named.strip():
        return mark(Outcome.PASS, "mlsec.toml names a contact", kind="setting", ref="[checklist] contact")
    for path in (f"{place}{name}" for place in PLACES for name in POLICIES):
        text = PLACEHOLDER.sub("", COMMENT.sub("", situation.files.text(path) or ""))
        if CONTACT.search(text):
            return mark(Outcome.PASS, f"{path} names a contact", kind="document", ref=path)
    return mark(Outcome.ATTENTION, "no contact for security is named", kind="document", ref="SECURITY.md")


PROBES = (
    Probe(
        id="repo.ownership",
        title="Owner and security contact",
        look=look,
        needs=frozenset({"folder", "notebook"}),
    ),
)
