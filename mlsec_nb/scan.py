"""The use case: one notebook in, one :class:`ScanResult` out, the same for every face."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mlsec_nb._version import __version__
from mlsec_nb.core.finding import Finding, Skipped
from mlsec_nb.core.redact import Redactor
from mlsec_nb.core.result import Result, Target
from mlsec_nb.core.rule import Rule
from mlsec_nb.errors import MlsecError, UnreadableError, UsageError
from mlsec_nb.options import Options

if TYPE_CHECKING:
    from mlsec_nb.core.notebook import Notebook
    from mlsec_nb.suppression.baseline import Baseline


@dataclass(frozen=True, kw_only=True)
class ScanResult(Result):
    """A :class:`~mlsec_nb.core.result.Result` that can show itself in every format."""

    def render(self, format_name: str, **settings: Any) -> str:
        """Render as ``text``, ``json``, ``sarif``, ``markdown``, ``html`` or ``junit``."""
        from mlsec_nb.report.interface import render

        return render(self, format_name, **settings)

    def to_json(self) -> str:
        """The result as JSON, wire v1."""
        return self.render("json")

    def to_sarif(self) -> str:
        """The result as SARIF 2.1.0."""
        return self.render("sarif")

    def _repr_html_(self) -> str:
        return self.render("fragment")

    def __str__(self) -> str:
        return self.render("text")


def scan(target: str | Path | Mapping[str, Any], options: Options | None = None) -> ScanResult:
    """Scan one notebook or script; many paths and folders are :func:`mlsec_nb.scan_many`'s.

    Parameters
    ----------
    target
        A path, or a notebook in memory: a ``NotebookNode`` or the dictionary of its JSON.
    options
        Settings; by default those of the project's configuration.

    Raises
    ------
    UsageError
        When ``target`` is a folder or an option names an unknown rule.
    ConfigError
        When the configuration or the baseline cannot be used.
    """
    from mlsec_nb.notebook.read import read_dict, read_notebook
    from mlsec_nb.options import load_options

    start = time.perf_counter()
    scanner = Scanner(load_options() if options is None else options)
    if isinstance(target, Mapping):
        done = scanner.target("<memory>", lambda: read_dict(target, "<memory>"))
    else:
        path = Path(target)
        if path.is_dir():
            raise UsageError(f"{path} is a folder.", "Use mlsec_nb.scan_many([...]) for folders.")
        done = scanner.target(str(target), lambda: read_notebook(path, max_bytes=scanner.options.max_bytes))
    return scanner.result([done], seconds=time.perf_counter() - start)


class Scanner:
    """Scans notebooks one after the other under the same options.

    Raises
    ------
    UsageError
        When the options select a rule that does not exist.
    ConfigError
        When the baseline cannot be read.
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        self.rules = {
            rule.id: rule for rule in all_rules() if rule.engine in (*options.engines, "suppression")
        }
        for name in (*options.select, *options.ignore):
            if not any(rule.answers_to(name) for rule in all_rules()):
                raise UsageError(f"No rule is called {name!r}.", "`mlsec-nb rules` lists them.")
        self._baseline = _baseline(options.baseline)

    def target(self, path: str, read: Callable[[], Notebook]) -> Target:
        """Read and scan one thing; what cannot be read is a target with a gap, never an exception."""
        try:
            return self.notebook(read())
        except UnreadableError as error:
            return unreadable(path, str(error))
        except Exception as error:  # a notebook that trips an engine costs that notebook
            return unreadable(path, f"the analysis failed with {type(error).__name__}; please report this.")

    def notebook(self, notebook: Notebook) -> Target:
        """Run the engines over a notebook that has been read."""
        from mlsec_nb.report.order import findings_in_order

        found, skipped = self._run(notebook)
        findings = [f for f in self._suppressed(notebook, found) if self._wanted(f)]
        return Target(
            path=notebook.path,
            kind=notebook.kind,
            format=notebook.format,
            sha256=notebook.sha256,
            coverage=notebook.coverage,
            findings=tuple(findings_in_order(findings)),
            skipped=(*notebook.skipped, *skipped),
        )

    def result(
        self, targets: Iterable[Target], *, skipped: Iterable[Skipped] = (), seconds: float = 0.0
    ) -> ScanResult:
        """Put targets together."""
        return ScanResult(
            targets=tuple(targets),
            skipped=tuple(skipped),
            rules=tuple(self.rules.values()),
            version=__version__,
            ruleset=ruleset(),
            seconds=seconds,
        )

    def _run(self, notebook: Notebook) -> tuple[list[tuple[Finding, tuple[str, ...]]], list[Skipped]]:
        """All findings, each with the plain spellings of its secret, and what was skipped."""
        from mlsec_nb.code.engine import analyse
        from mlsec_nb.notebook.code import parse_notebook
        from mlsec_nb.secrets.engine import detect

        code = parse_notebook(notebook)
        analysed = list(analyse(notebook, code)) if "code" in self.options.engines else []
        # Code evidence quotes the source: secrets are found even if only to mask them there.
        wanted = "secrets" in self.options.engines
        detected = list(detect(notebook, code, salt=self.options.salt)) if wanted or analysed else []
        skipped = [gap for cell in code for gap in cell.skipped]
        skipped += [item for item in (*analysed, *detected) if isinstance(item, Skipped)]
        secrets = [item for item in detected if not isinstance(item, Skipped)]
        redact = Redactor(
            ((value, item.finding.name) for item in secrets for value in item.values), self.options.salt
        )
        found = [(item.finding, item.values) for item in secrets] if wanted else []
        found += [(_masked(item, redact), ()) for item in analysed if isinstance(item, Finding)]
        return found, [replace(item, why=redact(item.why)) for item in skipped]

    def _suppressed(
        self, notebook: Notebook, found: list[tuple[Finding, tuple[str, ...]]]
    ) -> Iterable[Finding]:
        from mlsec_nb.suppression.apply import suppress

        entries = [(i.rule, i.path, i.fingerprint, i.reason) for i in self.options.suppress]
        return suppress(notebook, found, self.rules, config=entries, baseline=self._baseline)

    def _wanted(self, finding: Finding) -> bool:
        rule = self.rules[finding.rule]
        if finding.severity < self.options.min_severity:
            return False
        if any(rule.answers_to(name) for name in self.options.ignore):
            return False
        return not self.options.select or any(rule.answers_to(name) for name in self.options.select)


