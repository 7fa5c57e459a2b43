"""How well are models attacked, side by side with ART and sacroml?

    python -m tests.benchmarks.bench_profile_model [membership] [evasion] [unseen] [memory] [--seeds 10 11]

Workloads, each in one process, CPU seconds without imports:

* ``membership``: 11 models on three sets, members are a random half. AUC and rate at 1 % false alarms of
  ours, of ART's black-box attack (a forest that is told half of the members) and of sacroml's LiRA with 20
  shadow models;
* ``unseen``: the same models against rows that they never saw: how often the interval of the AUC has .50;
* ``evasion``: three models on three sets, 12 rows: median L2 with 500 questions, and ART's HopSkipJump from
  the nearest row of another class (max_iter 8, max_eval 400);
* ``memory``: which of scikit-learn's estimators are said to store rows or values.

A rival that is not installed is left out and said so; a cell that it fails in is counted as failed.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import logging
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from sklearn.base import clone
from sklearn.datasets import load_breast_cancer, load_digits, make_classification
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

import mlsec_nb
from mlsec_nb.profile.attacks.membership import true_positive_rate
from mlsec_nb.profile.objects.rows import Rows
from mlsec_nb.profile.objects.walk import walk
from mlsec_nb.profile.statistics import auc

MODELS: dict[str, Any] = {
    "LR": LogisticRegression(max_iter=300),
    "LR C=1e4": LogisticRegression(C=1e4, max_iter=300),
    "GNB": GaussianNB(),
    "DT": DecisionTreeClassifier(random_state=0),
    "DT leaf 10": DecisionTreeClassifier(min_samples_leaf=10, random_state=0),
    "RF": RandomForestClassifier(random_state=0),
    "RF leaf 10": RandomForestClassifier(min_samples_leaf=10, random_state=0),
    "HGB": HistGradientBoostingClassifier(max_iter=50, random_state=0),
    "MLP": MLPClassifier((64, 32), random_state=0),
    "kNN5": KNeighborsClassifier(5),
    "kNN distance": KNeighborsClassifier(5, weights="distance"),
}
FOOLED = ("LR", "RF", "MLP")
Set = tuple[str, np.ndarray, np.ndarray]


def sets(seed: int, *, classes: int = 4) -> Iterator[Set]:
    """Three sets, standardised or on the scale of pixels / 4."""
    features, labels = load_breast_cancer(return_X_y=True)
    yield "breast_cancer", StandardScaler().fit_transform(features), labels
    features, labels = load_digits(return_X_y=True)
    yield "digits", features / 4, labels
    features, labels = make_classification(
        2000, 20, n_informative=10, n_classes=classes, flip_y=0.1 if classes > 2 else 0.01, random_state=seed
    )
    yield "mkclf", features, labels


def membership(seeds: list[int], *, unseen: bool = False) -> None:
    """Print AUC and rate for each attack, over the cells that it completed."""
    attacks: dict[str, Callable[..., Any]] = {"ours": _ours}
    if not unseen:
        attacks |= {"art": _art, "sacroml": _sacroml}
    missing = {name for name, module in (("art", "art"), ("sacroml", "sacroml")) if not _has(module)}
    figures: dict[str, dict[str, tuple[float, float, float]]] = {name: {} for name in attacks}
    held = []
    for seed in seeds:
        for title, features, labels in sets(seed):
            chosen = np.random.default_rng(seed).permutation(len(features)) % 2 == 0
            if unseen:
                spare = np.random.default_rng(seed).permutation(len(features)) % 3
                chosen = spare == 0
            for name, model in MODELS.items():
                rest = ~chosen if not unseen else spare == 1
                fitted = clone(model).fit(
                    *(part[chosen if not unseen else spare == 2] for part in (features, labels))
                )
                data = (features[chosen], labels[chosen], features[rest], labels[rest])
                for attack, run in attacks.items():
                    if attack in missing:
                        continue
                    start = time.process_time()
                    found = _quietly(run, fitted, data, seed)
                    if found is None:
                        continue
                    spent = time.process_time() - start
                    figures[attack][f"{title} {name} {seed}"] = (*found[:2], spent)
                    if unseen:
                        held.append(found[2][0] <= 0.5 <= found[2][1])
    print("not installed:", ", ".join(missing) or "none")
    _table(figures, cells=len(seeds) * 3 * len(MODELS))
    if unseen:
        print(f"interval holds .50 in {np.mean(held):.3f} of {len(held)} cells")


def _table(figures: dict[str, dict[str, tuple[float, float, float]]], cells: int) -> None:
    for name, own in figures.items():
        if not own:
            continue
        mean = np.mean(list(own.values()), axis=0)
        same = np.mean([figures["ours"][cell] for cell in own if cell in figures["ours"]], axis=0)
        print(f"{name:8} {len(own):3}/{cells} cells  AUC {mean[0]:.3f} (ours there {same[0]:.3f})", end="  ")
        print(f"TPR@1% {mean[1]:.3f} (ours there {same[1]:.3f})  CPU-s {mean[2]:.2f}", flush=True)


def _ours(model: Any, data: tuple[np.ndarray, ...], seed: int) -> Any:
    answer = mlsec_nb.profile_model(model, *data, questions="membership-inference", random_state=seed)[
        "membership-inference"
    ]
    return answer.metrics["auc"], answer.metrics["tpr_at_fpr_0.01"], answer.intervals["auc"]


def _art(model: Any, data: tuple[np.ndarray, ...], seed: int) -> Any:
    """ART's black-box attack, told half of the members and of the others; judged on the other halves."""
    from art.attacks.inference.membership_inference import MembershipInferenceBlackBox

    wrapped = _wrapped(model, data)
    attack = MembershipInferenceBlackBox(wrapped, attack_model_type="rf")
    train, labels, test, test_labels = data
    told, shown = len(train) // 2, len(test) // 2
    attack.fit(train[:told], labels[:told], test[:shown], test_labels[:shown])
    inside = attack.infer(train[told:], labels[told:], probabilities=True)
    outside = attack.infer(test[shown:], test_labels[shown:], probabilities=True)
    members, others = (np.asarray(scores)[:, -1] for scores in (inside, outside))
    return auc(members, others), true_positive_rate(members, others, 0.01)


