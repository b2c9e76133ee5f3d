"""How this installation runs. Everything that differs between installations comes from the environment.

JIYAO_DATABASE_URL    the database; SQLite under JIYAO_VAR where nothing is said
JIYAO_VAR             the folder for everything that the product writes; `var` by default
JIYAO_MASTER_KEY      the file of the master key; `keys/master.key` under JIYAO_VAR by default
JIYAO_DEMONSTRATION   1 where this is a demonstration: values nobody has found may pay, invented people may stand
JIYAO_PROFILES        the folder of this installation's own import profiles; `profiles` under JIYAO_VAR by default
JIYAO_LARGEST_FILE_MB how large a file may be that is given to the product
JIYAO_SECRET_KEY      what pages sign with, once there are pages
"""

import os
from pathlib import Path

from jiyao.config.environment import database_at, whole_number

VAR = Path(os.environ.get("JIYAO_VAR") or "var").absolute()
MASTER_KEY = Path(os.environ.get("JIYAO_MASTER_KEY", VAR / "keys/master.key"))
DEMONSTRATION = os.environ.get("JIYAO_DEMONSTRATION", "").lower() in {"1", "true", "yes"}
ATTACHMENTS = VAR / "attachments"
LARGEST_FILE_MB = whole_number("JIYAO_LARGEST_FILE_MB", 2048)
PROFILES = Path(os.environ.get("JIYAO_PROFILES", VAR / "profiles"))

SECRET_KEY = os.environ.get("JIYAO_SECRET_KEY", "unset: no page signs anything yet")
DEBUG = False
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django_tasks_db",
    "jiyao.foundation",
    "jiyao.registry",
    "jiyao.policy",
    "jiyao.training",
    "jiyao.evaluation",
    "jiyao.demo",
]

DATABASES = {"default": database_at("JIYAO_DATABASE_URL", f"sqlite:///{VAR}/jiyao.sqlite3")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    VAR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["TEST"] = {
        "NAME": VAR / "test.sqlite3"
    }  # a file, so that other processes can read it
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 60,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
