"""What runs before the user types anything: start-up and ``.pth`` files, kernels, settings, extensions."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from mlsec_nb.checklist.machine.access import access
from mlsec_nb.checklist.machine.environment import Environment
from mlsec_nb.checklist.machine.process import read
from mlsec_nb.checklist.machine.runtime import data_folder

MOST_ITEMS = 1_000
SHELLS = frozenset(
    {"sh", "bash", "dash", "zsh", "ksh", "fish", "cmd", "cmd.exe", "powershell", "pwsh", "osascript"}
)
KNOWN_LINES = ("import _virtualenv", "import a1_coverage", "import coverage; coverage.process_startup()")
"""Lines of ``.pth`` files that well-known tools write without putting them into a package's record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that runs by itself.

    Attributes
    ----------
    kind, name
        ``pth``, ``site``, ``ipython``, ``kernel``, ``config``, ``server`` or ``browser``.
    digest
        Of its content, 12 digits; of an extension its version.
    owner
        The package that brought it; empty for none.
    problem
        What is wrong with it whoever brought it; empty for nothing.
    """

    kind: str
    name: str
    digest: str
    owner: str = ""
    problem: str = ""

    @property
    def label(self) -> str:
        """How it is named in a list of what is approved."""
        return f"{self.kind}:{self.name}@{self.digest}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where start-up things lie."""

    home: Path
    root: Path
    environ: Mapping[str, str]
    environment: Environment
    owned: Mapping[Path, str] = field(default_factory=dict)


def find_items(
    home: Path, root: Path, environ: Mapping[str, str], environment: Environment
) -> tuple[Item, ...]:
    """Everything found on disk, by kind and name."""
    places = Places(home=home, root=root, environ=environ, environment=environment, owned=_owned(environment))
    found = [*_pth(places), *_site(places), *_ipython(places), *_kernels(places), *_configs(places)]
    found += _browser(places)
    return tuple(sorted(found[:MOST_ITEMS], key=lambda item: (item.kind, item.name)))


def jupyter_folders(places: Places) -> list[Path]:
    """Jupyter's data folders: of the user, of the environment, of the system."""
    system = [places.root / name for name in ("usr/local/share/jupyter", "usr/share/jupyter")]
    named = [Path(part) for part in places.environ.get("JUPYTER_PATH", "").split(os.pathsep) if part]
    own = data_folder(places.home, places.environ)
    return [*named, own, places.environment.prefix / "share/jupyter", *system]


def _pth(places: Places) -> Iterator[Item]:
    for site in places.environment.sites:
        for path in _listed(site, ".pth"):
            lines = [line.strip() for line in read(path).splitlines()]
            code = [line for line in lines if line.startswith(("import ", "import\t"))]
            if code:
                owner = places.owned.get(path, "")
                known = owner or all(line.startswith(KNOWN_LINES) for line in code)
                problem = "" if known else "runs code and belongs to no installed package"
                yield _item("pth", path, path.name, owner=owner, problem=problem)


def _site(places: Places) -> Iterator[Item]:
    """Modules that Python imports at every start, when they are there."""
    for site in places.environment.sites:
        for name in ("sitecustomize.py", "usercustomize.py"):
            if (site / name).is_file():
                yield _item("site", site / name, name, owner=places.owned.get(site / name, ""))
    if named := places.environ.get("PYTHONSTARTUP"):
        yield _item("site", Path(named), "PYTHONSTARTUP")


def _ipython(places: Places) -> Iterator[Item]:
    base = Path(places.environ.get("IPYTHONDIR") or places.home / ".ipython")
    for profile in _listed(base, "", start="profile_"):
        for path in (*_listed(profile / "startup", ".py"), *_listed(profile / "startup", ".ipy")):
            yield _item("ipython", path, f"{profile.name}/startup/{path.name}")
        for path in _listed(profile, "_config.py"):
            yield _item("config", path, f"{profile.name}/{path.name}")


def _kernels(places: Places) -> Iterator[Item]:
    for folder in jupyter_folders(places):
        for spec in _listed(folder / "kernels", ""):
            path = spec / "kernel.json"
            if path.is_file():
                yield _item("kernel", path, spec.name, problem=_kernel_problem(read(path)))


def _kernel_problem(text: str) -> str:
    try:
        argv = [str(word) for word in json.loads(text)["argv"]]
    except (ValueError, TypeError, KeyError, RecursionError):
        return "has no readable kernel.json"
    program = PurePath(argv[0].replace("\\", "/")).name.lower() if argv else ""
    return f"starts a shell ({program})" if program in SHELLS else ""


def _configs(places: Places) -> Iterator[Item]:
    """Configuration that is Python: it runs in every server."""
    own = Path(places.environ.get("JUPYTER_CONFIG_DIR") or places.home / ".jupyter")
    folders = [own, places.environment.prefix / "etc/jupyter", places.root / "usr/local/etc/jupyter"]
    for folder in [*folders, places.root / "etc/jupyter"]:
        for path in _listed(folder, "_config.py"):
            yield _item("config", path, path.name)


def _browser(places: Places) -> Iterator[Item]:
    """Extensions of JupyterLab and Notebook that come with a package."""
    for folder in jupyter_folders(places):
        base = folder / "labextensions"
        for path in (*base.glob("*/package.json"), *base.glob("@*/*/package.json")):
            try:
                version = str(json.loads(read(path)).get("version", ""))
            except (ValueError, AttributeError, RecursionError):
                version = ""
            yield _item("browser", path, path.parent.relative_to(base).as_posix(), digest=version)


def _item(kind: str, path: Path, name: str, *, owner: str = "", problem: str = "", digest: str = "") -> Item:
    seen = access(path)
    if not problem and seen is not None and seen.writable == "others":
        problem = "can be changed by every account"
    digest = digest or hashlib.sha256(read(path).encode()).hexdigest()[:12]
    return Item(kind=kind, name=name, digest=digest, owner=owner, problem=problem)


def _owned(environment: Environment) -> dict[Path, str]:
    """The ``.pth`` files and start-up modules that records of installed packages name."""
    owned = {}
    for package in environment.packages:
        text = read(package.record / "RECORD") or read(package.record / "installed-files.txt")
        for line in text.splitlines():
            name = line.partition(",")[0]
            if name.endswith((".pth", "customize.py")):
                owned[package.record.parent / name] = package.name
    return owned


def _listed(folder: Path, ending: str, *, start: str = "") -> Iterable[Path]:
    """The entries of a folder with this ending, sorted; nothing when there is no such folder."""
    try:
        names = sorted(entry.name for entry in os.scandir(folder))
    except OSError:
        return []
    return [folder / name for name in names if name.endswith(ending) and name.startswith(start)]
