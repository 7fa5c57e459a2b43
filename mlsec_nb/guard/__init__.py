"""Protection at run time: stop the harm before it happens.

``unpickling.py`` judges what a pickle asks for and what happens while its objects are built;
``outputs.py`` finds the values of known secrets in what a kernel sends. The faces decide when they are on.
"""

from mlsec_nb.guard.switch import Guard, guard

__all__ = ["Guard", "guard"]
