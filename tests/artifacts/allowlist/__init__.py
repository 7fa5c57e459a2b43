"""What the allowlist is made from."""
