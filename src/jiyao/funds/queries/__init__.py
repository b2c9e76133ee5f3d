"""What stands: lines, transfers, orders, and whether all of it agrees."""
