"""The list of versions: what each changed, from which day, by whose hands; and which holds today."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from jiyao.policy.models import PackVersion
from tests.interfaces.desk.hand import HAN, TAG, officials
from tests.registry.places import CITY, DAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("installation")]
VERSIONS = "/desk/versions/"
TITLE = "甲市：市级补贴：各市标准为200元"


def rows(client: Client) -> list[list[str]]:
    """The cells of the list, but the hash."""
    body = client.get(VERSIONS).content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    cells = [re.findall(r"(?s)<td[^>]*>(.*?)</td>", row) for row in body.split("</tr>")[:-1]]
    return [[TAG.sub("", cell) for cell in row[:-1]] for row in cells]


def confirmed(first: Client, second: Client, starts: str = "2025-07-01") -> None:
    """A change that two officials signed: the standard of a prefecture from a day."""
    given = {"value": "200", "from": starts, "document": "doc", "article": "第十条"}
    change = first.post(f"/desk/local-values/city-grant/standard_fen/{CITY}/", given).url
    assert second.post(f"{change}decide/", {"do": "confirm"}).status_code == 302


def test_version_says_what_it_changed_by_whose_hands_and_whether_it_holds(installation: Settings) -> None:
    first, second = officials()
    nothing = first.get(VERSIONS).content.decode()
    confirmed(first, second)

    today = rows(first)
    installation.DAY = DAY + timedelta(days=1)
    tomorrow = rows(first)

    assert ("还没有修改过" in nothing, "<tbody>" in nothing) == (True, False)
    assert today == [
        ["7+1", TITLE, "2025-07-01", "未到生效日", "地方标准", "review-230000", "approve-230000"],
    ]
    assert [row[3] for row in tomorrow] == ["现行"]
    assert PackVersion.objects.get().hash[:16] in first.get(VERSIONS).content.decode()


def test_list_asks_as_often_for_three_versions_as_for_one(installation: Settings) -> None:
    first, second = officials()
    counts = []
    for starts in ("2025-07-01", "2025-08-01", "2025-09-01"):
        confirmed(first, second, starts)
        first.get(VERSIONS)
        with CaptureQueriesContext(connection) as asked:
            counts.append((len(rows(first)), len(asked)))
    installation.DAY = DAY + timedelta(days=1)

    assert [listed for listed, _ in counts] == [1, 2, 3]
    assert len({number for _, number in counts}) == 1
    assert [row[3] for row in rows(first)] == ["现行", "已被替代", "已被替代"]


def test_english_page_holds_chinese_in_data_only() -> None:
    first, second = officials(english=True)
    confirmed(first, second)

    shown = TAG.sub(" ", first.get(VERSIONS).content.decode())

    assert set(HAN.findall(shown)) - {"技耀", "中文"} == set()
