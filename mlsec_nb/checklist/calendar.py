"""Until when Python and operating systems are supported, and from which version on Jupyter is safe.

A snapshot: :data:`AS_OF` says of when. Sources: the Python developers' guide (status of versions), the
distributions' own release pages as endoflife.date collects them, and published advisories.
"""

from __future__ import annotations

from datetime import date

AS_OF = date(2026, 11, 22)

PYTHON = {
    (3, 8): date(2024, 10, 7),
    (3, 9): date(2025, 10, 31),
    (3, 10): date(2026, 10, 31),
    (3, 11): date(2027, 10, 31),
    (3, 12): date(2028, 10, 31),
    (3, 13): date(2029, 10, 31),
    (3, 14): date(2030, 10, 31),
    (3, 15): date(2031, 10, 31),
}
"""The end of security fixes, by branch. An older branch has ended."""

SYSTEMS: dict[str, dict[str, date | None]] = {
    "debian": {
        "10": date(2024, 6, 30),
        "11": date(2026, 8, 31),
        "12": date(2028, 6, 30),
        "13": date(2030, 6, 30),
    },
    "ubuntu": {
        "18.04": date(2023, 5, 31),
        "20.04": date(2025, 5, 31),
        "22.04": date(2027, 4, 1),
        "24.04": date(2029, 5, 31),
        "24.10": date(2025, 7, 10),
        "25.04": date(2026, 1, 17),
        "25.10": date(2026, 7, 1),
        "26.04": date(2031, 4, 30),
    },
    "alpine": {
        "3.18": date(2025, 5, 9),
        "3.19": date(2025, 11, 1),
        "3.20": date(2026, 4, 1),
        "3.21": date(2026, 11, 1),
        "3.22": date(2027, 5, 1),
        "3.23": date(2027, 11, 1),
    },
    "fedora": {
        "40": date(2025, 5, 13),
        "41": date(2025, 12, 15),
        "42": date(2026, 5, 13),
        "43": date(2026, 12, 9),
    },
    "rhel": {"7": date(2024, 6, 30), "8": date(2029, 5, 31), "9": date(2032, 5, 31), "10": date(2035, 5, 31)},
    "rocky": {"8": date(2029, 5, 31), "9": date(2032, 5, 31), "10": date(2035, 5, 31)},
    "almalinux": {"8": date(2029, 3, 1), "9": date(2032, 5, 31), "10": date(2035, 5, 31)},
    "centos": {"7": date(2024, 6, 30), "8": date(2021, 12, 31), "9": date(2027, 5, 31)},
    "opensuse-leap": {"15.5": date(2024, 12, 31), "15.6": date(2026, 4, 30), "16.0": date(2027, 10, 31)},
    "macos": {
        "11": date(2023, 9, 26),
        "12": date(2024, 9, 16),
        "13": date(2025, 9, 15),
        "15": None,
        "26": None,
    },
    "windows": {"8": date(2023, 1, 10), "10": date(2025, 10, 14), "11": None},
}
"""The end of free security fixes, long-term support of volunteers included; ``None``: no end is announced."""

ROLLING = frozenset({"arch", "manjaro", "opensuse-tumbleweed", "gentoo", "void", "kali"})
"""Systems without releases: they are as old as their last upgrade."""

SAFE: dict[str, tuple[tuple[str, str, str], ...]] = {
    "ipython": (("", "8.10.0", "CVE-2023-24816"),),
    "jupyter-core": (("", "5.8.1", "CVE-2025-30167"),),
    "jupyter-lsp": (("", "2.2.2", "CVE-2024-22415"),),
    "jupyter-server": (("", "2.20.0", "CVE-2026-44727"),),
    "jupyter-server-proxy": (("", "4.2.0", "CVE-2024-35225"),),
    "jupyterhub": (("4.", "4.1.6", "CVE-2024-41942"), ("", "5.1.0", "CVE-2024-41942")),
    "jupyterlab": (("4.5.", "4.5.10", "CVE-2026-73415"), ("", "4.6.2", "CVE-2026-73415")),
    "jupyterlab-git": (("", "0.51.1", "CVE-2025-30370"),),
    "nbconvert": (("", "7.17.0", "CVE-2025-53000"),),
    "notebook": (("", "7.5.6", "CVE-2026-40171"),),
    "tornado": (("", "6.5.5", "CVE-2026-31958"),),
}
"""Parts of Jupyter: for each line of versions the first without a known grave hole, and that hole."""
