"""What is done in employment."""
