"""What a person may see of a row."""

from __future__ import annotations

import datetime

import numpy as np
import pytest

from mlsec_nb.profile.dataset import Dataset
from mlsec_nb.profile.plots.distribution import distribution
from mlsec_nb.profile.rows.shown import neighbours, place_of, shown


class Trap:
    def __str__(self) -> str:
        raise AssertionError("called")

    __repr__ = __str__


def value(of: object) -> str:
    column = Dataset({"x": [of, of]}).table.column(0)
    return shown(column, 0)


@pytest.mark.parametrize(
    ("of", "text"),
    [
        (1.25, "1.25"),
        (2**80, str(2**80)),
        (True, "True"),
        (None, "missing"),
        ("plain", "plain"),
        (datetime.date(2026, 1, 2), "2026-01-02"),
        (Trap(), "(Trap)"),
        (b"bytes", "(bytes)"),
    ],
)
def test_values_are_shown_and_unknown_objects_are_not_called(of, text) -> None:
    assert value(of) == text


def test_a_mail_address_within_a_text_is_masked() -> None:
    shown_text = value("ask jane.smith@corp-mail.org or nobody")
    assert "jane" not in shown_text
    assert "[email-address" in shown_text


def test_neighbours_are_the_nearest_rows_of_the_given_data() -> None:
    data = Dataset({"x": [0.0, 10.0, 0.1, 20.0], "z": [0.0, 10.0, 0.1, 20.0]})
    assert [row for row, _ in neighbours(data, 0)] == [2, 1, 3]


def test_a_row_outside_of_the_sample_has_no_place() -> None:
    data = Dataset({"x": list(range(100))}, sample=10)
    places = [place_of(data.table, row) for row in range(100)]
    assert sorted(place for place in places if place >= 0) == list(range(10))
    assert places.count(-1) == 90


def test_a_masked_distribution_names_no_value() -> None:
    column = Dataset({"x": ["secret-a", "secret-a", "secret-b"]}).table.column(0)
    for masked, names in ((True, ["#1", "#2"]), (False, ["secret-a", "secret-b"])):
        axes = distribution(column, masked=masked).axes[0]
        assert [label.get_text() for label in axes.get_xticklabels()] == names


def test_hidden_numbers_are_not_drawn_as_a_histogram() -> None:
    column = Dataset({"x": np.arange(50.0)}).table.column(0)
    axes = distribution(column, masked=True).axes[0]
    assert axes.get_xticklabels()[0].get_text() == "#1"
