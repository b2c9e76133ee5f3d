"""What the product notes of its own running: one line a request or fault, without anything personal."""
