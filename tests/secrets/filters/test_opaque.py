from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsec_nb.secrets.filters.opaque import is_opaque, wordiness
from tests.secrets.examples import ALPHABETS, chars


@pytest.mark.parametrize(
    ("kind", "length"), [("alnum", 32), ("word", 40), ("base64", 40), ("hex", 32), ("lowdig", 40)]
)
def test_random_values_are_opaque(kind: str, length: int) -> None:
    draw = random.Random(kind)
    assert sum(is_opaque(chars(kind, length, draw)) for _ in range(300)) >= 295


@pytest.mark.parametrize(
    "text",
    [
        "text-embedding-3-small-v2",
        "mistralai/Mixtral-8x7B-Instruct-v0.1",
        "pytorch-training-2024-03-01-10-11-12-345",
        "HyperParameterTuningJobStatus",
        "batch_inferencing_with_mini_batch",
        "sagemaker.us-east-1.amazonaws.com",
        "9223372036854775807",
        "2024-03-01T10:11:12.345678Z",
        "aaaaaaaaaaaaaaaaaaaaaaaa",
        "short",
    ],
)
def test_words_names_and_numbers_are_not(text: str) -> None:
    assert not is_opaque(text)


@given(st.text(max_size=100))
def test_wordiness_is_a_share(text: str) -> None:
    assert 0 <= wordiness(text) <= 1


@given(st.text(alphabet=ALPHABETS["word"], max_size=15))
def test_short_texts_are_never_opaque(text: str) -> None:
    assert not is_opaque(text)
