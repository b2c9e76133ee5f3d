"""Where the API is."""

import re

PREFIX = "/api/"
"""Every address of every version begins with it."""
ROOT = f"{PREFIX}v1/"
"""The first version: its page, and before every route of it."""
IMPORTS = re.compile(f"{ROOT}tables/[^/]+/imports")
"""Where files of records are taken, which may be larger than other bodies."""
