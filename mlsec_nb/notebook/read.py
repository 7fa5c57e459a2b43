"""Read a notebook or script from bytes or from a live model; nothing is ever executed or validated away.

nbformat's own reader upgrades and repairs what it reads, which moves cells and lines; here the
raw JSON is walked, so that a place in a finding is a place in the file. Formats 1 to 4 differ in
a few names only (https://nbformat.readthedocs.io/en/latest/changelog.html).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from mlsec_nb.core.finding import Skipped, Surface
from mlsec_nb.core.notebook import Cell, Coverage, Notebook, Part
from mlsec_nb.errors import UnreadableError
from mlsec_nb.notebook import surfaces
from mlsec_nb.notebook.language import cell_language, notebook_language
from mlsec_nb.notebook.pretty import MAX_DEPTH, MAX_ROWS, TOO_DEEP, TOO_LONG
from mlsec_nb.notebook.script import read_script
from mlsec_nb.notebook.surfaces import (
    MAPPING,
    MAX_MARKUP,
    MAX_PIECES,
    TOO_MANY,
    TOO_MUCH_MARKUP,
    Mold,
    Tally,
    joined,
)
from mlsec_nb.notebook.text import normalise_newlines
from mlsec_nb.options import MAX_BYTES

MAX_CELLS = 20_000
MAX_OUTPUTS = 100_000
OLD_OUTPUT_KEYS = {
    "text": "text/plain",
    "html": "text/html",
    "svg": "image/svg+xml",
    "latex": "text/latex",
    "javascript": "application/javascript",
    "json": "application/json",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "pdf": "application/pdf",
}
"""The keys of nbformat 3 outputs, which hold data directly, as MIME types."""


def read_notebook(path: Path, *, max_bytes: int = MAX_BYTES) -> Notebook:
    """Read the notebook or script at ``path``.

    Raises
    ------
    UnreadableError
        When the file cannot be opened, is larger than ``max_bytes`` or is no notebook.
    """
    try:
        size = path.stat().st_size
        if size > max_bytes:
            raise UnreadableError(f"{size:,} bytes are over the limit of {max_bytes:,}.", "Raise max_bytes.")
        return read_bytes(path.read_bytes(), str(path))
    except OSError as error:
        raise UnreadableError(
            f"cannot be opened: {error.strerror or error}.",
            "Check that it is there and that you may read it.",
        ) from error


def read_bytes(data: bytes, path: str) -> Notebook:
    """Read a notebook or script from the content of a file; ``path`` names it and decides which.

    Raises
    ------
    UnreadableError
        When the content is neither a notebook nor a script.
    """
    digest = hashlib.sha256(data).hexdigest()
    if path.endswith(".ipynb") and (raw := _quickly(data)) is not None:
        return _read_json(raw, path, sha256=digest, skipped=())
    text, skipped = _decode(data)
    if path.endswith(".py") or (path == "-" and not text.lstrip().startswith("{")):
        return read_script(text, path, sha256=digest, skipped=skipped)
    return _read_json(_parse(text), path, sha256=digest, skipped=skipped)


def read_dict(model: Mapping[str, object], path: str) -> Notebook:
    """Read a notebook that is already in memory: a ``NotebookNode`` or the model of a front end.

    Raises
    ------
    UnreadableError
        When ``model`` does not look like a notebook.
    """
    return _read_json(model, path, sha256=hashlib.sha256(_dumped(model)).hexdigest(), skipped=())


def _dumped(model: Mapping[str, object]) -> bytes:
    import orjson

    with suppress(orjson.JSONEncodeError):
        return orjson.dumps(model, default=str, option=orjson.OPT_SORT_KEYS)
    # what orjson refuses, halves of surrogate pairs and large numbers included, the standard library takes
    try:
        return json.dumps(model, sort_keys=True, default=str).encode("utf-8", "surrogatepass")
    except (RecursionError, ValueError, TypeError) as error:
        raise UnreadableError(
            f"is not a JSON-like notebook: {error}.", "Hand over what nbformat reads."
        ) from error


def _quickly(data: bytes | str) -> object:
    """The value of flawless JSON, of UTF-8 without a copy of it as text; else ``None``."""
    import orjson

    with suppress(orjson.JSONDecodeError):
        return orjson.loads(data)
    return None


def _decode(data: bytes) -> tuple[str, tuple[Skipped, ...]]:
    """Decode as UTF-8, or UTF-16 by its mark; what is neither is read with gaps, and said so."""
    for mark, codec in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _strict(data, codec)
    return _strict(data, "utf-8")


def _strict(data: bytes, codec: str) -> tuple[str, tuple[Skipped, ...]]:
    try:
        return data.decode(codec), ()
    except UnicodeDecodeError as error:
        text = data.decode(codec, "replace")
        number = text.count("\N{REPLACEMENT CHARACTER}")
        why = f"not {codec.upper()}: {number} undecodable places, the first at byte {error.start}"
        return text, (Skipped("file encoding", why),)


def _parse(text: str) -> object:
    if not text.strip():
        raise UnreadableError("is empty.", "Delete it or restore it.")
    if (value := _quickly(text)) is not None:
        return value
    # What orjson refuses, NaN and halves of surrogate pairs included, the standard library may take.
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableError(_broken_json(text, error), "Repair or restore the file.") from error
    except RecursionError as error:
        raise UnreadableError("is nested too deep for a notebook.", "Restore the file.") from error
    except ValueError as error:
        raise UnreadableError(f"is not valid JSON: {error}.", "Repair or restore the file.") from error


def _broken_json(text: str, error: json.JSONDecodeError) -> str:
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(("<<<<<<< ", ">>>>>>> ")):
            return f"has merge conflict markers (line {number})."
    if error.pos >= len(text.rstrip()) - 1 or error.msg.startswith("Unterminated"):
        return f"ends in the middle (line {error.lineno}): truncated JSON."
    return f"is not valid JSON: {error.msg} (line {error.lineno}, column {error.colno})."


def _read_json(raw: object, path: str, *, sha256: str, skipped: tuple[Skipped, ...]) -> Notebook:
    if not isinstance(raw, MAPPING) or not isinstance(raw.get("cells", raw.get("worksheets")), list):
        raise UnreadableError("is JSON, but not a notebook: it has no list of cells.", "Name a notebook.")
    metadata = raw.get("metadata")
    metadata = metadata if isinstance(metadata, MAPPING) else {}
    language = notebook_language(metadata, raw)
    counts = Tally()
    gaps = list(skipped)
    cells = tuple(_cells(raw, language, counts, gaps))
    parts = tuple(_notebook_parts(raw, counts))
    gaps += [_left_out(what, number) for what, number in counts.items()]
    read = [part for cell in cells for part in cell.parts] + list(parts)
    return Notebook(
        path=path,
        kind="notebook",
        format=f"nbformat {raw.get('nbformat', '?')}.{raw.get('nbformat_minor', '?')}",
        language=language,
        sha256=sha256,
        cells=cells,
        parts=parts,
        metadata=metadata,
        coverage=Coverage(
            cells=len(cells),
            outputs=len({(p.cell, p.output) for p in read if p.output is not None}),
            surfaces=len(read),
            bytes=sum(len(p.text.encode("utf-8", "surrogatepass")) for p in read),
        ),
        skipped=tuple(gaps),
    )


def _left_out(what: str, number: int) -> Skipped:
    if what == TOO_DEEP:
        return Skipped(f"{number} {what}", f"what lies below {MAX_DEPTH} levels is not read")
    if what == TOO_LONG:
        return Skipped(f"{number} {what}", f"only the first {MAX_ROWS:,} lines are read")
    if what == TOO_MANY:
        return Skipped(f"{number} {what}", f"only the first {MAX_PIECES:,} representations are read")
    if what == TOO_MUCH_MARKUP:
        why = f"beyond {MAX_MARKUP:,} characters of HTML, tags and entities are read as they stand"
        return Skipped(f"{number} {what}", why)
    return Skipped(f"{number} {what}", "no text to read", gap=False)


def _notebook_parts(raw: Mapping[str, object], counts: Tally) -> Iterator[Part]:
    """The notebook's own metadata, widget state apart, and keys that the format does not know."""
    mold = Mold(counts)
    metadata = raw.get("metadata")
    if isinstance(metadata, MAPPING):
        widgets = metadata.get("widgets")
        yield from surfaces.metadata_parts(
            mold, {key: value for key, value in metadata.items() if key != "widgets"}, "/metadata"
        )
        if isinstance(widgets, MAPPING):
            yield from surfaces.bundle_parts(mold, widgets, "/metadata/widgets", surface=Surface.METADATA)
    known = {"cells", "worksheets", "metadata", "nbformat", "nbformat_minor", "orig_nbformat"}
    yield from surfaces.metadata_parts(mold, {k: v for k, v in raw.items() if k not in known}, "")


