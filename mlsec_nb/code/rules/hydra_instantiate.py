"""Building objects that a configuration names.

What it does
------------
Finds ``hydra.utils.instantiate``, ``call`` and ``get_class`` with a configuration that is not a
literal.

Why it matters
--------------
The key ``_target_`` names any callable: who writes the configuration decides what runs. Models
fetched with such a configuration have been used for this (CVE-2025-23304).

Use instead
-----------
A dict from allowed names to classes.

References
----------
CWE-470, CVE-2025-23304
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import dynamic, spoken
from mlsec_nb.code.facts import Facts, Source
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity

RULE = rule(
    "MLS215",
    "hydra-instantiate",
    "A configuration decides which function is called.",
    advice="Map the names you allow to classes yourself.",
    confidence=Confidence.MEDIUM,
    references=("CWE-470", "CVE-2025-23304"),
)
WATCH = Watch(
    calls=(
        "hydra.utils.instantiate",
        "hydra.utils.call",
        "hydra.utils.get_class",
        "hydra.utils.get_method",
        "hydra._internal.instantiate._instantiate2.instantiate",
        "fiddle.build",
        "gin.parse_config_file",
    )
)
BAD = (
    "from hydra.utils import instantiate\nmodel = instantiate(cfg.model)",
    "import hydra\n"
    "from omegaconf import OmegaConf\n"
    "cfg = OmegaConf.load('config.yaml')\n"
    "model = hydra.utils.instantiate(cfg)",
)
GOOD = (
    "from omegaconf import OmegaConf\ncfg = OmegaConf.load('config.yaml')",
    "from hydra.utils import instantiate\n"
    "instantiate({'_target_': 'torch.nn.Linear', 'in_features': 2, 'out_features': 2})",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report a configuration that is not written in the notebook."""
    config = call.get("config", 0)
    if call.reference or dynamic(config) or call.names[0].endswith("parse_config_file"):
        remote_config = config is not None and facts.source(config) is Source.REMOTE
        severity = Severity.CRITICAL if remote_config else Severity.HIGH
        yield Hit(f"{spoken(call)} calls whatever the configuration names.", severity=severity)
