"""From the outside world to :class:`~mlsec_nb.core.notebook.Notebook`, and names across its cells."""
