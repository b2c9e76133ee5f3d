"""What changes the foundation's records: acts appended, keys made, rewrapped and deleted."""
