"""What programs and the command line are told as known on a past day."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.core.cache import caches
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.interfaces.cli import main
from jiyao.interfaces.ui.clocks import NOTHING_ASKED, clocks
from jiyao.registry.actions.correcting import correct_record
from jiyao.registry.models import AccountRole, HeldCertificate
from tests.interfaces.api.calling import V1, answered, program_as
from tests.interfaces.small import ENVIRONMENT
from tests.interfaces.story import at_noon, begun, entered, rates
from tests.registry.places import HERE

pytestmark = pytest.mark.django_db
FUTURE = "what will be known on 2025-07-01 nobody can tell yet; take today or a past day"


@pytest.fixture(autouse=True)
def story(settings: Settings, tmp_path: Path) -> None:
    """The rates entered on the 10th, the certificate's level corrected on the 20th; today is the 30th."""
    caches["memory"].clear()
    entered(begun(settings, tmp_path), 10, rates(100000, 150000))
    correct_record(
        model=HeldCertificate,
        record=1001,
        changes={"level": "L5"},
        at=at_noon(20),
        by="program:test",
        reason="证书上写的是五级",
    )


def got(client: Client, address: str) -> Any:
    """What the API answers."""
    return answered(client.get(f"{V1}/{address}"))


def jiyao(settings: Settings, *arguments: str) -> Result:
    """The command over the installation's pack."""
    given = ["--pack", str(settings.PACK), "--lang", "en", *arguments]
    result = CliRunner(env=ENVIRONMENT).invoke(main, given)
    assert clocks() == NOTHING_ASKED
    return result


@pytest.mark.parametrize(("number", "version"), [(5, "7"), (10, "7"), (11, "7+1"), (30, "7+1")])
def test_pack_in_use_on_a_past_day(client: Client, number: int, version: str) -> None:
    assert got(client, f"pack?known=2025-06-{number:02}")["version"] == version


@pytest.mark.parametrize(
    ("asked", "values"), [("known=2025-06-10", None), ("known=2025-06-11", 150000), ("", 150000)]
)
def test_value_of_a_measure(client: Client, asked: str, values: int | None) -> None:
    found = got(client, f"measures/level-award?{asked}")

    [row] = found["values"][0]["rows"]
    assert row["values"]["L4"] == values
    assert found["known"] == (asked.partition("=")[2] or None)


def test_measures_pay_as_they_did_then(client: Client) -> None:
    def payable(asked: str) -> dict[str, str]:
        return {one["id"]: one["payable"] for one in got(client, f"measures?{asked}")["items"]}

    assert payable("known=2025-06-05&on=2025-06-30")["level-award"] == "value_not_confirmed"
    assert payable("on=2025-06-05")["level-award"] == "pays"


@pytest.mark.parametrize(
    ("number", "amount"), [(5, None), (11, 150000), (19, 150000), (20, 100000), (25, 100000)]
)
def test_own_determinations(number: int, amount: int | None) -> None:
    client = program_as(AccountRole.CITIZEN)

    found = answered(client.get(f"{V1}/me/determinations?known=2025-06-{number:02}"))

    [award] = [one for one in found if one["measure"] == "level-award"]
    assert (award["amount_fen"], award["on"]) == (amount, f"2025-06-{number:02}")


def test_day_on_which_the_person_was_not_known_is_refused() -> None:
    answer = program_as(AccountRole.CITIZEN).get(f"{V1}/me/determinations?known=2024-12-31")

    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"detail": "2024-12-31 没有编号 1 的人员", "parameter": "known"}]


@pytest.mark.parametrize("address", ["pack", "measures", "measures/level-award"])
def test_day_to_come_is_refused(client: Client, address: str) -> None:
    answer = client.get(f"{V1}/{address}?known=2025-07-01", headers={"accept-language": "en"})

    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"detail": FUTURE, "parameter": "known"}]


@pytest.mark.parametrize(("number", "value"), [(5, "not found"), (11, "Level 4: 1,500 yuan")])
def test_explain_as_known_then(settings: Settings, number: int, value: str) -> None:
    result = jiyao(settings, "explain", "level-award", "--known", f"2025-06-{number:02}")

    assert result.exit_code == 0
    assert f"level-award · 2025-06-{number:02}" in result.stdout
    assert ("Level 4: 1,500 yuan" in result.stdout) == (number > 10)


def test_measures_listed_as_known_then(settings: Settings) -> None:
    [then], [now] = (
        [line for line in jiyao(settings, "measures", *asked).stdout.splitlines() if "level-award" in line]
        for asked in (["--known", "2025-06-10"], ["--known", "2025-06-11"])
    )

    assert (" ".join(then.split()).endswith("pays"), " ".join(now.split()).endswith("pays")) == (False, True)


@pytest.mark.parametrize(("number", "amount"), [(11, "1,500 yuan"), (25, "1,000 yuan")])
def test_person_as_known_then(settings: Settings, number: int, amount: str) -> None:
    result = jiyao(settings, "person", str(HERE), "--known", f"2025-06-{number}", "--measure", "level-award")

    assert (result.exit_code, amount in result.stdout) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["person", str(HERE), "--known", "2025-07-01"], FUTURE),
        (["explain", "level-award", "--known", "2025-07-01"], FUTURE),
        (["person", str(HERE), "--known", "2024-12-31"], "nobody is known under the number 1 on 2024-12-31"),
    ],
)
def test_day_of_which_nothing_can_be_told(settings: Settings, arguments: list[str], said: str) -> None:
    result = jiyao(settings, *arguments)

    assert (result.exit_code, result.stderr.strip()) == (4, said)


def test_versions_of_another_pack_are_not_kept(settings: Settings, tmp_path: Path) -> None:
    released, settings.PACK = settings.PACK, tmp_path
    given = ["--pack", str(released), "--lang", "en", "explain", "level-award", "--known", "2025-06-11"]

    result = CliRunner(env=ENVIRONMENT).invoke(main, given)

    assert result.exit_code == 4
    assert (
        result.stderr.strip()
        == f"versions are kept of {tmp_path}, not of {released}; leave out --known or --pack"
    )
