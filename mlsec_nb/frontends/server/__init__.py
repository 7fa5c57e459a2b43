"""The Jupyter server extension behind the panel: REST routes under ``mlsec-nb/api/`` and the save guard.

``handlers.py`` speaks HTTP, ``worker.py`` keeps a process beside the server, and in that process
``service.py`` answers. What a notebook looks like between two requests is in ``mirror.py``.
"""
