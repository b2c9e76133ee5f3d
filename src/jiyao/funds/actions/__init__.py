"""What funds do: each takes keyword arguments, and leaves transfers and an act, or nothing."""
