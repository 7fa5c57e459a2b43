"""The words that the faces for people share: places, counts, coverage. All plain, unescaped text.

People count cells and outputs from 1, as does everything here; the wire counts them from 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from mlsec_nb.core.finding import Finding, Location, Severity, Surface
from mlsec_nb.core.result import Result

ICONS = {
    Severity.CRITICAL: "✖",
    Severity.HIGH: "▲",
    Severity.MEDIUM: "◆",
    Severity.LOW: "●",
    Severity.INFO: "○",
}

NOT_A_PROOF = (
    "A scan shows what its rules know, in what was read. "
    "It does not prove that a notebook is safe to run or to share."
)


def count(number: int, noun: str, plural: str = "") -> str:
    """``1 cell``, ``1,204 cells``, ``2 entries``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def cell_label(location: Location) -> str:
    """``cell 5``, or what a finding outside any cell belongs to."""
    if location.cell is not None:
        return f"cell {location.cell + 1}"
    return "file" if location.surface is Surface.FILE else "notebook"


def spot(location: Location) -> str:
    """The place inside the cell or file: ``line 3:12``, ``output 1 (text/html), line 2``, a member."""
    if location.whole:
        return location.member or "the whole file"
    words = []
    if location.surface is Surface.OUTPUT:
        words.append("output" if location.output is None else f"output {location.output + 1}")
    elif location.surface in (Surface.METADATA, Surface.ATTACHMENT):
        words.append(location.surface.value)
    if location.mime and words:
        words[0] += f" ({location.mime})"
    if location.member:
        words.append(location.member)
    column = "" if location.column is None else f":{location.column}"
    return ", ".join([*words, f"line {location.line}{column}"])


def place(location: Location) -> str:
    """``cell 5, line 3:12``: cell and spot together; a file's own lines need no cell."""
    if location.cell is None and location.surface is Surface.FILE:
        return spot(location)
    return f"{cell_label(location)}, {spot(location)}"


def quoted(text: str) -> list[tuple[str, bool]]:
    """Split a message at its backticks: each piece with whether it is a quoted name."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0:  # a backtick without a partner quotes nothing
        pieces[-2:] = ["`".join(pieces[-2:])]
    return [(piece, number % 2 == 1) for number, piece in enumerate(pieces) if piece]


def severities(findings: Iterable[Finding]) -> str:
    """``2 critical, 1 high``; empty when there is nothing."""
    found = Counter(finding.severity for finding in findings)
    return ", ".join(f"{found[s]:,} {s.label}" for s in reversed(Severity) if found[s])


def verdict(result: Result) -> str:
    """The outcome in a sentence: what was found where, or that nothing was."""
    if not result.targets:
        return "Nothing was scanned."
    suppressed = sum(len(target.findings) - len(target.live) for target in result.targets)
    aside = f" {count(suppressed, 'finding')} suppressed." if suppressed else ""
    if not result.findings:
        return f"No findings.{aside}"
    hit = sum(bool(target.live) for target in result.targets)
    total = f"{count(len(result.findings), 'finding')} ({severities(result.findings)})"
    return f"{total} in {hit:,} of {count(len(result.targets), 'target')}.{aside}"


def coverage(result: Result) -> str:
    """``Read 28 notebooks, 1,204 cells, 830 outputs, 3.1 MB of text, 2 model files (4.0 MB) in 0.8 s.``"""
    kinds = Counter(target.kind for target in result.targets)
    read = result.coverage
    binary = sum(target.coverage.bytes for target in result.targets if target.kind == "artifact")
    parts = [count(kinds[kind], kind) for kind in ("notebook", "script") if kinds[kind]]
    if parts or not kinds:
        parts += [
            count(read.cells, "cell"),
            count(read.outputs, "output"),
            f"{size(read.bytes - binary)} of text",
        ]
    if kinds["artifact"]:
        parts.append(f"{count(kinds['artifact'], 'model file')} ({size(binary)})")
    return f"Read {', '.join(parts)} in {result.seconds:.1f} s."


def omissions(result: Result) -> list[str]:
    """What was left out by design, added up over the targets: ``312 image/png: no text to read``."""
    totals: Counter[tuple[str, str]] = Counter()
    for _, skipped in result.all_skipped():
        if not skipped.gap:
            number, _, rest = skipped.what.partition(" ")
            if number.isdecimal() and rest:
                totals[rest, skipped.why] += int(number)
            else:
                totals[skipped.what, skipped.why] += 1
    return [f"{number:,} {what}: {why}" for (what, why), number in totals.most_common()]


def size(number: int) -> str:
    """``3.1 MB``."""
    for unit, factor in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if number >= factor:
            return f"{number / factor:.1f} {unit}"
    return count(number, "byte")
