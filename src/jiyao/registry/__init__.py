"""Divisions, people, organisations, occupations, and the spells and certificates that rules ask about."""
