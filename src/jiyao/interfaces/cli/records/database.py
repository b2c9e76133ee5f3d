"""What commands on the database have in common: it must be prepared, and it must answer."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import ParamSpec

from django.conf import settings
from django.db import Error, OperationalError, connection
from django.db.migrations.loader import MigrationLoader

from jiyao.base.errors import Conflict
from jiyao.interfaces.cli.session import Session, failing_clearly
from jiyao.policy.queries.versions import pack_folder_on

P = ParamSpec("P")


class NoDatabase(Conflict):
    """The database does not answer."""


class NotPrepared(Conflict):
    """The tables are not there, or are those of an earlier version."""


def on_database(command: Callable[P, None]) -> Callable[P, None]:
    """A command that begins only on a prepared database, and fails clearly."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        check_prepared()
        command(*args, **kwargs)

    return reaching_database(run)


def reaching_database(command: Callable[P, None]) -> Callable[P, None]:
    """A command that fails clearly, also where the database is away, full or held."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except OperationalError as error:
            raise _no_database(error) from None

    return failing_clearly(run)


def version_on(session: Session, day: date) -> Path:
    """The folder of the version that holds on a day; another pack that was asked for is taken as it is."""
    return pack_folder_on(day) if session.folder.absolute() == settings.PACK else session.folder


def check_prepared() -> None:
    """Nothing where the tables are those of this version. raises NotPrepared, NoDatabase"""
    try:
        loader = MigrationLoader(connection)
    except Error as error:
        raise _no_database(error) from None
    if not set(loader.graph.leaf_nodes()) <= loader.applied_migrations.keys():
        raise NotPrepared(
            "the database is not prepared, or not since the last update; run `jiyao prepare`",
            zh="数据库尚未准备，或更新后没有重新准备；请先运行 jiyao prepare",
        )


def _no_database(error: Error) -> NoDatabase:
    said = str(error).strip()
    return NoDatabase(
        f"the database cannot be used: {said}; see JIYAO_DATABASE_URL and JIYAO_VAR",
        zh=f"数据库无法使用：{said}；请检查 JIYAO_DATABASE_URL 和 JIYAO_VAR",
    )
