"""The use case: one notebook or model file in, one :class:`ScanResult` out, the same for every face."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mlsec_nb._version import __version__
from mlsec_nb.core.finding import Finding, Skipped
from mlsec_nb.core.redact import Redactor
from mlsec_nb.core.result import Result, Target
from mlsec_nb.errors import ConfigError, UnreadableError, UsageError
from mlsec_nb.loaded import Examinations, Examined, LoadedFiles
from mlsec_nb.options import Options
from mlsec_nb.ruleset import all_rules, find_rule, ruleset

HEAD = 1024
"""Bytes that tell what a file is."""

NO_TEXT = "is neither a notebook (.ipynb) nor a Python script (.py)."

if TYPE_CHECKING:
    from mlsec_nb.artifacts.manifest import Manifest
    from mlsec_nb.core.notebook import Notebook
    from mlsec_nb.secrets.memory import Memory
    from mlsec_nb.suppression.baseline import Baseline
    from mlsec_nb.suppression.inline import Directive

Found = tuple[Finding, tuple[str, ...]]
"""A finding with the plain spellings of its secret."""


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
    """Scan one notebook, script or model file; many paths and folders are :func:`mlsec_nb.scan_many`'s.

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
    from mlsec_nb.notebook.read import read_dict
    from mlsec_nb.options import load_options

    start = time.perf_counter()
    scanner = Scanner(load_options() if options is None else options)
    if isinstance(target, Mapping):
        done = scanner.target("<memory>", lambda: read_dict(target, "<memory>"))
    else:
        path = Path(target)
        if path.is_dir():
            raise UsageError(f"{path} is a folder.", "Use mlsec_nb.scan_many([...]) for folders.")
        done = scanner.file(str(target))
    return scanner.result([done], seconds=time.perf_counter() - start)


