"""What probes wrote is looked through before it is kept or shown."""

from __future__ import annotations

import pytest

from mlsec_nb.checklist.clean import MOST_CHARACTERS, MOST_EVIDENCE, cleaned, holds_secret
from mlsec_nb.checklist.model import Evidence
from tests.checklist.making import answer, observation
from tests.secrets_fakes import openai_key


def cleaned_text(text: str) -> str:
    (seen,) = cleaned([answer(observation=observation(summary=text))])
    return seen.observation.summary


@pytest.mark.parametrize("text", [f'api_key = "{openai_key()}"', "Ask jane.doe@clinic.example for it."])
def test_secrets_and_addresses_are_masked(text: str) -> None:
    assert openai_key() not in cleaned_text(text)
    assert "jane" not in cleaned_text(text)
    assert "characters, #" in cleaned_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "browser:@jupyter-notebook/lab-extension@7.6.5",
        "kernel:python3@fe0f8e229fae",
        "git@code.example.org:team/repository.git",
        "All 12 files were read.",
    ],
)
def test_everything_else_stays(text: str) -> None:
    assert cleaned_text(text) == text


def test_nothing_is_without_an_end() -> None:
    evidence = (Evidence(kind="file", ref="a", summary="b" * 10_000),) * 1_000
    (seen,) = cleaned([answer(observation=observation(evidence=evidence))])
    assert len(seen.observation.evidence) == MOST_EVIDENCE
    assert len(seen.observation.evidence[0].summary) == MOST_CHARACTERS + 1


def test_a_long_line_of_address_parts_takes_no_time() -> None:
    assert cleaned_text("a." * 50_000 + "@" + "b." * 50_000)[:4] == "a.a."


def test_a_decision_with_a_secret_is_noticed() -> None:
    assert holds_secret([f'note = "{openai_key()}"'])
    assert not holds_secret(['note = "Seen by two people."'])
