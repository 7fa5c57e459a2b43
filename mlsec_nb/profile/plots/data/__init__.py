"""Figures of questions about data: ``draw(answer, figure)`` in a file named as the question's."""
