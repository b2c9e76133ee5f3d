"""The same ten measures in four engines, side by side: see README.md."""
