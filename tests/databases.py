"""The database of a test as another process finds it."""

import os
import sys
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connection

from tests.architecture.tree import ROOT


def environment() -> dict[str, str]:
    """The environment in which a process works on this test's database and folders."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        address = f"sqlite:///{name}"
    else:
        address = urlunsplit(urlsplit(os.environ["JIYAO_DATABASE_URL"])._replace(path=f"/{name}"))
    return os.environ | {
        "JIYAO_DATABASE_URL": address,
        "JIYAO_VAR": str(settings.VAR),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT), *sys.path]),
        "DJANGO_SETTINGS_MODULE": "jiyao.config.settings",
    }
