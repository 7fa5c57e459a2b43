"""Columns: values first, the header second, chance last."""

from __future__ import annotations

import random
import time

import pytest

from mlsec_nb.privacy.columns import personal, recognise
from mlsec_nb.privacy.kind import Category
from mlsec_nb.privacy.registry import kind, kinds
from tests.privacy.columns import numbers, people, valid


def name_of(header: str, values: list[str]) -> str:
    found = personal(header, values)
    return found.kind.name if found else ""


def test_strong_values_need_no_header() -> None:
    assert name_of("c", [f"user{number}@example.org" for number in range(40)]) == "email-address"
    assert name_of("sku", valid(kind("national-id-pl-pesel"), "##0#1######")) == "national-id-pl-pesel"
    assert name_of("", people()) == "person-name"


def test_a_header_alone_is_no_proof() -> None:
    assert name_of("email", numbers("tk_################")) == ""
    assert name_of("pesel", numbers("###########")) == ""
    assert name_of("last_name", ["Chair", "Table", "Lamp"] * 20) == ""


def test_weak_values_need_a_header() -> None:
    values = numbers("4479########")
    assert name_of("volume", values) == ""
    assert name_of("msisdn", values) == "phone-number"


@pytest.mark.parametrize("header", ["email_sent", "ssn_verified", "has_phone", "is_male", "address_verified"])
def test_a_flag_about_somebody_is_not_the_value(header: str) -> None:
    assert name_of(header, ["0", "1", "1"] * 20) == ""


def test_random_digits_are_never_an_identifier() -> None:
    """A check that one in ten random numbers passes must not be taken for a kind."""
    for length in range(7, 19):
        for found in recognise("c", numbers("#" * length, 200)):
            assert not found.personal, (length, found.kind.name)


TRAPS = {
    "version": [f"1.{minor}.{patch}.0" for minor in range(8) for patch in range(8)],
    "netmask": ["255.255.255.0", "255.255.0.0", "255.255.255.128"] * 20,
    "timestamp_ms": [str(1_600_000_000_000 + 86_400_123 * day) for day in range(60)],
    "timestamp": [str(1_600_000_000 + 86_401 * day) for day in range(60)],
    "card": valid(kind("ean"), "97#0#########"),
    "nhs": [*valid(kind("isbn-10"), "#########?", 8), *valid(kind("isbn-10"), "##########", 52)],
    "adresse": [f"{name} {size} cm" for name in ("Lamp", "Desk", "Shelf") for size in range(20, 60)],
    "rijksregister": [f"{number % 9 + 1}.{number % 20}.7.{number % 250}" for number in range(60)],
    "tel": [f"2021{month:02d}{day:02d}" for month in range(1, 13) for day in range(1, 10)],
    "location": [f"48.{10_000 + number % 6},11.{20_000 + number % 6}" for number in range(60)],
    "company": [f"{name.split()[1]} and Sons Ltd" for name in people()],
    "store_zip": numbers("#####"),
    "city": [f"Lake {name.split()[0]}" for name in people()],
    "iban": numbers("US#########"),
    "card_masked": [f"**** **** **** {number:04d}" for number in range(60)],
    "dob": [f"20{year:02d}-0{month}-11" for year in range(21, 26) for month in range(1, 9)],
    "released": [f"{year}-05-11" for year in range(1960, 2026)],
    "phone": [str(number) for number in range(4_100_000_000, 4_100_000_060)],
    "phone_no": [value.lstrip("0") for value in valid(kind("ean"), "0##1########")],
    "kit": numbers("###-###-####"),
    "draw": numbers("0#-1#-2#-3#-4#-4#"),
    "mrn": numbers("0.####"),
    "order_id": numbers("###-#######-#######"),
}


@pytest.mark.parametrize("header", TRAPS)
def test_what_only_looks_personal_is_not(header: str) -> None:
    assert name_of(header, TRAPS[header]) == ""


def test_months_are_no_given_names() -> None:
    assert name_of("first_name", ["April", "May", "June", "August"] * 15) == ""


def test_the_shape_tells_no_value() -> None:
    found = personal("mail", [f"jo.miller{number}@example.org" for number in range(10, 60)])
    assert found is not None
    assert found.shape == "xx.xxxx99@xxxx.xxx"


def test_whole_numbers_that_became_decimals_are_read() -> None:
    values = [f"{value}.0" for value in valid(kind("national-id-pl-pesel"), "##0#1######")]
    assert name_of("c", values) == "national-id-pl-pesel"


def test_the_same_column_gives_the_same_answer() -> None:
    values = valid(kind("national-id-de-tax-id"), "###########")
    assert recognise("c", values) == recognise("c", values)


def test_an_empty_column_is_nothing() -> None:
    assert recognise("email", ["", " ", "nan", "None"]) == []


def test_kinds_have_names_of_their_own() -> None:
    names = [one.name for one in kinds()]
    assert len(names) == len(set(names))


