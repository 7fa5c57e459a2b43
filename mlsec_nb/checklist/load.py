"""The catalogue: controls and frameworks, from the TOML files in the package."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from mlsec_nb.checklist.model import Control, Mode, Profile
from mlsec_nb.checklist.tables import Table
from mlsec_nb.core.finding import Severity
from mlsec_nb.core.pillar import Pillar
from mlsec_nb.errors import UsageError, did_you_mean
from mlsec_nb.options import parse_toml

ID = re.compile(r"[A-Z][A-Z0-9]{1,15}-[0-9]{1,4}")
TIERS = ("instant", "demand", "person")
ATTEST = "attest"
"""What stands for a probe where only a person can answer."""


@dataclass(frozen=True, slots=True)
class Framework:
    """A catalogue of others that controls are mapped to; ``ids`` are those of it that may be cited."""

    key: str
    name: str
    version: str = ""
    url: str = ""
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The controls by id, the frameworks by key, and a digest of both as its ``version``."""

    controls: Mapping[str, Control]
    frameworks: Mapping[str, Framework]
    version: str


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """The catalogue of the package, in the order of its pillars."""
    digest = hashlib.blake2b(digest_size=6)
    controls: dict[str, Control] = {}
    frameworks: dict[str, Framework] = {}
    for name, text in _texts():
        digest.update(text.encode())
        table = Table(parse_toml(text, Path(name)), name)
        controls |= {control.id: control for control in map(read_control, table.tables("control", 500))}
        frameworks |= {framework.key: framework for framework in _frameworks(table.table("framework"))}
    return Catalogue(controls, frameworks, digest.hexdigest())


def find_control(name: str, controls: Mapping[str, Control] | None = None) -> Control:
    """The control with this id.

    Parameters
    ----------
    name
        An id in whatever case.
    controls
        Where to look; by default the catalogue of the package.

    Raises
    ------
    UsageError
        When there is none.
    """
    known = catalogue().controls if controls is None else controls
    if name.upper() in known:
        return known[name.upper()]
    close = did_you_mean(name.upper(), known)
    raise UsageError(
        f"No control is called {name!r}.", f"{close}`mlsec-nb checklist --profile full` lists them."
    )


def read_control(table: Table) -> Control:
    """The control that a table describes.

    Raises
    ------
    ConfigError
        When it describes none.
    """
    control = Control(
        id=read_id(table, "id"),
        title=table.text("title"),
        pillar=table.choice("pillar", Pillar),
        why=table.text("why"),
        mode=(mode := table.choice("mode", Mode)),
        probe=table.text("probe", ATTEST if mode is Mode.MANUAL else None),
        tier=_tier(table, "person" if mode is Mode.MANUAL else "instant"),
        severity=read_severity(table, "severity"),
        profile=table.choice("profile", Profile, Profile.BASELINE),
        max_age_days=table.number("max_age_days"),
        passes=table.text("pass", ""),
        attention=table.text("attention", ""),
        fails=table.text("fail", ""),
        not_applicable=table.text("not_applicable", ""),
        unknown=table.text("unknown", ""),
        limits=table.text("limits", ""),
        fix=table.text("fix", ""),
        stale_when=table.texts("stale_when"),
        rules=table.texts("rules"),
        measurements=table.texts("measurements"),
        mappings=_mappings(table.table("mappings")),
        params=dict(table.table("params").items()),
    )
    table.close()
    return control


def read_id(table: Table, key: str) -> str:
    """The id of a control."""
    name = table.text(key)
    if not ID.fullmatch(name):
        raise table.wrong(key, "Use capital letters, a hyphen and a number, such as ACME-01.")
    return name


def read_severity(table: Table, key: str) -> Severity:
    """How much a control weighs: ``critical``, ``high``, ``medium`` or ``low``."""
    name = table.text(key)
    for severity in reversed(Severity):
        if severity is not Severity.INFO and severity.label == name:
            return severity
    raise table.wrong(key, "Use critical, high, medium or low.")


def _tier(table: Table, default: str) -> str:
    tier = table.text("tier", default)
    if tier not in TIERS:
        raise table.wrong("tier", f"Use {', '.join(TIERS)}.")
    return tier


def _mappings(table: Table) -> dict[str, tuple[str, ...]]:
    return {key: table.texts(key) for key, _ in table.items()}


def _frameworks(table: Table) -> Iterator[Framework]:
    for key, _ in table.items():
        each = table.table(key)
        yield Framework(
            key, each.text("name"), each.text("version", ""), each.text("url", ""), each.texts("ids")
        )
        each.close()


def _texts() -> Iterator[tuple[str, str]]:
    """Each file of the catalogue: the pillars in their order, then the rest."""
    order = [f"{pillar.value}.toml" for pillar in Pillar]
    folder = files("mlsec_nb.checklist") / "catalogue"
    found = {entry.name: entry for entry in folder.iterdir() if entry.name.endswith(".toml")}
    for name in sorted(found, key=lambda name: (order.index(name) if name in order else len(order), name)):
        yield name, found[name].read_text(encoding="utf-8")
