"""Rows compared with rows: equal, nearly equal, far away."""
