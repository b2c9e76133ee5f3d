"""Runs at the desk: asked for, done, told by measure, and compared; and the catalogue that tells what they came to."""

import re
import shutil
from datetime import date

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.foundation.actions.queueing import work_on
from jiyao.foundation.models import Act, Job, JobState
from jiyao.policy.models import Run
from jiyao.registry.models import AccountRole, HeldCertificate
from tests.interfaces.desk.signing import signed_in
from tests.registry.places import DAY, HERE, PROVINCE, kept, lay_out

SUBSIDY = "skill-upgrade-subsidy"
CELL = re.compile(r"<t[dh][^>]*>(?:<a[^>]*>)?([^<]*)")
HAN = re.compile(r"[\u4e00-\u9fff]+")


def lines(page: str) -> dict[str, list[str]]:
    """The cells of each row of the table, by what its first says."""
    rows = page.partition("<tbody>")[2].partition("</table>")[0].split("</tr>")
    found = [CELL.findall(row) for row in rows if "<t" in row]
    return {cells[0]: cells[1:] for cells in found if cells}


@pytest.fixture
def official(fresh_database: str, settings: Settings, tmp_path) -> Client:
    """Who reviews at the province, in a database that commits."""
    settings.VAR, settings.DAY = tmp_path, DAY
    lay_out()
    return signed_in(AccountRole.REVIEW, PROVINCE)


def made(client: Client, on: str = "2025-06-30") -> Run:
    """A run that is asked for and done."""
    response = client.post("/desk/runs/make/", {"on": on})
    assert response.status_code == 302
    job = work_on(int(response.url.split("/")[-2]))
    assert job.state == JobState.DONE
    return Run.objects.get(pk=job.counts["run"])


def test_run_is_asked_for_done_and_told_by_measure(official: Client) -> None:
    run = made(official)

    page = official.get(f"/desk/runs/{run.pk}/").content.decode()
    job = official.get(f"/desk/jobs/{Job.objects.get().pk}/").content.decode()

    told = lines(page)
    assert told["失业保险技能提升补贴"][:2] == ["证书", "2"]
    assert told["合计"][1] == f"{run.determinations:,}"
    assert "之前没有可比较的测算。" in page
    assert f'href="/desk/runs/{run.pk}/">看测算结果' in job
    act = Act.objects.get(kind="population-run")
    assert (act.subject, act.actor) == (f"run:{run.pk}", Job.objects.get().by)


def test_run_is_compared_with_the_one_before(official: Client) -> None:
    first = made(official)
    kept(HeldCertificate, 2001, person_id=HERE, level="L3", issued_on=date(2025, 3, 1))
    second = made(official)

    page = official.get(f"/desk/runs/{second.pk}/").content.decode()

    assert f'href="/desk/runs/{first.pk}/"' in page
    assert lines(page)["失业保险技能提升补贴"][1] == "3"
    assert len(lines(page)["合计"]) == 8


def test_runs_are_listed_with_the_form_for_who_may_make_one(official: Client) -> None:
    run = made(official)

    mine = official.get("/desk/runs/").content.decode()
    others = signed_in(AccountRole.ACCEPT).get("/desk/runs/").content.decode()

    assert [f'href="/desk/runs/{run.pk}/" data-row>2025-06-30' in page for page in (mine, others)] == [
        True,
        True,
    ]
    assert ["开始测算" in page for page in (mine, others)] == [True, False]
    assert "全员测算：2025-06-30" in mine


def test_run_whose_folder_is_gone_says_so(official: Client, settings: Settings) -> None:
    run = made(official)
    shutil.rmtree(settings.VAR / "runs")

    response = official.get(f"/desk/runs/{run.pk}/")
    measures = official.get("/desk/measures/")

    assert response.status_code == 410
    assert f"第 {run.pk} 次测算的结果目录 {run.folder} 已不在" in response.content.decode()
    assert (measures.status_code, "人数与金额出自" in measures.content.decode()) == (200, False)


@pytest.mark.parametrize("day", ["", "昨天", "2025-02-30"])
def test_day_that_is_none_is_complained_of(official: Client, day: str) -> None:
    response = official.post("/desk/runs/make/", {"on": day})

    assert (response.status_code, Job.objects.exists()) == (422, False)
    assert 'role="alert">请填日期，如 2025-06-30</p>' in response.content.decode()


def test_catalogue_tells_what_the_last_run_came_to(official: Client) -> None:
    made(official)

    page = official.get("/desk/measures/").content.decode()
    few = official.get("/desk/measures/", {"q": "技能提升补贴", "stage": "incentives"}).content.decode()

    assert "人数与金额出自" in page
    assert list(lines(few)) == ["失业保险技能提升补贴"]
    assert lines(few)["失业保险技能提升补贴"][:2] == ["激励", "证书"]
    assert f'href="/measures/{SUBSIDY}/" data-row' in few


@pytest.mark.django_db
def test_catalogue_without_a_run_tells_the_measures() -> None:
    lay_out()
    client = signed_in(AccountRole.HOTLINE)

    page = client.get("/desk/measures/").content.decode()
    none = client.get("/desk/measures/", {"q": "没有这样的"}).content.decode()

    assert ("可享受</th>" in page, "没有找到这样的政策" in none) == (False, True)


@pytest.mark.django_db
def test_run_that_is_none_is_not_there() -> None:
    lay_out()

    assert signed_in(AccountRole.REVIEW).get("/desk/runs/7/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/desk/runs/", "/desk/measures/", "/desk/imports/"])
def test_english_pages_hold_no_chinese(address: str) -> None:
    lay_out()

    page = signed_in(AccountRole.REVIEW, PROVINCE, english=True).get(address).content.decode()

    said = re.sub(r"<[^>]*lang=[^>]*>[^<]*", "", page)
    assert set(HAN.findall(said)) - {"技耀", "中文"} == set()
