"""Determining one owner: compiled functions, reasons, what is missing, the best question, the next change."""
