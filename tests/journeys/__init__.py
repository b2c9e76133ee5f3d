"""Walks through the real pages in a real browser; skipped where there is none."""
