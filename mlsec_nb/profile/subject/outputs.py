"""How the models of different libraries are asked: one function for each library's way."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.profile.reading.source import loaded

Ask: TypeAlias = Callable[[Any], NDArray[Any]]


def module_of(model: object) -> str:
    """The top package that the model's class comes from."""
    return type(model).__module__.partition(".")[0]


def raw_outputs(model: Any) -> Ask | None:
    """How to get the outputs of a model that is no scikit-learn estimator; ``None`` if it cannot be asked."""
    torch = loaded("torch")
    if torch is not None and isinstance(model, torch.nn.Module):
        return _torch(model, torch)
    name = type(model).__name__
    if module_of(model) == "xgboost" and name == "Booster":
        return _xgboost(model)
    if module_of(model) in ("keras", "tensorflow", "tf_keras") and hasattr(model, "predict"):
        return lambda rows: np.asarray(model.predict(rows, verbose=0))
    if hasattr(model, "predict"):
        return lambda rows: np.asarray(model.predict(rows))
    return (lambda rows: _array(model(rows))) if callable(model) else None


def _torch(model: Any, torch: Any) -> Ask:
    """A copy in evaluation mode is asked, since switching the mode would change the user's model."""
    frozen = copy.deepcopy(model).eval()
    weight = next(iter(frozen.parameters()), None)

    def ask(rows: Any) -> NDArray[Any]:
        tensor = torch.as_tensor(np.asarray(rows) if not isinstance(rows, torch.Tensor) else rows)
        if weight is not None and tensor.is_floating_point():
            tensor = tensor.to(weight.dtype).to(weight.device)
        with torch.no_grad():
            return _array(frozen(tensor))

    return ask


def _xgboost(model: Any) -> Ask:
    xgboost = loaded("xgboost")

    def ask(rows: Any) -> NDArray[Any]:
        names = None if hasattr(rows, "columns") else model.feature_names
        return np.asarray(model.predict(xgboost.DMatrix(rows, feature_names=names)))  # type: ignore[union-attr]

    return ask


def _array(outputs: Any) -> NDArray[Any]:
    if hasattr(outputs, "detach"):
        outputs = outputs.detach().cpu().numpy()
    return np.asarray(outputs)


def softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scores of classes as probabilities; shape (n, classes)."""
    powers: NDArray[np.float64] = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def are_probabilities(outputs: NDArray[Any]) -> bool:
    """Whether each row adds up to one."""
    inside = bool(np.all((outputs >= -1e-6) & (outputs <= 1 + 1e-6)))
    return inside and bool(np.allclose(outputs.sum(axis=1), 1, atol=1e-3))
