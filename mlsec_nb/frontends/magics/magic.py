"""The two magics: parse, call, and turn errors into one line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from IPython.core.error import UsageError
from IPython.core.magic import Magics, line_cell_magic, magics_class, output_can_be_silenced

from mlsec_nb.errors import MlsecError, lacking
from mlsec_nb.frontends.magics.session import Session
from mlsec_nb.options import Guarding, load_guarding

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell


@magics_class
class MlsecMagics(Magics):
    """Machine-learning security for the notebook at hand."""

    def __init__(self, shell: InteractiveShell) -> None:
        super().__init__(shell)
        self.session = Session(shell)

    @output_can_be_silenced
    @line_cell_magic
    def mlsec(self, line: str, cell: str | None = None) -> object:
        """Scan notebooks for leaked secrets and unsafe code.

        ::

            %mlsec                        what can I do, and the state of this notebook
            %mlsec scan                   this notebook
            %mlsec scan PATH...           notebooks, scripts, folders, globs
            %mlsec profile NAME [--target COLUMN] [--test NAME]    what is wrong with a table
            %mlsec profile MODEL X_train y_train X_test y_test     how a model can be attacked
            %mlsec checklist [PILLAR]     what is done for security, and what is left
            %mlsec attest CONTROL --by NAME --until DATE --evidence TEXT
            %mlsec waive CONTROL --by NAME --until DATE --reason TEXT
            %mlsec explain NAME           what a rule or a control means
            %mlsec rules                  every rule
            %mlsec ignore FINGERPRINT --reason TEXT
            %mlsec guard on|off|status    stop unsafe pickles and cells, mask known secrets in outputs
            %mlsec report FILE            the last result as .html .json .sarif .md .xml .txt
            %mlsec help [COMMAND]         all options

            %%mlsec [--warn] [--allow RULES]
            scan this cell, and run it unless it is unsafe

        ``r = %mlsec scan`` keeps the result: ``r.findings``, ``r.to_json()``, ``r.to_sarif()``.
        """
        __tracebackhide__ = True
        try:
            if cell is None:
                from mlsec_nb.frontends.magics.commands import run_line

                return run_line(self.session, line.rstrip("; \t"))
            from mlsec_nb.frontends.magics.cell import run_cell

            return run_cell(self.session, line, cell)
        except MlsecError as error:
            raise UsageError(str(error)) from None
        except ModuleNotFoundError as error:
            raise UsageError(str(lacking(error))) from error


def install(shell: InteractiveShell) -> None:
    """Register magics, completion and the note of run times."""
    from mlsec_nb.frontends.magics.completion import add_completion

    magics = MlsecMagics(shell)
    shell.register_magics(magics)
    shell.events.register("pre_run_cell", magics.session.note_run)
    add_completion(shell, magics.session)
    _guard_from_the_start(magics.session)


def _guard_from_the_start(session: Session) -> None:
    """Switch on what the configuration asks for; one that cannot be used is told of."""
    try:
        setting = load_guarding()
        if setting != Guarding(severity=setting.severity):
            session.guard.set(setting)
    except MlsecError as error:
        print(f"mlsec_nb: the guard is off: {error}", file=sys.stderr)  # noqa: T201 - seen while loading


def uninstall(shell: InteractiveShell) -> None:
    """Take back what :func:`install` did."""
    from mlsec_nb.frontends.magics.completion import remove_completion

    manager = shell.magics_manager
    magics = manager.registry.pop(MlsecMagics.__name__, None)
    if magics is not None:
        shell.events.unregister("pre_run_cell", magics.session.note_run)
        magics.session.guard.off()
        remove_completion(shell)
    for kind in ("line", "cell"):
        manager.magics[kind].pop("mlsec", None)
