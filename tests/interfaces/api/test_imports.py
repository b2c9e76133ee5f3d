"""Files that programs bring, and the jobs that follow."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.foundation.actions.queueing import work_on
from jiyao.foundation.models import Attachment, Job
from jiyao.interfaces.api.reading import CSV, PARQUET, XLSX
from jiyao.registry.models import AccountRole, Occupation, WorkType
from tests.interfaces.api.asking import errors, told
from tests.interfaces.api.calling import V1, answered, program_as
from tests.interfaces.small import HEILONGJIANG
from tests.registry.imports.files import parquet_file, returned_rows, xlsx_file
from tests.registry.places import PROVINCE, lay_out

HEADINGS = ["职业编码", "工种", "起始日"]
ROWS = [HEADINGS, ["6-18-02-04", "氩弧焊工", "2020-01-01"], ["6-18-02-04", "气焊工", "2020-01-01"]]
GOOD = "\n".join(",".join(row) for row in ROWS).encode()
BAD = GOOD + "\n6-18-02-04,电阻焊工,昨天\n".encode()
ADDRESS = f"{V1}/tables/work-types/imports"
KEY = "0b5d7c1e-5b0e-4f6c"


@pytest.fixture(autouse=True)
def kept(settings: Settings, tmp_path: Path) -> None:
    """Files are kept for the test only."""
    settings.PACK = HEILONGJIANG
    settings.ATTACHMENTS = tmp_path


@pytest.fixture
def client(db: None) -> Client:
    """A program of who accepts at the province, which may write."""
    lay_out()
    return program_as(AccountRole.ACCEPT, division=PROVINCE, writes=True)


def brought(
    client: Client, content: bytes = GOOD, *, kind: str = CSV, key: str = KEY, query: str = ""
) -> HttpResponse:
    """The answer to a file that is the body itself."""
    headers = {"Idempotency-Key": key}
    return client.post(ADDRESS + query, content, content_type=kind, headers=headers, CONTENT_TYPE=kind)


def in_a_form(client: Client, **parts: Any) -> HttpResponse:
    """The answer to a form."""
    return client.post(ADDRESS, parts, headers={"Idempotency-Key": KEY})


def left() -> tuple[int, int]:
    """How many jobs and files there are."""
    return Job.objects.count(), Attachment.objects.count()


def test_file_becomes_a_job_that_waits(client: Client) -> None:
    response = brought(client, query="?mode=good_rows")

    job = Job.objects.get()
    made = response.json()
    assert (response.status_code, response.headers["Location"]) == (202, f"{V1}/jobs/{job.pk}")
    assert {name: made[name] for name in made if name != "asked_at"} == {
        "number": job.pk,
        "title": "导入工种：work-types.csv",
        "state": "waiting",
        "step": None,
        "done": 0,
        "total": 0,
        "seconds_left": None,
        "counts": {},
        "message": None,
        "result": None,
        "started_at": None,
        "ended_at": None,
    }
    assert (job.arguments["mode"], job.arguments["profile"], job.queue is not None) == (
        "good_rows",
        "work-types",
        True,
    )
    assert answered(client.get(response.headers["Location"])) == made


@pytest.mark.parametrize(
    ("content", "kind"),
    [(GOOD, CSV), (xlsx_file(ROWS).getvalue(), XLSX), (parquet_file(ROWS).getvalue(), PARQUET)],
)
def test_file_of_each_kind_is_taken_as_the_body_and_in_a_form(
    client: Client, content: bytes, kind: str
) -> None:
    raw = brought(client, content, kind=kind)
    form = client.post(
        ADDRESS, {"file": SimpleUploadedFile("工种", content)}, headers={"Idempotency-Key": KEY[::-1]}
    )

    assert (raw.status_code, form.status_code, form.json()["title"]) == (202, 202, "导入工种：工种")
    assert Attachment.objects.count() == 1


def test_bad_rows_come_back(fresh_database: str) -> None:
    lay_out()
    Occupation.objects.create(code="6-18-02-04", depth=4, zh="焊工")
    client = program_as(AccountRole.ACCEPT, division=PROVINCE, writes=True)
    address = brought(client, BAD, query="?mode=good_rows").headers["Location"]

    work_on(int(address.rpartition("/")[2]))

    job = answered(client.get(address))
    assert (job["state"], job["counts"]["new"], job["counts"]["refused"], job["result"]) == (
        "refused",
        2,
        1,
        f"{address}/result",
    )
    response = client.get(job["result"])
    assert response.headers["Content-Type"] == XLSX
    sheet = returned_rows(BytesIO(b"".join(response.streaming_content)))
    assert [row[1] for row in sheet] == ["工种", "电阻焊工"]
    assert set(WorkType.objects.values_list("name", flat=True)) == {"工种1", "工种2", "氩弧焊工", "气焊工"}


def test_same_file_under_the_same_key_is_one_job(client: Client) -> None:
    first, second = brought(client), brought(client)

    assert (first.status_code, second.status_code, second.content) == (202, 202, first.content)
    assert (second.headers["Idempotency-Replayed"], second.headers["Location"]) == (
        "true",
        first.headers["Location"],
    )
    assert left() == (1, 1)


def test_form_that_is_sent_again_is_one_job(client: Client) -> None:
    answers = [in_a_form(client, file=SimpleUploadedFile("a.csv", GOOD)) for _ in range(2)]

    assert ([one.status_code for one in answers], left()) == ([202, 202], (1, 1))


def test_other_file_under_the_same_key_is_refused(client: Client) -> None:
    brought(client)

    assert told(brought(client, BAD))[:2] == (422, "key-reused")
    assert told(brought(client, query="?mode=dry_run"))[:2] == (422, "key-reused")
    assert left() == (1, 1)


def test_job_of_another_account_is_not_there(client: Client) -> None:
    other = program_as(AccountRole.ACCEPT, division="230100", writes=True)
    address = brought(client).headers["Location"]

    assert (other.get(address).status_code, client.get(address).status_code) == (404, 200)


def test_key_must_be_there(client: Client) -> None:
    response = client.post(ADDRESS, GOOD, content_type=CSV)

    assert errors(response) == [{"detail": "须带这个标头，最好是随机 UUID", "parameter": "Idempotency-Key"}]
    assert left() == (0, 0)


@pytest.mark.django_db
def test_token_for_reading_only_brings_nothing() -> None:
    lay_out()
    reading = program_as(AccountRole.ACCEPT, division=PROVINCE)

    assert told(brought(reading)) == (403, "not-allowed", "该令牌只能读取，请另生成可写的令牌")
    assert left() == (0, 0)


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "", "application/x-www-form-urlencoded"])
def test_body_of_another_type_is_refused(client: Client, kind: str) -> None:
    response = client.generic("POST", ADDRESS, GOOD, content_type=kind, headers={"Idempotency-Key": KEY})

    assert told(response)[:2] == (415, "media-type")
    assert response.headers["Accept-Post"] == f"{CSV}, {XLSX}, {PARQUET}, multipart/form-data"


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (b"", "work-types.csv：文件是空的"),
        (b"%PDF-1.7", "work-types.csv：这是 pdf，请用 csv、parquet、xlsx"),
        (b"PK\x03\x04broken", "文件已损坏：开头像工作簿，后面不完整；请重新另存"),
    ],
)
def test_file_that_is_none_is_refused(client: Client, content: bytes, detail: str) -> None:
    assert told(brought(client, content)) == (422, "invalid", detail)
    assert left() == (0, 0)


def test_form_without_a_file_is_refused(client: Client) -> None:
    assert errors(in_a_form(client, other="x")) == [{"detail": "表单中缺少文件 file", "pointer": "#/file"}]


@pytest.mark.parametrize("boundary", ["", "; boundary="])
def test_form_that_cannot_be_read_is_refused(client: Client, boundary: str) -> None:
    kind = f"multipart/form-data{boundary}"
    response = client.generic("POST", ADDRESS, GOOD, content_type=kind, headers={"Idempotency-Key": KEY})

    assert told(response)[:2] == (400, "unreadable")


def test_file_that_is_too_large_is_refused(client: Client, settings: Settings) -> None:
    settings.LARGEST_FILE_MB = 1
    large = GOOD + b"\n" * (1 << 20)

    assert told(brought(client, large))[:2] == (413, "too-large")
    assert left() == (0, 0)


def test_file_may_be_larger_than_other_bodies(client: Client, settings: Settings) -> None:
    settings.LARGEST_REQUEST_KB = 1

    assert brought(client, GOOD + b"\n" * (3 << 20)).status_code == 202


def test_unknown_mode_is_refused(client: Client) -> None:
    [error] = errors(brought(client, query="?mode=some"))

    assert error["parameter"] == "mode"


@pytest.mark.parametrize("rest", ["", "/result"])
@pytest.mark.parametrize("number", ["999", "1", "x", "-1", "9" * 30])
def test_job_out_of_reach_is_not_there(client: Client, rest: str, number: str) -> None:
    assert told(client.get(f"{V1}/jobs/{number}{rest}"))[:2] == (404, "unknown")


def test_job_without_a_file_has_no_result(client: Client) -> None:
    address = brought(client).headers["Location"]

    assert told(client.get(f"{address}/result"))[:2] == (404, "unknown")
