"""What an argument can change about the function that it is passed to."""

from __future__ import annotations

from collections.abc import Iterable

from mlsec_nb.notebook.names.values import Class, Const, Function, Map, Partial, Ref, Seq, Text, Value

CODE = (Function, Partial, Map, Class)


def tells(value: Value) -> bool:
    """Whether an argument can change what a function's body means."""
    for atom in value:
        if isinstance(atom, Const):
            if isinstance(atom.value, str | bool):
                return True
        elif isinstance(atom, CODE) or (isinstance(atom, Ref) and atom.path != "?"):
            return True
    return False


def passive(values: Iterable[Value]) -> bool:
    """Whether no argument brings code of the notebook along."""
    for value in values:
        for atom in value:
            match atom:
                case Const() | Ref() | Text():
                    continue
                case Seq(items=items) if passive(items):
                    continue
                case Map(items=entries) if passive(entries.values()):
                    continue
            return False
    return True
