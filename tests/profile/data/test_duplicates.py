import numpy as np

from tests.profile.tables import answer, blobs


def test_copies_near_copies_and_conflicts():
    features, labels = blobs(200, columns=6)
    features[10], labels[10] = features[3], labels[3]
    features[11] = features[4]
    labels[11] = labels[4] + 1
    features[12] = features[5] + 1e-4
    found = answer("duplicates", features, labels)
    assert (found.metrics["duplicates"], found.metrics["near_duplicates"]) == (2, 2)
    assert {10, 11, 12, 5} == set(found.rows)
    assert sorted(finding.rule for finding in found.findings) == ["MLS403", "MLS412"]
    assert set(found.measured["conflicts"]) == {4, 11}


def test_objects_of_every_kind_can_repeat():
    rows = {"list": [[1], [1], [2]], "text": ["a", "a", "a"], "mixed": [1, 1, None]}
    assert answer("duplicates", rows).rows.tolist() == [1]


def test_many_copies_weigh_more():
    found = answer("duplicates", np.repeat(blobs(50)[0], 4, axis=0))
    assert found.metrics["largest_group"] == 4
    assert found.findings[0].severity.label == "medium"


def test_a_sample_says_what_it_means_for_all_rows():
    found = answer("duplicates", np.repeat(blobs(1_000)[0], 2, axis=0), sample=200)
    assert found.metrics["duplicate_share"] < 0.2
    assert "Compared with 10.00% of the rows only: of all, up to" in found.findings[0].message
