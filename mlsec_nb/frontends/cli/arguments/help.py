"""The arguments of commands that help."""

from __future__ import annotations

import argparse

from mlsec_nb.frontends.cli.arguments.command import Commands, add_command

SHELLS = ("bash", "zsh", "fish")

EXPLAIN_EXAMPLES = """examples:
  mlsec-nb explain pickle-load               a rule, by name or id: what it reports, examples, what to do
  mlsec-nb explain MODEL-03                  a control: when it passes, who answers, what to do

exit status: 0, or 2 when there is no such rule or control
"""
RULES_EXAMPLES = """examples:
  mlsec-nb rules                             every rule, as a Markdown table
  mlsec-nb rules --format json               the same for a program

exit status: 0
"""
DOCTOR_EXAMPLES = """examples:
  mlsec-nb doctor                            what works here, what does not, how to mend it
  mlsec-nb doctor --json                     the same for a program

The interpreters of the installed Python kernels are asked which mlsec-nb they have; nothing else is run, and
nothing is changed.

exit status:
  0  nothing is broken (there may be advice)    1  something is    2  a wrong call
"""
COMPLETION_EXAMPLES = """examples:
  eval "$(mlsec-nb completion bash)"         in ~/.bashrc
  eval "$(mlsec-nb completion zsh)"          in ~/.zshrc, after compinit
  mlsec-nb completion fish | source          in ~/.config/fish/config.fish

exit status: 0
"""


def add_help(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add ``explain``, ``rules``, ``doctor`` and ``completion``."""
    summary = "what a rule or control means, what to do about it"
    explain = add_command(commands, "explain", summary, EXPLAIN_EXAMPLES, run="rules:explain")
    explain.add_argument(
        "rule", metavar="NAME", nargs="?", help="a rule (MLS201, pickle-load) or control (MODEL-03)"
    )
    rules = add_command(commands, "rules", "list every rule", RULES_EXAMPLES, run="rules:list_rules")
    rules.add_argument("--format", choices=("table", "json"), default="table", help="default: table")
    summary = "check the installation, and say how to mend it"
    doctor = add_command(commands, "doctor", summary, DOCTOR_EXAMPLES, run="doctor.run:run")
    doctor.add_argument("--json", action="store_true", help="print JSON")
    summary = "completion for your shell"
    completion = add_command(commands, "completion", summary, COMPLETION_EXAMPLES, run="completion.run:run")
    completion.add_argument("shell", choices=SHELLS, help="print the script for it")
