"""Commands that need the database. Each module holds one, of its own name."""
