"""The arguments of every sub-command, a file for each family; nothing is imported before one of them runs."""
