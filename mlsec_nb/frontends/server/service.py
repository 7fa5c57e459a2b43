"""What the worker answers. It runs in a process of its own: ``python -m mlsec_nb.frontends.server.service``.

A question has a head (the operation, the contents root) and the body of the HTTP request; an answer has
a status and a body, which the handler passes on as they are.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from mlsec_nb.core.finding import Finding, Location, Surface
from mlsec_nb.errors import MlsecError, UsageError
from mlsec_nb.frontends.server import artifacts, checklist, frames
from mlsec_nb.frontends.server.artifacts import NotThereError, TooLargeError
from mlsec_nb.frontends.server.frames import Head
from mlsec_nb.frontends.server.mirror import Mirror, MissingPiecesError
from mlsec_nb.frontends.server.scan import FilesSeen, Scan, asked_options, find
from mlsec_nb.options import Ignored
from mlsec_nb.scan import Scanner
from mlsec_nb.secrets.memory import Memory

Json = dict[str, Any]

EXPORTS = ("html", "sarif", "markdown", "json")

STATUSES = {NotThereError: 404, TooLargeError: 413}
"""Any other refusal is a 400."""

SLICE_SECONDS = 0.5
"""For large outputs that are new; the others are searched when the panel asks again."""

WHOLE_SECONDS = 8.0
"""The same for what is asked once, such as an export; what is left is reported as not looked at."""

FILE_SECONDS, ALL_SECONDS = 4.0, 8.0
"""For the model files that a notebook loads; what came of them is remembered for the next scan."""


class Service:
    """Answers questions about notebooks and rules."""

    def __init__(self) -> None:
        self._mirror = Mirror()
        self._files = FilesSeen()
        self._outputs = Memory()
        self._operations: dict[str, Callable[[Head, Json], Json]] = {
            "scan": self.scan,
            "check": self.check,
            "redact": self.redact,
            "export": self.export,
            "fix": self.fix,
            "ignore": self.ignore,
            "artifact": self.artifact,
            "artifact-ignore": self.ignore_artifact,
            "rules": self.rules,
            "explain": self.explain,
            **{name: partial(self._checklist, answer) for name, answer in checklist.OPERATIONS.items()},
        }

    def answer(self, head: Head, body: bytes) -> tuple[int, Json]:
        """The HTTP status and content of the answer; nothing in a request can make this raise."""
        try:
            request = json.loads(body) if body else {}
            if not isinstance(request, dict):
                raise UsageError("The body of a request is a JSON object.")
            return 200, self._operations[head["operation"]](head, request)
        except MissingPiecesError as error:
            return 409, {"missing": error.keys}
        except MlsecError as error:
            return STATUSES.get(type(error), 400), {"message": error.message, "advice": error.advice}
        except (ValueError, RecursionError):
            return 400, {"message": "The request cannot be read as JSON.", "advice": ""}

    def scan(self, head: Head, request: Json) -> Json:
        """Scan the notebook as it stands in the browser."""
        from mlsec_nb.report.wire import to_wire

        # a change is answered at once: nobody who types waits for outputs from before
        seconds = 0.0 if request.get("pieces") else SLICE_SECONDS
        scan = self._scan(head, request, self._mirror.update(request), seconds=seconds)
        return {
            "scan": to_wire(scan.result),
            "guarded": scan.guarded,
            "left": self._outputs.left,
        }

    def check(self, head: Head, request: Json) -> Json:
        """What in a notebook that is about to be saved the save guard holds against it."""
        from mlsec_nb.report.wording import place

        model = request.get("notebook")
        scan = self._scan(head, request, model if isinstance(model, dict) else {})
        findings = [f for f in scan.target.live if f.severity >= scan.options.fail_on]
        found = [f"{f.name} in {place(f.location)}" for f in findings]
        return {"found": found, "severity": scan.options.fail_on.label}

    def redact(self, head: Head, request: Json) -> Json:
        """A notebook that is about to be saved, secrets of its outputs masked; nothing if it has none."""
        from mlsec_nb.fix.filter import SURFACES
        from mlsec_nb.secrets.redaction import redact

        model = request.get("notebook")
        model = model if isinstance(model, dict) else {}
        redacted = redact(model, salt=asked_options(head["root"], request).salt, surfaces=SURFACES)
        return {"notebook": redacted.notebook if redacted.secrets else None}

    def export(self, head: Head, request: Json) -> Json:
        """Render the notebook's result in a format of the reports."""
        from mlsec_nb.report.interface import FORMATS

        name = request.get("format")
        if name not in EXPORTS:
            raise UsageError(f"{name!r} is no format to export.", f"Choose one of {', '.join(EXPORTS)}.")
        scan = self._scan(head, request, self._mirror.update(request))
        chosen = FORMATS[name]
        stem = Path(scan.path).stem
        return {
            "name": f"{stem}.mlsec{chosen.extension}",
            "mime": chosen.mime,
            "content": scan.result.render(name, fail_on=scan.options.fail_on),
        }

    def fix(self, head: Head, request: Json) -> Json:
        """Propose changes that remove a finding, or those that redact what the outputs show."""
        from mlsec_nb.fix.propose import Proposer

        model = self._mirror.update(request)
        scan = self._scan(head, request, model)
        proposer = Proposer(scan.scanner, model, scan.path)
        if request.get("outputs"):
            return _changes(proposer.redact_outputs(scan.options.fail_on))
        return _changes(proposer.fix(proposer.finding(*_finding_of(request))))

    def ignore(self, head: Head, request: Json) -> Json:
        """Propose to ignore a finding in its cell, or write it into the project's configuration."""
        from mlsec_nb.fix.propose import Proposer

        model = self._mirror.update(request)
        scan = self._scan(head, request, model)
        proposer = Proposer(scan.scanner, model, scan.path)
        named = _finding_of(request)
        if request.get("scope") == "here":
            return _changes(proposer.silence(proposer.finding(*named), _reason(request)))
        return _ignored(head, request, find(scan.result.findings, *named))

    def artifact(self, head: Head, request: Json) -> Json:
        """Examine a model file of the contents root."""
        return artifacts.answer(head, request.get("path"), asked_options(head["root"], request))

    def ignore_artifact(self, head: Head, request: Json) -> Json:
        """Write a finding in a model file into the project's configuration."""
        found = artifacts.examine(head, request.get("path"), asked_options(head["root"], request))
        return _ignored(head, request, find(found.result.findings, *_finding_of(request)))

    def _checklist(self, answer: checklist.Answer, head: Head, request: Json) -> Json:
        """Ask about the checklist; the notebook may come with the request, as it does for a scan."""
        return answer(head, request, self._mirror.update(request) if "session" in request else None)

    def rules(self, _head: Head, _request: Json) -> Json:
        """Every rule in short."""
        from mlsec_nb.ruleset import all_rules

        found = all_rules()
        return {
            "rules": [
                {"id": r.id, "name": r.name, "severity": r.severity.label, "summary": r.summary}
                for r in found
            ]
        }

    def explain(self, head: Head, _request: Json) -> Json:
        """All that is known of a rule, as Markdown."""
        from mlsec_nb.report.rulebook import rule_markdown
        from mlsec_nb.ruleset import find_rule

        rule = find_rule(head["rule"])
        return {"id": rule.id, "name": rule.name, "markdown": rule_markdown(rule)}

    def _scan(
        self, head: Head, request: Json, model: Mapping[str, Any], *, seconds: float = WHOLE_SECONDS
    ) -> Scan:
        options = asked_options(head["root"], request)
        self._outputs.begin(seconds=seconds)
        scanner = Scanner(
            options,
            examinations=self._files.under(options),
            file_seconds=FILE_SECONDS,
            all_seconds=ALL_SECONDS,
            memory=self._outputs,
        )
        return Scan(model, scanner, root=head["root"], path=str(request.get("path", "")))


