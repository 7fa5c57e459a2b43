"""The section on security of a model card, written with the numbers of a profile."""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.profile.answer import Answer
from mlsec_nb.profile.page.view import harmless, number
from mlsec_nb.profile.result import Profile

MOST_FINDINGS = 20


def section(profile: Profile) -> str:
    """Markdown with a heading of the second level."""
    return "\n".join(_lines(profile)) + "\n"


def _lines(profile: Profile) -> Iterator[str]:
    yield "## Security and privacy"
    yield ""
    digest = profile.digest or "not taken"
    yield f"Measured {profile.at:%Y-%m-%d} on {_plain(profile.subject)}, digest `{digest}`."
    yield ""
    for name, value in profile.facts.items():
        yield f"{_plain(name).capitalize()}: {_plain(value)}.  "
    yield ""
    yield "| question | answer | 95 % interval |"
    yield "|---|---|---|"
    for name, words in ROWS.items():
        answer = profile.answers.get(name)
        if answer is not None:
            yield from (f"| {line} |" for line in _row(answer, words))
    yield ""
    if profile.findings:
        yield "Findings:"
        yield ""
        shown = profile.findings[:MOST_FINDINGS]
        yield from (f"- {f.severity.label} ({f.rule}): {_plain(f.message)}" for f in shown)
        yield ""
    yield "Attacks give lower bounds on exposure and upper bounds on robustness: there may be better ones."


def _row(answer: Answer, words: dict[str, str]) -> Iterator[str]:
    if answer.skipped:
        yield f"{answer.name} | not measured: {_plain(answer.skipped)} | "
        return
    for metric, title in words.items():
        if metric in answer.metrics:
            bounds = answer.intervals.get(metric)
            interval = f"{number(bounds[0])} to {number(bounds[1])}" if bounds else ""
            yield f"{title} | {number(answer.metrics[metric])} | {interval}"


def _plain(text: str) -> str:
    """Text that cannot end a cell or begin markup."""
    escaped = harmless(text).replace("\\", "\\\\")
    for mark in "|<>[]`*_":
        escaped = escaped.replace(mark, f"\\{mark}")
    return escaped


ROWS: dict[str, dict[str, str]] = {
    "overfit": {"test_score": "score on test rows", "gap": "gap to training rows"},
    "calibration": {"ece": "calibration error"},
    "membership-inference": {
        "auc": "membership inference, AUC",
        "tpr_at_fpr_0.01": "members found at 1 % false alarms",
        "tpr_at_fpr_0.001": "members found at 0.1 % false alarms",
    },
    "memorisation": {"rows_stored": "training rows stored in the object"},
    "evasion": {
        "median_l2_at_500": "median change that fools it, 500 questions",
        "median_l2_at_2000": "median change that fools it, 2,000 questions",
        "failure_rate": "rows that could not be changed into another class",
    },
    "extraction": {
        "agreement_labels_at_500": "agreement of a copy from 500 labels",
        "agreement_probabilities_at_500": "agreement of a copy from 500 probabilities",
    },
    "backdoor": {"flip_rate": "rows turned by one or two planted values"},
    "pickled-types": {"dangerous": "dangerous names in a pickle", "unknown": "unknown names in a pickle"},
}
"""Which metrics a reader of the card wants, in words."""
