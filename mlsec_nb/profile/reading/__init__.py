"""From what a user has in memory to columns of numpy arrays: one adapter for each kind of container.

A library is asked only when the user has imported it already: what is not loaded cannot be what was given.
"""