def unreadable(path: str, why: str) -> Target:
    """A target that could not be read at all."""
    from mlsec_nb.core.notebook import Coverage

    gap = Skipped("the whole file", why)
    return Target(path=path, kind="notebook", format="", sha256="", coverage=Coverage(), skipped=(gap,))


@lru_cache(maxsize=1)
def all_rules() -> tuple[Rule, ...]:
    """Every rule of every engine, by id."""
    from mlsec_nb.code.engine import rules as code_rules
    from mlsec_nb.secrets.engine import rules as secret_rules
    from mlsec_nb.suppression.apply import UNUSED

    return tuple(sorted((UNUSED, *secret_rules(), *code_rules()), key=lambda rule: rule.id))


def find_rule(name: str) -> Rule:
    """The rule with this id or name.

    Raises
    ------
    UsageError
        When there is none.
    """
    for rule in all_rules():
        if name.upper() == rule.id or name.lower() == rule.name:
            return rule
    raise UsageError(f"No rule is called {name!r}.", "`mlsec-nb rules` lists them.")


@lru_cache(maxsize=1)
def ruleset() -> str:
    """A digest of what decides the findings: the sources of the engines. Caches are keyed by it."""
    import hashlib

    digest = hashlib.blake2b(__version__.encode(), digest_size=6)
    root = Path(__file__).parent
    for folder in ("core", "notebook", "secrets", "code", "suppression"):
        for source in sorted((root / folder).rglob("*.py")):
            digest.update(source.read_bytes())
    return digest.hexdigest()


def _baseline(path: str) -> Baseline | None:
    if not path:
        return None
    from mlsec_nb.suppression.baseline import read_baseline

    return read_baseline(Path(path))


def _masked(finding: Finding, redact: Redactor) -> Finding:
    """Mask secrets in the evidence of an engine that does not look for them."""
    start, end = finding.highlight or (0, 0)
    evidence, span = redact.span(finding.evidence, start, end)
    return replace(
        finding,
        evidence=evidence,
        message=redact(finding.message),
        advice=redact(finding.advice),
        highlight=span if finding.highlight else None,
    )


__all__ = ["MlsecError", "ScanResult", "Scanner", "all_rules", "find_rule", "ruleset", "scan", "unreadable"]
