"""Figures of questions about models: ``draw(answer, figure)`` in a file named as the question's."""
