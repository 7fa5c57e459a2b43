"""The base score of CVSS 3 vectors (CVSS v3.1 specification, section 7.1)."""

from __future__ import annotations

import math
from collections.abc import Mapping

from mlsec_nb.core.finding import Severity

WEIGHTS: Mapping[str, Mapping[str, float]] = {
    "AV": {"N": 0.85, "A": 0.62, "L": 0.55, "P": 0.2},
    "AC": {"L": 0.77, "H": 0.44},
    "UI": {"N": 0.85, "R": 0.62},
    "C": {"H": 0.56, "L": 0.22, "N": 0.0},
    "I": {"H": 0.56, "L": 0.22, "N": 0.0},
    "A": {"H": 0.56, "L": 0.22, "N": 0.0},
}
RIGHTS = {"U": {"N": 0.85, "L": 0.62, "H": 0.27}, "C": {"N": 0.85, "L": 0.68, "H": 0.5}}
"""Privileges required, by whether the scope changes."""

BANDS = ((9.0, Severity.CRITICAL), (7.0, Severity.HIGH), (4.0, Severity.MEDIUM), (0.1, Severity.LOW))


def severity_of(vector: str) -> Severity | None:
    """The qualitative severity of a vector ``CVSS:3.x/…``; ``None`` for another version or a broken one."""
    score = base_score(vector)
    if score is None:
        return None
    return next((severity for least, severity in BANDS if score >= least), Severity.INFO)


def base_score(vector: str) -> float | None:
    """The base score from 0 to 10."""
    if not vector.startswith("CVSS:3."):
        return None
    said = dict(part.split(":", 1) for part in vector.split("/")[1:] if ":" in part)
    try:
        weight = {name: table[said[name]] for name, table in WEIGHTS.items()}
        changed = said["S"] == "C"
        rights = RIGHTS[said["S"]][said["PR"]]
    except KeyError:
        return None
    missed = 1 - (1 - weight["C"]) * (1 - weight["I"]) * (1 - weight["A"])
    impact = 7.52 * (missed - 0.029) - 3.25 * (missed - 0.02) ** 15 if changed else 6.42 * missed
    if impact <= 0:
        return 0.0
    reach = 8.22 * weight["AV"] * weight["AC"] * rights * weight["UI"]
    return _round_up(min((1.08 if changed else 1.0) * (impact + reach), 10.0))


def _round_up(value: float) -> float:
    """One decimal, never less: the specification's own way around binary fractions."""
    whole = round(value * 100_000)
    return whole / 100_000 if whole % 10_000 == 0 else (math.floor(whole / 10_000) + 1) / 10
