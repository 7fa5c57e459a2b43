"""Judgements that many rules share: how bad a load is, given where its input comes from."""

from __future__ import annotations

import ast

from mlsec_nb.code.facts import Facts, Source
from mlsec_nb.code.loaded_paths import certain_paths
from mlsec_nb.code.rule import Call, Hit
from mlsec_nb.core.finding import Severity
from mlsec_nb.notebook.names.values import Const, Value, is_literal, leaves, prefix

MAX_SHOWN = 60
SEVERITY = {
    Source.WRITTEN: Severity.LOW,
    Source.LOCAL: Severity.MEDIUM,
    Source.UNKNOWN: Severity.HIGH,
    Source.REMOTE: Severity.CRITICAL,
}


def loads(
    call: Call,
    facts: Facts,
    what: str,
    *,
    name: str = "file",
    position: int | None = 0,
    worst: Severity = Severity.CRITICAL,
) -> Hit:
    """Report a call that runs whatever its input holds.

    Parameters
    ----------
    what
        What the call does, after its name: ``unpickles its input``.
    name, position
        The argument that is loaded.
    worst
        The severity when the input is downloaded; lesser origins are lowered accordingly.
    """
    given = call.get(name, position)
    source = facts.source(given)
    checked = source is Source.REMOTE and facts.checks.of(given)
    severity = Severity.MEDIUM if checked else SEVERITY[source]
    severity = Severity(max(Severity.LOW, severity - (Severity.CRITICAL - worst)))
    origin = {
        Source.WRITTEN: " The file is written by this notebook.",
        Source.LOCAL: "",
        Source.UNKNOWN: "",
        Source.REMOTE: " The input is downloaded"
        + (" and a digest is computed." if checked else ", and nothing verifies it."),
    }[source]
    here = () if source is Source.REMOTE else certain_paths(given)  # a download may replace what is there
    return Hit(f"{spoken(call)} {what}.{origin}", severity=severity, loads=here)


def spoken(call: Call) -> str:
    """How a message names the call: ``pickle.load``, or what hides it."""
    name = (call.names[0] if call.names else call.method).removeprefix("builtins.").removeprefix("?.")
    if call.reference:
        return f"`{name}` is handed over and"
    written = _written(call)
    return f"`{written}` is `{name}`, which" if written else f"`{name}`"


def _written(call: Call) -> str:
    """The expression that is called, where it hides the name that it stands for."""
    function = getattr(call.site.node, "func", None)
    if not call.names or call.partial is not None or function is None:
        return ""
    last = getattr(function, "attr", getattr(function, "id", ""))
    name = call.names[0].rpartition(".")[2]
    if last == name or (call.subclass is None and not last and not isinstance(function, ast.Subscript)):
        return ""
    text = ast.unparse(function)
    return text if len(text) <= MAX_SHOWN and "`" not in text else ""


def handed(call: Call) -> Value:
    """What a function that is handed over will be given first; keywords are those of its caller."""
    return call.args[0] if call.args else ()


def dynamic(value: Value | None) -> bool:
    """Whether a given argument is not a literal."""
    return value is not None and not is_literal(value)


def remote(value: Value | None) -> bool:
    """Whether a literal argument is a URL."""
    return prefix(value).startswith(("http://", "https://", "ftp://", "s3://", "gs://"))


def inner_texts(value: Value | None) -> list[str]:
    """Every literal text that went into a value."""
    return [a.value for a in leaves(value) if isinstance(a, Const) and isinstance(a.value, str)]
