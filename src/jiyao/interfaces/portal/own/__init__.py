"""What a signed-in citizen sees of herself: what is recorded, what it brings, and what she says is wrong."""
