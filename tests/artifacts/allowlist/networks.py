"""torch and keras."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

from tests.artifacts.allowlist.common import Pair, attempts, classes, is_enum


def torch_objects() -> Iterator[Any]:
    """Storages, dtypes, tensors, layers, optimisers, schedulers."""
    import torch
    from torch import nn

    for name in dir(torch):
        value = getattr(torch, name)
        if isinstance(value, torch.dtype):
            yield Pair(("torch", name))
            yield from attempts([lambda v=value: torch.zeros(2, dtype=v)])
        if name.endswith(("Storage", "Tensor")) and inspect.isclass(value):
            yield Pair(("torch", name))
            yield Pair(("torch.cuda", name))
    yield from (
        torch.Size([1]),
        torch.device("cpu"),
        nn.Parameter(torch.zeros(1)),
        torch.Generator(),
        torch.strided,
    )
    yield from (
        torch.eye(2).to_sparse(),
        torch.eye(2).to_sparse_csr(),
        torch.quantize_per_tensor(torch.ones(2), 1, 0, torch.qint8),
    )
    yield from classes("torch.nn.modules", lambda kind: issubclass(kind, nn.Module))
    yield from classes("torch.optim", lambda kind: True)
    yield from classes("torch.ao.nn", lambda kind: issubclass(kind, nn.Module))
    yield from classes("torch.distributions", lambda kind: True)
    for name in (
        "relu",
        "gelu",
        "softmax",
        "silu",
        "tanh",
        "sigmoid",
        "leaky_relu",
        "elu",
        "log_softmax",
        "mish",
    ):
        yield getattr(nn.functional, name)
        yield Pair(("torch", name))
        yield Pair(("torch._C._nn", name))
    models = [
        nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.BatchNorm1d(2), nn.Dropout()),
        nn.Transformer(8, 2, 1, 1, 8),
    ]
    models += [
        nn.LSTM(2, 2),
        nn.GRU(2, 2),
        nn.Conv2d(1, 1, 1),
        nn.Embedding(3, 2),
        nn.MultiheadAttention(4, 2),
    ]
    for model in models:
        optimiser = torch.optim.Adam(model.parameters())
        yield from (model, model.state_dict(), optimiser, optimiser.state_dict())
        yield from attempts([lambda o=optimiser: torch.optim.lr_scheduler.StepLR(o, 1).state_dict()])
    yield torch.utils.data.TensorDataset(torch.zeros(3, 2))
    try:
        import torchvision  # noqa: F401
    except Exception:
        return
    yield from classes("torchvision.models", lambda kind: issubclass(kind, nn.Module) or is_enum(kind))
    yield from classes("torchvision.ops", lambda kind: issubclass(kind, nn.Module))
    yield from classes(
        "torchvision.transforms",
        lambda kind: (
            is_enum(kind)
            or issubclass(kind, nn.Module)
            or kind.__name__ in ("Compose", "ToTensor", "ToPILImage")
        ),
    )


def keras_objects() -> Iterator[Any]:
    """Keras pickles itself as an archive in bytes; layers and optimisers by class."""
    import keras

    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2), keras.layers.Dropout(0.1)])
    yield model
    model.compile("adam", "mse")
    yield model
    yield from classes(
        "keras.src.layers",
        lambda kind: (
            issubclass(kind, keras.layers.Layer)
            and kind.__name__ not in ("Lambda", "TFSMLayer", "TorchModuleWrapper", "FlaxLayer", "JaxLayer")
        ),
    )
    yield from classes("keras.src.optimizers", lambda kind: True)
    yield from classes("keras.src.initializers", lambda kind: True)
    yield from classes("keras.src.regularizers", lambda kind: True)
    yield from classes("keras.src.losses", lambda kind: True)
    yield from classes("keras.src.metrics", lambda kind: True)
    yield from attempts([lambda: keras.callbacks.History(), lambda: model.history])