class Scanner:
    """Scans notebooks and model files one after the other under the same options.

    Parameters
    ----------
    options
        What to look for.
    examinations
        What is known of model files from scans under the same options.
    memory
        What is known of large outputs from scans before.
    file_seconds, all_seconds
        Time for one model file, and for all of them: those beyond are reported as not examined.

    Raises
    ------
    UsageError
        When the options select a rule that does not exist.
    ConfigError
        When the baseline or the manifest cannot be read.
    """

    def __init__(
        self,
        options: Options,
        *,
        examinations: Examinations | None = None,
        file_seconds: float = 20.0,
        all_seconds: float = math.inf,
        memory: Memory | None = None,
    ) -> None:
        self.options = options
        self._file_seconds = file_seconds
        self._left = all_seconds
        self._memory = memory
        self.rules = {
            rule.id: rule for rule in all_rules() if rule.engine in (*options.engines, "suppression")
        }
        for name in (*options.select, *options.ignore):
            if not any(rule.answers_to(name) for rule in all_rules()):
                raise UsageError(f"No rule is called {name!r}.", "`mlsec-nb rules` lists them.")
        self._baseline = _baseline(options.baseline)
        self._manifest = _manifest(options.manifest)
        self._examinations = Examinations() if examinations is None else examinations
        self._loaded = LoadedFiles(self._examine)

    def file(self, path: str) -> Target:
        """Scan a file on disk: by its suffix a notebook or script, else a model file."""
        from mlsec_nb.notebook.read import read_notebook

        if is_notebook(path):
            return self.target(
                path,
                lambda: read_notebook(Path(path), max_bytes=self.options.max_bytes),
                folder=Path(path).parent,
            )
        if "artifacts" not in self.options.engines:
            return unreadable(path, NO_TEXT)
        return self._shown(self._examine(str(Path(path))).target)

    def content(self, data: bytes, name: str) -> Target:
        """Scan the content of a file that is in memory; its ``name`` and its beginning tell its kind."""
        from mlsec_nb.notebook.read import read_bytes

        if name == "-" or is_notebook(name, data[:HEAD]):
            return self.target(name, lambda: read_bytes(data, name))
        if "artifacts" not in self.options.engines:
            return unreadable(name, NO_TEXT)
        return self.data(data, name)

    def data(self, data: bytes, name: str) -> Target:
        """Scan a model file that is in memory; a manifest says nothing of it."""
        from mlsec_nb.artifacts.engine import examine_bytes

        try:
            target = self._quoting_no_secret(examine_bytes(data, name, allow=self.options.allow))
        except Exception as error:  # a file that trips the engine costs that file
            return unreadable(name, _tripped(error), kind="artifact")
        found: list[Found] = [(finding, ()) for finding in target.findings]
        return self._shown(replace(target, findings=tuple(self._suppressed(name, found, []))))

    def target(self, path: str, read: Callable[[], Notebook], *, folder: Path | None = None) -> Target:
        """Read and scan one notebook; what cannot be read is a target with a gap, never an exception.

        Parameters
        ----------
        path
            What to call it if it cannot be read.
        read
            Reads it.
        folder
            Where it lies on disk: files there that it loads are examined as well.
        """
        try:
            return self.notebook(read(), folder=folder)
        except UnreadableError as error:
            return unreadable(path, str(error))
        except Exception as error:  # a notebook that trips an engine costs that notebook
            return unreadable(path, _tripped(error))

    def notebook(self, notebook: Notebook, *, folder: Path | None = None) -> Target:
        """Run the engines over a notebook that has been read; for ``folder`` see :meth:`target`."""
        from mlsec_nb.suppression.inline import directives

        found, skipped = self._run(notebook, folder)
        target = Target(
            path=notebook.path,
            kind=notebook.kind,
            format=notebook.format,
            sha256=notebook.sha256,
            coverage=notebook.coverage,
            findings=tuple(self._suppressed(notebook.path, found, list(directives(notebook)))),
            skipped=(*notebook.skipped, *skipped),
        )
        return self._shown(target)

    def take_loaded(self) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
        """What was loaded since the last call: real path and name of each file; every path that was named."""
        taken = tuple((str(real), name) for real, name in self._loaded.names.items())
        asked = tuple(dict.fromkeys(self._loaded.asked))
        self._loaded.names.clear()
        self._loaded.asked.clear()
        return taken, asked

    def result(
        self,
        targets: Iterable[Target],
        *,
        skipped: Iterable[Skipped] = (),
        loads: Iterable[tuple[str, str]] = (),
        seconds: float = 0.0,
    ) -> ScanResult:
        """Put targets together, and the files that they load: real path and name of those found elsewhere."""
        listed = list(targets)
        loaded = dict(loads) | {str(real): name for real, name in self._loaded.names.items()}
        known = {str(Path(target.path).resolve()) for target in listed} if loaded else set()
        beside = [name for real, name in sorted(loaded.items()) if real not in known]
        return ScanResult(
            targets=(*listed, *(self._shown(self._examine(name).target) for name in beside)),
            skipped=tuple(skipped),
            rules=tuple(self.rules.values()),
            version=__version__,
            ruleset=ruleset(),
            seconds=seconds,
        )

    def _run(self, notebook: Notebook, folder: Path | None) -> tuple[list[Found], list[Skipped]]:
        """All findings, each with the plain spellings of its secret, and what was skipped."""
        from mlsec_nb.code.engine import analyse
        from mlsec_nb.notebook.code import parse_notebook
        from mlsec_nb.secrets.engine import detect

        code = parse_notebook(notebook)
        analysed = list(analyse(notebook, code)) if "code" in self.options.engines else []
        if folder is not None and "artifacts" in self.options.engines:
            analysed = list(self._loaded.inform(notebook, folder, analysed))
        # Code evidence quotes the source: secrets are found even if only to mask them there.
        wanted = "secrets" in self.options.engines
        detected = (
            list(detect(notebook, code, salt=self.options.salt, memory=self._memory))
            if wanted or analysed
            else []
        )
        skipped = [gap for cell in code for gap in cell.skipped]
        skipped += [item for item in (*analysed, *detected) if isinstance(item, Skipped)]
        secrets = [item for item in detected if not isinstance(item, Skipped)]
        redact = Redactor(
            ((value, item.finding.name) for item in secrets for value in item.values), self.options.salt
        )
        found: list[Found] = [(item.finding, item.values) for item in secrets] if wanted else []
        if "privacy" in self.options.engines:
            from mlsec_nb.privacy.engine import detect as detect_personal

            personal = list(detect_personal(notebook, salt=self.options.salt))
            skipped += [item for item in personal if isinstance(item, Skipped)]
            analysed += personal
        found += [(_masked(item, redact), ()) for item in analysed if isinstance(item, Finding)]
        return found, [replace(item, why=redact(item.why)) for item in skipped]

    def _examine(self, path: str) -> Examined:
        """Examine a model file, once: nothing is left out yet, but what is suppressed is marked."""
        examined = self._examinations.of(Path(path).resolve(), lambda: self._examine_in_time(path))
        found: list[Found] = [(finding, ()) for finding in examined.target.findings]
        findings = tuple(self._suppressed(path, found, []))
        return replace(examined, target=replace(examined.target, path=path, findings=findings))

    def _examine_in_time(self, path: str) -> Examined:
        if self._left <= 0:
            return Examined(
                unreadable(path, "there was no time to look at it", kind="artifact"), postponed=True
            )
        start = time.perf_counter()
        examined = self._examine_anew(path)
        self._left -= time.perf_counter() - start
        return examined

    def _examine_anew(self, path: str) -> Examined:
        from mlsec_nb.artifacts.contents import spoken
        from mlsec_nb.artifacts.engine import is_artifact, summary
        from mlsec_nb.artifacts.limits import Limits

        try:
            target, node = summary(
                Path(path),
                limits=Limits(seconds=self._file_seconds),
                manifest=self._manifest,
                allow=self.options.allow,
            )
            target = self._quoting_no_secret(target)
            with open(path, "rb") as file:
                known = is_artifact(file.read(HEAD), path)
        except OSError as error:
            return Examined(unreadable(path, f"cannot be read: {error.strerror}", kind="artifact"))
        except Exception as error:  # a file that trips the engine costs that file
            return Examined(unreadable(path, _tripped(error), kind="artifact"))
        if not known and not target.findings:
            gap = Skipped(
                "the whole file", "is neither a notebook, nor a script, nor a known kind of model file"
            )
            target = replace(target, skipped=(*target.skipped, gap))
        return Examined(target, spoken(node))

    def _quoting_no_secret(self, target: Target) -> Target:
        """A command in a model file may hold a credential as well: mask it where findings quote it."""
        if not target.findings:
            return target
        from mlsec_nb.secrets.texts import redactor

        texts = [text for finding in target.findings for text in (finding.evidence, finding.message)]
        redact = redactor(texts, salt=self.options.salt)
        return replace(target, findings=tuple(_masked(finding, redact) for finding in target.findings))

    def _suppressed(self, path: str, found: list[Found], directives: list[Directive]) -> Iterable[Finding]:
        from mlsec_nb.suppression.apply import suppress

        entries = [(i.rule, i.path, i.fingerprint, i.reason) for i in self.options.suppress]
        return suppress(path, directives, found, self.rules, config=entries, baseline=self._baseline)

    def _shown(self, target: Target) -> Target:
        """The target with those findings that the options ask for, in order."""
        from mlsec_nb.report.order import findings_in_order

        wanted = [finding for finding in target.findings if self._wanted(finding)]
        return replace(target, findings=tuple(findings_in_order(wanted)))

    def _wanted(self, finding: Finding) -> bool:
        rule = self.rules[finding.rule]
        if finding.severity < self.options.min_severity:
            return False
        if any(rule.answers_to(name) for name in self.options.ignore):
            return False
        return not self.options.select or any(rule.answers_to(name) for name in self.options.select)


