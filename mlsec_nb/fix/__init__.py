"""Changes that remove or silence a finding. They are proposed with a preview, never made unasked.

One way to change a notebook is one file: ``environment.py`` moves a literal out of the source,
``redact.py`` masks what an output shows, ``silence.py`` writes the instruction to ignore.
"""
