"""Rules on personal data in notebooks, one file each."""
