"""Figures, one file for each question under ``data`` and ``model``; drawn when they are asked for."""
