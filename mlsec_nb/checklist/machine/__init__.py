"""What a process can see of the machine it runs on: facts, each read once when first asked for; no judgement.

Nothing is run, imported or changed, and no secret is read.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from mlsec_nb.checklist.machine.credentials import Store, find_stores, secret_variables
from mlsec_nb.checklist.machine.environment import Environment
from mlsec_nb.checklist.machine.indexes import Index, configured_indexes
from mlsec_nb.checklist.machine.limits import Limits, read_limits
from mlsec_nb.checklist.machine.process import Process, read_process
from mlsec_nb.checklist.machine.runtime import Runtime, data_folder, read_runtime, runtime_folder
from mlsec_nb.checklist.machine.startup import Item, find_items
from mlsec_nb.checklist.machine.system import System, people, read_system

__all__ = ["Environment", "Machine"]


class Machine:
    """The machine as one process sees it.

    Parameters
    ----------
    seen_from
        Whose process this is, as the end of a sentence: ``the kernel``, ``the Jupyter server`` …
    environ
        Environment variables (default: those of this process).
    environment
        The interpreter's environment that is meant (default: the running one).
    home
        The user's home folder.
    root
        Where ``/proc``, ``/etc`` and ``/sys`` are.
    """

    def __init__(
        self,
        *,
        seen_from: str = "the command line",
        environ: Mapping[str, str] | None = None,
        environment: Environment | None = None,
        home: Path | None = None,
        root: Path = Path("/"),
    ) -> None:
        self.seen_from = seen_from
        self.environ = dict(os.environ if environ is None else environ)
        self.environment = environment or Environment.running()
        self.home = home or Path.home()
        self.root = root

    @classmethod
    def of_project(cls, folder: Path, *, seen_from: str = "the command line") -> Machine:
        """The machine, with the environment that the project is worked on in.

        That is the active one, else one in the project's folder, else the one of this process.
        """
        active = os.environ.get("VIRTUAL_ENV") or os.environ.get("CONDA_PREFIX")
        for prefix in (Path(active) if active else None, folder / ".venv", folder / "venv"):
            if prefix is not None and (prefix / "bin/python").exists():
                found = Environment.of(prefix / "bin/python")
                own = found.prefix.resolve() == Path(sys.prefix).resolve()
                return cls(seen_from=seen_from, environment=None if own else found)
        return cls(seen_from=seen_from)

    @cached_property
    def process(self) -> Process:
        """User, rights, container."""
        return read_process(self.root, self.environ)

    @cached_property
    def limits(self) -> Limits:
        """Memory, processors, tasks."""
        return read_limits(self.root, self.environ)

    @cached_property
    def system(self) -> System:
        """The operating system's release."""
        return read_system(self.root)

    @cached_property
    def people(self) -> int | None:
        """Accounts of people; ``None`` where that cannot be read."""
        return people(self.root)

    @cached_property
    def runtime(self) -> Runtime | None:
        """Jupyter's runtime folder."""
        return read_runtime(runtime_folder(self.home, self.environ), self.root)

    @cached_property
    def stores(self) -> tuple[Store, ...]:
        """Places with credentials."""
        return find_stores(self.home, self.environ)

    @cached_property
    def secret_variables(self) -> tuple[str, ...]:
        """Names of variables that hold a secret."""
        return secret_variables(self.environ)

    @cached_property
    def indexes(self) -> tuple[Index, ...]:
        """Where packages come from."""
        return configured_indexes(self.home, self.root, self.environ, self.environment.prefix)

    @cached_property
    def startup(self) -> tuple[Item, ...]:
        """What runs by itself."""
        return find_items(self.home, self.root, self.environ, self.environment)

    @property
    def jupyter_data(self) -> Path:
        """Jupyter's data folder of the user."""
        return data_folder(self.home, self.environ)

    @property
    def cache(self) -> Path:
        """The folder of this user for what can be fetched again."""
        return Path(self.environ.get("XDG_CACHE_HOME") or self.home / ".cache") / "mlsec-nb"

    @property
    def hub(self) -> bool:
        """Whether a JupyterHub started this."""
        return "JUPYTERHUB_SERVICE_PREFIX" in self.environ or "JUPYTERHUB_USER" in self.environ

    @property
    def shared(self) -> bool:
        """Whether others use this machine as well, as far as can be seen: by a hub, or by their accounts."""
        return self.hub or (self.people or 0) > 1
