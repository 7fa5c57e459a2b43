from mlsec_nb.profile.dataset_profile import profile_dataset
from tests.privacy.columns import numbers
from tests.profile.tables import answer


def keys(count=60):
    return ["gh" + "p_" + text.lower() for text in numbers("????????????????????????????????????", count)]


def test_a_column_of_keys_is_found_and_its_values_are_not_shown():
    data = {"note": keys(), "colour": ["red", "blue", "green"] * 20}
    found = answer("secrets", data)
    assert list(found.columns) == ["note"]
    assert found.findings[0].rule == "MLS414"
    assert not any(key in found.findings[0].message + found.findings[0].evidence for key in data["note"])


def test_one_key_among_many_texts_is_found():
    found = answer("secrets", {"text": ["nothing to see"] * 59 + keys(1)})
    assert "1 of 60" in found.findings[0].message
    assert found.judged(rate=0.5).columns == {}


def test_hashes_are_no_keys():
    assert answer("secrets", {"commit": [f"{n:040x}" for n in range(10**30, 10**30 + 60)]}).columns == {}


def test_without_detectors_it_says_so():
    assert "detectors" in profile_dataset({"a": ["x"]}, questions="secrets")["secrets"].skipped
