"""Where secrets stand in text: one file for each kind of place, each with a ``find(line)``."""
