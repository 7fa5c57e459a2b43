"""What is typed at a prompt for a password, or fetched from Colab's secrets, is watched from then on."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from typing import Any

Add = Callable[[str, object], None]


class Prompts:
    """Listens to the answers of ``getpass`` and of ``google.colab.userdata``.

    Parameters
    ----------
    kernel
        The kernel that asks; none in a terminal.
    add
        Told of each answer and where it came from.
    """

    def __init__(self, kernel: Any, add: Add) -> None:
        self._add = add
        self._places: list[tuple[Any, str, Any]] = [(kernel or getpass, "getpass", None)]
        userdata = sys.modules.get("google.colab.userdata")
        if userdata is not None:
            self._places.append((userdata, "get", None))

    def on(self) -> None:
        """Listen."""
        for number, (place, name, _) in enumerate(self._places):
            before = getattr(place, name)
            self._places[number] = (place, name, before)
            setattr(place, name, self._listening(before))

    def off(self) -> None:
        """Listen no more."""
        for place, name, before in self._places:
            setattr(place, name, before)

    def _listening(self, ask: Callable[..., Any]) -> Callable[..., Any]:
        def listening(*arguments: Any, **options: Any) -> Any:
            answer = ask(*arguments, **options)
            self._add(ask.__name__, answer)
            return answer

        return listening
