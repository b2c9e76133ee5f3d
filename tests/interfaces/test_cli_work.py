"""`jiyao work` does what waits, and clears away sessions that are over."""

from datetime import UTC, datetime

from click.testing import CliRunner
from django.contrib.sessions.models import Session
from django.db import connection

from jiyao.interfaces.cli import main


def test_sessions_that_are_over_are_cleared_away(fresh_database: str) -> None:
    for key, year in (("over", 2020), ("standing", 2999)):
        Session.objects.create(session_key=key, session_data="", expire_date=datetime(year, 1, 1, tzinfo=UTC))
    connection.close()

    worked = CliRunner().invoke(main, ["--lang", "en", "work", "--once"])

    assert (worked.exit_code, list(Session.objects.values_list("session_key", flat=True))) == (
        0,
        ["standing"],
    )
