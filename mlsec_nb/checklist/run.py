"""One run of the checklist: read, look, judge, remember."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from mlsec_nb._version import __version__
from mlsec_nb.checklist import assess
from mlsec_nb.checklist.clean import cleaned
from mlsec_nb.checklist.files import Files
from mlsec_nb.checklist.history import Kept
from mlsec_nb.checklist.load import catalogue
from mlsec_nb.checklist.look import Looking, Progress, look
from mlsec_nb.checklist.machine import Machine
from mlsec_nb.checklist.model import Answer, Control, Profile, Run
from mlsec_nb.checklist.project import Project, load_project
from mlsec_nb.checklist.result import ChecklistReport, ControlResult
from mlsec_nb.checklist.scanning import SECONDS, Live, ProjectScan, waivers_of_findings
from mlsec_nb.checklist.situation import KernelFacts, ServerFacts, Situation
from mlsec_nb.checklist.store import State, Store
from mlsec_nb.clock import now
from mlsec_nb.core.measured import MEASURED
from mlsec_nb.core.pillar import Pillar
from mlsec_nb.errors import UsageError
from mlsec_nb.options import load_options
from mlsec_nb.ruleset import ruleset


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked for, and what the face that asks can say.

    Attributes
    ----------
    folder
        A folder of the project, or a notebook in it.
    profile
        How much is asked; ``None`` for what the project's configuration says.
    only
        Pillars or ids of controls; empty for all.
    demand
        Whether costly probes run as well.
    network
        Whether probes may use the network.
    remember
        Whether the run is written down; ``None`` for whether the project keeps a checklist.
    config, within
        Configuration to read instead of the project's; a folder that the project must not reach beyond.
    notebook, live
        The notebook at hand, and how to scan it as it is in the browser.
    server, kernel, machine, vantage
        What the face that asks can see, and which one it is: ``cli``, ``kernel`` or ``server``.
    trigger
        ``open``, ``save``, ``manual`` or ``ci``.
    now
        The moment of the run; by default the clock is read.
    progress, cancelled
        Told of each probe; asked whether to stop.
    """

    folder: Path
    profile: Profile | None = None
    only: tuple[str, ...] = ()
    demand: bool = False
    network: bool = False
    remember: bool | None = None
    config: Path | None = None
    within: Path | None = None
    notebook: Path | None = None
    live: Live | None = None
    server: ServerFacts | None = None
    kernel: KernelFacts | None = None
    machine: Machine = field(default_factory=Machine)
    vantage: str = "cli"
    trigger: str = "manual"
    now: datetime = field(default_factory=now)
    progress: Progress | None = None
    cancelled: Callable[[], bool] = lambda: False


def run_checklist(request: Request) -> ChecklistReport:
    """Answer the controls that are asked for.

    Raises
    ------
    UsageError
        When there is no such folder, pillar or control.
    ConfigError
        When the project's configuration or memory cannot be used.
    """
    start = time.monotonic()
    if request.folder.is_file():
        request = replace(request, folder=request.folder.parent, notebook=request.folder)
    if not request.folder.is_dir():
        raise UsageError(f"{request.folder} is no folder.", "Name the folder of the project.")
    project = load_project(
        request.folder, today=request.now.date(), config=request.config, within=request.within
    )
    store = Store(project.folder)
    remember = project.begun if request.remember is None else request.remember
    state = store.remember(measurements=MEASURED.recorded()) if remember else store.state()
    kept = store.runs()
    scan = _scan(project, request)
    situation = _situation(project, request, state.updated(measurements=MEASURED.recorded()), kept.runs, scan)
    answers, found = _answered(project, request, situation, scan, state.answers)
    report = replace(
        _report(project, request, found, kept), remembered=remember, seconds=time.monotonic() - start
    )
    if remember:
        store.remember(answers)
    whole = not (request.only or request.cancelled())
    return _appended(report, request, situation, store) if remember and whole else report


