"""What a project's own configuration says of the checklist: data only, checked to the last key.

``mlsec.toml`` may come with a cloned repository. It can name registered probes and files of the project;
it cannot name a command, an expression, an address to fetch or a file elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from mlsec_nb.checklist.decisions import loosens, read_decisions
from mlsec_nb.checklist.load import ATTEST, catalogue, read_control
from mlsec_nb.checklist.model import Control, Decisions, Mode, Override, Profile
from mlsec_nb.checklist.tables import Table
from mlsec_nb.errors import ConfigError
from mlsec_nb.options import find_config, project_folder, read_settings

SCHEMA = "mlsec-checklist/1"
CORE = "core"
MOST_CONTROLS = 500
MOST_DEPTH = 4

FLAGS = ("alone", "data_public", "deployed", "models_public", "no_tables", "released", "toy")
LISTS = ("internal_hosts", "publishers")
TEXTS = ("proxy",)
"""What a project may declare about itself in ``[checklist.project]``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project and its checklist.

    Attributes
    ----------
    folder
        The root of the project.
    config
        The file that says all this; ``None`` when there is none.
    profile
        The profile that it asks for.
    controls
        All controls by id, of whatever profile, overrides applied.
    disabled
        Ids of controls that are switched off.
    decisions
        Attestations, waivers and overrides.
    loosened
        The overrides in force by which less is asked than without them.
    thresholds
        Parameters of probes, by probe and name.
    settings
        What else it says: ``owner``, ``contact``, ``project`` (declarations about itself) and ``inventory``
        (the purpose of datasets by name).
    begun
        Whether the project keeps a checklist: then runs are remembered.
    """

    folder: Path
    config: Path | None = None
    profile: Profile = Profile.BASELINE
    controls: Mapping[str, Control] = field(default_factory=dict)
    disabled: frozenset[str] = frozenset()
    decisions: Decisions = field(default_factory=Decisions)
    loosened: tuple[Override, ...] = ()
    thresholds: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    begun: bool = False

    def asked(self, profile: Profile) -> tuple[Control, ...]:
        """The controls that a profile asks."""
        return tuple(
            control
            for control in self.controls.values()
            if profile.includes(control.profile) and control.id not in self.disabled
        )


def load_project(
    folder: Path, *, today: date, config: Path | None = None, within: Path | None = None
) -> Project:
    """Read the configuration of the project that ``folder`` belongs to.

    Parameters
    ----------
    folder
        A folder of the project.
    today
        Overrides that have ended by then do not count.
    config
        The file to read (default: the one in force at ``folder``).
    within
        A folder that the project must not reach beyond.

    Raises
    ------
    ConfigError
        When it cannot be read, or says something that is not understood.
    """
    path = config or find_config(folder, within=within)
    if path is None:
        root = project_folder(folder, within=within)
        return Project(folder=root, controls=catalogue().controls, begun=(root / ".mlsec").is_dir())
    return read_project(read_settings(path), path, today=today)


def read_project(settings: Mapping[str, Any], path: Path, *, today: date) -> Project:
    """The project that the settings of the file ``path`` describe; raises as :func:`load_project`."""
    own = Table(settings, path.name)
    table = own.table("checklist")
    controls = _controls(own, table, path.parent)
    decisions = read_decisions(own, table.table("override"), controls)
    overrides = tuple(each for each in decisions.overrides if each.holds(today))
    project = Project(
        folder=path.parent,
        config=path,
        profile=table.choice("profile", Profile, Profile.BASELINE),
        controls=_overridden(controls, overrides),
        disabled=frozenset(each.control for each in overrides if not each.enabled),
        decisions=decisions,
        loosened=tuple(each for each in overrides if loosens(each, controls[each.control])),
        thresholds=_thresholds(table.table("thresholds")),
        settings=_settings(table),
        begun="checklist" in settings or (path.parent / ".mlsec").is_dir(),
    )
    table.close()
    return project


def _settings(table: Table) -> dict[str, Any]:
    project, inventory = table.table("project"), table.table("inventory")
    declared: dict[str, Any] = {key: project.flag(key, False) for key in FLAGS if key in project}
    declared |= {key: project.texts(key) for key in LISTS if key in project}
    declared |= {key: project.text(key) for key in TEXTS if key in project}
    project.close()
    return {
        **{key: table.text(key) for key in ("owner", "contact") if key in table},
        "project": declared,
        "inventory": {name: _dataset(inventory.table(name)) for name, _ in inventory.items()},
    }


def _dataset(table: Table) -> dict[str, Any]:
    dataset = {
        "columns": table.texts("columns"),
        "purpose": table.text("purpose"),
        "masking": table.text("masking", ""),
        "retention_days": table.number("retention_days") if "retention_days" in table else None,
    }
    table.close()
    return dataset


def _controls(own: Table, table: Table, folder: Path) -> dict[str, Control]:
    """The controls of the catalogue, of files that are extended, and of the project itself."""
    if table.text("schema", SCHEMA) != SCHEMA:
        raise table.wrong("schema", f"This version reads {SCHEMA!r}.")
    found: dict[str, Control] = {}
    extends = table.texts("extends") if "extends" in table else (CORE,)
    for name in extends:
        found |= catalogue().controls if name == CORE else _extended(table, name, folder)
    for each in own.tables("control", MOST_CONTROLS):
        control = _own_control(each)
        if control.id in found:
            raise each.wrong("id", "There is one with this id: choose another, or use an override.")
        found[control.id] = control
    return found


def _extended(table: Table, name: str, folder: Path) -> dict[str, Control]:
    """The controls of another file of the project."""
    path = folder / name
    if not _is_inside(name) or not path.resolve().is_relative_to(folder.resolve()) or path.suffix != ".toml":
        raise table.wrong("extends", f"Use {CORE!r}, or the path of a .toml file below {table.where}.")
    content = Table(read_settings(path), name)
    controls = [_own_control(each) for each in content.tables("control", MOST_CONTROLS)]
    content.close()
    return {control.id: control for control in controls}


def _own_control(table: Table) -> Control:
    from mlsec_nb.checklist.probes import probes

    control = read_control(table)
    if control.id in catalogue().controls:
        raise table.wrong("id", "The catalogue has this id: choose another, or use an override.")
    if (control.mode is Mode.MANUAL) != (control.probe == ATTEST):
        raise table.wrong("probe", "A manual control has none; every other has a registered one.")
    if control.probe != ATTEST and control.probe not in probes():
        raise table.wrong("probe", f"There are {', '.join(probes())}.")
    if control.probe != ATTEST:
        _check_params(control.params, control.probe, table.where)
    return control


def _check_params(params: Mapping[str, Any], probe: str, where: str) -> None:
    """Refuse parameters that the probe does not declare, or that lead out of the project."""
    from mlsec_nb.checklist.probes import probes

    known = probes()[probe].params
    for name, value in params.items():
        if name not in known:
            advice = f"It takes {', '.join(known)}." if known else "It takes none."
            raise ConfigError(f"{where}: the probe {probe} has no parameter {name!r}.", advice)
        if not all(map(_is_inside, _texts(value))):
            raise ConfigError(f"{where}: {name} names a file outside of the project.", "Use relative paths.")


def _texts(value: object, depth: int = 0) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)) and depth < MOST_DEPTH:
        for item in value if isinstance(value, list) else value.values():
            yield from _texts(item, depth + 1)


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path.replace("\\", "/"))
    return not parts.is_absolute() and ".." not in parts.parts and not path.startswith("~")


def _thresholds(table: Table) -> dict[str, Mapping[str, Any]]:
    from mlsec_nb.checklist.probes import probes

    found: dict[str, Mapping[str, Any]] = {}
    for probe, _ in table.items():
        if probe not in probes():
            raise ConfigError(
                f"{table.where}: no probe is called {probe!r}.", f"There are {', '.join(probes())}."
            )
        found[probe] = dict(table.table(probe).items())
        _check_params(found[probe], probe, table.where)
    return found


def _overridden(controls: Mapping[str, Control], overrides: Iterable[Override]) -> dict[str, Control]:
    changed = dict(controls)
    for each in overrides:
        control = changed[each.control]
        changed[each.control] = replace(
            control,
            severity=control.severity if each.severity is None else each.severity,
            max_age_days=each.max_age_days or control.max_age_days,
        )
    return changed
