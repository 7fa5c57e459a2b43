"""What the name of a column says."""

from __future__ import annotations

import pytest

from mlsec_nb.privacy.headers import THINGS, fold, speaks, words


@pytest.mark.parametrize(
    "header", ["first_name", "FirstName", "first-name", "firstname", "First Name 2", "custFirstName"]
)
def test_one_head_stands_for_every_spelling(header: str) -> None:
    assert speaks(header, ("first name",))


def test_stars_stand_for_compounds() -> None:
    assert speaks("Geburtsdatum", ("geburts*",))
    assert speaks("Diensttelefon", ("*telefon",))
    assert not speaks("Telefonart", ("*telefon",))


def test_accents_and_case_are_nothing() -> None:
    assert words("PRÉNOM") == ("prenom",)
    assert fold("Łukasz Øystein Ünal") == "lukasz oystein unal"


def test_a_header_about_a_value_is_silent() -> None:
    assert not speaks("email_sent", ("email",))
    assert not speaks("product_name", ("name",), THINGS)
    assert not speaks("", ("name",))
