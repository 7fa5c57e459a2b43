"""Code for the user: as the next cell where the front end takes it, else as a field to copy from."""

from __future__ import annotations

from IPython.core.getipython import get_ipython


def insert(source: str) -> bool:
    """Put a cell below the one that is running; whether that worked.

    Front ends take a new cell (``set_next_input``) with the reply to a running cell only: a button has none,
    and what it sets would appear below some later cell.
    """
    shell = get_ipython()
    kernel = getattr(shell, "kernel", None)
    if shell is None or kernel is None:
        return False
    if kernel.get_parent("shell").get("header", {}).get("msg_type") != "execute_request":
        return False
    shell.set_next_input(source)
    return True
