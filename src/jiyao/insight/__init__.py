"""Indicators over everything, and rosters that employers bring (`roster`); reads, changes nothing."""
