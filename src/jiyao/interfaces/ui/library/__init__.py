"""The policy library: documents and their clauses, what hangs on them, lineage, and words found inside."""