def _answered(
    project: Project,
    request: Request,
    situation: Situation,
    scan: ProjectScan,
    remembered: Mapping[str, Answer],
) -> tuple[tuple[Answer, ...], tuple[ControlResult, ...]]:
    """What the probes see now, and what comes of it with what is remembered and decided."""
    controls = chosen(project.asked(request.profile or project.profile), request.only)
    how = _how(project, request)
    answers = cleaned(look(controls, situation, how))
    known = assess.Known(
        now=request.now,
        how=how,
        answers={answer.control: answer for answer in answers},
        remembered=remembered,
        decisions=project.decisions,
        waived=scan.matched,
    )
    return answers, assess.results(controls, known)


def _report(
    project: Project, request: Request, found: tuple[ControlResult, ...], kept: Kept
) -> ChecklistReport:
    profile = request.profile or project.profile
    before = next((run for run in reversed(kept.runs) if run.profile is profile), None)
    return ChecklistReport(
        folder=project.folder.name,
        at=request.now,
        version=__version__,
        ruleset=ruleset(),
        catalogue=catalogue().version,
        profile=profile,
        controls=found,
        pillars=assess.pillar_scores(found),
        changes=assess.changes(found, before),
        loosened=project.loosened,
        history=kept.runs,
        remarks=tuple(_remarks(kept.damaged, request)),
    )


def chosen(controls: Iterable[Control], only: tuple[str, ...]) -> tuple[Control, ...]:
    """Those controls that are asked for by pillar or id; all of them when nothing is named.

    Raises
    ------
    UsageError
        When a name stands for none of them.
    """
    listed = tuple(controls)
    for name in only:
        if not any(_answers_to(control, name) for control in listed):
            pillars = ", ".join(pillar.value for pillar in Pillar)
            advice = f"Name a pillar ({pillars}) or a control of this profile."
            raise UsageError(f"Nothing on this checklist is called {name!r}.", advice)
    return tuple(c for c in listed if not only or any(_answers_to(c, name) for name in only))


def _answers_to(control: Control, name: str) -> bool:
    return name.upper() in (control.id, control.id.split("-")[0]) or name.lower() == control.pillar.value


def _scan(project: Project, request: Request) -> ProjectScan:
    return ProjectScan(
        project.folder,
        load_options(request.config, start=project.folder),
        notebook=request.notebook,
        live=request.live,
        waivers=waivers_of_findings(project.decisions.waivers, request.now.date()),
        seconds=None if request.demand else SECONDS,
    )


def _how(project: Project, request: Request) -> Looking:
    return Looking(
        thresholds=project.thresholds,
        vantage=request.vantage,
        demand=request.demand,
        progress=request.progress,
        cancelled=request.cancelled,
    )


def _situation(
    project: Project, request: Request, state: State, runs: tuple[Run, ...], scan: ProjectScan
) -> Situation:
    return Situation(
        folder=project.folder,
        now=request.now,
        scan=scan,
        files=Files(project.folder),
        notebook=request.notebook,
        server=request.server,
        kernel=request.kernel,
        measurements=state.measurements,
        decisions=project.decisions,
        runs=runs,
        network=request.network,
        settings=project.settings,
        environ=request.machine.environ,
        machine=request.machine,
    )


def _remarks(damaged: int, request: Request) -> Iterable[str]:
    if damaged:
        yield f"{damaged} lines of the history could not be read and were left out."
    if request.cancelled():
        yield "The run was cancelled: some probes did not look."


def _appended(
    report: ChecklistReport, request: Request, situation: Situation, store: Store
) -> ChecklistReport:
    """Write the run down, unless it says what the one before said."""
    head = (situation.files.git("rev-parse", "--verify", "--quiet", "HEAD") or "").strip()
    run = assess.as_run(report, trigger=request.trigger, head=head)
    if assess.tells_news(run, report.history[-1] if report.history else None):
        store.append(run)
    return replace(report, history=(*report.history, run))
