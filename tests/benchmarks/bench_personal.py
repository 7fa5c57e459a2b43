"""Which columns hold personal data: ours beside presidio and DataProfiler, on the same columns.

    python -m tests.benchmarks.bench_personal [--set development|held_out] [--verbose]

Needs Faker and python-stdnum for the columns. Rivals that are not installed are left out and said so;
presidio runs with all its countries and without a language model, DataProfiler with its character model. A
column counts as personal for presidio when a share of its values is recognised as something; the share that
suits it best is taken. Printed are recall, precision, false-positive rate, F1 and CPU seconds.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import Any

from tests.benchmarks.personal_columns import Column, columns

HEADERS = ("right", "short", "wrong", "hidden")


def ours(column: Column, header: str) -> bool:
    """This project."""
    from mlsec_nb.privacy.columns import personal

    return personal(header, column.values) is not None


def row(name: str, found: list[bool], made: list[Column], seconds: float) -> str:
    """One line of the table."""
    hits = sum(said and column.personal for said, column in zip(found, made, strict=True))
    false = sum(said and not column.personal for said, column in zip(found, made, strict=True))
    people = sum(column.personal for column in made)
    recall, precision = hits / people, hits / max(1, hits + false)
    f1 = 2 * recall * precision / max(1e-9, recall + precision)
    rate = false / (len(made) - people)
    return f"{name:24} {recall:6.2f} {precision:6.2f} {rate:6.2f} {f1:6.2f} {seconds:6.2f}"


def presidio(made: list[Column]) -> tuple[list[bool], float]:
    """Presidio with every recogniser it has, at the share of values that suits it best."""
    from presidio_analyzer.nlp_engine import NlpArtifacts

    recognizers = [one for one in _all_recognizers() if "Spacy" not in type(one).__name__]
    nothing = NlpArtifacts([], [], [], [], None, "en")
    start = time.process_time()
    shares = []
    for column in made:
        values = [value for value in column.values if value][:100]
        hits = sum(any(_hit(one, value, nothing) for one in recognizers) for value in values)
        shares.append(hits / max(1, len(values)))
    seconds = time.process_time() - start
    best = max((share / 20 for share in range(1, 20)), key=lambda cut: _f1(shares, made, cut))
    return [share >= best for share in shares], seconds


def _all_recognizers() -> list[Any]:
    import inspect

    import presidio_analyzer.predefined_recognizers as folder
    from presidio_analyzer import PatternRecognizer

    classes = [found for _, found in inspect.getmembers(folder, inspect.isclass)]
    found: list[Any] = []
    for one in classes:
        if issubclass(one, PatternRecognizer) or one.__name__ == "PhoneRecognizer":
            try:
                found.append(one())
            except TypeError:
                continue
    return found


def _hit(recognizer: Any, value: str, nothing: object) -> bool:
    entities = [one for one in recognizer.supported_entities if one not in ("DATE_TIME", "URL")]
    results = recognizer.analyze(value, entities, nothing) if entities else []
    return any(result.score >= 0.3 for result in results or ())


def _f1(shares: list[float], made: list[Column], cut: float) -> float:
    hits = sum(share >= cut and column.personal for share, column in zip(shares, made, strict=True))
    said = sum(share >= cut for share in shares)
    return 2 * hits / (said + sum(column.personal for column in made))


PERSONAL_LABELS = frozenset(
    """
    BAN CREDIT_CARD EMAIL_ADDRESS IPV4 IPV6 MAC_ADDRESS PERSON PHONE_NUMBER SSN DRIVERS_LICENSE ADDRESS
    """.split()
)


def data_profiler(made: list[Column]) -> tuple[list[bool], float]:
    """DataProfiler's labels of columns."""
    import dataprofiler
    import pandas

    options = dataprofiler.ProfilerOptions()
    options.set({"*.is_enabled": False, "data_labeler.is_enabled": True})
    frame = pandas.DataFrame({str(number): column.values[:100] for number, column in enumerate(made)})
    start = time.process_time()
    report = dataprofiler.Profiler(frame, options=options).report()
    labels = {one["column_name"]: one["data_label"] for one in report["data_stats"]}
    seconds = time.process_time() - start
    found = [
        not PERSONAL_LABELS.isdisjoint(str(labels[str(number)]).split("|")) for number in range(len(made))
    ]
    return found, seconds


RIVALS: dict[str, Callable[[list[Column]], tuple[list[bool], float]]] = {
    "presidio, all countries": presidio,
    "DataProfiler": data_profiler,
}


def _show_errors(found: list[bool], made: list[Column], how: str) -> None:
    for said, column in zip(found, made, strict=True):
        if said != column.personal:
            print(f"    {'missed' if column.personal else 'false '} {column.named(how):24} {column.kind}")


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--set", default="development", choices=("development", "held_out"))
    arguments.add_argument("--seed", type=int, default=11)
    arguments.add_argument("--verbose", action="store_true")
    chosen = arguments.parse_args()
    made = columns(chosen.set, seed=chosen.seed)
    people = sum(column.personal for column in made)
    print(
        f"{chosen.set}, seed {chosen.seed}: {people} columns with personal data, {len(made) - people} without"
    )
    print(f"{'':24} recall  prec.    FPR     F1  CPU s")
    for how in HEADERS:
        start = time.process_time()
        found = [ours(column, column.named(how)) for column in made]
        print(row(f"ours, headers {how}", found, made, time.process_time() - start))
        if chosen.verbose:
            _show_errors(found, made, how)
    for name, rival in RIVALS.items():
        try:
            found, seconds = rival(made)
            print(row(name, found, made, seconds))
        except ImportError as error:
            print(f"{name}: not installed ({error.name})")


if __name__ == "__main__":
    main()
