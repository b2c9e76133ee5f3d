"""Indicators over everything; reads, changes nothing."""
