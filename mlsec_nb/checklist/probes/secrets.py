"""Whether secrets lie in notebooks, outputs, or the text files that git tracks."""

from __future__ import annotations

import hashlib

from mlsec_nb.checklist.findings import (
    Said,
    accepted,
    counted,
    is_sure,
    named,
    nothing_read,
    observe,
    read_code,
    said,
    unread,
)
from mlsec_nb.checklist.model import Observation, Outcome
from mlsec_nb.checklist.probe import Probe
from mlsec_nb.checklist.scanning import waivers_of_findings
from mlsec_nb.checklist.situation import Situation
from mlsec_nb.core.finding import Skipped, Surface
from mlsec_nb.core.notebook import Cell, Notebook, Part

CONTROL = "DATA-03"
TEXTS = (
    *(".env", ".env.*", "*.env", "*.cfg", "*.conf", "*.ini", "*.toml", "*.yaml", "*.yml", "*.json", "*.sh"),
    *("*.properties", "*.tf", "*.tfvars", "*.md", "*.txt", "Dockerfile*", ".netrc", ".npmrc", ".pypirc"),
)
"""Text files that keep settings."""

ENVIRONMENT = (".env", ".env.*", "*.env")
"""Where secrets belong, as long as git ignores the file."""

MOST_TEXTS = 500
MOST_CHARACTERS = 20_000_000
"""Read in all; what is left over is a gap."""


def look(situation: Situation) -> Observation:
    """Fail on sure secrets; ask for attention on guesses and on what a baseline carries along."""
    texts = _configuration(situation)
    in_texts, left_over = _found_in(situation, texts)
    found = [*said(situation, CONTROL), *in_texts]
    code = read_code(situation)
    known = accepted(situation, CONTROL, by="baseline")
    if sure := [each for each in found if is_sure(each)]:
        return observe(Outcome.FAIL, [*sure, *(each for each in found if not is_sure(each))], _sentence(sure))
    if not code and not texts:
        return nothing_read()
    if gaps := [*unread(situation, code), *left_over]:
        why = f"Not read to the end: {named(gaps)}. `mlsec-nb scan` says why."
        return Observation(outcome=Outcome.UNKNOWN, summary="A part could not be searched.", why=why)
    if found or known:
        guesses = counted(len(found), "uncertain match", "uncertain matches")
        return observe(
            Outcome.ATTENTION, found, f"{guesses}, {counted(known, 'known secret')} in a baseline."
        )
    read = counted(len(code), "notebook or script", "notebooks and scripts")
    return Observation(
        outcome=Outcome.PASS,
        summary=f"No secret in {read} and {counted(len(texts), 'text file')}.",
        counts={"files": len(code) + len(texts), "accepted": accepted(situation, CONTROL)},
    )


def _configuration(situation: Situation) -> list[str]:
    """The settings that travel with the project: those that git does not ignore."""
    files = situation.files
    listed = files.git("ls-files", "-z", "--cached", "--others", "--exclude-standard")
    if listed is None:
        own = frozenset(files.glob(*ENVIRONMENT))
        return [path for path in files.glob(*TEXTS) if path not in own]
    kept = frozenset(listed.split("\0"))
    return [path for path in files.glob(*TEXTS) if path in kept]


def _found_in(situation: Situation, paths: list[str]) -> tuple[list[Said], list[str]]:
    """The secrets in text files, and the files that were left over."""
    from mlsec_nb.secrets.engine import detect

    waived = [w.fingerprint for w in waivers_of_findings(situation.decisions.waivers, situation.now.date())]
    found: list[Said] = []
    left = MOST_CHARACTERS
    for number, path in enumerate(paths):
        text = situation.files.text(path)
        left -= len(text or "")
        if number >= MOST_TEXTS or left < 0:
            return found, paths[number:]
        detected = detect(_as_notebook(path, text), ()) if text else ()
        found += [
            Said(path, each.finding)
            for each in detected
            if not isinstance(each, Skipped) and not each.finding.fingerprint.startswith(tuple(waived))
        ]
    return found, []


def _as_notebook(path: str, text: str) -> Notebook:
    """A text file as the engine of secrets reads texts."""
    part = Part(text=text, surface=Surface.SOURCE, cell=0, language="text")
    cell = Cell(index=0, id=None, kind="raw", language="text", parts=(part,))
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Notebook(path=path, kind="script", format="text", language="text", sha256=digest, cells=(cell,))


def _sentence(sure: list[Said]) -> str:
    paths = list(dict.fromkeys(each.path for each in sure))
    return f"{counted(len(sure), 'secret')} in plain text, in {named(paths)}."


PROBES = (
    Probe(
        id="secrets.scan",
        title="Secrets in notebooks and settings",
        look=look,
        needs=frozenset({"folder", "scan"}),
    ),
)
