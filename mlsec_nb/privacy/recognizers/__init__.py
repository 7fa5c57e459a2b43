"""One file for each kind of personal data; a file may declare several that belong together."""
