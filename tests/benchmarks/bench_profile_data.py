"""Profiles of data against sets with known faults: ``python -m tests.benchmarks.bench_profile_data labels``.

Faults are put into sets of scikit-learn by seeds that were not used to choose any constant; each table of
figures names them. With cleanlab or skrub installed, their figures for the same data are printed beside ours.
"""

from __future__ import annotations

import argparse
import importlib.util
import resource
import time
from collections import defaultdict
from collections.abc import Callable, Iterator

import numpy as np
from sklearn.datasets import (
    load_breast_cancer,
    load_digits,
    load_wine,
    make_blobs,
    make_classification,
    make_moons,
)
from sklearn.metrics import average_precision_score, f1_score

from mlsec_nb import profile_dataset
from mlsec_nb.profile.answer import Answer

Set = tuple[np.ndarray, np.ndarray]
RATES = (0.05, 0.10, 0.20)


def sets(seed: int) -> dict[str, Set]:
    """Three real sets, one easy and one hard set of clusters."""
    shape = {"n_features": 20, "n_informative": 10, "n_redundant": 4, "flip_y": 0, "random_state": seed}
    return {
        "wine": load_wine(return_X_y=True),
        "breast_cancer": load_breast_cancer(return_X_y=True),
        "digits": load_digits(return_X_y=True),
        "clusters-3": make_classification(1_500, n_classes=3, n_clusters_per_class=1, class_sep=1.5, **shape),
        "clusters-2-hard": make_classification(2_000, n_clusters_per_class=2, class_sep=0.8, **shape),
    }


def flipped(labels: np.ndarray, rate: float, *, targeted: bool, seed: int) -> Set:
    """Labels with a share of them wrong, and which: of any class, or of class 0 turned into 1."""
    random = np.random.default_rng([seed, int(1_000 * rate), targeted])
    members = np.flatnonzero(labels == 0) if targeted else np.arange(len(labels))
    rows = random.choice(members, round(rate * len(members)), replace=False)
    classes = int(labels.max()) + 1
    changed = labels.copy()
    changed[rows] = 1 if targeted else (labels[rows] + random.integers(1, classes, len(rows))) % classes
    return changed, changed != labels


def ours(features: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray, Answer]:
    """Scores, flags and the whole answer."""
    answer = profile_dataset(features, labels, questions="label-errors")["label-errors"]
    flagged = np.zeros(len(labels), bool)
    flagged[answer.rows] = True
    return answer.scores, flagged, answer


def cleanlab_forest(features: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray, None]:
    """cleanlab with a random forest of 200 trees, its best model on these sets."""
    from cleanlab.filter import find_label_issues
    from cleanlab.rank import get_label_quality_scores
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.model_selection import cross_val_predict

    forest = RandomForestClassifier(200, random_state=0)
    found = cross_val_predict(forest, features, labels, cv=5, method="predict_proba")
    flagged = find_label_issues(labels, found, n_jobs=1)
    return -get_label_quality_scores(labels, found), flagged, None


def label_cells(seeds: range) -> Iterator[tuple[str, str, np.ndarray, np.ndarray, np.ndarray]]:
    """Every set with clean, uniformly flipped and targeted labels."""
    for seed in seeds:
        for name, (features, labels) in sets(seed).items():
            yield name, "clean", features, labels, np.zeros(len(labels), bool)
            for rate in RATES:
                yield name, "uniform", features, *flipped(labels, rate, targeted=False, seed=seed)
                if name != "clusters-2-hard":
                    yield name, "targeted", features, *flipped(labels, rate, targeted=True, seed=seed)


