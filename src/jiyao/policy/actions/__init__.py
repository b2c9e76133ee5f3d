"""What changes the records of policy."""
