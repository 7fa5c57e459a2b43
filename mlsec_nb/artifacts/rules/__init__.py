"""One rule a file: a docstring, ``RULE``, the fact it ``LISTENS`` to, and ``check``.

Dropping a file into this folder is all it takes to add a rule.
"""
