"""The command ``mlsec-nb`` (also ``jupyter mlsec``)."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from mlsec_nb.errors import MlsecError, lacking
from mlsec_nb.frontends.cli.parser import build_parser
from mlsec_nb.report.terminal import harmless_lines


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status (0, 1 or 2, 130 when interrupted)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # notebook text may hold what the terminal cannot show
            stream.reconfigure(errors="backslashreplace")
    arguments = build_parser().parse_args(argv)
    try:
        status: int = arguments.run(arguments)
        sys.stdout.flush()
        return status
    except MlsecError as error:
        print(f"mlsec-nb: {harmless_lines(str(error))}", file=sys.stderr)
        return 2
    except ModuleNotFoundError as error:
        if "MLSEC_DEBUG" in os.environ:
            raise
        print(f"mlsec-nb: {harmless_lines(str(lacking(error)))}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nmlsec-nb: interrupted, nothing was reported.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of a pipe has seen enough
        sys.stderr.close()
        return 0
    except Exception as error:  # status 1 would say that something was found
        if "MLSEC_DEBUG" in os.environ:
            raise
        print(
            f"mlsec-nb: failed with {type(error).__name__}. Set MLSEC_DEBUG=1 to see where.", file=sys.stderr
        )
        return 2
