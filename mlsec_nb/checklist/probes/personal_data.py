"""Whether the personal data in profiled tables is in the project's inventory."""

from __future__ import annotations

from mlsec_nb.checklist.declared import inventory
from mlsec_nb.checklist.findings import named
from mlsec_nb.checklist.measured import DATA, asked, is_outdated, nothing_measured, without_tables
from mlsec_nb.checklist.model import Evidence, Observation, Outcome
from mlsec_nb.checklist.probe import Probe
from mlsec_nb.checklist.situation import Situation
from mlsec_nb.core.measured import Measurement
from mlsec_nb.privacy.kind import Category
from mlsec_nb.privacy.registry import kind

QUESTION = "personal-data"


def look(situation: Situation) -> Observation:
    """Fail on direct identifiers that nobody wrote down; attention for other personal columns."""
    measured = asked(situation, DATA, QUESTION)
    if not measured:
        return without_tables(situation) or nothing_measured(situation, DATA, (QUESTION,))
    flagged = [(each, column, name) for each in measured for column, name in each.columns.items()]
    missing = [each for each in flagged if not _is_listed(situation, each[1])]
    evidence = tuple(
        Evidence(
            kind="measurement",
            ref=each.subject,
            summary=f"{QUESTION} on {each.at:%Y-%m-%d}: {_columns(each)}",
            sha256=each.digest,
        )
        for each in measured
    )
    direct = [column for _, column, name in missing if _is_direct(name)]
    outdated = [each.subject for each in measured if is_outdated(situation, each)]
    if direct:
        outcome, summary = Outcome.FAIL, f"Direct identifiers that are not in the inventory: {named(direct)}."
    elif missing:
        columns = named([column for _, column, _ in missing])
        outcome, summary = Outcome.ATTENTION, f"Perhaps personal, and not in the inventory: {columns}."
    elif outdated:
        outcome, summary = Outcome.ATTENTION, f"Changed since it was profiled: {named(outdated)}."
    elif flagged:
        outcome, summary = Outcome.PASS, "Every personal column is in the inventory, with its purpose."
    else:
        outcome, summary = Outcome.PASS, "No column looks like personal data."
    return Observation(
        outcome=outcome,
        summary=summary,
        evidence=evidence,
        counts={"columns": len(flagged), "missing": len(missing)},
        subject=named(sorted({each.subject for each in measured})),
        digest=measured[0].digest if len(measured) == 1 else "",
        at=min(each.at for each in measured),
    )


def _is_direct(name: str) -> bool:
    """Whether a column of this kind names somebody, or reaches them."""
    try:
        return kind(name).category is Category.DIRECT
    except KeyError:  # a kind of another version
        return False


def _is_listed(situation: Situation, column: str) -> bool:
    """Whether the inventory names the column, in an entry with a purpose."""
    return any(column in holding.columns and holding.purpose for holding in inventory(situation))


def _columns(measured: Measurement) -> str:
    found = [f"{column} ({name})" for column, name in measured.columns.items()]
    return named(found, 10) if found else "no column"


PROBES = (
    Probe(
        id="data.pii_profile",
        title="Personal data in tables",
        look=look,
        needs=frozenset({"measurements"}),
    ),
)
