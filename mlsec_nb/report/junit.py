"""JUnit XML for build servers: a suite for each target, a failing case for each finding that counts."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree

from mlsec_nb.core.finding import Finding, Severity, Skipped
from mlsec_nb.core.result import Result, Target
from mlsec_nb.report.excerpt import draw
from mlsec_nb.report.interface import Settings
from mlsec_nb.report.order import findings_in_order, targets_in_order
from mlsec_nb.report.terminal import Style, flat
from mlsec_nb.report.wording import place

COLUMNS = 100


def render(result: Result, settings: Settings) -> str:
    """Return the XML; what it may not hold, such as control characters, is shown as an escape."""
    root = ElementTree.Element("testsuites", name="mlsec-nb", time=f"{result.seconds:.3f}")
    gaps = [skipped for skipped in result.skipped if skipped.gap]
    if gaps:
        _gaps(_suite(root, "scan"), "scan", gaps)
    for target in targets_in_order(result):
        _target(root, target, settings.fail_on)
    for suite in (*root, root):
        for key, tag in (
            ("tests", "testcase"),
            ("failures", "failure"),
            ("errors", "error"),
            ("skipped", "skipped"),
        ):
            suite.set(key, str(sum(1 for _ in suite.iter(tag))))
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _suite(root: ElementTree.Element, name: str) -> ElementTree.Element:
    return ElementTree.SubElement(root, "testsuite", name=flat(name))


def _target(root: ElementTree.Element, target: Target, fail_on: Severity) -> None:
    suite = _suite(root, target.path)
    for finding in findings_in_order(target.findings):
        name = f"{finding.name} {finding.rule} ({place(finding.location)})"
        _outcome(_case(suite, target.path, name), finding, fail_on)
    _gaps(suite, target.path, (skipped for skipped in target.skipped if skipped.gap))
    if not len(suite):
        _case(suite, target.path, "no findings")


def _case(suite: ElementTree.Element, path: str, name: str) -> ElementTree.Element:
    return ElementTree.SubElement(suite, "testcase", classname=flat(path), name=flat(name))


def _outcome(case: ElementTree.Element, finding: Finding, fail_on: Severity) -> None:
    """Fail the case, mark it as skipped if the finding is suppressed, or only note a lesser finding."""
    message = flat(f"{finding.severity.label}: {finding.message}")
    if finding.suppressed is not None:
        reason = flat(f"suppressed by {finding.suppressed.by} {finding.suppressed.reason}")
        ElementTree.SubElement(case, "skipped", message=reason)
        return
    if finding.severity >= fail_on:
        note = ElementTree.SubElement(case, "failure", type=finding.severity.label, message=message)
    else:
        note = ElementTree.SubElement(case, "system-out")
    note.text = "\n".join([message, *draw(finding, COLUMNS, Style(color=False)), flat(finding.advice)])


def _gaps(suite: ElementTree.Element, path: str, gaps: Iterable[Skipped]) -> None:
    for gap in gaps:
        ElementTree.SubElement(_case(suite, path, gap.what), "error", type="not read", message=flat(gap.why))
