"""Commands on a database that is not prepared, or that does not answer."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.db import OperationalError, connection
from pytest_django.fixtures import Settings

from jiyao.interfaces.cli import main
from jiyao.interfaces.cli.records import database
from tests.interfaces.small import ENVIRONMENT

NOT_PREPARED = {
    "zh": "数据库尚未准备，或更新后没有重新准备；请先运行 jiyao prepare\n",
    "en": "the database is not prepared, or not since the last update; run `jiyao prepare`\n",
}


def jiyao(*arguments: str) -> Result:
    """The command, run."""
    return CliRunner().invoke(main, list(arguments), env=ENVIRONMENT)


@pytest.fixture
def old_database(fresh_database: str, settings: Settings) -> None:
    """A database on which the last migrations were not run."""
    settings.DEMONSTRATION = True
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'registry'")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "command",
    [
        "run --on 2025-06-30",
        "person 1",
        "import people.csv --as people",
        "jobs",
        "work --once",
        "audit verify",
        "audit anchor",
        "keys rotate --by account:1",
        "keys anonymise 1 --reason x --by account:1 --yes",
        "synth",
    ],
)
def test_database_that_is_not_prepared_is_named(old_database: None, command: str, language: str) -> None:
    result = jiyao("--lang", language, *command.split())

    assert (result.exit_code, result.stdout, result.stderr) == (5, "", NOT_PREPARED[language])


def test_database_that_does_not_answer_is_named(fresh_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(database, "MigrationLoader", refuse)

    result = jiyao("--lang", "en", "jobs")

    assert (result.exit_code, result.stderr) == (
        5,
        "the database cannot be used: connection refused; see JIYAO_DATABASE_URL and JIYAO_VAR\n",
    )


def test_file_out_of_reach_is_named(fresh_database: str, tmp_path: Path) -> None:
    out = tmp_path / "none" / "anchor.json"

    result = jiyao("--lang", "zh", "audit", "anchor", "--out", str(out))

    assert (result.exit_code, result.stderr) == (5, f"{out}：无法读写（No such file or directory）\n")
