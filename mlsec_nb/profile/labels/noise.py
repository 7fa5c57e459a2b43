"""Which labels are wrong, given class probabilities: a latent true label and a transition to the given one.

The given label of a row of true class y is drawn from row y of a transition matrix. That matrix is read off
the rows that the models are surest of (anchor points: Patrini et al., CVPR 2017; the confident joint of
Northcutt et al., JAIR 2021, is a cousin); the probabilities are sharpened by the temperature under which the
given labels are likeliest; Bayes' rule then gives each row's probability that its label is not the true one.
A class that is often mistaken for another makes such labels more suspect, which a plain disagreement misses.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Probabilities = NDArray[np.float64]
Labels = NDArray[np.int64]

ANCHORS = 0.4
"""Share of the rows predicted as a class that count as sure: the surest ones."""

OTHER_ANCHORS = (0.2, 0.6)
"""Other choices that are no worse: how far they disagree is part of the uncertainty."""

FEWEST_ANCHORS = 20
FLOOR = 1e-4
"""Least probability of a class: no model is certain."""

TEMPERATURES = np.geomspace(0.5, 8, 12)
LEAST_PROBABILITY = 0.3
"""No row is called wrong below this, however few others there are."""


@dataclass(frozen=True, slots=True)
class Noise:
    """What the labels are like.

    Attributes
    ----------
    posterior
        (n, classes) probability of each true label.
    transition
        (classes, classes): given label (column) by true label (row).
    wrong
        (n,) probability that the given label is not the true one.
    """

    posterior: Probabilities
    transition: Probabilities
    wrong: NDArray[np.float64]

    @property
    def rate(self) -> float:
        """Expected share of wrong labels."""
        return float(self.wrong.mean())


def estimate(probabilities: Probabilities, labels: Labels, *, anchors: float = ANCHORS) -> Noise:
    """Estimate the noise from out-of-sample probabilities and the given labels."""
    transition = transition_of(probabilities, labels, anchors)
    logs = np.log(np.clip(probabilities, FLOOR, 1))
    best, posterior = -np.inf, probabilities
    for temperature in TEMPERATURES:
        likelihood, candidate = _posterior(logs, temperature, transition, labels)
        if likelihood > best:
            best, posterior = likelihood, candidate
    wrong = 1 - posterior[np.arange(len(labels)), labels]
    return Noise(posterior, transition, np.clip(wrong, 0, 1))


def transition_of(probabilities: Probabilities, labels: Labels, anchors: float) -> Probabilities:
    """Labels of the rows that are surest of each class; a class that is never predicted has no noise."""
    classes = probabilities.shape[1]
    predicted = probabilities.argmax(axis=1)
    transition = np.eye(classes)
    for number in range(classes):
        members = np.flatnonzero(predicted == number)
        if not members.size:
            continue
        count = min(len(members), max(FEWEST_ANCHORS, int(anchors * len(members))))
        surest = members[np.argsort(-probabilities[members, number], kind="stable")[:count]]
        counts = np.bincount(labels[surest], minlength=classes) + 0.5 / classes
        counts[number] += 0.5
        transition[number] = counts / counts.sum()
    return transition


def suggested_cut(wrong: NDArray[np.float64]) -> float:
    """The probability from which rows are flagged: where the expected F1 of the flagged set is largest."""
    falling = np.sort(wrong)[::-1]
    expected = 2 * np.cumsum(falling) / (np.arange(1, len(falling) + 1) + falling.sum() + 1e-12)
    return max(float(falling[int(expected.argmax())]), LEAST_PROBABILITY)


def confident_share(probabilities: Probabilities, labels: Labels) -> float:
    """Share of labels off the diagonal of the confident joint (Northcutt et al., JAIR 2021)."""
    classes = range(probabilities.shape[1])
    means = np.array([probabilities[labels == c, c].mean() if (labels == c).any() else 1.0 for c in classes])
    above = np.where(probabilities >= means, probabilities, -1)
    return float(np.mean((above.max(axis=1) >= 0) & (above.argmax(axis=1) != labels)))


def _posterior(
    logs: Probabilities, temperature: float, transition: Probabilities, labels: Labels
) -> tuple[float, Probabilities]:
    """Log likelihood of the labels, and the true label's posterior, at one temperature."""
    sharp = np.exp(temperature * (logs - logs.max(axis=1, keepdims=True)))
    sharp /= sharp.sum(axis=1, keepdims=True)
    joint = sharp * transition[:, labels].T
    evidence = joint.sum(axis=1, keepdims=True)
    return float(np.log(evidence).sum()), joint / evidence