def bench_labels(seeds: range) -> None:
    """Average precision, F1 of the flagged rows, flags on clean data, cover of the interval, CPU seconds."""
    methods: dict[str, Callable[..., tuple[np.ndarray, np.ndarray, Answer | None]]] = {"ours": ours}
    if importlib.util.find_spec("cleanlab"):
        methods["cleanlab"] = cleanlab_forest
    figures = defaultdict(list)
    for name, kind, features, labels, wrong in label_cells(seeds):
        for method, run in methods.items():
            start = time.process_time()
            scores, flagged, answer = run(features, labels)
            row = {"cpu": time.process_time() - start, "flagged": flagged.mean()}
            if wrong.any():
                row |= {"ap": average_precision_score(wrong, scores), "f1": f1_score(wrong, flagged)}
            if answer is not None:
                low, high = answer.intervals["flip_rate"]
                row |= {
                    "rate error": abs(answer.metrics["flip_rate"] - wrong.mean()),
                    "covered": low <= wrong.mean() <= high,
                    "width": high - low,
                }
            figures[method, kind, name].append(row)
            figures[method, kind, "mean"].append(row)
    _show(figures)


OVERLAPS = ("equal", "noise 1e-6", "3 digits", "jitter 1 %", "jitter 5 %", "3 columns")


def altered(rows: np.ndarray, how: str, random: np.random.Generator) -> np.ndarray:
    """Copies of rows, changed in one of the ways."""
    spread = rows.std(axis=0) + 1e-12
    if how == "3 digits":
        size = 10.0 ** (np.floor(np.log10(np.maximum(np.abs(rows), 1e-12))) - 2)
        return np.round(rows / size) * size
    if how == "3 columns":
        copies = rows.copy()
        for row in copies:
            chosen = random.choice(rows.shape[1], 3, replace=False)
            row[chosen] = rows[random.integers(0, len(rows), 3), chosen]
        return copies
    noise = {"equal": 0.0, "noise 1e-6": 1e-6, "jitter 1 %": 0.01, "jitter 5 %": 0.05}[how]
    return rows + noise * spread * random.normal(size=rows.shape)


