"""The words that every layer speaks: notebook, finding, rule, result. Standard library only."""
