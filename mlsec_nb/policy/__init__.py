"""Which names a pickle may ask for: an exact allowlist; all else is unknown or dangerous."""
