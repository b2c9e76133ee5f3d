"""Indicators over everything, rosters that employers bring (`roster`), bundles for auditors (`bundle`); reads only."""
