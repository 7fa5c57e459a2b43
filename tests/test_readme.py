"""What the README says is so. ``python -m tests.test_readme`` writes its rule table anew."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml

from mlsec_nb.frontends.cli.parser import build_parser
from mlsec_nb.frontends.magics.commands import COMMANDS
from mlsec_nb.options import load_options
from mlsec_nb.report.rulebook import rules_table
from mlsec_nb.scan import all_rules

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
TEXT = README.read_text("utf-8")
RULES = re.compile(r"(?<=<!-- rules -->\n).*?(?=<!-- /rules -->)", re.DOTALL)
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
INLINE = re.compile(r"`([^`\n]+)`")


def blocks(language: str) -> str:
    """The fenced blocks of a language, joined."""
    return "\n".join(block for found, block in BLOCK.findall(TEXT) if found == language)


def commands(program: str) -> list[str]:
    """Every call of a program, in blocks and in running text."""
    lines = [*blocks("").splitlines(), *INLINE.findall(BLOCK.sub("", TEXT))]
    return [line for line in lines if line.startswith(f"{program} ")]


def test_rule_table_is_made_from_the_rules() -> None:
    assert RULES.findall(TEXT) == [rules_table(all_rules())], "run `make readme`"


@pytest.mark.parametrize("command", commands("mlsec-nb"))
def test_commands_are_understood(command: str) -> None:
    build_parser().parse_args(shlex.split(command, comments=True)[1:])


def test_magics_exist() -> None:
    assert {command.split()[1] for command in commands("%mlsec")} <= set(COMMANDS)


def test_make_targets_exist() -> None:
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert {command.split()[1] for command in commands("make")} <= set(targets)


def test_configuration_is_accepted(tmp_path: Path) -> None:
    (tmp_path / "mlsec.toml").write_text(blocks("toml"))
    assert load_options(start=tmp_path).suppress[0].rule == "MLS201"


def test_pre_commit_hook_is_the_published_one() -> None:
    (shown,) = yaml.safe_load(blocks("yaml"))["repos"][0]["hooks"]
    (published,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    same = ("id", "entry", "types_or")
    assert [shown[key] for key in same] == [published[key] for key in same]
    build_parser().parse_args(shlex.split(published["entry"])[1:])


def test_links_lead_somewhere() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", TEXT)
    assert [link for link in links if not (ROOT / link).exists()] == []


if __name__ == "__main__":
    README.write_text(RULES.sub(lambda _: rules_table(all_rules()), TEXT), "utf-8")
