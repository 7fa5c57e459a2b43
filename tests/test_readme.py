"""What the README says is so; ``tests/readme.py`` makes its tables."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml

from mlsec_nb.frontends.cli.parser import build_parser
from mlsec_nb.frontends.magics.arguments import split
from mlsec_nb.frontends.magics.commands import COMMANDS, find_command
from mlsec_nb.options import load_options
from tests.frontends.kernels import running_kernel
from tests.readme import PARTS, README, ROOT, part

TEXT = README.read_text("utf-8")
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
INLINE = re.compile(r"`([^`\n]+)`")


def blocks(language: str) -> str:
    """The fenced blocks of a language, joined."""
    return "\n".join(block for found, block in BLOCK.findall(TEXT) if found == language)


def commands(program: str) -> list[str]:
    """Every call of a program, in blocks and in running text."""
    lines = [*blocks("").splitlines(), *INLINE.findall(BLOCK.sub("", TEXT))]
    return [line for line in lines if line.startswith(f"{program} ")]


def workflows() -> dict[str, dict]:
    """The YAML snippets by their first key."""
    found = [yaml.safe_load(block) for language, block in BLOCK.findall(TEXT) if language == "yaml"]
    return {next(iter(content)): content for content in found}


@pytest.mark.parametrize("name", PARTS)
def test_tables_are_made_from_the_code(name: str) -> None:
    assert part(name).findall(TEXT) == [PARTS[name]()], "run `make readme`"


def calls() -> list[str]:
    """Whole calls of the command line, each once; a name alone, as in a table, is no call."""
    found = (re.split(r" [#|] ", command)[0].strip() for command in commands("mlsec-nb"))
    alone = ("mlsec-nb doctor", "mlsec-nb checklist", "mlsec-nb rules", "mlsec-nb install-hooks")
    whole = (call for call in found if len(call.split()) > 2 or call in alone)
    return [call for call in dict.fromkeys(whole) if not call.endswith("--help")]


@pytest.mark.parametrize("call", calls())
def test_commands_are_understood(call: str) -> None:
    build_parser().parse_args(shlex.split(call)[1:])


def test_magics_exist() -> None:
    assert {command.split()[1] for command in commands("%mlsec")} <= set(COMMANDS)


@pytest.mark.parametrize(
    "call", [call for call in dict.fromkeys(commands("%mlsec")) if len(call.split()) > 2]
)
def test_magics_are_understood(call: str) -> None:
    name, *words = split(call.removeprefix("%mlsec"))
    find_command(name).parser().parse_args(words)


def test_extras_exist() -> None:
    groups = re.findall(r"(?:mlsec-nb|pip install '?\.)\[([\w,]+)\]", TEXT)
    named = {extra for group in groups for extra in group.split(",")}
    table = (ROOT / "pyproject.toml").read_text("utf-8").split("[project.optional-dependencies]")[1]
    known = set(re.findall(r"^(\w+) = \[", table.split("\n[")[0], re.MULTILINE))
    assert {"models", "remote", "parquet"} <= named <= known


def test_make_targets_exist() -> None:
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert {command.split()[1] for command in commands("make")} <= set(targets)


def test_configuration_is_accepted(tmp_path: Path) -> None:
    (tmp_path / "mlsec.toml").write_text(blocks("toml"))
    assert load_options(start=tmp_path).suppress[0].rule == "MLS201"


def test_pre_commit_hook_is_the_published_one() -> None:
    (shown,) = workflows()["repos"]["repos"][0]["hooks"]
    (published,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    same = ("id", "entry", "types_or")
    assert [shown[key] for key in same] == [published[key] for key in same]
    build_parser().parse_args(shlex.split(published["entry"])[1:])


def test_links_lead_somewhere() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", TEXT)
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_jobs_for_ci_are_understood() -> None:
    steps = workflows()["name"]["jobs"]["mlsec"]["steps"]
    lines = [*(step.get("run", "") for step in steps), *workflows()["notebooks"]["notebooks"]["script"]]
    calls = [line for line in lines if line.startswith("mlsec-nb ")]
    assert len(calls) == 2
    for call in calls:
        output = Path(build_parser().parse_args(shlex.split(call)[1:]).output).name
        assert TEXT.count(output) == 2  # written, and handed on


def test_configuration_for_jupyterhub_turns_the_guard_on(tmp_path: Path) -> None:
    snippets = [text for language, text in BLOCK.findall(TEXT) if language == "python"]
    (shown,) = (text for text in snippets if "exec_lines" in text)
    profile = tmp_path / "IPYTHONDIR" / "profile_default"
    profile.mkdir(parents=True)
    (profile / "ipython_kernel_config.py").write_text(shown)
    with running_kernel(tmp_path) as kernel:
        answer = kernel.run("%mlsec guard status").text
    assert "block" in answer
    assert "mask" in answer
