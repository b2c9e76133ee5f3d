"""Evaluation bodies on the portal: the public directory, and what an organisation files."""
