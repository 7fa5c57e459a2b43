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
    parser.add_argument(
        "--target", metavar="COLUMN", help="of a table: the column of labels, or a variable with one a row"
    )
    parser.add_argument("--test", metavar="NAME", help="of a table: the rows held out for testing")
    parser.add_argument(
        "--sensitive", metavar="COLUMN", action="append", default=[], help="of a model's rows"
    )
    parser.add_argument("--questions", metavar="NAMES", help="ask only these, separated by commas")
    parser.add_argument("--schema", metavar="FILE", help="of a table: what it has to meet")
    parser.add_argument("--budget", metavar="SECONDS", type=float, help="time for all questions together")


def run(session: Session, arguments: argparse.Namespace) -> object:
    """Profile what the names stand for."""
    from mlsec_nb.profiling import profile_dataset, profile_model

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
    target = _target(session, subject, arguments.target)
    settings = {"questions": questions, "budget": arguments.budget, "schema": arguments.schema, "name": name}
    with show_progress("questions") as progress:
        return profile_dataset(subject, target, test, progress=progress, **settings)


def values(session: Session, words: list[str]) -> list[str]:
    """What may follow the option that the line ends with: columns, variables or questions."""
    from mlsec_nb.profile.question import questions

    if words[-1] == "--questions":
        return [question.name for about in ("data", "model") for question in questions(about)]
    if words[-1] == "--test":
        return [name for name in session.shell.user_ns if not name.startswith("_")]
    if words[-1] == "--target" and len(words) > 2:
        return [name for name in _columns(session.shell.user_ns.get(words[1])) if " " not in name]
    return []


def _columns(subject: Any) -> list[str]:
    """The names of the columns, where asking for them is cheap."""
    if isinstance(subject, dict):
        return [name for name in subject if isinstance(name, str)]
    return [name for name in getattr(subject, "columns", ()) if isinstance(name, str)]


def _target(session: Session, subject: Any, name: str | None) -> Any:
    """The column of that name, else the variable; ``X`` and ``y`` are often apart."""
    if name is None or name in _columns(subject):
        return name
    if name.lstrip("-").isdigit():
        return int(name)
    return session.shell.user_ns.get(name, name)


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
