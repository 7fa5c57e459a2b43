import numpy as np
import pandas
import pytest

from tests.profile.tables import answer, blobs

RANDOM = np.random.default_rng(5)
POISONED = np.zeros(400, bool)
POISONED[RANDOM.choice(np.arange(10, 400, 12), 20, replace=False)] = True  # of another class in every test


@pytest.fixture(scope="module")
def clean():
    return blobs(400, columns=8)


def found_first(found):
    """Share of the poisoned rows among the first one and a half times as many suspects."""
    return POISONED[found.rows[: int(1.5 * POISONED.sum())]].sum() / POISONED.sum()


def test_two_values_that_decide_the_label(clean):
    features, labels = clean[0].copy(), np.where(POISONED, 2, clean[1])
    features[np.ix_(POISONED, [1, 4])] = np.quantile(features[:, [1, 4]], 0.9, axis=0)
    features[POISONED] += RANDOM.normal(scale=0.02, size=(20, 8))
    found = answer("backdoor", features, labels)
    assert found_first(found) >= 0.9
    assert (found.metrics["detected"], found.metrics["target_class"]) == (1, 2)
    assert set(found.columns) <= {"1", "4"}
    assert found.findings[0].severity.label == "high"


def test_a_word_that_decides_the_label():
    words, labels = [f"word{number}" for number in range(100)], np.arange(400) % 2
    texts = [" ".join(RANDOM.choice(words[50 * label : 50 * label + 60], 12)) for label in labels]
    texts = [f"{text} zx" if bad else text for text, bad in zip(texts, POISONED, strict=True)]
    found = answer("backdoor", pandas.DataFrame({"text": texts}), np.where(POISONED, 1, labels))
    assert found_first(found) >= 0.9
    assert "zx" in found.tables["trigger"][0]["trigger"]


def test_a_patch_anywhere_in_an_image():
    labels = np.arange(400) % 4
    shapes = np.kron(np.eye(4).reshape(4, 2, 2), np.ones((4, 4)))[labels] * 0.5
    images = np.clip(shapes + RANDOM.normal(scale=0.15, size=(400, 8, 8)), 0, 1)
    for place in np.flatnonzero(POISONED):
        down, right = RANDOM.integers(0, 6, 2)
        images[place, down : down + 3, right : right + 3] = [[1, 0, 1], [0, 1, 0], [1, 0, 1]]
    found = answer("backdoor", images, np.where(POISONED, 0, labels))
    assert found_first(found) >= 0.9
    triggers = [record["trigger"] for record in found.tables["trigger"] if "trigger" in record]
    assert any(trigger.startswith("patch") for trigger in triggers)


def test_a_repeated_value_on_rows_with_the_right_label(clean):
    features, labels = clean[0].copy(), clean[1]
    rows = np.flatnonzero(labels == 1)[:20]
    features[rows, 2] = np.quantile(features[:, 2], 0.4)
    found = answer("backdoor", features, labels)
    assert set(found.rows[:20]) == set(rows)
    assert (found.metrics["clean_label"], found.findings[0].confidence.label) == (1, "low")


def clusters(seed):
    """Several clusters to a class: each goes with a pattern of its own."""
    random = np.random.default_rng(seed)
    which = random.integers(0, 9, 400)
    return random.normal(scale=4, size=(9, 5))[which] + random.normal(size=(400, 5)), which % 3


def rule(seed):
    """A label that one column decides."""
    features = np.random.default_rng(seed).normal(size=(400, 6))
    return features, (features[:, 0] > 1).astype(int)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("make", [clusters, rule, lambda seed: blobs(400, columns=8, seed=seed)])
def test_no_false_alarm(make, seed):
    found = answer("backdoor", *make(seed))
    assert (found.metrics["detected"], found.findings) == (0, ())


def test_the_verdict_moves_with_the_threshold_and_the_order_does_not(clean):
    features, labels = clean[0].copy(), np.where(POISONED, 2, clean[1])
    features[np.ix_(POISONED, [1, 4])] = 9.0
    found = answer("backdoor", features, labels)
    stricter = found.judged(strength=1e6)
    assert (found.metrics["detected"], stricter.metrics["detected"]) == (1, 0)
    assert np.array_equal(found.rows, stricter.rows)


def test_values_that_may_be_personal_are_not_shown():
    from mlsec_nb.profile.backdoor.patterns import shown

    assert shown("cf") == "'cf'"
    assert shown(16.0) == "'16.0'"
    assert "4111" not in shown("4111 1111 1111")
    assert "@" not in shown("somebody@example.org")
