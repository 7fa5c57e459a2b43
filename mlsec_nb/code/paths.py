"""What an argument says about the file or model it names, as far as reading can tell."""

from __future__ import annotations

import posixpath

from mlsec_nb.notebook.names.values import Const, Map, Ref, Seq, Text, Value

PICKLES = (".pkl", ".pickle", ".p", ".pk", ".dill", ".joblib")
WEIGHTS = (".pt", ".pth", ".ckpt", ".bin", ".tar", ".nemo", ".gz", ".zip", ".th", ".model", *PICKLES)


def ending(value: Value | None) -> str:
    """The literal text that a value certainly ends with."""
    for atom in value or ():
        match atom:
            case Const(value=str() as text):
                return text
            case Text(parts=(*_, last)):
                return ending(last)
            case Ref(name="pathlib.Path", inputs=(*_, last)):
                return ending(last)
    return ""


def suffix(value: Value | None) -> str:
    """The lower-case suffix of a path, with its dot; empty if there is none or it is not known."""
    return posixpath.splitext(ending(value).lower())[1]


def fixed(value: Value | None) -> bool:
    """Whether a value is put together from literals alone, numbers in f-strings included."""
    return bool(value) and all(map(_is_fixed, value or ()))


def _is_fixed(atom: object) -> bool:
    match atom:
        case Const():
            return True
        case Text(parts=parts) | Seq(items=parts) | Ref(name="pathlib.Path", inputs=parts):
            return all(map(fixed, parts))
        case Map(items=items, open=False):
            return all(map(fixed, items.values()))
    return False


def is_bare_name(value: Value | None) -> bool:
    """Whether a value is a literal name such as ``ViT-B/32``, not a path, file or address."""
    names = [atom.value for atom in value or () if isinstance(atom, Const) and isinstance(atom.value, str)]
    return bool(names) and len(names) == len(value or ()) and not any(map(_is_path, names))


def _is_path(name: str) -> bool:
    return name.startswith(("/", ".", "~")) or "\\" in name or "://" in name or name.lower().endswith(WEIGHTS)
