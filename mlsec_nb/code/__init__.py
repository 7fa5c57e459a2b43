"""Unsafe code in cells: deserialisation, remote code, shell, packages, exposure."""