def _raw_cells(raw: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Each cell with its pointer; the worksheets of nbformat 3 in a row."""
    cells = raw.get("cells")
    if isinstance(cells, list):
        yield from ((f"/cells/{number}", cell) for number, cell in enumerate(cells))
        return
    worksheets = raw["worksheets"]
    for sheet_number, sheet in enumerate(worksheets if isinstance(worksheets, list) else ()):
        cells = sheet.get("cells") if isinstance(sheet, MAPPING) else None
        for number, cell in enumerate(cells if isinstance(cells, list) else ()):
            yield f"/worksheets/{sheet_number}/cells/{number}", cell


def _cells(raw: Mapping[str, object], language: str, counts: Tally, gaps: list[Skipped]) -> Iterator[Cell]:
    for index, (pointer, cell) in enumerate(_raw_cells(raw)):
        if index >= MAX_CELLS:
            gaps.append(Skipped(f"cells after number {MAX_CELLS:,}", "more cells than a notebook can show"))
            return
        if isinstance(cell, MAPPING):
            yield _cell(index, pointer, cell, language, counts, gaps)
        else:
            gaps.append(Skipped(f"cell {index + 1}", "is not an object"))


def _cell(
    index: int,
    pointer: str,
    raw: Mapping[str, object],
    language: str,
    counts: Tally,
    gaps: list[Skipped],
) -> Cell:
    identity = raw.get("id")
    cell_id = identity if isinstance(identity, str) else None
    kind = str(raw.get("cell_type", "code"))
    metadata = raw.get("metadata")
    language = cell_language(kind, raw, language)
    key = "source" if "source" in raw or "input" not in raw else "input"
    source = joined(raw.get(key, ""))
    if source is None:
        gaps.append(Skipped(f"cell {index + 1} source", "is neither text nor a list of lines"))
    mold = Mold(counts, index, cell_id)
    parts = [
        mold.text(normalise_newlines(source or ""), Surface.SOURCE, f"{pointer}/{key}", language=language)
    ]
    parts += surfaces.attachment_parts(mold, raw.get("attachments"), f"{pointer}/attachments")
    parts += surfaces.metadata_parts(mold, metadata, f"{pointer}/metadata")
    parts += _outputs(mold, raw.get("outputs"), pointer, f"cell {index + 1}", gaps)
    tags = metadata.get("tags") if isinstance(metadata, MAPPING) else None
    count = raw.get("execution_count", raw.get("prompt_number"))
    return Cell(
        index=index,
        id=cell_id,
        kind=kind,
        language=language,
        parts=tuple(parts),
        execution_count=count if isinstance(count, int) else None,
        tags=frozenset(tag for tag in tags if isinstance(tag, str))
        if isinstance(tags, list)
        else frozenset(),
    )


def _outputs(mold: Mold, raw: object, pointer: str, place: str, gaps: list[Skipped]) -> Iterator[Part]:
    if raw is not None and not isinstance(raw, list):
        gaps.append(Skipped(f"{place} outputs", "is not a list"))
        return
    for number, output in enumerate(raw or ()):
        mold.counts.outputs += 1
        if mold.counts.outputs > MAX_OUTPUTS:
            gaps.append(Skipped(f"{place} from output {number + 1} on", "more outputs than are read"))
            return
        at = f"{pointer}/outputs/{number}"
        if not isinstance(output, MAPPING):
            gaps.append(Skipped(f"{place} output {number + 1}", "is not an object"))
        elif output.get("output_type") in ("pyout", "display_data") and "data" not in output:
            bundle = {mime: output[key] for key, mime in OLD_OUTPUT_KEYS.items() if key in output}
            yield from surfaces.bundle_parts(mold, bundle, at, output=number)
        else:
            yield from surfaces.output_parts(mold, output, number, at)
