"""Completion, asked of the shells themselves."""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from mlsec_nb.frontends.cli.completion import bash, fish, zsh
from mlsec_nb.frontends.cli.completion.words import commands
from mlsec_nb.frontends.cli.parser import build_parser

SCRIPTS = {"bash": bash.script, "zsh": zsh.script, "fish": fish.script}
MOVES = re.compile(r"\x1b(?:\[[0-9;?]*[A-Za-z]|.)")
SPECIAL = 'it\'s a `test` $(false) "quoted" [brackets]: 100% \\ back; & <tag>'


def script(shell: str, folder: Path, parser: argparse.ArgumentParser | None = None) -> Path:
    """The script of a shell, in a file."""
    path = folder / f"completion.{shell}"
    path.write_text(SCRIPTS[shell](commands(parser or build_parser())))
    return path


def special() -> argparse.ArgumentParser:
    """A parser whose help is full of characters that mean something to shells."""
    parser = argparse.ArgumentParser()
    command = parser.add_subparsers().add_parser("scan", help=SPECIAL.replace("%", "%%"))
    command.add_argument("--odd", choices=("one", "two"), help=SPECIAL.replace("%", "%%"))
    return parser


def run(*command: str, folder: Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, timeout=60)
    assert done.stderr == ""
    assert done.returncode == 0
    return done.stdout


def ask_bash(line: str, file: Path) -> set[str]:
    """What bash offers at the end of ``line``."""
    words = line.replace("=", " = ").split(" ")  # as it does itself
    ask = f'source "{file}"; COMP_WORDS=("$@"); COMP_CWORD={len(words) - 1}; _mlsec_nb; '
    ask += 'printf "%s\\n" "${COMPREPLY[@]}"'
    return set(run("bash", "--norc", "-c", ask, "bash", *words, folder=file.parent).split("\n"))


def ask_fish(line: str, file: Path) -> set[str]:
    """What fish offers at the end of ``line``."""
    answer = run("fish", "--no-config", "-c", f"source {file}; complete -C '{line}'", folder=file.parent)
    return {offered.split("\t")[0] for offered in answer.split("\n")}


def ask_zsh(line: str, file: Path) -> set[str]:
    """What zsh offers at the end of ``line``: it has to be typed."""
    pexpect = pytest.importorskip("pexpect")
    shell = pexpect.spawn("zsh", ["-f", "-i"], cwd=str(file.parent), encoding="utf-8", timeout=60)
    shell.setwinsize(200, 200)
    setup = f"PS1='rea''dy> '; autoload -U compinit; compinit -u -D; source {file}; setopt nobeep"
    shell.sendline(f"{setup}; unsetopt automenu; zstyle ':completion:*' verbose no; LISTMAX=10000")
    shell.expect_exact("ready> ")
    shell.sendline("echo set''up")
    shell.expect_exact("setup\r\n")
    shell.expect_exact("ready> ")
    shell.send(f"{line}\t\t\x15echo do''ne\r")
    shell.expect_exact("done\r\n")
    shown = shell.before
    shell.close(force=True)
    return set(MOVES.sub(" ", shown).split())


ASK = {"bash": ask_bash, "zsh": ask_zsh, "fish": ask_fish}
SHELLS = [
    pytest.param(shell, marks=pytest.mark.skipif(not shutil.which(shell), reason=f"no {shell} here"))
    for shell in SCRIPTS
]


@pytest.mark.parametrize("shell", SHELLS)
def test_shells_offer_commands_options_values_and_files(shell: str, tmp_path: Path) -> None:
    file = script(shell, tmp_path)
    (tmp_path / "train.ipynb").touch()
    ask = ASK[shell]
    assert {"scan", "doctor", "completion"} <= ask("mlsec-nb ", file)
    assert {"--format", "--files-from"} <= ask("mlsec-nb scan --f", file)
    assert {"sarif", "html"} <= ask("mlsec-nb scan --format ", file)
    assert any("sarif" in offered for offered in ask("mlsec-nb scan --format=s", file))
    assert "train.ipynb" in ask("mlsec-nb scan trai", file)
    assert {"pickle-load", "pickle-wrapper"} <= ask("mlsec-nb explain pickle-", file)


@pytest.mark.parametrize("shell", SHELLS)
def test_help_is_no_code_for_the_shell(shell: str, tmp_path: Path) -> None:
    file = script(shell, tmp_path, special())
    assert {"one", "two"} <= ASK[shell]("mlsec-nb scan --odd ", file)
