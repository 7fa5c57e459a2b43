"""Make the allowlist of globals from what installed libraries write into their pickles.

Run it in an environment with the libraries (``pip install scikit-learn torch xgboost ...``; those that
are missing are left out) and commit the result::

    python -m tests.artifacts.allowlist --write mlsec_nb/policy/allowlist.txt

Names come from three places: objects of each library that are made, fitted and pickled here; classes
of the kinds that such objects are made of (estimators, layers, distributions); and a hand-picked part
for the standard library and for the module paths of older versions. ``--keep`` keeps names of the
present file that this environment does not yield. Nothing that the tables of dangerous names know is
ever written. See the other files of this folder for the samples, one file a library.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import importlib.metadata
import io
import pickle
import sys
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path

from mlsec_nb.artifacts.limits import Budget, Limits
from mlsec_nb.artifacts.pickles.machine import Machine
from mlsec_nb.policy.policy import REFLECTIVE, allowlist, known_effect
from tests.artifacts.allowlist import curated, samples

HEAD = """\
# Globals that a pickle may ask for: exact names, no prefixes, no patterns.
# Made by tests/artifacts/allowlist from what these libraries write; do not edit by hand.
# A name is here because an honest pickle of the library needs it, and because neither calling it nor
# setting its state from a file runs code, reaches other names, or touches files and the network.
"""


def main() -> None:
    """Write or print the allowlist."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--keep", action="store_true", help="keep names that are in the file already")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    names: set[tuple[str, str]] = set()
    for module, found in allowlist().items() if options.keep else ():
        names.update((module, name) for name in found)
    names.update(curated.names())
    for label, pairs in samples.collect(written_names):
        before = len(names)
        names.update(pairs)
        sys.stderr.write(f"{label}: {len(names) - before} new\n")
    text = render(names)
    if options.write:
        options.write.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


def written_names(thing: object) -> Iterator[tuple[str, str]]:
    """The globals in the pickles of ``thing``, by each pickler and protocol that can write it."""
    for data in dumps(thing):
        machine = Machine(data, 0, len(data), lambda *_: ("safe", ""), Budget(limits=Limits()))
        while machine.position < len(data):
            machine.run()
            if not machine.stopped:
                break
            machine.stopped = False
        yield from machine.names


def dumps(thing: object) -> Iterator[bytes]:
    """``thing`` as written by pickle and joblib."""
    for protocol in (0, 2, 4, 5):
        with contextlib.suppress(Exception):  # many objects refuse old protocols
            yield pickle.dumps(thing, protocol)
    with contextlib.suppress(Exception):
        import joblib

        out = io.BytesIO()
        joblib.dump(thing, out)
        yield out.getvalue()


def acceptable(module: str, name: str) -> bool:
    """Whether a name may stand on the list: no test module, no name known to do harm, no private main."""
    if module in ("__main__", "allowlist.samples", "__mp_main__") or "<" in name or " " in name or not module:
        return False
    if module.startswith(("tests.", "test.")) or ".tests." in module:
        return False
    return not known_effect(module, name) and (module, name) not in REFLECTIVE


def render(names: Iterable[tuple[str, str]]) -> str:
    """The text of the allowlist. What was picked by hand stands in spite of the tables."""
    table: dict[str, set[str]] = {}
    picked = set(curated.names())
    for module, name in names:
        if (module, name) in picked or acceptable(module, name):
            table.setdefault(module, set()).add(name)
    versions = ", ".join(f"{package} {importlib.metadata.version(package)}" for package in installed())
    lines = [f"# {versions}", ""]
    lines += [f"{module}: {' '.join(sorted(found))}" for module, found in sorted(table.items())]
    return HEAD + "\n".join(lines) + "\n"


def installed() -> list[str]:
    """Those of the sampled packages that are installed."""
    found = []
    for package in samples.PACKAGES:
        try:
            importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            continue
        found.append(package)
    return found


if __name__ == "__main__":
    main()
