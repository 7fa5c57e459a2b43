"""What does it cost to start? CPU seconds of ``--version`` and of ``%load_ext`` over a bare kernel.

python -m tests.benchmarks.bench_start
"""

from __future__ import annotations

import statistics
import subprocess
import sys

from tests.benchmarks.bench_scan import cpu_seconds, run

REPEATS = 7
SHELL = "from IPython.core.interactiveshell import InteractiveShell as S; s = S.instance()"


def median(*command: str) -> float:
    """Median CPU seconds over some runs."""
    return statistics.median(cpu_seconds(run(*command)) for _ in range(REPEATS))


def main() -> None:
    """Print both figures."""
    subprocess.run([sys.executable, "-m", "compileall", "-q", "mlsec_nb"], check=False)
    version = median(sys.executable, "-m", "mlsec_nb", "--version")
    bare = median(sys.executable, "-c", SHELL)
    loaded = median(sys.executable, "-c", f"{SHELL}; s.run_line_magic('load_ext', 'mlsec_nb')")
    print(f"mlsec-nb --version: {version:.2f} s of CPU")
    print(f"%load_ext mlsec_nb: {loaded - bare:.3f} s over a bare shell ({bare:.2f} s)")


if __name__ == "__main__":
    main()
