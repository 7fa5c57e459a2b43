"""Results that hypothesis makes up, and a result whose every string is hostile."""

from __future__ import annotations

from dataclasses import fields

from hypothesis import strategies as st

from mlsec_nb.core.finding import (
    Confidence,
    Edit,
    Finding,
    Fix,
    Location,
    Related,
    Severity,
    Skipped,
    Suppression,
    Surface,
)
from mlsec_nb.core.notebook import Coverage
from mlsec_nb.core.result import Result, Target
from mlsec_nb.core.rule import Rule
from tests.factories import finding, location, result, rule, target

words = st.text(max_size=30)
counts = st.integers(0, 10**6)
positions = st.integers(1, 10**4)

locations = st.builds(
    Location,
    surface=st.sampled_from(Surface),
    cell=st.none() | counts,
    cell_id=st.none() | words,
    output=st.none() | counts,
    mime=st.none() | words,
    line=positions,
    end_line=st.none() | positions,
    column=st.none() | positions,
    end_column=st.none() | positions,
    member=st.none() | words,
    pointer=st.none() | words,
)
findings = st.builds(
    Finding,
    rule=words,
    name=words,
    engine=words,
    severity=st.sampled_from(Severity),
    confidence=st.sampled_from(Confidence),
    message=words,
    advice=words,
    evidence=words,
    location=locations,
    fingerprint=words,
    highlight=st.none() | st.tuples(st.integers(0, 40), st.integers(0, 40)),
    suppressed=st.none()
    | st.builds(Suppression, st.sampled_from(["inline", "tag", "baseline", "config"]), words),
    fix=st.none()
    | st.builds(
        Fix, words, st.builds(Edit, positions, positions, positions, positions, words).map(lambda e: (e,))
    ),
    related=st.lists(st.builds(Related, location=locations, message=words), max_size=2).map(tuple),
    controls=st.lists(words, max_size=2).map(tuple),
    references=st.lists(words, max_size=2).map(tuple),
)
skipped = st.lists(st.builds(Skipped, words, words, st.booleans()), max_size=3).map(tuple)
targets = st.builds(
    Target,
    path=words,
    kind=st.sampled_from(["notebook", "script", "artifact"]),
    format=words,
    sha256=st.sampled_from(["", "0f" * 32]),
    coverage=st.builds(Coverage, cells=counts, outputs=counts, surfaces=counts, bytes=counts),
    findings=st.lists(findings, max_size=4).map(tuple),
    skipped=skipped,
)
results = st.builds(
    Result,
    targets=st.lists(targets, max_size=3).map(tuple),
    skipped=skipped,
    version=words,
    ruleset=words,
    seconds=st.floats(0, 1000),
)


def hostile(payload: str) -> Result:
    """A result with ``payload`` in every string that a notebook, a path or a rule could fill."""
    at = location(cell=3, cell_id=payload, mime=payload, member=payload, pointer=payload)
    texts = {f.name: payload for f in fields(Finding) if f.type == "str"}
    more = {
        "location": at,
        "related": (Related(location=at, message=payload),),
        "fix": Fix(payload, (Edit(1, 1, 1, 2, payload),)),
        "controls": (payload,),
        "references": (payload,),
        "highlight": (0, len(payload)),
    }
    live = [finding(severity.label, **{**texts, **more}) for severity in Severity]
    quiet = finding("high", **{**texts, **more, "suppressed": Suppression("inline", payload)})
    gaps = (Skipped(payload, payload), Skipped(f"7 {payload}", payload, gap=False))
    texts_of_rule = {f.name: payload for f in fields(Rule) if f.type == "str"}
    own = rule(
        **{**texts_of_rule, "docs": f"A list only starts a paragraph: {payload}"}, references=(payload,)
    )
    hit = target(*live, quiet, path=payload, format=payload, skipped=gaps)
    return result(hit, skipped=gaps, rules=(own,), version=payload, ruleset=payload)
