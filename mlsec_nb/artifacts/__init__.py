"""Model and data files: what is inside, and what loading would do. Nothing is ever loaded."""
