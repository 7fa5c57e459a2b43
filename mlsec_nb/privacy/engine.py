"""Find personal data in sources, Markdown and outputs; nothing that is reported shows any of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mlsec_nb.core.finding import Confidence, Finding, Severity, Skipped, Surface, fingerprint
from mlsec_nb.core.notebook import Notebook, Part
from mlsec_nb.core.redact import short_hash
from mlsec_nb.core.rule import Rule
from mlsec_nb.privacy.columns import Recognised, recognise
from mlsec_nb.privacy.kind import Category, Kind
from mlsec_nb.privacy.names import is_shaped
from mlsec_nb.privacy.rules import contact_data, identity_number, payment_data, personal_table
from mlsec_nb.privacy.tables import ShownTable, tables_in_html, tables_in_text
from mlsec_nb.privacy.text import Span, find

MAX_LETTERS = 2_000_000
FEWEST_ROWS = 3
SHOWN_KINDS = ("person-name", "email-address", "phone-number", "postal-address")
PAYMENT = ("payment-card", "iban", "bank-account")
CONTACT = ("email-address", "phone-number")
HTML = "text/html"


@dataclass(slots=True)
class _Output:
    """What was found in one output or source so far: its forms repeat each other."""

    kinds: set[str] = field(default_factory=set)
    values: set[str] = field(default_factory=set)


def detect(notebook: Notebook, *, salt: str = "") -> Iterator[Finding | Skipped]:
    """Yield what is personal in a notebook, one finding for each kind in each output or source.

    Parameters
    ----------
    notebook
        What to look at.
    salt
        Salt of the hashes in fingerprints.
    """
    seen: dict[tuple[object, ...], _Output] = {}
    for part in sorted(notebook.all_parts(), key=lambda part: part.mime != HTML):
        place = (part.surface, part.cell, part.output)
        try:
            yield from _detect(part, seen.setdefault(place, _Output()), salt)
        except Exception as error:  # a part that breaks a recogniser costs that part only
            why = f"the search for personal data failed: {type(error).__name__}"
            yield Skipped(f"{part.surface.value} of cell {part.cell}", why)


def _detect(part: Part, known: _Output, salt: str) -> Iterator[Finding | Skipped]:
    if part.surface is Surface.METADATA or part.value is not None:
        return
    if len(part.text) > MAX_LETTERS:
        yield Skipped(
            f"{part.surface.value} of cell {part.cell}", "only its beginning was read for personal data"
        )
    text = part.text[:MAX_LETTERS]
    if part.surface is Surface.OUTPUT:
        tables = tables_in_html(text) if part.mime == HTML else tables_in_text(text)
        for table in tables:
            yield from _in_table(part, table, known)
    found: dict[str, list[Span]] = {}
    for span in find(text):
        value = text[span.start : span.end]
        if span.kind.name not in known.kinds and value not in known.values:
            known.values.add(value)
            found.setdefault(span.kind.name, []).append(span)
    for spans in found.values():
        yield _in_text(part, text, spans, salt)


def _in_table(part: Part, table: ShownTable, known: _Output) -> Iterator[Finding]:
    """One finding for all columns of a table."""
    if len(table.rows) < FEWEST_ROWS:
        return
    columns = [(name, found) for name, values in table.columns() if (found := _column(name, values))]
    columns = [(name, one) for name, one in columns if one.kind.name not in known.kinds]
    if not columns:
        return
    known.kinds.update(one.kind.name for _, one in columns)
    listed = ", ".join(f"{name[:60]} ({one.kind.label})" for name, one in columns)
    sure = any(not one.by_header for _, one in columns)
    yield _finding(
        personal_table.RULE,
        part,
        f"The table shows {len(table.rows)} rows with {listed}.",
        "; ".join(f"{name[:60]}: {one.shape}" for name, one in columns),
        line=table.line,
        confidence=Confidence.HIGH if sure else Confidence.MEDIUM,
        identity=listed,
    )


def _column(name: str, values: Sequence[str]) -> Recognised | None:
    """What a shown column is, where that is a person by itself; few rows prove little."""
    for one in recognise(name, [value for value in values if value not in ("...", "…")])[:1]:
        kind = one.kind
        if kind.name == "person-name" and not _are_full(values):
            continue  # Bob and Sue of an example are nobody
        if kind.category is Category.DIRECT and (kind.name in SHOWN_KINDS or kind.strong or kind.digits):
            return one
    return None


def _are_full(values: Sequence[str]) -> bool:
    """Whether most names are more than one word."""
    return sum(is_shaped(value) for value in values) > 0.8 * len(values)


def _in_text(part: Part, text: str, spans: Sequence[Span], salt: str) -> Finding:
    """One finding for all values of a kind in a text."""
    first, kind = spans[0], spans[0].kind
    values = [text[span.start : span.end] for span in spans]
    line = text.count("\n", 0, first.start) + 1
    column = first.start - text.rfind("\n", 0, first.start)
    shown = f"{len(values)} times {kind.label}" if len(values) > 1 else f"one {kind.label}"
    return _finding(
        _rule(kind),
        part,
        f"Personal data: {shown}.",
        f"[{kind.name}, {len(values[0])} characters, #{short_hash(values[0], salt)}]",
        line=line,
        column=column,
        end_column=column + first.end - first.start,
        confidence=Confidence.HIGH if kind.strong else Confidence.MEDIUM,
        identity=" ".join(sorted(short_hash(value, salt) for value in values)),
    )


def _rule(kind: Kind) -> Rule:
    if kind.name in CONTACT:
        return contact_data.RULE
    return payment_data.RULE if kind.name in PAYMENT else identity_number.RULE


def _finding(
    rule: Rule,
    part: Part,
    message: str,
    evidence: str,
    *,
    line: int,
    confidence: Confidence,
    identity: str,
    column: int | None = None,
    end_column: int | None = None,
) -> Finding:
    output = part.surface is Surface.OUTPUT
    raised = output and rule.severity < Severity.MEDIUM
    return Finding(
        rule=rule.id,
        name=rule.name,
        engine=rule.engine,
        severity=Severity.MEDIUM if raised else rule.severity,
        confidence=confidence,
        message=message,
        advice=rule.advice,
        evidence=evidence,
        location=part.locate(line, column, line, end_column),
        fingerprint=fingerprint(rule.id, identity),
        controls=rule.controls if output else (),
        references=rule.references,
    )
