"""Every text of a cell or notebook as :class:`Part`; what has no text is counted.

Surfaces follow nbformat 4 (https://nbformat.readthedocs.io): source, attachments, metadata, and
outputs by MIME type. The counter that every function takes collects what was left out by design.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from mlsec_nb.core.finding import Surface
from mlsec_nb.core.notebook import Part
from mlsec_nb.notebook import text as clean
from mlsec_nb.notebook.pretty import escape_pointer, has_text, pretty

STDOUT = "application/vnd.jupyter.stdout"
STDERR = "application/vnd.jupyter.stderr"
ERROR = "application/vnd.jupyter.error"
BINARY_TYPES = (
    "image/",
    "audio/",
    "video/",
    "font/",
    "model/",
    "application/pdf",
    "application/octet-stream",
)
MAPPING = (dict, Mapping)
"""What an object of JSON is; the abstract class is asked last, because it takes ten times as long."""


MAX_MARKUP = 10_000_000
"""Characters of HTML in one notebook whose tags and entities are resolved."""

MAX_PIECES = 100_000
"""Entries of MIME bundles in one notebook that are read."""

TOO_MANY = "entry of a MIME bundle"
TOO_MUCH_MARKUP = "output of HTML"


class Tally(Counter[str]):
    """What was left out by design, counted; and how many outputs and characters of HTML were read."""

    outputs = 0
    pieces = 0
    markup = 0


@dataclass(frozen=True, slots=True)
class Mold:
    """What the parts of one cell share; stamps out parts and counts what has no text."""

    counts: Tally
    cell: int | None = None
    cell_id: str | None = None

    def text(
        self,
        text: str,
        surface: Surface,
        pointer: str,
        *,
        output: int | None = None,
        mime: str | None = None,
        language: str | None = None,
        exact: bool = True,
        value: object = None,
        pointers: tuple[str, ...] = (),
    ) -> Part:
        """One part of text."""
        return Part(
            text=clean.blank_payloads(text, self.counts),
            surface=surface,
            cell=self.cell,
            cell_id=self.cell_id,
            output=output,
            mime=mime,
            pointer=pointer,
            language=language,
            exact=exact,
            value=value,
            pointers=pointers,
        )

    def structured(
        self,
        value: object,
        surface: Surface,
        pointer: str,
        *,
        output: int | None = None,
        mime: str | None = None,
    ) -> Iterator[Part]:
        """One part of JSON, if there is anything in it to scan."""
        if has_text(value):
            printed, pointers = pretty(value, pointer, self.counts)
            yield self.text(
                printed,
                surface,
                pointer,
                output=output,
                mime=mime,
                exact=False,
                value=value,
                pointers=pointers,
            )


def joined(value: object, separator: str = "") -> str | None:
    """A multi-line string of nbformat: a string or a list of strings; else ``None``."""
    if isinstance(value, str):
        return value
    try:
        return separator.join(value) if isinstance(value, list) else None
    except TypeError:  # an item is no text
        return None


def is_binary(mime: str) -> bool:
    """Whether data of this MIME type has no text of its own (SVG has)."""
    return mime.startswith(BINARY_TYPES) and not mime.startswith("image/svg")


def metadata_parts(mold: Mold, metadata: object, pointer: str) -> Iterator[Part]:
    """The metadata of a cell or an output."""
    yield from mold.structured(metadata, Surface.METADATA, pointer)


def attachment_parts(mold: Mold, attachments: object, pointer: str) -> Iterator[Part]:
    """The attachments of a cell: textual ones decoded, binary ones counted."""
    if not isinstance(attachments, MAPPING):
        return
    for name, bundle in attachments.items():
        if isinstance(bundle, MAPPING):
            at = f"{pointer}/{escape_pointer(str(name))}"
            yield from bundle_parts(mold, bundle, at, surface=Surface.ATTACHMENT)


def output_parts(mold: Mold, output: Mapping[str, object], index: int, pointer: str) -> Iterator[Part]:
    """The texts of one output of any type, known or not."""
    kind = output.get("output_type")
    if kind == "stream":
        mime = STDERR if output.get("name", output.get("stream")) == "stderr" else STDOUT
        yield from _terminal(mold, joined(output.get("text")), index, mime, f"{pointer}/text")
    elif kind in ("error", "pyerr"):
        yield from _error(mold, output, index, pointer)
    elif isinstance(output.get("data"), MAPPING):
        bundle: Mapping[str, object] = output["data"]  # type: ignore[assignment]
        yield from bundle_parts(mold, bundle, f"{pointer}/data", output=index)
    else:
        yield from mold.structured(output, Surface.OUTPUT, pointer, output=index, mime="application/json")
    if output.get("metadata"):
        yield from mold.structured(output["metadata"], Surface.METADATA, f"{pointer}/metadata", output=index)


def bundle_parts(
    mold: Mold,
    bundle: Mapping[str, object],
    pointer: str,
    *,
    output: int | None = None,
    surface: Surface = Surface.OUTPUT,
) -> Iterator[Part]:
    """The texts of a MIME bundle."""
    for mime, data in bundle.items():
        mold.counts.pieces += 1
        if mold.counts.pieces > MAX_PIECES:
            mold.counts[TOO_MANY] += 1
            continue
        at = f"{pointer}/{escape_pointer(str(mime))}"
        yield from _mime_parts(mold, str(mime), data, at, surface, output)


def _mime_parts(
    mold: Mold, mime: str, data: object, pointer: str, surface: Surface, output: int | None
) -> Iterator[Part]:
    text = joined(data)
    if is_binary(mime):
        mold.counts[mime] += 1
    elif text is None or (mime.endswith("json") and not isinstance(data, str)):
        yield from mold.structured(data, surface, pointer, output=output, mime=mime)
    elif mime in ("text/html", "image/svg+xml") or "<html" in text[:200]:
        yield from _markup(mold, text, surface, pointer, output, mime)
    else:
        if surface is Surface.ATTACHMENT:
            text = clean.decode_attachment(text)
        plain = clean.strip_ansi(text)
        yield mold.text(plain, surface, pointer, output=output, mime=mime, exact=plain is text)


def _markup(
    mold: Mold, markup: str, surface: Surface, pointer: str, output: int | None, mime: str
) -> Iterator[Part]:
    markup = clean.blank_libraries(markup, mold.counts)
    mold.counts.markup += len(markup)
    if mold.counts.markup > MAX_MARKUP:
        mold.counts[TOO_MUCH_MARKUP] += 1
        yield mold.text(markup, surface, pointer, output=output, mime=mime)
        return
    raw = clean.unescape(markup)
    part = mold.text(raw, surface, pointer, output=output, mime=mime, exact=raw is markup)
    yield part
    seen = clean.unescape(clean.strip_tags(clean.blank_payloads(markup, Counter())))
    if seen != part.text:
        yield replace(part, text=seen, exact=False)


def _terminal(mold: Mold, text: str | None, index: int, mime: str, pointer: str) -> Iterator[Part]:
    if text:
        plain = clean.strip_ansi(text)
        yield mold.text(plain, Surface.OUTPUT, pointer, output=index, mime=mime, exact=plain is text)


def _error(mold: Mold, output: Mapping[str, object], index: int, pointer: str) -> Iterator[Part]:
    traceback = joined(output.get("traceback"), "\n") or ""
    yield from _terminal(mold, traceback, index, ERROR, f"{pointer}/traceback")
    value = joined(output.get("evalue")) or ""
    if value and value not in clean.strip_ansi(traceback):
        yield from _terminal(mold, value, index, ERROR, f"{pointer}/evalue")
