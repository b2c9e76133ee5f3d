"""Files brought at the desk: the form, the work that follows, and what comes back."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings
from python_calamine import CalamineWorkbook

from jiyao.foundation.actions.queueing import work_on
from jiyao.foundation.models import Job, JobState
from jiyao.registry.imports.importing import Mode
from jiyao.registry.models import AccountRole, Occupation, WorkType
from tests.interfaces.desk.signing import signed_in
from tests.registry.places import PROVINCE, lay_out

GOOD = "职业编码,工种,起始日\n6-18-02-04,氩弧焊工,2020-01-01\n6-18-02-04,气焊工,2020-01-01\n"
BAD = GOOD + "6-18-02-04,电阻焊工,昨天\n没有,缝纫工,2020-13-01\n"
ADDRESS = "/desk/imports/work-types/"
CELLS = re.compile(r"<td[^>]*>([^<]*)</td>")


def brought(client: Client, content: str, mode: str = Mode.GOOD_ROWS, name: str = "工种.csv") -> Job:
    """The job of a file that is brought."""
    response = client.post(ADDRESS, {"file": SimpleUploadedFile(name, content.encode()), "mode": mode})
    assert response.status_code == 302, response.content.decode()
    job = Job.objects.get(pk=int(response.url.split("/")[-2]))
    assert job.state == JobState.WAITING
    return job


@pytest.fixture
def official(fresh_database: str, settings: Settings, tmp_path) -> Client:
    """Who accepts at the province, in a database that commits."""
    settings.ATTACHMENTS = tmp_path
    lay_out()
    Occupation.objects.create(code="6-18-02-04", depth=4, zh="焊工")
    return signed_in(AccountRole.ACCEPT, PROVINCE)


def page_of(client: Client, job: Job) -> str:
    return client.get(f"/desk/jobs/{job.pk}/").content.decode()


def figures(page: str) -> dict[str, str]:
    """The figures that a job's page tells."""
    return dict(re.findall(r"<div><dt>([^<]*)</dt><dd>([^<]*)</dd></div>", page.partition("figures")[2]))


def test_file_with_bad_rows_comes_back_with_reasons_and_is_mended(official: Client) -> None:
    job = brought(official, BAD)
    waiting = page_of(official, job)

    work_on(job.pk)

    page = page_of(official, job)
    assert "等待处理" in waiting
    assert figures(page) == {"读到的行": "4", "新登记": "2", "更正": "0", "未变": "0", "退回": "2"}
    rows = [CELLS.findall(row) for row in page.partition("<tbody>")[2].split("</tr>") if "<td" in row]
    assert [row[:2] for row in rows] == [["4", "起始日"], ["5", "职业编码"], ["", "起始日"]]
    assert "合格的行已登记。" in page
    content = b"".join(official.get(f"/desk/jobs/{job.pk}/bad.xlsx").streaming_content)
    sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert [row[1] for row in sheet] == ["工种", "电阻焊工", "缝纫工"]
    assert set(WorkType.objects.values_list("name", flat=True)) == {"工种1", "工种2", "氩弧焊工", "气焊工"}


@pytest.mark.parametrize(
    ("mode", "content", "told", "state"),
    [
        (Mode.DRY_RUN, GOOD, "这次只核对，没有登记。", JobState.DONE),
        (Mode.ALL_OR_NOTHING, BAD, "有行不合格，所以一行也没有登记。", JobState.REFUSED),
    ],
)
def test_what_was_not_recorded_is_said(
    official: Client, mode: str, content: str, told: str, state: str
) -> None:
    job = brought(official, content, mode)

    work_on(job.pk)

    assert told in page_of(official, job)
    assert Job.objects.get(pk=job.pk).state == state
    assert WorkType.objects.count() == 2


def test_file_without_bad_rows_says_so_and_offers_another(official: Client) -> None:
    job = brought(official, GOOD, Mode.ALL_OR_NOTHING)

    work_on(job.pk)

    page = page_of(official, job)
    assert figures(page)["新登记"] == "2"
    assert ("再导入一个文件" in page, "bad.xlsx" in page, "退回的行" in page) == (True, False, False)
    assert official.get(f"/desk/jobs/{job.pk}/bad.xlsx").status_code == 404


def test_failed_job_says_what_and_what_to_do(official: Client) -> None:
    job = brought(official, "甲,乙\n1,2\n")

    with pytest.raises(Exception, match=r"unknown heading"):
        work_on(job.pk)

    page = page_of(official, job)
    assert 'class="error" role="alert"' in page
    assert "什么也没有留下。" in page


def test_waiting_job_is_taken_back_by_who_asked_and_by_nobody_else(official: Client) -> None:
    job = brought(official, GOOD)
    address = f"/desk/jobs/{job.pk}/withdraw/"
    auditor = signed_in(AccountRole.AUDITOR)

    refused = auditor.post(address).status_code
    offered = ["撤回任务" in page_of(client, job) for client in (official, auditor)]
    answer = official.post(address)

    job.refresh_from_db()
    page = page_of(official, job)
    assert (refused, offered, answer.url) == (403, [True, False], f"/desk/jobs/{job.pk}/")
    assert (job.state, "已撤回，什么也没有登记。" in page, "撤回任务" in page) == (
        JobState.STOPPED,
        True,
        False,
    )


