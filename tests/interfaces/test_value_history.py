"""What was known of a value when: version by version, to the public without names, to officials with them."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.policy.actions.changing import take_up_release
from jiyao.registry.models import Account, AccountRole
from tests.interfaces.desk.signing import signed_in
from tests.interfaces.story import NOTICE, at_noon, begun, day, entered, rates
from tests.registry.places import CITY, PROVINCE

pytestmark = pytest.mark.django_db
HISTORY = "/measures/level-award/values/level_fen/"
LOCAL = {
    f"local/{CITY}.yaml": (
        f"division: '{CITY}'\nvalues: [{{measure: city-grant, parameter: standard_fen, base: "
        "[{from: 2025-01-01, value: 30000, source: {document: doc, article: 第二条}, confidence: verified}]}]\n"
    )
}


@pytest.fixture
def officials(settings: Settings, tmp_path: Path) -> tuple[Account, Account]:
    """The rates entered on the 10th, a document on the 15th that has nothing to do with them, other rates on the 20th."""
    two = begun(settings, tmp_path)
    entered(two, 10, rates(100000, 150000))
    entered(two, 15, NOTICE)
    entered(two, 20, rates(110000, 150000))
    return two


def rows(page: Any) -> list[list[str]]:
    """The cells of the table, row by row."""
    assert page.status_code == 200
    body = page.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    cells = [
        re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
        for row in re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    ]
    return [[" ".join(re.sub("<[^>]+>", " ", cell).split()) for cell in row] for row in cells]


RELEASE = ["发行版 版本 7", "五级 未查到；四级 未查到（2024年1月1日起）", "某办法 未核实"]
FIRST = [
    "2025年6月11日 版本 7+1",
    "五级 1,000元；四级 1,500元（2024年1月1日起） 不再是： 五级 未查到；四级 未查到（2024年1月1日起）",
    "某办法 · 第三条",
]
SECOND = [
    "2025年6月21日 版本 7+3",
    "五级 1,100元；四级 1,500元（2024年1月1日起） 不再是： 五级 1,000元；四级 1,500元（2024年1月1日起）",
    "某办法 · 第三条",
]


@pytest.mark.usefixtures("officials")
@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ("", [SECOND, FIRST, RELEASE]),
        ("?known=2025-06-20", [FIRST, RELEASE]),
        ("?known=2025-06-11", [FIRST, RELEASE]),
        ("?known=2025-06-10", [RELEASE]),
    ],
)
def test_history_tells_the_public_day_and_document(
    client: Client, asked: str, known: list[list[str]]
) -> None:
    page = client.get(HISTORY + asked)

    assert rows(page) == known
    assert "王提出" not in page.content.decode()


@pytest.mark.usefixtures("officials")
def test_history_tells_officials_by_whose_hands() -> None:
    page = signed_in(AccountRole.REVIEW, PROVINCE).get(f"/desk{HISTORY}")

    assert [row[3] for row in rows(page)] == ["王提出、李复核", "王提出、李复核", "—"]


@pytest.mark.usefixtures("officials")
def test_local_value_names_its_place(officials: tuple[Account, Account], client: Client) -> None:
    entered(officials, 22, LOCAL)

    [step] = rows(client.get("/measures/city-grant/values/standard_fen/"))
    assert step == ["2025年6月23日 版本 7+4", "甲市 300元（2025年1月1日起）", "某办法 · 第二条"]


@pytest.mark.usefixtures("officials")
def test_page_of_the_measure_leads_there(client: Client) -> None:
    page = client.get("/measures/level-award/?known=2025-06-12").content.decode()

    assert f'href="{HISTORY}?known=2025-06-12"' in page
    assert f'href="/desk{HISTORY}' not in page
    official = signed_in(AccountRole.REVIEW, PROVINCE).get("/measures/level-award/").content.decode()
    assert f'href="/desk{HISTORY}"' in official


@pytest.mark.usefixtures("officials")
@pytest.mark.parametrize(
    "address", ["/measures/nothing/values/level_fen/", "/measures/level-award/values/nothing/"]
)
def test_value_that_there_is_none_of(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_history_of_an_installation_that_changed_nothing(
    settings: Settings, tmp_path: Path, client: Client
) -> None:
    begun(settings, tmp_path)

    assert rows(client.get(HISTORY)) == [RELEASE]


def test_history_begins_with_the_first_release_that_was_kept(
    settings: Settings, tmp_path: Path, client: Client
) -> None:
    two = begun(settings, tmp_path)
    take_up_release(settings.PACK, by="cli:test", at=at_noon(5), on=day(5))
    entered(two, 10, rates(100000, 150000))

    assert [row[0] for row in rows(client.get(HISTORY))] == ["2025年6月11日 版本 7+1", "2025年6月6日 版本 7"]


@pytest.mark.usefixtures("officials")
def test_history_in_english(client: Client) -> None:
    client.cookies["django_language"] = "en"

    assert [row[0] for row in rows(client.get(HISTORY))] == [
        "21 June 2025 version 7+3",
        "11 June 2025 version 7+1",
        "Release version 7",
    ]
