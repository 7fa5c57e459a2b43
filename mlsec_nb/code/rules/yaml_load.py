"""Loading YAML with a loader that builds objects.

What it does
------------
Finds ``yaml.load`` with a missing or unsafe ``Loader``, ``yaml.unsafe_load``, ``yaml.full_load``
with an old PyYAML, ``ruamel.yaml`` in unsafe mode, and unsafe loader classes used directly.

Why it matters
--------------
Tags such as ``!!python/object/apply:os.system`` run code while the document is read. The default
loader did so before PyYAML 5.1; ``FullLoader`` could be exploited until 5.4 (CVE-2020-14343).

Use instead
-----------
``yaml.safe_load``; with ruamel, ``YAML(typ="safe")``.

References
----------
CWE-502, CVE-2017-18342, CVE-2020-1747, CVE-2020-14343,
https://pyyaml.org/wiki/PyYAMLDocumentation
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.fixes import rename_attribute
from mlsec_nb.code.rule import Call, Hit, Subclass, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import Class, Ref, strings

RULE = rule(
    "MLS207",
    "yaml-load",
    "YAML is read with a loader that can build any object.",
    advice="Use yaml.safe_load.",
    references=("CWE-502", "CVE-2020-14343", "CVE-2020-1747", "CVE-2017-18342"),
    aliases=("B506",),
)
SAFE = ("SafeLoader", "CSafeLoader", "BaseLoader", "CBaseLoader")
UNSAFE = tuple(
    f"yaml.{name}"
    for name in ("Loader", "UnsafeLoader", "CLoader", "CUnsafeLoader", "FullLoader", "CFullLoader")
)
LOADS = ("yaml.load", "yaml.load_all", "ruamel.yaml.load", "ruamel.yaml.load_all")
WATCH = Watch(
    calls=(
        *LOADS,
        *UNSAFE,
        "yaml.unsafe_load",
        "yaml.unsafe_load_all",
        "yaml.full_load",
        "yaml.full_load_all",
        "ruamel.yaml.unsafe_load",
        "ruamel.yaml.YAML",
    ),
    subclasses=("yaml.Loader", "yaml.UnsafeLoader", "yaml.CLoader"),
)
BAD = (
    "import yaml\nconfig = yaml.load(open('config.yml'))",
    "import yaml\nconfig = yaml.load(text, Loader=yaml.UnsafeLoader)",
    "from yaml import unsafe_load as read\nconfig = read(text)",
    "from ruamel.yaml import YAML\nreader = YAML(typ='unsafe')",
)
GOOD = (
    "import yaml\nconfig = yaml.safe_load(text)",
    "from yaml import load, SafeLoader\nconfig = load(text, Loader=SafeLoader)",
    "import yaml\ntry:\n    from yaml import CSafeLoader as Loader\nexcept ImportError:\n"
    "    from yaml import SafeLoader as Loader\nyaml.load(text, Loader)",
    "from ruamel.yaml import YAML\nreader = YAML(typ='safe')",
)


def check(event: Call | Subclass, facts: Facts) -> Iterator[Hit]:
    """Report a loader that is not certainly safe."""
    name = event.names[0]
    if isinstance(event, Subclass):
        yield Hit(
            f"`{event.cls.name}` derives from `{name}`, which builds any object.", severity=Severity.MEDIUM
        )
    elif name in LOADS:
        yield from _load(event, facts)
    elif name.endswith(".YAML"):
        if "unsafe" in strings(event.get("typ", 0)):
            yield Hit("`ruamel.yaml.YAML` in unsafe mode builds any object that the text asks for.")
    elif "full_load" in name or name.endswith("FullLoader"):
        if facts.older("pyyaml", "5.4"):
            yield Hit(f"{spoken(event)} can be exploited in the pinned PyYAML, before 5.4 (CVE-2020-14343).")
    elif event.subclass is None and not (event.reference and name in UNSAFE):
        safe = {"yaml.unsafe_load": "safe_load", "yaml.unsafe_load_all": "safe_load_all"}.get(name)
        fix = rename_attribute(event, safe) if safe else None
        yield Hit(f"{spoken(event)} builds any object that the text asks for.", fix=fix)


def _load(call: Call, facts: Facts) -> Iterator[Hit]:
    name = call.names[0]
    loader = call.get("Loader", 1)
    if loader is None:
        if facts.older("pyyaml", "6.0") is not False:
            message = f"{spoken(call)} without a Loader builds any object in PyYAML before 5.1."
            yield Hit(message, fix=rename_attribute(call, "safe_load") if name == "yaml.load" else None)
        return
    kinds = [_kind(atom) for atom in loader]
    if "unsafe" in kinds:
        yield Hit(f"{spoken(call)} is given a loader that builds any object that the text asks for.")
    elif "full" in kinds:
        older = facts.older("pyyaml", "5.4")
        if older is not False:
            severity = Severity.HIGH if older else Severity.LOW
            message = f"{spoken(call)} with FullLoader can be exploited before PyYAML 5.4 (CVE-2020-14343)."
            yield Hit(message, severity=severity, confidence=Confidence.MEDIUM)
    elif "safe" not in kinds:
        message = f"{spoken(call)} is given a loader that is not known to be safe."
        yield Hit(message, severity=Severity.MEDIUM, confidence=Confidence.LOW)


def _kind(atom: object) -> str:
    names = (
        [atom.name]
        if isinstance(atom, Ref)
        else [a.name for a in atom.ancestors()]
        if isinstance(atom, Class)
        else []
    )
    for name in names:
        last = name.rpartition(".")[2]
        if last in SAFE:
            return "safe"
        if last in ("FullLoader", "CFullLoader"):
            return "full"
        if last.endswith("Loader"):
            return "unsafe"
    return ""
