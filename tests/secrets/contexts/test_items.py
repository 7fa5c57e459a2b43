"""Names of columns are no secrets, whatever they name."""

import pytest

from tests.notebooks import code, display, stream
from tests.secrets.scan import detections


@pytest.mark.parametrize(
    "cell",
    [
        'features = ["has_password_reset", "num_tokens_24h"]',
        'columns = ["password", "age_group_18_25"]',
        'token_encoding = "o200k_base"',
        f'TOKEN_CONTRACT = "0x{"a1B2c3D4e5" * 4}"',
        code("df", stream('{"password": "object", "n": "int64"}')),
        code("df", display(text_html="<tr><td>password</td><td>object</td></tr>")),
    ],
)
def test_names_types_and_public_addresses_are_quiet(cell):
    assert detections(cell) == []


def test_a_pair_in_a_list_is_still_a_binding():
    assert detections('pair = ["password", "Granite-4260!qb"]')
