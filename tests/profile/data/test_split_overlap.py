import numpy as np
import pandas
import pytest

from tests.profile.tables import answer, blobs

RANDOM = np.random.default_rng(0)


def changed(rows, how):
    if how == "3 columns":
        rows = rows.copy()
        rows[:, :3] = rows[::-1, :3] + 1
        return rows
    return rows + {"equal": 0, "noise": 1e-6, "jitter": 0.05}[how] * RANDOM.normal(size=rows.shape)


@pytest.mark.parametrize("how", ["equal", "noise", "jitter", "3 columns"])
def test_altered_copies_are_found_and_nothing_else(how):
    features, _ = blobs(300, columns=12)
    training, test = features[:200], features[200:].copy()
    test[:10] = changed(training[50:60], how)
    found = answer("split-overlap", training, None, test)
    assert sorted(found.rows) == list(range(10))
    assert found.metrics["pairs"] == 10
    assert {record["training row"] for record in found.tables["pairs"]} == set(range(50, 60))


def test_edited_texts_are_found():
    words = [f"word{number}" for number in range(400)]
    texts = [" ".join(RANDOM.choice(words, 30)) for _ in range(120)]
    edited = texts[7].split()
    edited[3] = edited[15] = "changed"
    test = [*texts[100:], " ".join(edited)]
    found = answer("split-overlap", {"text": texts[:100]}, None, {"text": test})
    assert found.rows.tolist() == [20]


def test_the_label_and_the_container_do_not_matter():
    frame = pandas.DataFrame(blobs(60)[0], columns=list("abcd")).assign(y=0)
    test = {name: frame[name].tolist()[:5] for name in "dcba"} | {"y": [1] * 5}
    assert answer("split-overlap", frame, "y", test).metrics["pairs_equal"] == 5


def test_no_overlap_is_no_certainty():
    features, _ = blobs(300, columns=12)
    found = answer("split-overlap", features[:200], None, features[200:])
    assert (found.findings, len(found.rows)) == ((), 0)
    assert "at most" in found.limits


def test_columns_that_are_constant_in_training_do_not_hide_copies():
    features, _ = blobs(200, columns=8)
    features[:, 0] = 0
    test = features[:10].copy()
    test[:, 0] = RANDOM.normal(scale=1e-15, size=10)
    assert answer("split-overlap", features, None, test).metrics["pairs"] == 10


def test_tables_without_a_common_column():
    assert "no column" in answer("split-overlap", {"x": [1, 2]}, None, {"y": [1], "z": [1]}).skipped


def test_a_sample_says_what_it_means_for_all_rows():
    features, _ = blobs(2_000, columns=6)
    found = answer("split-overlap", features, None, features[:400], sample=500)
    assert 0.15 < found.metrics["share"] < 0.4
    assert "Compared with 25.00% of the rows only: of all, up to" in found.findings[0].message
    assert "Altered copies were looked for among 400 of 400 test rows and 500 of 2,000 others" in found.limits
