"""Secrets and personal values in a profiled table and model: in no page, record, widget or twin."""

from __future__ import annotations

import json

import ipywidgets
import numpy as np
import pytest
from sklearn.neighbors import KNeighborsClassifier

import mlsec_nb
from mlsec_nb.profile.result import Profile
from tests.hostile.conftest import Tried
from tests.hostile.hunt import IBAN, KEY, MAIL, PASSWORD, PLANTED, leaked

ROWS = 28
DATA = ("personal-data", "secrets", "target-leakage", "constant-columns", "split-overlap")


def table() -> dict[str, list[object]]:
    """Values in cells, and in the names of columns, as where a file's first row is taken for its header."""
    labels = np.arange(ROWS) % 2
    return {
        "first": (labels * 4 + np.random.default_rng(0).normal(size=ROWS)).tolist(),
        "email": [MAIL, *(f"person{i}@corp{i % 7}.example.com" for i in range(1, ROWS))],
        "account": [IBAN] * ROWS,
        "note": [f"api_key = {KEY}" if i % 7 == 0 else f"fine {MAIL} {i}" for i in range(ROWS)],
        "password": [PASSWORD] * ROWS,
        KEY: list("ab") * (ROWS // 2),
        MAIL: list("ab") * (ROWS // 2),
        "y": np.where(np.arange(ROWS) < 4, 1 - labels, labels).tolist(),
    }


def of_data() -> Profile:
    rows = table()
    test = {name: values[10:25] for name, values in rows.items()}
    return mlsec_nb.profile_dataset(rows, "y", test, questions=DATA)


def of_classes() -> Profile:
    """The labels are people and credentials."""
    rows = {**table(), "owner": [MAIL, KEY, IBAN, PASSWORD] * (ROWS // 4)}
    return mlsec_nb.profile_dataset(
        rows, "owner", questions=("personal-data", "secrets", "label-errors", "imbalance")
    )


def of_model() -> Profile:
    """A model whose classes and features are named after values."""
    pandas = pytest.importorskip("pandas")
    random = np.random.default_rng(0)
    labels = np.array([MAIL, KEY] * ROWS)
    values = np.where(labels == KEY, 3.0, 0.0)[:, None] + random.normal(size=(2 * ROWS, 3))
    rows = pandas.DataFrame(values, columns=[KEY, MAIL, IBAN])
    train, test = (rows[:ROWS], labels[:ROWS]), (rows[ROWS:], labels[ROWS:])
    return mlsec_nb.profile_model(KNeighborsClassifier(1).fit(*train), *train, *test, budget_seconds=1)


def texts(profile: Profile) -> dict[str, bytes]:
    """All that a profile says, and what ipywidgets saves into the metadata of a notebook."""
    app = profile.widget()
    for section in app.sections:
        app.open(section.title)
    state = ipywidgets.Widget.get_manager_state(drop_defaults=False)
    said = {
        "page": profile.to_html(),
        "record": profile.to_json(),
        "fragment": profile._repr_html_(),
        "text": f"{profile}{profile!r}",
        "twin": json.dumps(app.static()),
        "widgets": json.dumps(state, default=str),
    }
    return {name: text.encode() for name, text in said.items()}


@pytest.mark.parametrize("profiled", [of_data, of_classes, of_model])
def test_no_byte_of_a_value_is_in_a_profile(profiled, tried: Tried) -> None:
    """Names of columns once were: they are values where a file has no header."""
    said = texts(profiled())
    found = leaked(said)
    tried(len(said) * len(PLANTED), leaked=sum(found.values()))
    assert found == {}
