"""Numbers that states give to people, one file for each state."""