def test_every_kind_that_is_no_rival_can_be_found() -> None:
    for one in kinds():
        assert one.blind is not None or (one.named is not None and one.heads), one.name
        assert one.category is not Category.OTHER or not one.heads


@pytest.mark.parametrize("sign", ["1", "a", "A1", "1.", "a@", "(1", "+1 ", "rue ", "a-", "<", "a.b", "1,1 "])
def test_hostile_values_cost_linear_time(sign: str) -> None:
    values = [sign * (100_000 // len(sign))] * 4
    start = time.process_time()
    recognise("address", values)
    assert time.process_time() - start < 5  # a quadratic pattern would take minutes


def test_random_text_is_nothing() -> None:
    draw = random.Random(2)
    values = ["".join(draw.choice("bcdfghklmnpqrstvwxz ") for _ in range(30)) for _ in range(80)]
    assert name_of("c", values) == ""


def test_names_that_are_mostly_unknown_are_still_names() -> None:
    """The margin over chance was asked of names too, so that half of them had to be in the lists."""
    unknown = [text.title() for text in numbers("????? ??????", 40)]
    assert name_of("c", [*people()[:20], *unknown]) == "person-name"


JUNK = ["n/a", "unknown", "?", "TBD", "xx", "0", "see notes", "-"]


@pytest.mark.parametrize(
    ("form", "name"),
    [("### ### ####", "national-id-uk-nhs"), ("##0#1######", "national-id-pl-pesel")],
)
def test_junk_among_the_values_does_not_hide_them(form: str, name: str) -> None:
    """One value in ten that stood for a missing one was enough for a kind not to be found."""
    assert name_of("c", [*valid(kind(name), form, 72), *JUNK]) == name


def test_a_number_lost_its_zeros_in_front() -> None:
    numbers_of = [str(int(value.replace("-", ""))) for value in ssns()]
    assert name_of("SSN", numbers_of) == "national-id-us-ssn"
    assert name_of("c", numbers_of) == ""


def test_other_numbers_written_like_a_social_security_number_are_none() -> None:
    assert name_of("c", [*ssns(), *JUNK]) == "national-id-us-ssn"
    assert name_of("c", numbers("###-##-####", 300)) == ""


def ssns() -> list[str]:
    return [f"{area:03d}-{area % 90 + 9}-{area + 1000}" for area in range(1, 600, 8)]


def test_notes_and_records_that_hold_addresses_are_personal() -> None:
    notes = [f"Asked to be called back, wrote from jo.miller{n}@example.org today" for n in range(30)]
    assert name_of("notes", [*notes, *["The parcel came late but was complete and in order"] * 30])
    assert name_of("payload", [f'{{"id": {n}, "mail": "jo.miller{n}@example.org"}}' for n in range(40)])
    assert name_of("log", [f"2024-01-02 INFO worker-{n} done in {n} ms, queue 12" for n in range(60)]) == ""


def test_devices_of_people_are_personal() -> None:
    assert name_of("c", valid(kind("imei"), "35#############")) == "imei"


def test_the_second_line_of_a_passport_is_found() -> None:
    assert name_of("c", ["L898902C36UTO7408122F1204159ZE184226B<<<<<10"] * 20) == "machine-readable-zone"


def test_a_role_counts_at_the_end_of_the_header_only() -> None:
    unknown = [text.title() for text in numbers("????? ??????", 40)]
    assert name_of("account_manager", unknown) == "person-name"
    assert name_of("manager_segment", unknown) == ""


def test_mobile_numbers_of_twelve_digits_are_found() -> None:
    assert name_of("c", numbers("0151 2#######")) == "phone-number"


@pytest.mark.parametrize(
    ("header", "form", "name"),
    [
        ("contact_no", "002782#######", "phone-number"),
        ("x_forwarded_for", "81.1#.20.3#, 77.4#.1.8#", "ip-address"),
        ("c", "<jo.miller##@example.org>", "email-address"),
        ("c", "<c><n>Miller</n><m>jo.m####@example.org</m></c>", "text-with-personal-data"),
    ],
)
def test_forms_of_exports_are_read(header: str, form: str, name: str) -> None:
    assert name_of(header, numbers(form)) == name


def test_people_among_firms_are_found() -> None:
    """Half of a column of tax numbers may be those of firms, which have another length."""
    codes = [*valid(kind("national-id-pl-pesel"), "##0#1######", 40), *numbers("##########", 24)]
    assert name_of("c", codes) == "national-id-pl-pesel"


def test_german_plates_differ_in_length_and_parts_of_machines_do_not() -> None:
    plates = [*numbers("?-?? ##", 20), *numbers("??-? ####", 20), *numbers("???-?? ###", 20)]
    assert name_of("c", plates) == "licence-plate"
    assert name_of("c", numbers("???-?? ####", 60)) == ""
