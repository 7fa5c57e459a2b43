"""Whether a commit is checked before it is made."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mlsec_nb.checklist.marks import Mark, mark, observe
from mlsec_nb.checklist.model import Observation, Outcome
from mlsec_nb.checklist.probe import Probe, not_looked
from mlsec_nb.checklist.situation import Situation
from mlsec_nb.checklist.yaml import parse_yaml

CONFIG = ".pre-commit-config.yaml"
SECRETS = re.compile(
    r"\b(?:mlsec-nb|gitleaks|trufflehog|detect-secrets|ggshield|talisman|git-secrets|whispers)\b"
)
OUTPUTS = re.compile(r"\b(?:mlsec-nb|nbstripout|nb-clean|nbdev_clean|clear-output|nbconvert)\b")
MOST_BYTES = 200_000


def look(situation: Situation) -> Observation:
    """Look at the configuration of pre-commit, at the hook of this clone, and at git's filters."""
    files = situation.files
    if files.git("rev-parse", "--git-dir") is None:
        if (situation.folder / ".git").exists():
            return not_looked("Git cannot be asked: install it, or look where it is.")
        return Observation(outcome=Outcome.NOT_APPLICABLE, summary="The project is in no git repository.")
    hook = _hook(situation)
    configured = files.text(CONFIG) or ""
    named = _hooks(parse_yaml(configured) or {}) if configured else ""
    checks = {
        "secrets": _check(SECRETS, named, hook),
        "outputs": _check(OUTPUTS, named, hook) or _filter(situation),
    }
    if not any(checks.values()) and not files.glob("*.ipynb"):
        says = "there is no check before a commit, and no notebook yet"
        return observe([mark(Outcome.ATTENTION, says)], good="")
    return observe(
        list(_marks(checks)),
        good="Secrets and outputs are checked before each commit of this clone.",
        digest=files.digest(CONFIG),
    )


def _marks(checks: Mapping[str, str]) -> Iterator[Mark]:
    """``checks`` says by kind whether it is ``installed``, only ``configured``, or nothing."""
    if not any(checks.values()):
        yield mark(Outcome.FAIL, "the repository has notebooks, and neither hook nor filter")
    for kind, state in checks.items() if any(checks.values()) else ():
        if state == "installed":
            yield mark(
                Outcome.PASS, f"a check of {kind} is installed", kind="setting", ref="hooks/pre-commit"
            )
        elif state == "configured":
            says = f"the check of {kind} is configured, but not installed in this clone"
            yield mark(Outcome.ATTENTION, says, kind="file", ref=CONFIG)
        else:
            yield mark(Outcome.ATTENTION, f"no check of {kind} before a commit", kind="file", ref=CONFIG)


def _check(tools: re.Pattern[str], named: str, hook: str) -> str:
    if tools.search(hook) or (tools.search(named) and "pre-commit" in hook):
        return "installed"
    return "configured" if tools.search(named) else ""


def _hooks(content: Mapping[str, Any]) -> str:
    """Ids and commands of the hooks that are configured."""
    words = []
    for repository in content.get("repos") or ():
        for hook in (repository.get("hooks") or ()) if isinstance(repository, Mapping) else ():
            if isinstance(hook, Mapping):
                words += [str(hook.get("id", "")), str(hook.get("entry", ""))]
    return "\n".join(words)


def _hook(situation: Situation) -> str:
    """The text of the hook that git runs before a commit; empty when there is none that would run."""
    said = situation.files.git("rev-parse", "--git-path", "hooks/pre-commit")
    path = situation.folder / (said or "").strip()
    try:
        if not said or not path.is_file() or (os.name != "nt" and not os.access(path, os.X_OK)):
            return ""
        return _beginning(path)
    except OSError:
        return ""


def _beginning(path: Path) -> str:
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read(MOST_BYTES)


def _filter(situation: Situation) -> str:
    """Whether git strips outputs itself: an attribute that names a filter, and the filter in this clone."""
    lines = (situation.files.text(".gitattributes") or "").splitlines()
    local = situation.folder / ".git/info/attributes"
    lines += _beginning(local).splitlines() if local.is_file() else []
    names = re.findall(r"^\S{0,80}\.ipynb\s[^\n]{0,200}?\bfilter=(\w{1,40})", "\n".join(lines), re.MULTILINE)
    if not names:
        return ""
    clean = any(situation.files.git("config", "--get", f"filter.{name}.clean") for name in names)
    return "installed" if clean else "configured"


PROBES = (
    Probe(
        id="repo.hooks",
        title="Checks before a commit",
        look=look,
        needs=frozenset({"folder"}),
    ),
)
