"""Many targets: find them, read and scan each, show how far it is."""
