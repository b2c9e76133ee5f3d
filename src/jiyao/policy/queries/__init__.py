"""What policy's records and rules say, read and never changed."""
