"""The profiles as users call them: what the questions need of other engines is handed in here."""

from __future__ import annotations

from functools import wraps
from typing import Any

from mlsec_nb.profile import dataset_profile, model_profile
from mlsec_nb.profile.dataset_profile import DatasetProfile
from mlsec_nb.profile.model_profile import ModelProfile
from mlsec_nb.secrets.texts import kinds_in_column


@wraps(dataset_profile.profile_dataset)
def profile_dataset(data: Any, target: Any = None, test: Any = None, **settings: Any) -> DatasetProfile:
    """Profile a table with the detectors of secrets that the scan has."""
    settings.setdefault("find_secrets", kinds_in_column)
    return dataset_profile.profile_dataset(data, target, test, **settings)


@wraps(model_profile.profile_model)
def profile_model(model: Any, *data: Any, **settings: Any) -> ModelProfile:
    """Profile a model with the detectors of secrets that the scan has."""
    settings.setdefault("find_secrets", kinds_in_column)
    return model_profile.profile_model(model, *data, **settings)
