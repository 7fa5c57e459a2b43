"""One file for each rule; see README.md one folder up for how to add one."""
