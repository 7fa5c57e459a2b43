"""What profiles report: one rule, one file, without any import of a heavy library."""
