"""Questions about datasets: one file each, found by their ``QUESTION``; dropping one in is enough."""
