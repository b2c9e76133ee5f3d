"""What changes the registry."""
