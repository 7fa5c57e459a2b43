"""The arguments of commands that help; nothing is imported before one of them runs."""

from __future__ import annotations

import argparse

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

Commands = argparse._SubParsersAction


def add_help(commands: Commands[argparse.ArgumentParser], parser: argparse.ArgumentParser) -> None:
    """Add the four commands; ``parser`` is the whole one, which completion is made from."""
    explain = _command(
        commands, "explain", "what a rule or control means, what to do about it", EXPLAIN_EXAMPLES
    )
    explain.add_argument(
        "rule", metavar="NAME", nargs="?", help="a rule (MLS201, pickle-load) or control (MODEL-03)"
    )
    explain.set_defaults(run=_run_explain)
    rules = _command(commands, "rules", "list every rule", RULES_EXAMPLES)
    rules.add_argument("--format", choices=("table", "json"), default="table", help="default: table")
    rules.set_defaults(run=_run_rules)
    doctor = _command(commands, "doctor", "check the installation, and say how to mend it", DOCTOR_EXAMPLES)
    doctor.add_argument("--json", action="store_true", help="print JSON")
    doctor.set_defaults(run=_run_doctor)
    completion = _command(commands, "completion", "completion for your shell", COMPLETION_EXAMPLES)
    completion.add_argument("shell", choices=SHELLS, help="print the script for it")
    completion.set_defaults(run=lambda arguments: _run_completion(arguments, parser))


def _command(
    commands: Commands[argparse.ArgumentParser], name: str, summary: str, examples: str
) -> argparse.ArgumentParser:
    formatter = argparse.RawDescriptionHelpFormatter
    return commands.add_parser(name, help=summary, epilog=examples, formatter_class=formatter)


def _run_explain(arguments: argparse.Namespace) -> int:
    from mlsec_nb.frontends.cli.rules import explain

    return explain(arguments.rule)


def _run_rules(arguments: argparse.Namespace) -> int:
    from mlsec_nb.frontends.cli.rules import list_rules

    return list_rules(arguments.format)


def _run_doctor(arguments: argparse.Namespace) -> int:
    from mlsec_nb.frontends.cli.doctor.run import run

    return run(as_json=arguments.json)


def _run_completion(arguments: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    from mlsec_nb.frontends.cli.completion.run import run

    return run(arguments, parser)
