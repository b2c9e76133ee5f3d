"""Databases for tests. Most roll back; `fresh_database` is for what must commit, or be seen from another process."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation
from pytest_django import DjangoDbBlocker

from jiyao.evaluation.queries.session_sums import forget_sums


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what uses a database."""
    for item in items:
        if item.get_closest_marker("django_db") or "fresh_database" in getattr(item, "fixturenames", ()):
            item.add_marker("database")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """The migrated database, made even where no test but those of `fresh_database` asks for one."""
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
        _number_apart()
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


def _number_apart() -> None:
    """Has PostgreSQL number rows far from those that tests number themselves, as SQLite does of itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'")
            for (name,) in cursor.fetchall():
                cursor.execute(f'ALTER SEQUENCE "{name}" RESTART WITH 20000')


@pytest.fixture(autouse=True)
def in_the_usual_language() -> None:
    """A request leaves its language behind; the next test begins without."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def of_this_test_alone() -> None:
    """What was counted of a database that rolled back counts for nothing."""
    forget_sums()


@pytest.fixture
def fresh_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A database of its own, copied from the migrated one; its name. Acts refuse to be flushed, so it is dropped."""
    template = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        name = _copy(template)
        connection.settings_dict["NAME"] = name
        yield name
        connection.close()
        connection.settings_dict["NAME"] = template
        _drop(name)


def _copy(template: str) -> str:
    connection.close()
    if connection.vendor == "sqlite":
        return shutil.copy(template, f"{template}-{uuid4().hex[:8]}")
    name = f"{template}_{uuid4().hex[:8]}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return name


def _drop(name: str) -> None:
    if connection.vendor == "sqlite":
        for file in Path(name).parent.glob(f"{Path(name).name}*"):
            file.unlink()
        return
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
