"""What would a pickle of the model make others import?"""

from __future__ import annotations

import builtins
import sys
from dataclasses import replace

from mlsec_nb.core.finding import Severity
from mlsec_nb.policy.policy import Policy
from mlsec_nb.profile.answer import Answer
from mlsec_nb.profile.finding import finding
from mlsec_nb.profile.objects.names import names_in, own_reduction
from mlsec_nb.profile.question import Question
from mlsec_nb.profile.rules.unsafe_to_load import RULE
from mlsec_nb.profile.subject.case import Case

VERDICTS = {"safe": "safe", "unknown": "unknown"}
"""What the policy calls safe or unknown; all else that it says is dangerous."""

PROTOCOL = 4
MADE_HERE = "made here: a plain pickle cannot load it elsewhere, cloudpickle would carry its code"
NAMELESS = "nothing can import it: a plain pickle of the model fails"


def measure(case: Case) -> Answer:
    """Judge each type and function in the object by the policy for model files."""
    policy = Policy()
    columns, records = {}, []
    for (module, name), path in names_in(case.model).items():
        verdict, effect = policy.judge(module, name, PROTOCOL)
        kind = VERDICTS.get(verdict, "dangerous")
        if module == "__main__" or "<locals>" in name or "<lambda>" in name:
            kind, effect = "unknown", MADE_HERE
        elif module == "builtins" and name.isidentifier() and not hasattr(builtins, name):
            kind, effect = "unknown", NAMELESS
        elif kind == "unknown" and _reduces(module, name):
            effect = "says itself what loading it runs"
        columns[f"{module}.{name}"] = kind
        records.append(
            {"type": f"{module}.{name}", "verdict": kind, "why": effect, "attribute": path or "the model"}
        )
    order = ("dangerous", "unknown", "safe")
    records.sort(key=lambda record: (order.index(record["verdict"]), record["type"]))
    counts = {kind: sum(found == kind for found in columns.values()) for kind in order}
    return Answer(name="pickled-types", metrics=counts, columns=columns, tables={"types": records})


def judge(answer: Answer) -> Answer:
    """One finding for what is dangerous, one for what is unknown."""
    found = []
    for kind, severity in (("dangerous", Severity.HIGH), ("unknown", Severity.LOW)):
        names = [name for name, verdict in answer.columns.items() if verdict == kind]
        if names:
            listed = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
            message = f"A pickle of the model would ask for {kind} names: {listed}."
            found.append(finding(RULE, answer, message, member=kind, severity=severity))
    return replace(answer, findings=tuple(found))


def _reduces(module: str, name: str) -> bool:
    thing = getattr(sys.modules.get(module), name, None)
    return isinstance(thing, type) and own_reduction(thing)


QUESTION = Question(
    name="pickled-types",
    title="What would a pickle of the model make others import?",
    measure=measure,
    judge=judge,
    rules=(RULE,),
    cost=lambda case: 0.02,
    method=(
        "The types and functions that a walk through the object meets, judged by the allowlist for model "
        "files."
    ),
    limits="The model is not pickled: what a class's own reduction adds when it runs is not seen.",
)
