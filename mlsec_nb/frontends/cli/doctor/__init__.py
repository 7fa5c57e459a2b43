"""``mlsec-nb doctor``: is it installed as it should be?

A subject is a file with a ``checks`` function, listed in ``run.py``. A check looks, and says how to mend
what it sees; nothing is changed.
"""
