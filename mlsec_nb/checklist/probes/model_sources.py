"""Whether models from outside are fetched at a fixed revision, from publishers that the project knows."""

from __future__ import annotations

import re

from mlsec_nb.checklist.declared import listed
from mlsec_nb.checklist.findings import Said, counted, judge, named
from mlsec_nb.checklist.measured import not_applicable
from mlsec_nb.checklist.model import Evidence, Observation, Outcome
from mlsec_nb.checklist.probe import Probe
from mlsec_nb.checklist.situation import Situation
from mlsec_nb.checklist.sources import Sources, Use, sources
from mlsec_nb.core.finding import Confidence

CONTROL = "MODEL-04"
FETCHES = frozenset(
    "from_pretrained from_quantized from_preset hf_hub_download snapshot_download pipeline "
    "SentenceTransformer CrossEncoder create_model LLM from_pretrained_keras model_download "
    "load_state_dict_from_url".split()
)
HUB = re.compile(r"(?:hf://)?([A-Za-z0-9][\w.-]{0,95})/[\w.-]{1,96}")
"""``publisher/name``, as hubs call models."""

CLEAN = "Every model from outside has a fixed revision."


def look(situation: Situation) -> Observation:
    """Fail on what is not pinned; attention for publishers that nobody approved."""
    code = sources(situation.files)
    seen = judge(situation, CONTROL, clean=CLEAN, fails=_fails, ignores=_ignores)
    if seen.outcome is not Outcome.PASS:
        return seen
    fetched = fetched_models(code)
    if not fetched:
        return not_applicable("No code of this project fetches a model from outside.")
    strangers = sorted({each.partition("/")[0] for each in fetched} - listed(situation, "publishers"))
    evidence = tuple(Evidence(kind="setting", ref=name, summary="fetched from a hub") for name in fetched)
    if strangers:
        return Observation(
            outcome=Outcome.ATTENTION,
            summary=f"Pinned, but not on the list of publishers: {named(strangers)}.",
            evidence=evidence,
            fix="List the publishers that you trust: `[checklist.project] publishers = [...]` in mlsec.toml.",
        )
    return Observation(
        outcome=Outcome.PASS,
        summary=f"{counted(len(fetched), 'model')} from outside, pinned, all from known publishers.",
        evidence=evidence,
    )


def fetched_models(code: Sources) -> tuple[str, ...]:
    """Names on a hub of the models that the code fetches, in lower case."""
    found = {name for use in code.uses if use.method in FETCHES for name in _hub_names(use)}
    return tuple(sorted(found))


def _hub_names(use: Use) -> list[str]:
    if any(text == "dataset" for text in use.keywords.get("repo_type", ())):
        return []
    return [text.removeprefix("hf://").lower() for text in use.texts if HUB.fullmatch(text)][:1]


def _fails(each: Said) -> bool:
    """A note about a missing revision is enough, however mild."""
    return each.finding.confidence > Confidence.LOW


def _ignores(each: Said) -> bool:
    return each.finding.engine != "code"


PROBES = (
    Probe(
        id="code.unpinned_model",
        title="Where models come from",
        look=look,
        needs=frozenset({"folder", "scan"}),
    ),
)
