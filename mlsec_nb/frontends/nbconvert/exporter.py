"""``jupyter nbconvert --to mlsec``: the report of a scan as an export format. Nothing is executed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nbconvert.exporters.exporter import Exporter, ResourcesDict
from nbconvert.utils.exceptions import ConversionException
from traitlets import CaselessStrEnum, default

from mlsec_nb.core.notebook import Notebook
from mlsec_nb.errors import MlsecError, UnreadableError
from mlsec_nb.notebook.read import read_bytes, read_dict, read_notebook
from mlsec_nb.options import load_options
from mlsec_nb.report.interface import FORMATS
from mlsec_nb.scan import Scanner

# nbconvert declares that every exporter returns a notebook; this one, like most, returns text
Exported = Any


class MlsecExporter(Exporter):
    """Reports leaked secrets and unsafe code of a notebook.

    The notebook is read as it is on disk, so that cells and lines are those of the file: nbconvert's
    own reader brings older formats up to date first. With preprocessors, what they leave is scanned.
    """

    export_from_notebook = "Security report (mlsec)"
    output_mimetype = "text/html"

    report_format = CaselessStrEnum(
        list(FORMATS), default_value="html", help=f"Format of the report: {', '.join(FORMATS)}."
    ).tag(config=True)

    def __init__(self, config: Any = None, **traits: Any) -> None:
        super().__init__(config=config, **traits)  # type: ignore[no-untyped-call]
        self.output_mimetype = FORMATS[self.report_format].mime
        self._scanner: Scanner | None = None

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return f".mlsec{FORMATS[self.report_format].extension}"

    @default("default_preprocessors")
    def _default_preprocessors_default(self) -> list[str]:
        return []  # above all none that executes the notebook

    def from_filename(self, filename: str, resources: Any = None, **more: Any) -> Exported:
        """Report on the file ``filename``."""
        if self.preprocessors:
            return super().from_filename(filename, resources=resources, **more)
        folder, name = os.path.split(filename)
        resources = self._init_resources(resources)  # type: ignore[no-untyped-call]
        resources["metadata"].update(name=os.path.splitext(name)[0], path=folder)
        return self._report(str(filename), lambda: read_notebook(Path(filename)), resources)

    def from_file(self, file_stream: Any, resources: Any = None, **more: Any) -> Exported:
        """Report on what ``file_stream`` holds."""
        if self.preprocessors:
            return super().from_file(file_stream, resources=resources, **more)
        content = file_stream.read()
        data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
        resources = self._init_resources(resources)  # type: ignore[no-untyped-call]
        return self._report("-", lambda: read_bytes(data, "-"), resources)

    def from_notebook_node(self, nb: Any, resources: Any = None, **more: Any) -> Exported:
        """Report on a notebook in memory, or on the file it was read from when ``resources`` names it."""
        processed, resources = super().from_notebook_node(nb, resources=resources, **more)
        path = notebook_path(resources)
        if not self.preprocessors and (original := _unchanged(path, nb)):
            return self._report(path, lambda: original, resources)
        return self._report(path, lambda: read_dict(processed, path), resources)

    def _report(self, path: str, read: Callable[[], Notebook], resources: ResourcesDict) -> Exported:
        start = time.perf_counter()
        try:
            scanner = self._scanner = self._scanner or Scanner(load_options())
        except MlsecError as error:
            raise ConversionException(str(error)) from error
        target = scanner.target(path, read)
        result = scanner.result([target], seconds=time.perf_counter() - start)
        text = result.render(
            self.report_format, fail_on=scanner.options.fail_on, read_raw=lambda _: _bytes(path)
        )
        # nbconvert writes UTF-8, which has no lone surrogates; a notebook can
        return text.encode("utf-8", "backslashreplace").decode(), resources


def notebook_path(resources: Any) -> str:
    """The path of the notebook as far as nbconvert tells; a name that stands for it otherwise."""
    metadata = resources.get("metadata", {})
    return os.path.join(metadata.get("path") or "", f"{metadata.get('name') or 'notebook'}.ipynb")


def _unchanged(path: str, nb: Any) -> Notebook | None:
    """The file at ``path`` if it is what ``nb`` was read from: the same code with as many outputs."""
    try:
        original, given = read_notebook(Path(path)), read_dict(nb, path)
        same = len(original.cells) == len(given.cells) and _outline(original) == _outline(given)
        return original if same else None
    except UnreadableError:
        return None


def _outline(notebook: Notebook) -> list[tuple[str, int]]:
    code = (cell for cell in notebook.cells if cell.kind == "code")  # older formats have other kinds of text
    return [(cell.source.text, len({part.output for part in cell.parts})) for cell in code]


def _bytes(path: str) -> bytes | None:
    try:
        return Path(path).read_bytes()
    except OSError:
        return None
