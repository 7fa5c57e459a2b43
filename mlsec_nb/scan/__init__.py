"""The use case: one notebook or model file in, one :class:`ScanResult` out, the same for every face.

``scanner.py`` reads targets and puts the result together; ``engines.py`` asks the engines about a notebook,
``files.py`` about a model file; ``selection.py`` marks what is accepted and leaves out what nobody asked for.
"""

from mlsec_nb.scan.result import ScanResult
from mlsec_nb.scan.run import scan
from mlsec_nb.scan.scanner import Scanner
from mlsec_nb.scan.targets import is_notebook, unreadable

__all__ = ["ScanResult", "Scanner", "is_notebook", "scan", "unreadable"]
