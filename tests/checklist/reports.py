"""Any report: hostile texts, every status, with and without history."""

from __future__ import annotations

from hypothesis import strategies as st

from mlsec_nb.checklist.model import Evidence, Mode, Outcome, Override
from mlsec_nb.checklist.result import (
    Basis,
    Changes,
    ChecklistReport,
    ControlResult,
    Freshness,
    Status,
    Verdict,
)
from mlsec_nb.core.finding import Severity
from mlsec_nb.core.pillar import Pillar
from tests.checklist.making import attestation, control, day, observation, report, run, waiver
from tests.checklist.situations import NOW

NASTY = st.sampled_from(
    [
        "",
        "plain",
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "[x](javascript:alert(1)) @owner #1 `code` | pipe",
        "\x1b[31mred\x1b[0m\x00\r\nnext",
        "\u202eevil\u200b",
        "{{ 7 * 7 }}",
        "a" * 500,
        "ünï 漢字 😀",
        "../../etc/passwd, cell 3, line 1",
    ]
)
texts = NASTY | st.text(max_size=30)
evidence = st.builds(
    lambda kind, ref, summary: Evidence(kind=kind, ref=ref, summary=summary),
    st.sampled_from(["finding", "file", "setting", "document"]),
    texts,
    texts,
)
verdicts = st.builds(
    lambda status, basis, fresh, notes, due: Verdict(
        status=status,
        basis=Basis.WAIVED if basis is Basis.WAIVED and status is Status.ATTENTION else Basis.AUTOMATIC,
        freshness=fresh,
        notes=tuple(notes),
        due=due,
    ),
    st.sampled_from(Status),
    st.sampled_from(Basis),
    st.sampled_from(Freshness),
    st.lists(texts, max_size=2),
    st.none() | st.integers(-5, 50).map(day),
)


@st.composite
def results(draw, number: int) -> ControlResult:
    verdict = draw(verdicts)
    asked = control(
        f"ACME-{number}",
        title=draw(texts),
        why=draw(texts),
        fix=draw(texts),
        limits=draw(texts),
        pillar=draw(st.sampled_from(Pillar)),
        severity=draw(st.sampled_from([s for s in Severity if s is not Severity.INFO])),
        mode=draw(st.sampled_from(Mode)),
        mappings={"atlas": ("AML.M0012",), "unknown": tuple(draw(st.lists(texts, max_size=2)))},
    )
    seen = observation(
        draw(st.sampled_from(Outcome)),
        summary=draw(texts),
        evidence=tuple(draw(st.lists(evidence, max_size=8))),
        why=draw(texts),
    )
    return ControlResult(
        control=asked,
        verdict=verdict,
        observation=seen,
        observed_at=draw(st.none() | st.just(NOW)),
        attestation=attestation(by=draw(texts), note=draw(texts)) if draw(st.booleans()) else None,
        waiver=waiver(justification=draw(texts)) if verdict.basis is Basis.WAIVED else None,
    )


@st.composite
def reports(draw) -> ChecklistReport:
    number = draw(st.integers(0, 6))
    found = [draw(results(1 + index)) for index in range(number)]
    names = tuple(each.control.id for each in found)
    return report(
        *found,
        folder=draw(texts),
        changes=Changes(new=names[:1], fixed=names[1:2], overdue=names[2:3]),
        history=tuple(run(index, age=10 - index) for index in range(draw(st.integers(0, 4)))),
        loosened=(Override(control="ACME-1", enabled=False, reason=draw(texts)),) if number else (),
        remarks=tuple(draw(st.lists(texts, max_size=2))),
    )
