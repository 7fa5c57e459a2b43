"""The example notebooks run, show what is saved in them, and hold nothing that should not be there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat
import pytest
import yaml

import mlsec_nb
from tests.examples.make import FOLDER, NOTEBOOKS, ROOT, executed

STORIES = (
    "00_tour 01_secrets 02_unsafe_loading 03_artifacts 04_profile_data 05_profile_model 06_checklist".split()
)
RULE = re.compile(r"\bMLS\d{3}\b")
MOST_BYTES = 100_000
each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def shown(notebook: nbformat.NotebookNode) -> list[tuple[str, list[object], set[str]]]:
    """Of each cell the kinds of its outputs and the rules named in them; numbers change with versions."""
    return [
        (
            cell.id,
            [
                (output.output_type, output.get("name"), sorted(output.get("data", {})))
                for output in cell.outputs
            ],
            set(RULE.findall(json.dumps(cell.outputs))),
        )
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


def test_every_story_is_there() -> None:
    assert [path.stem for path in NOTEBOOKS] == STORIES


@pytest.mark.slow
@each
def test_a_run_shows_what_is_saved(path: Path) -> None:
    assert shown(executed(path)) == shown(nbformat.read(path, as_version=4)), "run `make examples`"


@each
def test_saved_notebooks_are_valid_small_and_tell_nothing_of_a_machine(path: Path) -> None:
    text = path.read_text("utf-8")
    nbformat.validate(nbformat.reads(text, as_version=4))
    assert len(text) < MOST_BYTES
    assert set(re.findall(r"/(?:tmp|home|root|Users)/[\w.-]+", text)) <= {"/tmp/example"}


@each
def test_only_the_story_of_secrets_holds_any(path: Path) -> None:
    result = mlsec_nb.scan(path, mlsec_nb.Options(engines=("secrets",)))
    assert bool(result.findings) == (path.stem == "01_secrets")


def test_other_scanners_are_told_that_they_are_made_up() -> None:
    folder = FOLDER.relative_to(ROOT).as_posix()
    assert f"^{folder}/" in (ROOT / ".gitleaks.toml").read_text("utf-8")
    github = yaml.safe_load((ROOT / ".github" / "secret_scanning.yml").read_text("utf-8"))
    assert f"{folder}/**" in github["paths-ignore"]
    guardian = yaml.safe_load((ROOT / ".gitguardian.yaml").read_text("utf-8"))
    assert f"{folder}/**" in guardian["secret"]["ignored_paths"]
