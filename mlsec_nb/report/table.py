"""Findings as a table, one row each, for analysis: Parquet, written as it comes (an extra: ``parquet``)."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any

from mlsec_nb.core.pillar import pillar_of
from mlsec_nb.core.result import Target
from mlsec_nb.errors import UsageError

ROWS = 20_000
"""Findings held before they are written."""

TEXTS = (
    *(
        "path",
        "kind",
        "sha256",
        "rule",
        "name",
        "engine",
        "pillar",
        "severity",
        "confidence",
        "message",
        "advice",
    ),
    *(
        "evidence",
        "fingerprint",
        "surface",
        "cell_id",
        "mime",
        "member",
        "suppressed_by",
        "suppressed_reason",
    ),
)
NUMBERS = ("cell", "output", "line", "column")


class FindingsTable:
    """A Parquet file that findings are appended to; use as a context.

    Raises
    ------
    UsageError
        When pyarrow is not installed.
    """

    def __init__(self, path: Path) -> None:
        try:
            import pyarrow
            import pyarrow.parquet
        except ImportError as error:
            advice = "Install mlsec-nb[parquet]."
            raise UsageError("Parquet is written with pyarrow, which is not installed.", advice) from error
        columns = [(name, pyarrow.string()) for name in TEXTS] + [(name, pyarrow.int64()) for name in NUMBERS]
        self._table = pyarrow.Table
        self._schema = pyarrow.schema(columns)
        self._writer = pyarrow.parquet.ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[dict[str, Any]] = []

    def __enter__(self) -> FindingsTable:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._flush()
        self._writer.close()

    def add(self, target: Target) -> None:
        """Append the findings of a target, suppressed ones too."""
        self._rows += rows(target)
        if len(self._rows) >= ROWS:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(self._table.from_pylist(self._rows, schema=self._schema))
            self._rows = []


def rows(target: Target) -> list[dict[str, Any]]:
    """A row for each finding: texts are masked, as everywhere."""
    return [
        {
            "path": target.path,
            "kind": target.kind,
            "sha256": target.sha256,
            "rule": finding.rule,
            "name": finding.name,
            "engine": finding.engine,
            "pillar": pillar_of(finding).value,
            "severity": finding.severity.label,
            "confidence": finding.confidence.label,
            "message": finding.message,
            "advice": finding.advice,
            "evidence": finding.evidence,
            "fingerprint": finding.fingerprint,
            "surface": finding.location.surface.value,
            "cell_id": finding.location.cell_id,
            "mime": finding.location.mime,
            "member": finding.location.member,
            "suppressed_by": finding.suppressed.by if finding.suppressed else None,
            "suppressed_reason": finding.suppressed.reason if finding.suppressed else None,
            "cell": finding.location.cell,
            "output": finding.location.output,
            "line": finding.location.line,
            "column": finding.location.column,
        }
        for finding in target.findings
    ]
