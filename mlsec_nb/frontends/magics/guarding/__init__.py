"""The guard of a kernel: unpickling, cells and outputs, each with a mode of its own."""
