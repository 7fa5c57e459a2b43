from __future__ import annotations

import pytest

from mlsec_nb.core.finding import Confidence
from mlsec_nb.secrets.filters.documented import is_documented
from mlsec_nb.secrets.filters.password import password_confidence
from mlsec_nb.secrets.filters.placeholder import is_patterned, is_placeholder
from tests.secrets.examples import fill


@pytest.mark.parametrize(
    "value",
    [
        *(
            "<your key>",
            "${TOKEN}",
            "$TOKEN",
            "{{ token }}",
            "{token}",
            "%(password)s",
            "%s",
            "[your-api-key]",
        ),
        *(
            "YOUR_API_KEY",
            "your-key-here",
            "insert-key",
            "changeme",
            "password",
            "sk-...",
            "hf_…",
            "********",
        ),
        *(
            "xxxxxxxxxxxxxxxx",
            "XXXX-XXXX",
            "abcdefghijklmnop",
            "0123456789abcdef",
            "1234567890",
            "00000000000000",
        ),
        *("abcabcabcabcabc", "admin", "test123", "EMPTY", "none"),
    ],
)
def test_placeholders(value: str) -> None:
    assert is_placeholder(value)


@pytest.mark.parametrize(
    "template", ["{alnum:32}", "{hex:40}", "{base64:64}", "{word:40}", "{uuid}", "{letters:34}"]
)
@pytest.mark.parametrize("seed", range(20))
def test_random_values_are_no_placeholders(template: str, seed: int) -> None:
    assert not is_placeholder(fill(template, seed))


def test_even_the_right_form_is_no_secret_when_it_counts_up() -> None:
    assert is_patterned("sk-1234567890abcdef1234567890abcdef")


def test_published_values_are_known_by_their_digests() -> None:
    emulator = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw" + "=="
    assert is_documented(emulator)
    assert is_documented("AKIAIOSFODNN7EXAMPLE")
    assert not is_documented(fill("AKIA{upper:16}"))


@pytest.mark.parametrize(
    ("value", "confidence"),
    [
        ("HarborVelvet95$", Confidence.HIGH),
        ("harbor-winter-4468", Confidence.HIGH),
        ("hfen zbtu afyr icuy", Confidence.HIGH),
        ("Tundra_0282*nw", Confidence.HIGH),
        ("hunter", Confidence.LOW),
        ("DB_PASSWORD", None),
        ("config.password", None),
        ("see the readme", None),
        ("changeme", None),
        ("/run/secrets/pw", None),
    ],
)
def test_passwords_in_quotes(value: str, confidence: Confidence | None) -> None:
    assert password_confidence(value, quoted=True) is confidence


@pytest.mark.parametrize("value", ["incorrect", "required", "optional,", "abcdef"])
def test_words_of_running_text_are_no_passwords(value: str) -> None:
    assert password_confidence(value, quoted=False) is None
