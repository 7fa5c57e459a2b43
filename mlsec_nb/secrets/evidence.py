"""Make findings of matches: masked evidence, a fingerprint that survives moves, words for people."""

from __future__ import annotations

from collections.abc import Sequence

from mlsec_nb.core.finding import Finding, Related, fingerprint
from mlsec_nb.core.notebook import Part
from mlsec_nb.core.redact import mask, short_hash
from mlsec_nb.secrets.match import Match
from mlsec_nb.secrets.provider import CONTROLS
from mlsec_nb.secrets.spellings import RUN, Eraser

MAX_EVIDENCE = 200
BEFORE = 60
_SPELLED = ("LLM", "NVIDIA", "X ", "npm", "xAI")
"""Labels whose first letter is spoken with a vowel."""

NEAR = 300


def spellings(match: Match, text: str) -> tuple[str, ...]:
    """Every text of the part that gives the secret away."""
    if "".join(match.spellings) == match.value and all(len(piece) >= RUN for piece in match.spellings):
        return (match.value, *match.spellings)  # the names between the pieces give nothing away
    written = text[match.start : match.end]
    lines = [row.strip(" \t\"'\\,") for row in written.split("\n")] if "\n" in written else []
    return tuple(dict.fromkeys(s for s in (written, match.value, *match.spellings, *lines) if s))


def finding_of(
    match: Match,
    part: Part,
    neighbours: Sequence[Match],
    erase: Eraser,
    *,
    salt: str,
    related: tuple[Related, ...] = (),
) -> Finding:
    """The finding for ``match``.

    Parameters
    ----------
    match
        The secret.
    part
        Where it stands.
    neighbours
        All matches of the part: those on the same line are masked too.
    erase
        Masks all values of the notebook, wherever the evidence holds one more.
    salt
        The salt of the short hashes.
    related
        Other places that explain the finding.
    """
    evidence, highlight = _evidence(match, part.text, neighbours, erase, salt)
    line = part.text.count("\n", 0, match.start) + 1
    end_line = line + part.text.count("\n", match.start, match.end)
    column = match.start - part.text.rfind("\n", 0, match.start)
    end_column = match.end - part.text.rfind("\n", 0, match.end)
    kind = match.kind
    return Finding(
        rule=kind.id,
        name=kind.name,
        engine="secrets",
        severity=match.severity,
        confidence=match.confidence,
        message=_message(match),
        advice=kind.revoke,
        evidence=evidence,
        highlight=highlight,
        location=part.locate(line, column, end_line, end_column),
        fingerprint=fingerprint(kind.id, short_hash(match.value, salt), str(len(match.value))),
        related=related,
        references=kind.references,
        controls=CONTROLS,
    )


def _message(match: Match) -> str:
    label = match.label or match.kind.label
    article = "An" if label[0] in "aeiouAEIO" or label.startswith(_SPELLED) else "A"
    how = f", written {match.how}" if match.how else ""
    return f"{article} {label}{how}. {match.kind.harm}"


def _evidence(
    match: Match, text: str, neighbours: Sequence[Match], erase: Eraser, salt: str
) -> tuple[str, tuple[int, int]]:
    """The line of the match, everything secret masked, cut to what is near it."""
    first = max(text.rfind("\n", 0, match.start) + 1, match.start - NEAR)
    last = text.find("\n", match.end)
    last = min(len(text) if last < 0 else last, match.end + NEAR)
    near = [other for other in neighbours if other.end > first and other.start < last]
    first = min([first, *(other.start for other in near if other.start < first)])
    before = _masked(text, first, match.start, near, erase, salt)
    masked = mask(match.kind.name, match.value, salt)
    after = _masked(text, match.end, last, near, erase, salt)
    if len(before) > BEFORE:
        before = "…" + before[-BEFORE:]
    room = max(0, MAX_EVIDENCE - len(before) - len(masked))
    if len(after) > room:
        after = after[:room] + "…"
    return f"{before}{masked}{after}", (len(before), len(before) + len(masked))


def _masked(text: str, start: int, end: int, near: Sequence[Match], erase: Eraser, salt: str) -> str:
    """``text[start:end]`` with what other matches cover masked, and every value known from elsewhere."""
    pieces, at = [], start
    for other in near:
        if other.end <= at or other.start >= end:
            continue
        pieces += [text[at : max(at, other.start)], mask(other.kind.name, other.value, salt)]
        at = other.end
    pieces.append(text[at : max(at, end)])
    return erase("".join(pieces))
