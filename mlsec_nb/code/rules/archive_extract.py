"""Unpacking archives that can write anywhere.

What it does
------------
Finds ``extractall`` and ``extract`` of tar files without a filter, ``shutil.unpack_archive``, and
unpackers of other formats; notes zip files.

Why it matters
--------------
A member named ``../../.bashrc``, or a link, writes outside the folder (CVE-2007-4559). Python 3.14
filters by default; earlier ones do not.

Use instead
-----------
``extractall(folder, filter="data")``, with Python 3.13.4 or later (CVE-2025-4517).

References
----------
CWE-22, CWE-409, CVE-2007-4559, CVE-2025-4517, CVE-2022-44900
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from mlsec_nb.code.common import spoken
from mlsec_nb.code.facts import Facts, Source
from mlsec_nb.code.paths import suffix
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import Value, always, names, strings

RULE = rule(
    "MLS264",
    "archive-extract",
    "An archive can write outside the folder it is unpacked into.",
    advice="Pass filter='data'.",
    severity=Severity.MEDIUM,
    references=("CWE-22", "CWE-409", "CVE-2007-4559", "CVE-2025-4517", "CVE-2022-44900"),
    controls=(),
    aliases=("B202",),
)
TAR = ("tarfile.TarFile.extractall", "tarfile.TarFile.extract")
ZIP = ("zipfile.ZipFile.extractall", "zipfile.ZipFile.extract", "zipfile.PyZipFile.extractall")
OTHER = (
    "py7zr.SevenZipFile.extractall",
    "py7zr.SevenZipFile.extract",
    "py7zr.unpack_7zarchive",
    "rarfile.RarFile.extractall",
    "rarfile.RarFile.extract",
    "patoolib.extract_archive",
    "pyunpack.Archive.extractall",
    "libarchive.extract_file",
    "torchvision.datasets.utils.extract_archive",
    "torchtext.utils.extract_archive",
    "gdown.extractall",
)
UNPACK = "shutil.unpack_archive"
SAFE = ("data", "tar")
SAFE_FILTERS = ("tarfile.data_filter", "tarfile.tar_filter")
WATCH = Watch(calls=(*TAR, *ZIP, *OTHER, UNPACK, "*.extractall"))
BAD = (
    "import tarfile\nwith tarfile.open(path) as archive:\n    archive.extractall('out')",
    "import tarfile\ntarfile.open(path).extractall('out', filter='fully_trusted')",
    "import shutil\nshutil.unpack_archive(path, 'out')",
    "import tarfile\ndef unpack(archive):\n    archive.extractall('out')  # bad\nunpack(tarfile.open(path))",
)
GOOD = (
    "import tarfile\ntarfile.open(path).extractall('out', filter='data')",
    "import tarfile\nnames = tarfile.open(path).getnames()",
    "import shutil\nshutil.make_archive('a', 'zip', 'd')",
    "import shutil\nshutil.unpack_archive(path, 'out', filter='data')",
    "digits = df['a'].str.extractall(r'(\\d+)')",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report tar files without a filter; others at lower severity."""
    name = call.names[0] if call.names else ""
    if name in TAR:
        yield from _tar(call)
    elif name == UNPACK:
        yield from _unpacked(call, facts)
    elif name in OTHER:
        yield Hit(f"{spoken(call)} trusts the paths in the archive.", severity=Severity.LOW)
    elif name in ZIP:
        message = f"{spoken(call)} unpacks an archive of any size."
        remote = facts.source(call.receiver) is Source.REMOTE
        yield Hit(message, severity=Severity.LOW if remote else Severity.INFO, hygiene=True)
    elif (
        name.startswith("?")
        and facts.imported("tarfile")
        and not facts.imported("zipfile")
        and not _of_column(call)
    ):
        for hit in _tar(call):
            yield Hit(hit.message, confidence=Confidence.LOW)


def _tar(call: Call) -> Iterator[Hit]:
    chosen = call.get("filter", 4 if call.names[:1] == (TAR[1],) else None)
    if chosen == ():
        return
    if chosen is None or always(chosen, None):
        members = call.get("members", 1 if call.names[:1] == (TAR[0],) else None)
        if members is None or "tarfile.TarFile.getmembers" in names(members):
            yield Hit(f"{spoken(call)} without a filter writes wherever the archive says.")
    elif not _is_safe(chosen) and (strings(chosen) or "tarfile.fully_trusted_filter" in names(chosen)):
        yield Hit(f"{spoken(call)} with this filter writes wherever the archive says.")


def _is_safe(value: Value) -> bool:
    return any(text in SAFE for text in strings(value)) or any(name in SAFE_FILTERS for name in names(value))


def _unpacked(call: Call, facts: Facts) -> Iterator[Hit]:
    chosen = call.get("filter", 3)
    if chosen is not None and (not chosen or _is_safe(chosen)):
        return
    formats = strings(call.get("format", 2))
    if suffix(call.get("filename", 0)) == ".zip" or "zip" in formats:
        yield Hit(f"{spoken(call)} unpacks an archive of any size.", severity=Severity.INFO, hygiene=True)
    else:
        yield Hit(f"{spoken(call)} without a filter writes wherever a tar archive says.")


def _of_column(call: Call) -> bool:
    """Whether it is the method of a pandas column: ``df["a"].str.extractall(pattern)``."""
    function = getattr(call.site.node, "func", None)
    owner = function.value if isinstance(function, ast.Attribute) else None
    return isinstance(owner, ast.Attribute) and owner.attr == "str"
