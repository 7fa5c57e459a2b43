"""What a zip archive is for, told by the names of its members."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mlsec_nb.artifacts.formats.numpy import starts_numbers

_TENSOR = re.compile(r"(?:.*/)?(?:data|xl_model_weights|\.data|constants|tensors)/(?:\d+|[\w.]+\.storage)")


@dataclass(frozen=True, slots=True)
class Kind:
    """A use of zip: its label, and what its members are."""

    label: str

    def hint(self, name: str) -> str | None:
        """The format of a member when its name alone decides; its content is not looked at then."""
        if self.label.startswith(("torch", "TorchScript")):
            if _TENSOR.fullmatch(name):
                return "tensor"
            if name.endswith(".py"):
                return "torchscript" if self.label == "TorchScript" else "python"
        if name.endswith((".py", ".pyi")):
            return "python"
        if name.endswith((".pyc", ".pyo")):
            return "bytecode"
        return None

    def only_head(self, name: str, head: bytes) -> bool:
        """Whether the first bytes of a large member tell all there is to know."""
        if self.hint(name) == "tensor":
            return True
        return starts_numbers(head)


def kind_of(names: Sequence[str]) -> Kind:
    """The kind of archive with members of these names."""
    base = {name.rsplit("/", 1)[-1] for name in names}
    if "extern_modules" in base:
        return Kind("torch package")
    if "constants.pkl" in base and any("/code/" in name or name.startswith("code/") for name in names):
        return Kind("TorchScript")
    if "data.pkl" in base or "constants.pkl" in base:
        return Kind("torch zip")
    if "config.json" in base and ("metadata.json" in base or any(n.endswith(".weights.h5") for n in base)):
        return Kind("Keras archive")
    if "schema.json" in base:
        return Kind("skops")
    if names and all(name.endswith(".npy") for name in names):
        return Kind("npz")
    if "MAR-INF/MANIFEST.json" in names:
        return Kind("torch model archive")
    return Kind("zip")
