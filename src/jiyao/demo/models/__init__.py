"""What only the demonstration knows: the truth about what was planted."""
