"""The four pillars of security for machine learning, and which of them a finding belongs to."""

from __future__ import annotations

from enum import Enum

from mlsec_nb.core.finding import Finding


class Pillar(str, Enum):
    """A pillar; the order is the one people are shown."""

    DATA = "data"
    MODEL = "model"
    INFRASTRUCTURE = "infrastructure"
    HUMAN = "human"


_CONTROLS = {
    "DATA": Pillar.DATA,
    "MODEL": Pillar.MODEL,
    "INFRA": Pillar.INFRASTRUCTURE,
    "HUMAN": Pillar.HUMAN,
}
_FAMILIES = {
    "MLS0": Pillar.HUMAN,  # exceptions that people have made
    "MLS1": Pillar.DATA,  # secrets
    "MLS2": Pillar.MODEL,  # code
    "MLS3": Pillar.MODEL,  # artifacts
    "MLS4": Pillar.DATA,
    "MLS5": Pillar.MODEL,
    "MLS6": Pillar.DATA,  # privacy
}


def pillar_of(finding: Finding) -> Pillar:
    """The pillar of the first control that the finding speaks to, else that of its family of rules."""
    for control in finding.controls:
        if pillar := _CONTROLS.get(control.partition("-")[0]):
            return pillar
    return _FAMILIES.get(finding.rule[:4], Pillar.MODEL)
