"""Jiyao 技耀: a province's skilled-talent policy, applied, explained, funded, checked and improved."""
