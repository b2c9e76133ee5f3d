"""Files that go to the systems of others and come back, each as its description says: found, written, read."""
