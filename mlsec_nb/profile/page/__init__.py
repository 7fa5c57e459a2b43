"""How a profile is shown where no kernel runs: a page, a fragment in a cell's output, and plain text."""
