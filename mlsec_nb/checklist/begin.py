"""Beginning a checklist: its table in ``mlsec.toml``, its folder, and documents to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mlsec_nb.checklist.documents import TEMPLATES, template
from mlsec_nb.checklist.model import Profile
from mlsec_nb.checklist.project import SCHEMA, load_project
from mlsec_nb.checklist.store import Store
from mlsec_nb.core.files import leads_out, write_atomically
from mlsec_nb.core.toml import added
from mlsec_nb.errors import ConfigError
from mlsec_nb.options import find_config, parse_settings, project_folder

TABLE = """[{name}]
schema = "{schema}"
extends = ["core"]
profile = "{profile}"  # baseline, standard or full
# owner = "who answers for this project"
# contact = "where holes are reported to"

# What only you know; probes ask for it where it matters.
# [{name}.project]
# released = true                # a model leaves this project
# deployed = true                # a model is in use
# publishers = ["our-team"]      # whose models may be fetched
# data_public = false            # also: models_public, no_tables, alone, toy, internal_hosts, proxy

# [{name}.inventory."data/customers.csv"]  # personal data: which columns, why, for how many days
# columns = ["mail"]
# purpose = "to answer their questions"
# retention_days = 365
"""


@dataclass(frozen=True, slots=True)
class Step:
    """A file, and whether it was written or was there already."""

    path: Path
    written: bool


def begin(
    folder: Path,
    *,
    profile: Profile = Profile.BASELINE,
    documents: tuple[str, ...] = tuple(TEMPLATES),
    today: date,
) -> list[Step]:
    """Begin the checklist of a project; nothing that is there is overwritten.

    Parameters
    ----------
    folder
        A folder of the project.
    today
        The day.
    profile
        How much is to be asked.
    documents
        Names of the templates to write.

    Raises
    ------
    ConfigError
        When a file cannot be written, or the configuration cannot be read.
    """
    project = load_project(folder, today=today)
    root = project.folder
    path = find_config(folder) or project_folder(folder) / "mlsec.toml"
    with Store(root).writing():
        steps = [_begin_table(path, profile), Step(root / ".mlsec", not project.begun)]
        return [*steps, *_documents(root, documents)]


def _begin_table(path: Path, profile: Profile) -> Step:
    if leads_out(path, project_folder(path.parent)):
        raise ConfigError(f"{path} leads out of the project.", "Remove the link, or write a file there.")
    try:
        before = path.read_bytes() if path.exists() else b""
        if "checklist" in parse_settings(before.decode("utf-8-sig"), path):
            return Step(path, False)
        name = "tool.mlsec-nb.checklist" if path.name == "pyproject.toml" else "checklist"
        text = TABLE.format(name=name, schema=SCHEMA, profile=profile.value)
        after = added(before, text)
        parse_settings(after.decode("utf-8-sig"), path)
        write_atomically(path, after)
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path} cannot be written: {error}.", "Give yourself the right to.") from error
    return Step(path, True)


def _documents(root: Path, names: tuple[str, ...]) -> Iterator[Step]:
    for name in names:
        path = root / TEMPLATES[name]
        if path.exists() or path.is_symlink() or not path.parent.resolve().is_relative_to(root.resolve()):
            yield Step(path, False)
            continue
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, template(name))
        except OSError as error:
            raise ConfigError(f"{path} cannot be written: {error.strerror}.", "Write elsewhere.") from error
        yield Step(path, True)
