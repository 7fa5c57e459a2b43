"""Published holes of packages: records in the OSV format, from its service, its last answer, or a snapshot.

``records.py`` reads them, ``service.py`` asks and remembers, ``snapshot.py`` reads a file.
"""