def _finding_of(request: Json) -> tuple[str, Location]:
    try:
        place = dict(request["finding"]["location"])
        place["surface"] = Surface(place["surface"])
        return str(request["finding"]["fingerprint"]), Location(**place)
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError("A finding is named by its fingerprint and location.") from error


def _ignored(head: Head, request: Json, finding: Finding) -> Json:
    """Write a finding, or all of its rule, into the configuration below the root."""
    from mlsec_nb.suppression.accept import accept

    scope = request.get("scope")
    if scope not in ("rule", "value"):
        raise UsageError(f"{scope!r} is no scope.", "Choose here, rule or value.")
    if not head["root"]:
        raise UsageError("This server's files are not in a folder.", "Ignore the finding in its cell.")
    fingerprint = finding.fingerprint if scope == "value" else ""
    entry = Ignored(rule=finding.rule, fingerprint=fingerprint, reason=_reason(request))
    root = Path(head["root"])
    added = accept(entry, start=root, within=root)
    return {"file": added.path.name, "text": added.text}


def _reason(request: Json) -> str:
    return str(request.get("reason", ""))


def _changes(changes: list[Any]) -> Json:
    return {"changes": [asdict(change) for change in changes]}


def main() -> None:
    """Answer until the server closes the pipe."""
    source = sys.stdin.buffer
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever prints must not end up among the frames
    service = Service()
    while (question := frames.read(source)) is not None:
        status, content = service.answer(*question)
        frames.write(answers, {"status": status}, json.dumps(content).encode())


if __name__ == "__main__":
    main()
