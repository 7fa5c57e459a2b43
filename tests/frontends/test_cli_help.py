"""Every command helps: examples that the command line itself understands."""

from __future__ import annotations

import re
import shlex

import pytest

from mlsec_nb.frontends.cli import main
from mlsec_nb.frontends.cli.completion.words import commands
from mlsec_nb.frontends.cli.parser import build_parser

NAMES = [command.name for command in commands(build_parser())]
EXAMPLE = re.compile(r"(?:^|[|(] ?)(mlsec-nb [^|)<\n]+?)(?=   |$| ?[|)<] ?)", re.MULTILINE)


def help_of(name: str, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit):
        build_parser().parse_args([name, "--help"])
    return capsys.readouterr().out


@pytest.mark.parametrize("name", NAMES)
def test_examples_are_understood(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = re.sub(r"\n {10,}(?=--)", " ", help_of(name, capsys).split("examples:\n")[1])
    examples = [found for line in told.splitlines() for found in EXAMPLE.findall(line.strip())]
    assert any(example.startswith(f"mlsec-nb {name}") for example in examples)
    for example in examples:
        build_parser().parse_args(shlex.split(example)[1:])


@pytest.mark.parametrize("name", NAMES)
def test_help_says_what_the_exit_status_means(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "exit status:" in help_of(name, capsys)


@pytest.mark.parametrize("name", NAMES)
def test_every_option_is_explained(name: str) -> None:
    command = next(command for command in commands(build_parser()) if command.name == name)
    assert [option.names for option in command.options if not option.help] == []


def test_without_a_command_the_usage_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([])
    assert stopped.value.code == 2
    assert "mlsec-nb" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("call", "named"),
    [
        ("scann .", "'scan'"),
        ("scan . --serverity high", "'--min-severity'"),
        ("scan . --format sarf", "'sarif'"),
        ("explain picle-load", "'pickle-load'"),
    ],
)
def test_what_was_meant_is_named(call: str, named: str, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        status = main(shlex.split(call))
    except SystemExit as stopped:
        status = stopped.code
    assert status == 2
    assert f"Did you mean {named}?" in capsys.readouterr().err
