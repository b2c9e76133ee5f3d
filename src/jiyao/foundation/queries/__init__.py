"""What is read of the foundation's records."""