def test_job_that_was_begun_is_not_taken_back(official: Client) -> None:
    job = brought(official, GOOD)
    work_on(job.pk)

    answer = official.post(f"/desk/jobs/{job.pk}/withdraw/")

    job.refresh_from_db()
    assert (answer.status_code, job.state) == (302, JobState.DONE)


def test_progress_is_a_part_until_it_is_over_and_then_leads_to_the_page(official: Client) -> None:
    job = brought(official, GOOD)
    address = f"/desk/jobs/{job.pk}/progress/"
    Job.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING, step="check_rows", done=20, total=80, seconds_left=130
    )

    part = official.get(address).content.decode()
    Job.objects.filter(pk=job.pk).update(state=JobState.DONE)
    over = official.get(address)

    assert part.lstrip().startswith('<div id="work"')
    assert ("逐行核对" in part, "20 / 80 · 约还需 2 分钟" in part) == (True, True)
    assert over.headers["HX-Redirect"] == f"/desk/jobs/{job.pk}/"


def test_who_asked_and_the_auditor_see_a_job_and_nobody_else(official: Client) -> None:
    job = brought(official, GOOD)
    others = [signed_in(AccountRole.REVIEW, PROVINCE), signed_in(AccountRole.AUDITOR)]

    statuses = [client.get(f"/desk/jobs/{job.pk}/").status_code for client in (official, *others)]
    listed = [
        f"/desk/jobs/{job.pk}/" in c.get("/desk/imports/").content.decode() for c in (official, *others)
    ]

    assert (statuses, listed) == ([200, 404, 200], [True, False, True])


def test_jobs_are_told_in_the_language_of_the_page(official: Client) -> None:
    job = brought(official, GOOD)
    auditor = signed_in(AccountRole.AUDITOR, english=True)

    page = auditor.get(f"/desk/jobs/{job.pk}/").content.decode()

    assert "<h1>Import Work types: 工种.csv</h1>" in page
    assert f"accept-{PROVINCE}" in auditor.get("/desk/imports/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"mode": Mode.GOOD_ROWS}, "请选择文件"),
        ({"mode": Mode.GOOD_ROWS, "file": SimpleUploadedFile("空.csv", b"")}, "空.csv：文件是空的"),
        ({"mode": "all", "file": SimpleUploadedFile("a.csv", GOOD.encode())}, "请选择有行不合格时怎么办"),
        ({"file": SimpleUploadedFile("a.csv", GOOD.encode())}, "请选择有行不合格时怎么办"),
        (
            {"mode": Mode.GOOD_ROWS, "file": SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n" + b"0" * 90)},
            "a.png：这是 png，请用 csv、parquet、xlsx",
        ),
    ],
)
def test_what_cannot_be_brought_is_said_beside_its_field(given: dict[str, object], complaint: str) -> None:
    lay_out()

    response = signed_in(AccountRole.ACCEPT, PROVINCE).post(ADDRESS, given)

    assert response.status_code == 422
    assert f'role="alert">{complaint}' in response.content.decode()
    assert not Job.objects.exists()


@pytest.mark.django_db
def test_file_that_is_too_large_is_refused_as_it_arrives(settings: Settings) -> None:
    lay_out()
    settings.LARGEST_FILE_MB = 1
    file = SimpleUploadedFile("a.csv", b"x" * (3 << 20))

    response = signed_in(AccountRole.ACCEPT, PROVINCE).post(ADDRESS, {"mode": Mode.GOOD_ROWS, "file": file})

    assert (response.status_code, "文件超过 1 MB，请拆分" in response.content.decode()) == (422, True)


@pytest.mark.django_db
def test_form_is_guarded_against_forgery() -> None:
    lay_out()
    client = signed_in(AccountRole.ACCEPT, PROVINCE)
    client.handler.enforce_csrf_checks = True

    response = client.post(ADDRESS, {"mode": Mode.GOOD_ROWS, "file": SimpleUploadedFile("a.csv", b"a")})

    assert (response.status_code, Job.objects.exists()) == (403, False)


@pytest.mark.django_db
def test_template_holds_the_columns_of_the_table() -> None:
    lay_out()

    response = signed_in(AccountRole.ACCEPT, PROVINCE).get(f"{ADDRESS}template.xlsx")

    sheet = CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert sheet[0] == ["来源编号", "职业编码", "工种", "起始日", "截止日"]


@pytest.mark.django_db
def test_who_imports_nothing_is_told_who_does() -> None:
    lay_out()

    page = signed_in(AccountRole.ACCEPT).get("/desk/imports/").content.decode()

    assert ("您不能导入文件；省级受理人员可以。" in page, ADDRESS in page) == (True, False)


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["grants", "runs", "nothing"])
def test_table_that_takes_no_files_has_no_form(table: str) -> None:
    lay_out()

    assert signed_in(AccountRole.ACCEPT, PROVINCE).get(f"/desk/imports/{table}/").status_code == 404
