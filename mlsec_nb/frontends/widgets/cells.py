"""Code for the user: as the next cell where the front end takes one, and always as a field to copy from."""

from __future__ import annotations

from IPython.core.getipython import get_ipython

from mlsec_nb.errors import UsageError

HINT = (
    '<p class="soft">Copy it into a cell; or run <code>view.insert()</code>, where '
    "<code>view = profile.widget()</code>, to have it below that cell.</p>"
)


def insert(source: str) -> None:
    """Put a cell below the one that is running.

    Front ends take a new cell (``set_next_input``) with the reply to a running cell only: a button has none,
    and what it sets would appear below some later cell.

    Raises
    ------
    UsageError
        When no cell is running, as in a button's handler.
    """
    shell = get_ipython()
    kernel = getattr(shell, "kernel", None)
    running = kernel.get_parent("shell").get("header", {}).get("msg_type") if kernel is not None else ""
    if shell is None or running != "execute_request":
        raise UsageError("There is no running cell to put another one below.", "Copy the code instead.")
    shell.set_next_input(source)
