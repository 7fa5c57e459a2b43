"""Kernels: does each Python kernel have this package, so that ``%load_ext mlsec_nb`` works in it?"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mlsec_nb._version import __version__
from mlsec_nb.frontends.cli.doctor.check import Check, advice, broken, fine

SECONDS = 20
MOST_KERNELS = 20
ASK = "from importlib.metadata import version; print(version('mlsec-nb'))"


def checks() -> Iterator[Check]:
    """Each installed kernel for Python."""
    from jupyter_client.kernelspec import KernelSpecManager

    specs = KernelSpecManager().get_all_specs()
    asked = [(name, spec["spec"]) for name, spec in specs.items() if spec["spec"].get("language") == "python"]
    if not asked:
        seen = "There is no Python kernel."
        yield broken(
            "kernels", seen, "Run `pip install ipykernel`, and `python -m ipykernel install --sys-prefix`."
        )
    for name, spec in asked[:MOST_KERNELS]:
        yield kernel(name, spec)
    if len(asked) > MOST_KERNELS:
        left = len(asked) - MOST_KERNELS
        yield advice("kernels", f"{left} more kernels were not asked.", "Remove what is not used.")


def kernel(name: str, spec: Mapping[str, Any]) -> Check:
    """Whether the interpreter of a kernel has this package, in this version.

    Parameters
    ----------
    name
        Of the kernel.
    spec
        The content of its ``kernel.json``.
    """
    subject = f"kernel {name}"
    interpreter = _interpreter(spec)
    if not _is_python(interpreter):
        seen = f"It is started by {interpreter or 'nothing'}, which is no Python: not asked."
        return advice(subject, seen, "Run `%load_ext mlsec_nb` in it to see.")
    if not Path(interpreter).is_file():
        seen = f"Its interpreter {interpreter} does not exist."
        return broken(subject, seen, f"Remove the kernel: `jupyter kernelspec remove {name}`.")
    version = __version__ if Path(interpreter) == Path(sys.executable) else _version(interpreter)
    if not version:
        seen = f"Its environment has no mlsec-nb: `%load_ext mlsec_nb` fails in it ({interpreter})."
        return advice(subject, seen, f"Run `{interpreter} -m pip install .` in the folder of mlsec-nb.")
    if version != __version__:
        seen = f"Its environment has mlsec-nb {version}, this one {__version__}."
        return advice(subject, seen, "Install the same version in both.")
    return fine(subject, f"It has mlsec-nb {version} ({interpreter}).")


def _interpreter(spec: Mapping[str, Any]) -> str:
    """The program of a kernel, as jupyter_client starts it: a bare ``python`` means its own."""
    program = str((spec.get("argv") or [""])[0])
    own = {"python", "python3", f"python{sys.version_info.major}.{sys.version_info.minor}"}
    return sys.executable if program in own else program


def _is_python(interpreter: str) -> bool:
    return Path(interpreter).is_absolute() and Path(interpreter).stem.lower().startswith(("python", "pypy"))


def _version(interpreter: str) -> str:
    """The version that an interpreter has; it starts in its own folder, to import nothing of the project."""
    try:
        done = subprocess.run(  # noqa: S603 the program that Jupyter itself starts for this kernel
            [interpreter, "-c", ASK],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
            cwd=Path(interpreter).parent,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
