"""What is counted over several areas."""
