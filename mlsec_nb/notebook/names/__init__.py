"""Name resolution across the cells of a notebook: what each call really calls.

:func:`walk` reads the cells in the order they ran and tells an :class:`Observer` what it meets.
Nothing is executed: expressions are evaluated to the values they may stand for.
"""

from mlsec_nb.notebook.names.events import Assignment, Call, Import, Observer, Site, Subclass
from mlsec_nb.notebook.names.walk import walk

__all__ = ["Assignment", "Call", "Import", "Observer", "Site", "Subclass", "walk"]
