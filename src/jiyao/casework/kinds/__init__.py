"""Kinds of case, one file each. A kind says which steps of life it takes, and what a decision of it does."""
