"""Document intake, without records: files read into lines, lines proposed as clauses, these laid as a pack's files."""
