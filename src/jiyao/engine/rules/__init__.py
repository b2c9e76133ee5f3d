"""The rule language: restricted SQL expressions, checked and turned into a small typed tree of our own."""
