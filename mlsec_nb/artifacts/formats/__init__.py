"""Readers of formats: each turns a blob into facts, and names the blobs inside it as children.

Every module has ``read(blob, job)``; :data:`mlsec_nb.artifacts.sniff.READERS` says which one is whose.
"""
