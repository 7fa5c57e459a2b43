"""Recognises personal data by value and by name, in columns and in texts; standard library only."""
