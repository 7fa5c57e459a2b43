from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsec_nb.secrets.names import Sense, sense_of, vendor_words, words_of


@pytest.mark.parametrize(
    ("name", "sense"),
    [
        *(
            (name, Sense.PASSWORD)
            for name in ("password", "DB_PASSWORD", "dbPassword", "pgpassword", "pwd", "smtp_pw")
        ),
        *(
            (name, Sense.SECRET)
            for name in ("api_key", "apiKey", "OPENAI_KEY", "X-API-Key", "token", "hf_token")
        ),
        *(
            (name, Sense.SECRET)
            for name in ("client_secret", "SecretAccessKey", "fs.s3a.secret.key", "API_KEY_2")
        ),
        *((name, Sense.WEAK) for name in ("key", "auth", "webhook", "mystery_key")),
        *(
            (name, Sense.NONE)
            for name in ("tokenizer", "max_tokens", "pad_token", "eos_token_id", "token_count")
        ),
        *(
            (name, Sense.NONE)
            for name in ("primary_key", "cache_key", "s3_keys_prefix", "monkey", "keyboard")
        ),
        *(
            (name, Sense.NONE)
            for name in ("secret_name", "password_file", "public_key", "pass_count", "author")
        ),
    ],
)
def test_names_make_promises(name: str, sense: Sense) -> None:
    assert sense_of(name) is sense


def test_names_are_read_as_words() -> None:
    assert words_of("openaiApiKey") == words_of("OPENAI_API_KEY") == words_of("--openai-api-key")
    assert "s3fs" in vendor_words("s3fs.S3FileSystem")


@given(st.text(max_size=200))
def test_any_text_is_a_name(text: str) -> None:
    assert isinstance(sense_of(text), Sense)
