"""``mlsec-nb install-hooks`` and ``mlsec-nb filter``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from mlsec_nb.errors import UnreadableError
from mlsec_nb.fix.filter import cleaned
from mlsec_nb.fix.hooks import Hooks, Step
from mlsec_nb.options import load_options


def install(arguments: argparse.Namespace) -> int:
    """Ask about each step and take it; 0, or 2 if one was not taken because nobody could be asked."""
    hooks = Hooks(Path.cwd())
    status = 0
    for step in hooks.steps():
        if arguments.only and step.name not in arguments.only:
            continue
        if arguments.remove:
            hooks.remove(step)
            print(f"Removed: {step.sentence}.")
        elif step.present:
            print(f"There already: {step.sentence}.")
        elif arguments.yes or _agreed(step):
            hooks.install(step)
            print(f"Installed: {step.sentence}.")
        else:
            print(f"Not installed: {step.sentence}.")
            status = 0 if sys.stdin.isatty() else 2
    return status


def _agreed(step: Step) -> bool:
    if not sys.stdin.isatty():
        print("Nobody can be asked: add --yes.", file=sys.stderr)
        return False
    return input(f"{step.sentence}\nInstall it? [y/N] ").strip().lower() in ("y", "yes")


def clean(arguments: argparse.Namespace) -> int:
    """Standard input to standard output, secrets of outputs masked; what is no notebook passes as it is."""
    del arguments
    raw = sys.stdin.buffer.read()
    try:
        written, secrets = cleaned(raw, salt=load_options().salt)
    except UnreadableError as error:
        print(f"mlsec-nb filter: standard input {error} It passes unchanged.", file=sys.stderr)
        written, secrets = raw, 0
    if secrets:
        print(f"mlsec-nb filter: masked {secrets} in outputs; your file is unchanged.", file=sys.stderr)
    sys.stdout.buffer.write(written)
    sys.stdout.buffer.flush()
    return 0
