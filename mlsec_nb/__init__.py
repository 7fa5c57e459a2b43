"""Machine-learning security in notebooks: scan, profile, check, guard.

>>> import mlsec_nb
>>> mlsec_nb.scan("train.ipynb")  # doctest: +SKIP

Importing this package is cheap: engines and faces are imported when they are used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mlsec_nb._version import __version__
from mlsec_nb.batch.run import scan_many
from mlsec_nb.checklist import checklist
from mlsec_nb.guard import guard
from mlsec_nb.options import Options
from mlsec_nb.scan import ScanResult, scan

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from mlsec_nb.profiling import profile_dataset, profile_model

__all__ = [
    "Options",
    "ScanResult",
    "__version__",
    "checklist",
    "guard",
    "profile_dataset",
    "profile_model",
    "scan",
    "scan_many",
]

_LATE = {
    "profile_dataset": "mlsec_nb.profiling",
    "profile_model": "mlsec_nb.profiling",
}
"""What needs numpy and more: where it is, looked up when it is used."""


def __getattr__(name: str) -> Any:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_LATE[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Make ``%mlsec`` and ``%%mlsec`` known to IPython (``%load_ext mlsec_nb``)."""
    from mlsec_nb.frontends.magics import load_ipython_extension as load

    load(shell)


def unload_ipython_extension(shell: InteractiveShell) -> None:
    """Take ``%mlsec`` and ``%%mlsec`` away again (``%unload_ext mlsec_nb``)."""
    from mlsec_nb.frontends.magics import unload_ipython_extension as unload

    unload(shell)


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    """Where the built panel is and what it is called (JupyterLab's discovery hook)."""
    return [{"src": "_labextension", "dest": "mlsec-nb"}]


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    """The server extension behind the panel (Jupyter Server's discovery hook)."""
    from mlsec_nb.frontends.server.app import MlsecApp

    return [{"module": "mlsec_nb", "app": MlsecApp}]
