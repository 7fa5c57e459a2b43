"""``%mlsec profile``: a table or a model that lives in the kernel, as an attacker or auditor would see it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from mlsec_nb.errors import UsageError
from mlsec_nb.frontends.magics.arguments import Parser
from mlsec_nb.frontends.magics.progress import show_progress

if TYPE_CHECKING:
    from mlsec_nb.frontends.magics.session import Session

DATA = ("X_train", "y_train", "X_test", "y_test")


def add_arguments(parser: Parser) -> None:
    """Names of variables, and how much to ask."""
    parser.add_argument(
        "names", metavar="NAME", nargs="+", help="a table; or MODEL X_train y_train X_test y_test"
    )
    parser.add_argument("--target", metavar="COLUMN", help="of a table: the column of labels")
    parser.add_argument("--test", metavar="NAME", help="of a table: the rows held out for testing")
    parser.add_argument(
        "--sensitive", metavar="COLUMN", action="append", default=[], help="of a model's rows"
    )
    parser.add_argument("--questions", metavar="NAMES", help="ask only these, separated by commas")
    parser.add_argument("--budget", metavar="SECONDS", type=float, help="time for all questions together")


def run(session: Session, arguments: argparse.Namespace) -> object:
    """Profile what the names stand for."""
    from mlsec_nb.profile.model_profile import profile_model
    from mlsec_nb.profiling import profile_dataset

    name = arguments.names[0]
    subject = _variable(session, name)
    questions = arguments.questions.split(",") if arguments.questions else None
    if len(arguments.names) > 1 or _is_model(subject):
        data = [_variable(session, other) for other in arguments.names[1:]]
        if len(data) > len(DATA):
            raise UsageError("Those are too many names.", f"Say `%mlsec profile {name} {' '.join(DATA)}`.")
        settings: dict[str, Any] = {} if arguments.budget is None else {"budget_seconds": arguments.budget}
        settings |= {"questions": questions, "sensitive": arguments.sensitive, "name": name}
        with show_progress("questions") as progress:
            return profile_model(subject, *data, progress=progress, **settings)
    test = _variable(session, arguments.test) if arguments.test else None
    settings = {"questions": questions, "budget": arguments.budget, "name": name}
    with show_progress("questions") as progress:
        return profile_dataset(subject, arguments.target, test, progress=progress, **settings)


def _variable(session: Session, name: str) -> Any:
    """The value of a name in the notebook.

    Raises
    ------
    UsageError
        When there is none.
    """
    if name not in session.shell.user_ns:
        raise UsageError(
            f"There is no variable {name!r} in this notebook.", "Run the cell that makes it first."
        )
    return session.shell.user_ns[name]


def _is_model(subject: Any) -> bool:
    """Whether it is asked rather than read: something with ``predict``, or a network or function."""
    return hasattr(subject, "predict") or (callable(subject) and not hasattr(subject, "shape"))
