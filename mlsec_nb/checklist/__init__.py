"""The checklist: controls in four pillars, what probes saw, what people stated, and how fresh it is.

``catalogue/`` says what is asked, ``probes/`` look, ``status.py`` and ``score.py`` judge, ``store.py`` and
``history.py`` remember, ``export/`` shows.
"""
