"""Where the API is."""

PREFIX = "/api/"
"""Every address of every version begins with it."""
ROOT = f"{PREFIX}v1/"
"""The first version: its page, and before every route of it."""
