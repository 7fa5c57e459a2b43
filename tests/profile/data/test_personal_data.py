import numpy as np
import pandas

from tests.privacy.columns import numbers, people, valid
from tests.profile.tables import answer


def table(**more):
    mails = [f"{name.lower().replace(' ', '.')}{n}@example.org" for n, name in enumerate(people())]
    return pandas.DataFrame({"x": np.arange(60) / 7, "c": people(), "sku": mails, **more})


def test_columns_are_listed_with_their_kind_and_no_value():
    data = table(sex=["male", "female"] * 30, email_sent=[True, False] * 30)
    found = answer("personal-data", data)
    assert found.columns == {"c": "person-name", "sku": "email-address", "sex": "gender"}
    assert found.metrics["personal"] == 3
    assert {finding.rule for finding in found.findings} == {"MLS611", "MLS612"}
    shown = repr(found.tables) + "".join(f.message + f.evidence for f in found.findings)
    assert not any(value in shown for name in ("c", "sku") for value in data[name])


def test_numbers_dates_and_missing_values_are_read():
    from mlsec_nb.privacy.registry import kind

    codes = [int(text) for text in valid(kind("national-id-pl-pesel"), "9#0#1######")]
    born = pandas.to_datetime([f"19{40 + n % 55}-03-{1 + n % 28:02d}" for n in range(60)])
    data = {
        "a": pandas.Series([*codes[:-1], None]),
        "b": pandas.Series(born),
        "e": pandas.Series([None] * 60),
    }
    found = answer("personal-data", pandas.DataFrame(data))
    assert found.columns == {"a": "national-id-pl-pesel", "b": "date-of-birth"}


def test_a_higher_threshold_lists_fewer():
    half = [*people()[:33], *numbers("?#?#", 27)]
    found = answer(
        "personal-data",
        {"name": people(), "mails": ["a.b@example.org"] * 50 + ["by letter"] * 10, "half": half},
    )
    assert set(found.judged(rate=0.95).columns) == {"name"}


def test_foreign_objects_are_never_called():
    class Hostile:
        def __str__(self):
            raise AssertionError

        __repr__ = __eq__ = __str__
        __hash__ = None

    values = np.empty(3, object)
    values[:] = [Hostile(), "x", 1]
    assert answer("personal-data", {"name": values}).columns == {}


def test_what_the_header_alone_says_is_less_sure():
    found = answer("personal-data", {"mrn": numbers("######", 60), "mail": table()["sku"]})
    sure = {finding.location.member: finding.confidence.label for finding in found.findings}
    assert sure == {"mrn": "low", "mail": "high"}
    assert "the header alone" in next(f.message for f in found.findings if f.location.member == "mrn")