def is_notebook(path: str, head: bytes | None = None) -> bool:
    """Whether the file is read as a notebook or script; ``.json`` may be either kind of thing.

    ``head`` is its beginning, where it is known already.
    """
    if path.endswith((".ipynb", ".py")):
        return True
    if not path.endswith(".json"):
        return False
    if head is None:
        try:
            with open(path, "rb") as file:
                head = file.read(HEAD)
        except OSError:
            return False
    return b'"cells"' in head


def unreadable(path: str, why: str, *, kind: str = "notebook") -> Target:
    """A target that could not be read at all."""
    from mlsec_nb.core.notebook import Coverage

    gap = Skipped("the whole file", why)
    return Target(path=path, kind=kind, format="", sha256="", coverage=Coverage(), skipped=(gap,))


def _tripped(error: Exception) -> str:
    """What a report says of an error that should not have been; its text may hold a secret."""
    return f"the analysis failed with {type(error).__name__}; please report this."


def _baseline(path: str) -> Baseline | None:
    if not path:
        return None
    from mlsec_nb.suppression.baseline import read_baseline

    return read_baseline(Path(path))


def _manifest(path: str) -> Manifest | None:
    if not path:
        return None
    from mlsec_nb.artifacts.manifest import Manifest

    try:
        return Manifest.read(Path(path))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        advice = "Write one with `mlsec-nb manifest`."
        raise ConfigError(f"Manifest {path} cannot be read: {error}.", advice) from error


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


__all__ = ["ScanResult", "Scanner", "all_rules", "find_rule", "ruleset", "scan", "unreadable"]
