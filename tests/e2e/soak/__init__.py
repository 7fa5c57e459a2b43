"""A long working day: two people, a real server and two real browsers, at random but from a seed.

    python -m tests.e2e.soak --minutes 60

``desk.py`` remembers what was typed and what has to be on disk, ``person.py`` is what somebody does in a
browser, ``gauges.py`` measures the server and the pages, ``day.py`` puts them together.
"""
