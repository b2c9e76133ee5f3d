"""The shapes of answers, and how each is made of the pack."""
