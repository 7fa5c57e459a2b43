"""``%mlsec`` and ``%%mlsec`` in IPython and Jupyter (``%load_ext mlsec_nb``).

A sub-command is a file in ``commands/``; a way to find the notebook is a function in ``here.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Register the magics and their completion."""
    from mlsec_nb.frontends.magics.magic import install

    install(shell)


def unload_ipython_extension(shell: InteractiveShell) -> None:
    """Remove everything that :func:`load_ipython_extension` registered."""
    from mlsec_nb.frontends.magics.magic import uninstall

    uninstall(shell)
