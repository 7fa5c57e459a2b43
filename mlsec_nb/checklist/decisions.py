"""What people of a project decided, as tables of its configuration: statements, waivers, overrides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mlsec_nb.checklist.load import read_id, read_severity
from mlsec_nb.checklist.model import (
    Attestation,
    Control,
    Decisions,
    Outcome,
    Override,
    Reason,
    Waiver,
)
from mlsec_nb.checklist.tables import Table
from mlsec_nb.errors import ConfigError

MOST_DECISIONS = 5_000


def read_decisions(own: Table, overrides: Table, controls: Mapping[str, Control]) -> Decisions:
    """The decisions in a configuration.

    Parameters
    ----------
    own
        The whole configuration, with ``[[attestation]]`` and ``[[waiver]]``.
    overrides
        Its table ``[checklist.override]``.
    controls
        The controls that there are.

    Raises
    ------
    ConfigError
        When one of them is not understood, or is about no control.
    """
    stated, waived = (own.tables(key, MOST_DECISIONS) for key in ("attestation", "waiver"))
    return Decisions(
        attestations=tuple(_attestation(each, controls) for each in stated),
        waivers=tuple(_waiver(each, controls) for each in waived),
        overrides=tuple(_overrides(overrides, controls)),
    )


def _overrides(table: Table, controls: Mapping[str, Control]) -> Iterator[Override]:
    for control, _ in table.items():
        each = table.table(control)
        _check_known(control, controls, table.where)
        override = Override(
            control=control,
            enabled=each.flag("enabled", True),
            severity=read_severity(each, "severity") if "severity" in each else None,
            max_age_days=each.number("max_age_days") if "max_age_days" in each else None,
            reason=each.text("reason", ""),
            expires=each.day("expires") if "expires" in each else None,
        )
        each.close()
        if loosens(override, controls[control]) and not override.reason:
            raise ConfigError(f"{each.where} asks for less than the catalogue.", "Add a reason.")
        yield override


def loosens(override: Override, control: Control) -> bool:
    """Whether less is asked than without the override."""
    return (
        not override.enabled
        or (override.severity is not None and override.severity < control.severity)
        or (override.max_age_days is not None and override.max_age_days > control.max_age_days)
    )


def _check_known(control: str, controls: Mapping[str, Control], where: str) -> None:
    if control not in controls:
        raise ConfigError(
            f"{where}: no control is called {control[:60]!r}.",
            "`mlsec-nb checklist --profile full` lists them.",
        )


def _attestation(table: Table, controls: Mapping[str, Control]) -> Attestation:
    found = Attestation(
        control=read_id(table, "control"),
        statement=table.choice("statement", Outcome),
        by=table.text("by"),
        at=table.day("at"),
        expires=table.day("expires"),
        evidence=table.texts("evidence"),
        note=table.text("note", ""),
        scope=table.text("scope", ""),
    )
    table.close()
    _check_known(found.control, controls, table.where)
    if found.statement in (Outcome.ATTENTION, Outcome.UNKNOWN):
        raise table.wrong("statement", "Use pass, fail or not_applicable.")
    if found.statement is Outcome.NOT_APPLICABLE and not found.note:
        raise ConfigError(f"{table.where} gives no reason.", "Say in `note` why it does not apply.")
    if found.expires < found.at:
        raise table.wrong("expires", "Use a day after `at`.")
    return found


def _waiver(table: Table, controls: Mapping[str, Control]) -> Waiver:
    found = Waiver(
        control=read_id(table, "control"),
        reason=table.choice("reason", Reason),
        justification=table.text("justification"),
        owner=table.text("owner"),
        expires=table.day("expires"),
        fingerprint=table.text("fingerprint", ""),
    )
    table.close()
    _check_known(found.control, controls, table.where)
    return found
