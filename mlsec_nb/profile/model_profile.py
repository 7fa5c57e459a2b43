"""``profile_model``: what a model leaks, how easily it is fooled or copied, what its file would carry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import Event
from typing import Any

from mlsec_nb.profile.answer import Records
from mlsec_nb.profile.question import chosen
from mlsec_nb.profile.result import Profile
from mlsec_nb.profile.run import Progress, ask, seconds_of
from mlsec_nb.profile.subject.case import Case
from mlsec_nb.profile.table import FindSecrets


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ModelProfile(Profile):
    """The answers about one model.

    Attributes
    ----------
    case
        The model and the data, for :meth:`what_if`.
    """

    kind: str = "model"
    case: Case | None = field(default=None, repr=False)

    def what_if(self) -> Records:
        """What regularising, rounding scores and giving out labels only would change.

        Membership inference is measured anew for each; nothing of the model in question is changed.
        """
        from mlsec_nb.profile.subject.what_if import changes

        return changes(self) if self.case is not None else ()

    def model_card(self) -> str:
        """A section on security for a model card, in Markdown, with the numbers of this profile."""
        from mlsec_nb.profile.page.model_card import section

        return section(self)


def profile_model(
    model: Any,
    X_train: Any = None,  # noqa: N803 - the names that everybody gives them
    y_train: Any = None,
    X_test: Any = None,  # noqa: N803
    y_test: Any = None,
    *,
    questions: str | Sequence[str] | None = None,
    budget_seconds: float | None = 60.0,
    sensitive: str | int | Sequence[str | int] = (),
    random_state: int = 0,
    thresholds: Mapping[str, Mapping[str, float]] | None = None,
    name: str = "model",
    progress: Progress | None = None,
    cancel: Event | None = None,
    find_secrets: FindSecrets | None = None,
) -> ModelProfile:
    """Attack a model as a stranger would, and look into it as an auditor; nothing of it is changed.

    Parameters
    ----------
    model
        A scikit-learn estimator, pipeline or search, a booster of xgboost, lightgbm or catboost, a torch or
        Keras network, or a function from rows to labels, probabilities, scores or values.
    X_train, y_train
        The rows and labels that it was trained on.
    X_test, y_test
        Rows and labels that it never saw.
    questions
        Names of those to ask; by default all.
    budget_seconds
        Seconds for all of them: the costly ones measure more closely until they are spent. ``None`` for no
        limit.
    sensitive
        Columns, by name or position, whose values somebody might want to infer from the model's answers.
    random_state
        Seed: the same seed gives the same answers, as far as the time allows the same work.
    thresholds
        Other cut-offs, by question: ``{"membership-inference": {"auc": 0.6}}``.
    name
        What the model is called in results and in the checklist.
    progress
        Called with (number, total, question).
    cancel
        Set it from another thread to stop; what was answered is kept.
    find_secrets
        Looks for credentials among the names of columns; ``mlsec_nb.profile_model`` hands it in.

    Raises
    ------
    UsageError
        For rows without as many labels, an unknown question, a budget that is no positive number.
    """
    asked = chosen("model", questions)
    case = Case(
        model,
        (X_train, y_train),
        (X_test, y_test),
        sensitive=(sensitive,) if isinstance(sensitive, (str, int)) else tuple(sensitive),
        subject=name,
        random_state=random_state,
        budget=seconds_of(budget_seconds),
        cancel=cancel,
        find_secrets=find_secrets,
    )
    answers = ask(case, asked, progress=progress, thresholds=thresholds)
    return ModelProfile.of(case, answers, case=case)
