"""What can be seen from inside the kernel for the checklist."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from mlsec_nb.checklist.machine import Machine
from mlsec_nb.checklist.machine.connection import connection_facts
from mlsec_nb.checklist.situation import KernelFacts
from mlsec_nb.clock import now

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

SUBJECTS = ("pandas.", "polars.", "numpy.ndarray", "sklearn.", "torch.nn.", "keras.", "xgboost.", "lightgbm.")
MOST_NAMES = 200


def kernel_facts(shell: InteractiveShell, machine: Machine) -> KernelFacts:
    """Look around in this kernel.

    Parameters
    ----------
    shell
        The running shell.
    machine
        The machine, as this process sees it.
    """
    return KernelFacts(
        at=now(),
        front_end=_front_end(shell),
        connection=_connection(shell),
        versions=machine.environment.versions,
        variables=dict(_variables(shell.user_ns)),
        extensions=tuple(sorted(getattr(shell.extension_manager, "loaded", ()))),
    )


def _front_end(shell: InteractiveShell) -> str:
    if "google.colab" in sys.modules:
        return "colab"
    if "__vsc_ipynb_file__" in shell.user_ns:
        return "vscode"
    return "jupyter" if hasattr(shell, "kernel") else ""


def _connection(shell: InteractiveShell) -> dict[str, Any]:
    """The connection file of this kernel; nothing in an IPython of a terminal."""
    if not hasattr(shell, "kernel"):
        return {}
    try:
        from ipykernel.connect import get_connection_file, get_connection_info

        info = get_connection_info(unpack=True)
        return connection_facts(info if isinstance(info, dict) else {}, get_connection_file())
    except (ImportError, OSError, RuntimeError, ValueError):
        return {}


def _variables(namespace: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Tables and models of the user; looking at a type runs nothing of it."""
    found = 0
    for name, value in list(namespace.items()):
        kind = f"{type(value).__module__}.{type(value).__qualname__}"
        if not name.startswith("_") and kind.startswith(SUBJECTS) and found < MOST_NAMES:
            found += 1
            yield name, kind
