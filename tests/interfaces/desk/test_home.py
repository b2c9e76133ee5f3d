"""The desk's first page: what waits, where to look, and how one's own division stands."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.models.functions import Now
from django.http import HttpRequest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.fixtures import Settings

from jiyao.engine.shapes import Words
from jiyao.foundation.models import Job, JobState
from jiyao.interfaces.desk.queues import Waiting
from jiyao.interfaces.desk.views import home
from jiyao.registry.imports.jobs import WORK
from jiyao.registry.models import Account, AccountRole
from tests.interfaces.desk.signing import signed_in
from tests.registry.places import DAY, PROVINCE, lay_out

pytestmark = pytest.mark.django_db
LINE = re.compile(r"<li><a href=\"([^\"]*)\" data-row><b>(\d+)</b> ([^<]*)</a></li>")
FIGURE = re.compile(r"<div><dt>([^<]*)</dt><dd>([^<]*)</dd></div>")


@pytest.fixture(autouse=True)
def _day(settings: Settings) -> None:
    settings.DAY = DAY
    cache.clear()


def test_first_page_tells_what_waits_and_how_the_division_stands() -> None:
    lay_out()

    page = signed_in(AccountRole.SUPERVISE).get("/desk/").content.decode()

    assert FIGURE.findall(page) == [
        ("培训结业（人次）", "0"),
        ("在岗（人）", "0"),
        ("发证（本）", "1"),
        ("其中高技能（本）", "0"),
        ("给付（元）", "1,500"),
        ("给付（人）", "1"),
    ]
    assert ("没有待核查的疑点" in page, 'action="/desk/people/"' in page) == (True, True)
    assert "现在没有等您办的事。" in signed_in(AccountRole.HOTLINE).get("/desk/").content.decode()


def test_province_is_told_everything() -> None:
    lay_out()

    page = signed_in(AccountRole.REVIEW, PROVINCE).get("/desk/").content.decode()

    assert dict(FIGURE.findall(page))["发证（本）"] == "2"


def imports_of(client: Client) -> list[tuple[str, ...]]:
    """The line of imports among what waits."""
    return [one for one in LINE.findall(client.get("/desk/").content.decode()) if one[0] == "/desk/imports/"]


def test_work_under_way_and_rows_that_came_back_wait_for_who_asked() -> None:
    lay_out()
    client = signed_in(AccountRole.ACCEPT, PROVINCE)
    before = imports_of(client)
    me = Account.objects.get(username=f"accept-{PROVINCE}").party
    for state, by in (
        (JobState.RUNNING, me),
        (JobState.REFUSED, me),
        (JobState.DONE, me),
        (JobState.FAILED, "x:1"),
    ):
        Job.objects.create(
            work="w", title_zh="甲", title_en="A", arguments={}, by=by, unit="rows", state=state,
            asked_at=Now(), ended_at=Now(),
        )  # fmt: skip

    after = imports_of(client)

    assert before == [("/desk/imports/", "0", "没有进行中的导入，也没有退回的行")]
    assert after == [("/desk/imports/", "2", "任务进行中，或近七天有退回、失败")]


def test_queues_of_others_stand_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out()
    reverse("desk")  # addresses are read, and with them every queue, before those are replaced

    def corrections(request: HttpRequest) -> Waiting:
        words = Words(zh="更正申请待办", en="corrections wait")
        return Waiting(words, 3, "/desk/", Words(zh="没有", en="none"))

    monkeypatch.setattr(
        "jiyao.interfaces.desk.queues.QUEUES", [home.imports, corrections, lambda request: None]
    )

    page = signed_in(AccountRole.REVIEW).get("/desk/").content.decode()

    assert LINE.findall(page) == [("/desk/", "3", "更正申请待办")]


def test_who_sees_no_record_is_told_whom_to_ask() -> None:
    lay_out()

    page = signed_in(AccountRole.ADMINISTRATOR).get("/desk/").content.decode()

    assert ('href="/desk/records/accounts/"' in page, 'action="/desk/people/"' in page) == (True, False)


def test_number_of_queries_does_not_grow_with_jobs() -> None:
    lay_out()
    client, counted = signed_in(AccountRole.AUDITOR), []
    client.get("/desk/imports/")
    for rows in (1, 3):
        for _ in range(rows - len(Job.objects.all())):
            Job.objects.create(
                work=WORK,
                title_zh="甲",
                title_en="A",
                arguments={},
                by="account:1",
                unit="rows",
                asked_at=Now(),
            )
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/desk/imports/").content.decode()
        counted.append((page.count("/desk/jobs/"), len(queries)))

    assert [rows for rows, _ in counted] == [1, 3]
    assert counted[0][1] == counted[1][1]


def test_keys_stand_on_a_page_for_who_runs_no_script() -> None:
    lay_out()
    client = signed_in(AccountRole.HOTLINE)

    page, first = (client.get(address).content.decode() for address in ("/desk/keys/", "/desk/"))

    assert ("<dd>查人</dd>" in page, "<dd>导入</dd>" in page) == (True, False)
    assert 'href="/desk/keys/" data-key="?"' in first
    assert 'data-key="g" aria-keyshortcuts="g" aria-current="page"' in first
