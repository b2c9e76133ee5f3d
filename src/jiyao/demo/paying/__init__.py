"""Past payments: what was claimed, what was known then, what the reference says of it, and where officials departed."""
