"""What probes look at. Everything comes from here, the clock included: so a probe can be tested."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from mlsec_nb.checklist.files import Files
from mlsec_nb.checklist.machine import Machine
from mlsec_nb.checklist.model import Decisions, Run
from mlsec_nb.core.measured import Measurement
from mlsec_nb.core.result import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerFacts:
    """What the server extension says of the Jupyter server it runs in.

    Attributes
    ----------
    at
        When it was asked.
    traits
        Settings in force, as ``ServerApp.ip``; of a secret only whether there is one.
    versions
        Installed versions, by distribution.
    extensions
        Server and browser extensions by name: whether each is on.
    kernelspecs
        Kernels by name, with what their ``kernel.json`` says.
    kernels
        How the messages of each running kernel travel, as :attr:`KernelFacts.connection`.
    """

    at: datetime
    traits: Mapping[str, Any] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    extensions: Mapping[str, bool] = field(default_factory=dict)
    kernelspecs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    kernels: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KernelFacts:
    """What can be seen from inside a kernel.

    Attributes
    ----------
    at
        When it was looked at.
    front_end
        Who shows the notebook, as far as is known: ``jupyter``, ``vscode``, ``colab`` or nothing.
    connection
        How messages travel: transport, address, whether encrypted, mode of the connection file.
    versions
        Installed versions, by distribution.
    variables
        Names of tables and models in the namespace, with their type.
    extensions
        IPython extensions that are loaded.
    """

    at: datetime
    front_end: str = ""
    connection: Mapping[str, Any] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=dict)
    extensions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """The project and the places it can be looked at from.

    Attributes
    ----------
    folder
        The root of the project.
    now
        The moment of this run, with a time zone.
    scan
        Gives the result of scanning the project; done once, when first asked for.
    files
        The files of the project.
    notebook
        The notebook at hand, if there is one.
    server, kernel
        What those places say; ``None`` where there is no such place.
    measurements
        What was measured of datasets and models, here or earlier.
    decisions, runs
        What people decided, and the earlier runs of the checklist, oldest first.
    network
        Whether a probe may use the network.
    settings
        The table ``[checklist]`` of the project's ``mlsec.toml``.
    params
        Parameters of the probe that is running: thresholds and lists from ``mlsec.toml``, by name.
    environ
        Environment variables.
    machine
        What the process that looks can see of the machine.
    """

    folder: Path
    now: datetime
    scan: Callable[[], Result]
    files: Files
    notebook: Path | None = None
    server: ServerFacts | None = None
    kernel: KernelFacts | None = None
    measurements: tuple[Measurement, ...] = ()
    decisions: Decisions = field(default_factory=Decisions)
    runs: tuple[Run, ...] = ()
    network: bool = False
    settings: Mapping[str, Any] = field(default_factory=dict)
    params: Mapping[str, Any] = field(default_factory=dict)
    environ: Mapping[str, str] = field(default_factory=dict)
    machine: Machine = field(default_factory=Machine)
