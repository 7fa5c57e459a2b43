"""Is a file worth examining? Asked of every file of a folder, so it looks at the first bytes only."""

from __future__ import annotations

from mlsec_nb.artifacts.blob import Blob
from mlsec_nb.artifacts.sniff import sniff

ELSEWHERE = tuple(
    """
    .ipynb .py .pyi .pyc .md .rst .tex .bib .html .htm .css .scss .less .js .mjs .cjs .ts .tsx .jsx .map
    .c .cc .cpp .cu .cuh .h .hpp .java .kt .scala .go .rs .rb .r .rmd .jl .m .lua .pl .php .sh .bash .zsh
    .ps1 .bat .toml .cfg .ini .lock .log .diff .patch .png .jpg .jpeg .gif .svg .webp .bmp .ico .tif .tiff
    .pdf .ps .eps .docx .xlsx .pptx .mp3 .mp4 .wav .flac .ogg .avi .mov .webm .ttf .otf .woff .woff2
    license makefile dockerfile readme authors notice package.json package-lock.json tsconfig.json
    """.split()
)
"""Suffixes and names of source code, documents and media: they count only if their content is a model."""

ASIDE = frozenset({"python", "executable", "template"})
WEAK = frozenset({"unknown", "perhaps a pickle", "data", "JSON", "XML", "text", "pickle"})
"""Formats that many other files have as well: their name decides."""


def is_artifact(head: bytes, name: str = "") -> bool:
    """Whether a file that starts with ``head`` is a model or data file worth examining.

    Parameters
    ----------
    head
        The first bytes; 1 KiB is enough.
    name
        The file's name.
    """
    found = sniff(Blob(head), name)
    if found in WEAK | ASIDE:
        signed = found == "pickle" and head[:1] == b"\x80"
        return signed or (not name.lower().startswith(".") and not name.lower().endswith(ELSEWHERE))
    return True