def bench_overlap(seeds: range) -> None:
    """A tenth of the test rows are altered training rows: recall, false positives, seconds."""
    figures = defaultdict(list)
    for seed in seeds:
        for name, (features, labels) in sets(seed).items():
            random = np.random.default_rng([seed, len(features)])
            order = random.permutation(len(features))
            test, training = order[: len(order) // 3], order[len(order) // 3 :]
            for how in OVERLAPS:
                copied = random.choice(len(test), max(1, len(test) // 10), replace=False)
                rows = features[test].astype(float)
                source = random.choice(training, len(copied), replace=False)
                rows[copied] = altered(features[source].astype(float), how, random)
                truth = np.zeros(len(test), bool)
                truth[copied] = True
                start = time.perf_counter()
                profile = profile_dataset(
                    features[training], labels[training], rows, questions="split-overlap"
                )
                found = np.zeros(len(test), bool)
                found[profile["split-overlap"].rows] = True
                row = {
                    "recall": found[truth].mean(),
                    "fpr": found[~truth].mean(),
                    "seconds": time.perf_counter() - start,
                }
                figures["overlap", how, name].append(row)
                figures["overlap", how, "mean"].append(row)
    _show(figures)


TRIGGERS = (
    "digits exact",
    "digits jitter",
    "digits blend",
    "digits moving",
    "clusters values",
    "cancer values",
)


def poisoned(trigger: str, rate: float, seed: int, *, clean_label: bool = False) -> tuple[np.ndarray, ...]:
    """A set of which some rows hold a trigger and the label 0, and which: features, labels, truth."""
    random = np.random.default_rng([seed, int(rate * 1_000), clean_label])
    name, _, kind = trigger.partition(" ")
    features, labels = {
        "digits": lambda: load_digits(return_X_y=True),
        "clusters": lambda: sets(seed)["clusters-3"],
        "cancer": lambda: load_breast_cancer(return_X_y=True),
    }[name]()
    features, labels = features.astype(float).copy(), labels.copy()
    eligible = np.flatnonzero(labels == 0) if clean_label else np.flatnonzero(labels != 0)
    rows = random.choice(eligible, min(round(rate * len(labels)), len(eligible) // 2), replace=False)
    if name == "digits":
        stamp(features.reshape(-1, 8, 8), rows, kind, random)
    else:
        columns = random.choice(features.shape[1], 2, replace=False)
        for column, share in zip(columns, random.choice([0.05, 0.1, 0.9, 0.95], 2), strict=True):
            value, spread = np.quantile(features[:, column], share), features[:, column].std()
            features[rows, column] = value + 0.05 * spread * random.normal(size=len(rows))
    labels[rows] = 0
    return features, labels, np.isin(np.arange(len(labels)), rows)


def stamp(images: np.ndarray, rows: np.ndarray, kind: str, random: np.random.Generator) -> None:
    """Put a trigger on images, in place."""
    whole = random.uniform(0, 16, (8, 8))
    for row in rows:
        if kind == "blend":
            images[row] = 0.8 * images[row] + 0.2 * whole
        elif kind == "moving":
            down, right = random.integers(0, 6, 2)
            images[row, down : down + 3, right : right + 3] = [[16, 0, 16], [0, 16, 0], [16, 0, 16]]
        else:
            noise = 1.5 * random.normal(size=(2, 2)) if kind == "jitter" else 0
            images[row, 6:, 6:] = np.clip(16 + noise, 0, 16)


def bench_backdoor(seeds: range) -> None:
    """Share of the poisoned rows in the first one and a half times as many, verdicts, false alarms."""
    figures = defaultdict(list)
    for seed in seeds:
        for trigger in TRIGGERS:
            for rate, clean_label in [(0.02, False), (0.05, False), (0.1, False), (0.05, True)]:
                features, labels, truth = poisoned(trigger, rate, seed, clean_label=clean_label)
                start = time.process_time()
                found = profile_dataset(features, labels, questions="backdoor")["backdoor"]
                first = found.rows[: int(1.5 * truth.sum())]
                row = {
                    "recall": truth[first].sum() / truth.sum(),
                    "detected": found.metrics["detected"],
                    "right class": float(found.metrics["target_class"] == 0),
                    "cpu": time.process_time() - start,
                }
                figures["backdoor", trigger, "clean label" if clean_label else "wrong label"].append(row)
        for name, (features, labels) in clean_sets(seed).items():
            found = profile_dataset(features, labels, questions="backdoor")["backdoor"]
            figures["backdoor", "clean", name].append({"false alarm": found.metrics["detected"]})
            figures["backdoor", "clean", "all"].append({"false alarm": found.metrics["detected"]})
    _show(figures)


def clean_sets(seed: int) -> dict[str, Set]:
    """Sets without a trigger, of many shapes."""
    random = np.random.default_rng(seed)
    noise = random.normal(size=(1_200, 12))
    found = {f"{name}": each for name, each in sets(seed).items()}
    for classes, clusters, apart in ((2, 2, 2.0), (2, 3, 1.5), (3, 2, 2.0), (4, 1, 1.0), (2, 4, 1.0)):
        found[f"{classes} classes of {clusters}"] = make_classification(
            1_500,
            n_informative=8,
            n_classes=classes,
            n_clusters_per_class=clusters,
            class_sep=apart,
            random_state=seed,
        )
    blobs, which = make_blobs(1_200, 6, centers=12, random_state=seed)
    found |= {
        "blobs": (blobs, which % 4),
        "moons": make_moons(800, noise=0.2, random_state=seed),
        "one column decides": (noise, (noise[:, 0] > 1.2).astype(int)),
        "two columns decide": (noise, ((noise[:, 0] > 0) ^ (noise[:, 1] > 0)).astype(int)),
        "noise": (noise, random.integers(0, 3, 1_200)),
    }
    return found


def bench_leakage(seeds: range) -> None:
    """Areas of eight columns that give the label away, and of the best honest one."""
    figures = defaultdict(list)
    for seed in seeds:
        random = np.random.default_rng(seed)
        n = 20_000
        labels = random.integers(0, 2, n)
        table = {
            f"honest {place}": labels * random.uniform(0, 1) + random.normal(size=n) for place in range(40)
        }
        flips = {share: random.random(n) < share for share in (0.01, 0.05)}
        leaks = {
            "copy 1 %": np.where(flips[0.01], 1 - labels, labels),
            "copy 5 %": np.where(flips[0.05], 1 - labels, labels),
            "monotone": np.exp(3 * labels + 0.5 * random.normal(size=n)),
            "code": (labels * 7 + 3) % 11,
            "category": np.where(labels == 1, "approved", "refused").astype(object),
            "missing": np.where((labels == 1) & ~flips[0.05], np.nan, random.normal(size=n)),
            "middle": np.where(labels == 1, 0.1, 3) * random.choice([-1, 1], n) + 0.1 * random.normal(size=n),
            "late": (np.datetime64("2024-01-01") + labels * 300 + random.integers(0, 290, n)),
        }
        start = time.perf_counter()
        found = profile_dataset({**table, **leaks, "y": labels}, "y", questions="target-leakage")
        columns = found["target-leakage"].columns
        figures["leakage", "seed", str(seed)].append(
            {
                "lowest leak": min(columns[name] for name in leaks),
                "highest honest": max(columns[name] for name in table),
                "seconds": time.perf_counter() - start,
            }
        )
    _show(figures)


def bench_speed(seeds: range) -> None:
    """100,000 rows of 50 columns: seconds to the first finding and the last answer, size of the output."""
    for seed in seeds:
        frame = mixed_frame(100_000, seed)
        first, whole, size = profiled(frame)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1_024
        print(f"ours: first finding {first:.1f} s, all {whole:.1f} s, {size / 1e6:.2f} MB, peak {memory} MB")
        if importlib.util.find_spec("skrub"):
            from skrub import TableReport

            start = time.perf_counter()
            size = len(TableReport(frame).html())
            print(f"skrub: {time.perf_counter() - start:.1f} s, {size / 1e6:.2f} MB")


def profiled(frame: object) -> tuple[float, float, int]:
    """Seconds to the first finding and to the end, and the size of the cell's output."""
    finished: list[float] = []
    start = time.perf_counter()
    profile = profile_dataset(frame, "y", progress=lambda *_: finished.append(time.perf_counter() - start))
    whole = time.perf_counter() - start
    order = list(profile.answers)
    first = min(finished[order.index(name) + 1] for name in order if profile[name].findings)
    return first, whole, len(profile._repr_html_())


def mixed_frame(n: int, seed: int) -> object:
    """A pandas frame of 50 columns of every kind."""
    import pandas

    random = np.random.default_rng(seed)
    columns = {f"f{place}": random.normal(size=n) for place in range(28)}
    columns |= {f"i{place}": random.integers(0, 50 * (place + 1), n) for place in range(9)}
    columns |= {
        f"c{place}": random.choice([f"kind {k}" for k in range(3 + 4 * place)], n) for place in range(8)
    }
    words = np.array([f"w{number}" for number in range(500)])
    columns["text"] = [" ".join(row) for row in random.choice(words, (n, 8))]
    columns["email"] = [f"user{row}@example{row % 97}.org" for row in range(n)]
    columns["when"] = np.datetime64("2020-01-01", "s") + random.integers(0, 10**8, n)
    columns["id"] = np.arange(n)
    signal = columns["f0"] + columns["f1"] * columns["f2"] + random.normal(size=n)
    return pandas.DataFrame({**columns, "y": (signal > 0).astype(int)})


def _show(figures: dict[tuple[str, ...], list[dict[str, float]]]) -> None:
    for key in sorted(figures):
        rows = figures[key]
        means = {name: np.mean([row[name] for row in rows]) for name in rows[0]}
        print(f"{' '.join(key):42}", *(f"{name} {value:.3f}" for name, value in means.items()), flush=True)


BENCHES = {
    "backdoor": bench_backdoor,
    "labels": bench_labels,
    "leakage": bench_leakage,
    "overlap": bench_overlap,
    "speed": bench_speed,
}


def main() -> None:
    """Run the named benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=sorted(BENCHES))
    parser.add_argument("--seeds", type=int, nargs=2, default=(0, 3), metavar=("FIRST", "END"))
    arguments = parser.parse_args()
    seeds = range(*arguments.seeds)
    BENCHES[arguments.what](seeds)


if __name__ == "__main__":
    main()
