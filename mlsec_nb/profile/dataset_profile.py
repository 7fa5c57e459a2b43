"""``profile_dataset``: what is wrong with a table, as an attacker, an auditor or its owner would see it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import Event
from typing import Any

from mlsec_nb.profile.dataset import Dataset
from mlsec_nb.profile.question import chosen
from mlsec_nb.profile.result import Profile
from mlsec_nb.profile.run import Progress, ask, seconds_of
from mlsec_nb.profile.schema import Schema
from mlsec_nb.profile.schema import load as load_schema
from mlsec_nb.profile.table import FindSecrets


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class DatasetProfile(Profile):
    """The answers about one dataset.

    Attributes
    ----------
    dataset
        The data, for the interactive view: it is kept in memory as long as the profile is.
    """

    kind: str = "dataset"
    dataset: Dataset | None = field(default=None, repr=False)

    def save_schema(self, path: str | os.PathLike[str]) -> None:
        """Write what this data looks like, for ``profile_dataset(later_data, schema=path)``.

        Columns, kinds, ranges and shares of missing values are written as they are, categories as salted
        digests.
        """
        schema: Schema = self["schema"].measured["schema"]
        schema.save(path)


def profile_dataset(
    data: Any,
    target: Any = None,
    test: Any = None,
    *,
    questions: str | Sequence[str] | None = None,
    budget: float | str | None = None,
    sample: int | None = None,
    random_state: int = 0,
    thresholds: Mapping[str, Mapping[str, float]] | None = None,
    schema: str | os.PathLike[str] | Mapping[str, Any] | Schema | None = None,
    name: str = "data",
    progress: Progress | None = None,
    cancel: Event | None = None,
    find_secrets: FindSecrets | None = None,
) -> DatasetProfile:
    """Ask what is wrong with a table; nothing of it is changed.

    Parameters
    ----------
    data
        A pandas, polars or Arrow table, a numpy array (a table, images or texts), a torch tensor, a scipy
        sparse matrix, a list of dicts or a dict of columns.
    target
        The column of labels: its name, its position, or one label for each row.
    test
        Rows held out for testing, of the same columns; with labels of their own: ``(rows, labels)``.
    questions
        Names of those to ask; by default all.
    budget
        Seconds for all of them, ``"quick"`` (10 s) or ``"full"``; by default as long as it takes.
    sample
        Rows to look at; by default all, up to 200,000 rows and 20,000,000 cells.
    random_state
        Seed: the same seed gives the same answers.
    thresholds
        Other cut-offs, by question: ``{"target-leakage": {"high": 0.98}}``.
    schema
        What the data has to meet: a file that :meth:`DatasetProfile.save_schema` wrote, or its content.
    name
        What the data is called in results and in the checklist.
    progress
        Called with (number, total, question).
    cancel
        Set it from another thread to stop; what was answered is kept.
    find_secrets
        Looks for credentials in columns; ``mlsec_nb.profile_dataset`` hands in the detectors of the scan.

    Raises
    ------
    ConfigError
        When the schema cannot be read.
    UsageError
        For data that is no table, a target that is not there, an unknown question or budget.
    """
    asked = chosen("data", questions)
    dataset = Dataset(
        data,
        target=target,
        test=test,
        subject=name,
        sample=sample,
        schema=None if schema is None else load_schema(schema),
        random_state=random_state,
        budget=seconds_of(budget),
        cancel=cancel,
        find_secrets=find_secrets,
    )
    answers = ask(dataset, asked, progress=progress, thresholds=thresholds)
    return DatasetProfile.of(dataset, answers, dataset=dataset)
