"""Evaluation in the demonstration: sessions at every stage, certificates and what became of them, supervision.

All of it goes the way that people go: through the actions of the areas, on days of the past, by their accounts.
"""