def _sacroml(model: Any, data: tuple[np.ndarray, ...], seed: int) -> Any:
    from sacroml.attacks.likelihood_attack import LIRAAttack
    from sacroml.attacks.target import Target

    train, labels, test, test_labels = data
    with tempfile.TemporaryDirectory() as folder:
        target = Target(model=model, X_train=train, y_train=labels, X_test=test, y_test=test_labels)
        output = LIRAAttack(output_dir=folder, write_report=False, n_shadow_models=20).attack(target)
    metrics = output["attack_experiment_logger"]["attack_instance_logger"]["instance_0"]
    curve = np.asarray(metrics["fpr"]), np.asarray(metrics["tpr"])
    return metrics["AUC"], float(curve[1][curve[0] <= 0.01].max(initial=0.0))


def evasion(seeds: list[int]) -> None:
    """Print the median L2 of each cell, the geometric means, and the ratio of CPU seconds."""
    rows: list[tuple[float, float, float, float]] = []
    for seed in seeds:
        for title, features, labels in sets(seed, classes=2):
            order = np.random.default_rng(seed).permutation(len(features))
            train, test = order[: len(order) // 2], order[len(order) // 2 :][:12]
            for name in FOOLED:
                model = clone(MODELS[name]).fit(features[train], labels[train])
                start = time.process_time()
                data = (features[train], labels[train], features[test], labels[test])
                answer = mlsec_nb.profile_model(model, *data, questions="evasion", random_state=seed)[
                    "evasion"
                ]
                ours = time.process_time() - start
                spent, theirs = (
                    _hop_skip_jump(model, features[train], features[test]) if _has("art") else (0.0, 0.0)
                )
                l2 = answer.metrics["median_l2_at_500"]
                print(
                    f"{title:14} {name:4} ours {l2:.3f} ({answer.metrics['median_l2_at_2000']:.3f} at 2,000)",
                    end=" ",
                )
                failed = answer.metrics["failure_rate"]
                print(f"fails {failed:.2f} {ours:.2f} s  ART {theirs:.3f} {spent:.2f} s", flush=True)
                rows.append((l2, theirs, ours, spent))
    table = np.array(rows)
    means = np.exp(np.log(np.maximum(table[:, :2], 1e-9)).mean(axis=0))
    ratio = table[:, 3].sum() / table[:, 2].sum()
    print(f"geometric mean: ours {means[0]:.3f}, ART {means[1]:.3f}; CPU {ratio:.1f} x")


def _hop_skip_jump(model: Any, train: np.ndarray, sources: np.ndarray) -> tuple[float, float]:
    """CPU seconds and median L2 of ART's attack, each row started from the nearest one of another class."""
    from art.attacks.evasion import HopSkipJump

    attack = HopSkipJump(_wrapped(model, (train,)), norm=2, max_iter=8, max_eval=400, verbose=False)
    own, classes = model.predict(sources), model.predict(train)
    apart = np.linalg.norm(sources[:, None] - train[None], axis=2)
    apart[own[:, None] == classes[None]] = np.inf
    start = time.process_time()
    with contextlib.redirect_stderr(io.StringIO()):
        found = attack.generate(
            sources.astype(np.float32), x_adv_init=train[apart.argmin(axis=1)].astype(np.float32)
        )
    return time.process_time() - start, float(np.median(np.linalg.norm(found - sources, axis=1)))


def _wrapped(model: Any, data: tuple[np.ndarray, ...]) -> Any:
    from art.estimators.classification import BlackBoxClassifierNeuralNetwork
    from art.estimators.classification.scikitlearn import SklearnClassifier

    low, high = float(data[0].min()) - 1, float(data[0].max()) + 1
    with contextlib.suppress(TypeError, ValueError):
        return SklearnClassifier(model, clip_values=(low, high))
    shape, classes = data[0].shape[1:], len(model.classes_)
    return BlackBoxClassifierNeuralNetwork(model.predict_proba, shape, classes, clip_values=(low, high))


def memory() -> None:
    """Print which estimators are said to store rows, and which to store values."""
    from sklearn.utils import all_estimators

    features, labels = make_classification(150, 8, n_informative=5, random_state=3)
    rows: list[str] = []
    values: list[str] = []
    tried = 0
    for name, kind in all_estimators():
        fitted = _quietly(_fitted, kind, features, labels)
        if fitted is None:
            continue
        tried += 1
        known = Rows(features)
        held = [thing.value for thing in walk(fitted)]
        if any(len(known.found_in(value)) for value in held):
            rows.append(name)
        elif any(known.columns_in(value) for value in held):
            values.append(name)
    print(f"{tried} fitted; {len(rows)} store rows: {', '.join(rows)}")
    print(f"{len(values)} store values: {', '.join(values)}")


def _fitted(kind: Any, features: np.ndarray, labels: np.ndarray) -> Any:
    """An estimator fitted on the same rows; wrappers around nearest neighbours."""
    import inspect

    given = inspect.signature(kind).parameters
    inner = KNeighborsClassifier()
    settings: dict[str, Any] = {}
    if "estimator" in given:
        settings["estimator"] = inner
    if "estimators" in given:
        settings["estimators"] = [("knn", inner)]
    for target in (labels, features[:, 0], np.column_stack([labels, 1 - labels])):
        for table in (features, np.abs(features)):
            with contextlib.suppress(Exception):
                return kind(**settings).fit(table, target)
    return None


def _quietly(run: Callable[..., Any], *arguments: Any) -> Any:
    """The result, or nothing where the tool failed."""
    logging.disable(logging.CRITICAL)
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        try:
            return run(*arguments)
        except Exception:
            return None


def _has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def main() -> None:
    """Run what was named; everything by default."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("workloads", nargs="*", default=["membership", "unseen", "evasion", "memory"])
    parser.add_argument("--seeds", nargs="+", type=int, default=[10])
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    for workload in options.workloads:
        print(f"== {workload}")
        if workload == "memory":
            memory()
        elif workload == "evasion":
            evasion(options.seeds)
        else:
            membership(options.seeds, unseen=workload == "unseen")


if __name__ == "__main__":
    main()
