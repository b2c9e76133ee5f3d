"""`jiyao account`: accounts opened, helped and listed without the desk."""

import re

import pytest
from click.testing import CliRunner, Result
from pytest_django.fixtures import Settings

from jiyao.foundation.models import Act
from jiyao.interfaces.cli import main
from jiyao.registry.models import Account, AccountRole
from jiyao.registry.queries.factors import has_second_factor
from tests.interfaces.small import ENVIRONMENT
from tests.registry.places import COUNTY, account_as, lay_out

pytestmark = pytest.mark.django_db
PASSWORD = re.compile(r"(?:[a-z2-9]{4}-){3}[a-z2-9]{4}")


def jiyao(*arguments: str, language: str = "en") -> Result:
    """The command, run."""
    return CliRunner().invoke(main, ["--lang", language, "account", *arguments], env=ENVIRONMENT)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "account admin is open; password to be used once, shown this once: "),
        ("zh", "账号 admin 已开通，一次性密码（只显示这一次）："),
    ],
)
def test_first_administrator_is_opened(language: str, said: str) -> None:
    result = jiyao("open", "admin", "--role", "administrator", language=language)

    password = PASSWORD.search(result.stdout)[0]
    account = Account.objects.get()
    assert (result.exit_code, result.stdout) == (0, f"{said}{password}\n")
    assert (account.check_password(password), account.password_is_temporary) == (True, True)
    assert account.assignments.get().role == "administrator"
    assert Act.objects.get(kind="open-account").actor.startswith("cli:")


@pytest.mark.parametrize(
    ("place", "kept"),
    [
        (("--role", "accept", "--division", COUNTY), ("accept", COUNTY, None)),
        (("--role", "employer", "--organisation", "9123801"), ("employer", None, 801)),
    ],
)
def test_role_is_given_at_its_place(place: tuple[str, ...], kept: tuple[str, str | None, int | None]) -> None:
    lay_out()

    assert jiyao("open", "wang", "--name", "王五", *place).exit_code == 0

    given = Account.objects.get(username="wang").assignments.get()
    assert (given.role, given.division_id, given.organisation_id) == kept


@pytest.mark.parametrize(
    ("arguments", "code", "complaint"),
    [
        (("open", " "), 4, "username: write 1 to 64 characters without blanks at the ends\n"),
        (
            ("open", "accept-230102"),
            5,
            'username: "accept-230102" is taken; choose another\n',
        ),
        (
            ("open", "x", "--role", "accept", "--division", "9"),
            4,
            'division: there is none with the code "9"; write six digits such as 230102\n',
        ),
        (
            ("open", "x", "--role", "employer", "--organisation", "9"),
            4,
            'organisation: none has the unified social credit code "9"; import it first\n',
        ),
        (
            ("open", "x", "--role", "accept"),
            4,
            "accept: an official's role needs a division, a body's an organisation, other roles neither\n",
        ),
        (("reset", "nobody"), 4, 'account: nobody signs in as "nobody"; see `jiyao account list`\n'),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_left(
    arguments: tuple[str, ...], code: int, complaint: str
) -> None:
    lay_out()
    account_as(AccountRole.ACCEPT)
    before = Account.objects.count()

    result = jiyao(*arguments)

    assert (result.exit_code, result.stdout, result.stderr) == (code, "", complaint)
    assert Account.objects.count() == before


def test_password_and_lost_factor_are_reset() -> None:
    lay_out()
    account = account_as(AccountRole.ACCEPT)

    result = jiyao("reset", account.username, "--factors")

    account.refresh_from_db()
    assert account.check_password(PASSWORD.search(result.stdout)[0])
    assert not has_second_factor(account)
    assert jiyao("reset", account.username, "--factors").stderr == "the account has no second factor\n"


def test_accounts_are_listed_without_people() -> None:
    lay_out()
    account_as(AccountRole.ACCEPT)
    account_as(AccountRole.CITIZEN)

    lines = [line.split() for line in jiyao("list").stdout.splitlines()]

    assert ["accept-230102", "accept", "230102", "yes", "open"] in lines
    assert lines[-1] == ["and", "1", "accounts", "of", "people"]
    assert not any("citizen" in line for line in lines)


def test_empty_list_says_how_to_begin() -> None:
    assert jiyao("list").stdout == (
        "no accounts yet; begin with `jiyao account open admin --role administrator`\n"
    )


def test_demonstration_accounts_are_refused_elsewhere(settings: Settings) -> None:
    settings.DEMONSTRATION = False
    for more in ([], ["--code"]):
        result = CliRunner().invoke(main, ["--lang", "en", "demo-accounts", *more], env=ENVIRONMENT)
        assert (result.exit_code, result.stdout) == (4, "")
        assert "invented people are for demonstrations" in result.stderr
    assert Account.objects.count() == 0
