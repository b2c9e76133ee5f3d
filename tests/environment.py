"""Where the tests write, and on which database: set before Django reads it.

JIYAO_DATABASE_URL names PostgreSQL where `python -m tests.postgresql` runs the suite; SQLite otherwise.
"""

import os
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import settings

os.environ["JIYAO_VAR"] = mkdtemp(prefix="jiyao-tests-")
Path(os.environ["JIYAO_VAR"], "static").mkdir()
os.environ.pop("JIYAO_DEMONSTRATION", None)
os.environ["JIYAO_SECRET_KEY"] = "only for tests"  # noqa: S105 - it signs nothing that lasts

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
