"""What was given, and runs of the population."""
