"""Measures as people read them: the catalogue, and one page a measure, both made from the rule itself."""
