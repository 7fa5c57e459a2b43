"""Limits from control groups of both versions, ``ulimit`` and a hub."""

from __future__ import annotations

from pathlib import Path

from tests.checklist.machines import machine

GIB = 1024**3


def test_no_limit_is_no_limit(tmp_path: Path) -> None:
    limits = machine(
        tmp_path, files={"proc/self/limits": "Max cpu time  unlimited  unlimited  seconds\n"}
    ).limits
    assert not limits.any


def test_version_2_takes_the_least_on_the_way_up(tmp_path: Path) -> None:
    files = {
        "proc/self/cgroup": "0::/user/session\n",
        "sys/fs/cgroup/user/session/memory.max": "max\n",
        "sys/fs/cgroup/user/memory.max": f"{4 * GIB}\n",
        "sys/fs/cgroup/memory.max": f"{8 * GIB}\n",
        "sys/fs/cgroup/user/session/cpu.max": "150000 100000\n",
        "sys/fs/cgroup/user/pids.max": "512\n",
    }
    limits = machine(tmp_path, files=files).limits
    assert (limits.memory, limits.cpus, limits.tasks) == (4 * GIB, 1.5, 512)


def test_version_1(tmp_path: Path) -> None:
    files = {
        "proc/self/cgroup": "4:memory:/jobs\n1:cpu,cpuacct:/jobs\n",
        "sys/fs/cgroup/memory/jobs/memory.limit_in_bytes": f"{2 * GIB}\n",
        "sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n",
        "sys/fs/cgroup/cpu/jobs/cpu.cfs_quota_us": "50000\n",
        "sys/fs/cgroup/cpu/jobs/cpu.cfs_period_us": "100000\n",
    }
    limits = machine(tmp_path, files=files).limits
    assert (limits.memory, limits.cpus) == (2 * GIB, 0.5)


def test_ulimit_and_hub(tmp_path: Path) -> None:
    files = {"proc/self/limits": "Max address space  1000000  unlimited  bytes\n"}
    limits = machine(tmp_path, files=files, environ={"MEM_LIMIT": str(GIB), "CPU_LIMIT": "2.0"}).limits
    assert (limits.resources, limits.memory, limits.cpus) == (("address space",), GIB, 2.0)
