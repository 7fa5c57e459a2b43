"""Triggers: values, words or image patches that go with one label against the rest of the row."""
