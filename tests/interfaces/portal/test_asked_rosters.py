"""Lists that carry the accounts of people, told row by row; and long rosters, which a job opens whole or not at all."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.casework.actions import roster_asking, rostering
from jiyao.casework.actions.paying import payee_of
from jiyao.casework.models import Case, RosterAsked, RosterAskedLine
from jiyao.foundation.actions.queueing import work_on
from jiyao.foundation.models import Job
from jiyao.funds.accounts import BankAccount
from jiyao.interfaces.portal.numbers import Listed, Row, take_accounts
from jiyao.interfaces.portal.views import claims
from jiyao.registry.models import AccountRole as R
from tests.casework.claims import CERTIFICATE, MEASURE, lay_out_entitled
from tests.casework.rosters import BODY, lay_out_class
from tests.casework.rosters import MEASURE as FREE_TRAINING
from tests.interfaces.desk.signing import signed_in
from tests.registry.places import DAY, HERE, NAMES, account_as

pytestmark = pytest.mark.django_db
CLAIMS = "/my-organisation/claims/"
OWN = f"{CLAIMS}801/{MEASURE}/"
CLASS = f"{CLAIMS}{BODY}/{FREE_TRAINING}/"
ACCOUNT = {"holder": "第801公司", "account": "23050167890123456", "bank": "甲银行"}


@pytest.fixture(autouse=True)
def world(settings: Settings, tmp_path: Path) -> None:
    settings.ATTACHMENTS, settings.DAY = tmp_path, DAY


def employer(organisation: int = 801) -> Client:
    """A browser of an employer; the first is that of the person here."""
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(account_as(R.EMPLOYER, division=str(organisation), organisation=organisation))
    return client


def brought(client: Client, rows: str) -> tuple[int, str]:
    """The answer to a list with accounts."""
    file = SimpleUploadedFile("list.csv", f"记录号,户名,账号,开户行\n{rows}".encode())
    answer = client.post(f"{OWN}list/", {"list": file})
    return answer.status_code, answer.text


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (f"{CERTIFICATE},,123,甲银行", "账号应为 6 至 32 位数字"),
        (f"{CERTIFICATE},,62284800000001,", "请填写开户行"),
        (f"{CERTIFICATE},{'长' * 81},62284800000001,甲银行", "请填写户名"),
        ("999,,62284800000001,甲银行", "本单位没有这个编号的记录"),
    ],
)
def test_bad_account_is_told_with_its_row_and_nothing_is_kept(row: str, why: str) -> None:
    lay_out_entitled()

    status, page = brought(employer(), row + "\n")

    assert (status, re.findall(r"<td[^>]*>([^<]*)</td>", page)) == (
        422,
        ["2", row.partition(",")[0], why],
    )
    assert RosterAsked.objects.count() == 0


def test_account_on_the_list_is_sealed_and_is_where_the_person_is_paid() -> None:
    lay_out_entitled()
    client = employer()
    brought(client, f"{CERTIFICATE},某人,62284800000009,甲银行\n")
    status, page = brought(client, f"{CERTIFICATE},,6228 4800 0000 01,甲银行\n")
    kept = RosterAsked.objects.get()
    [line] = kept.lines.all()

    made = client.post(f"{OWN}claim/", {"record": CERTIFICATE, "kept": kept.pk})

    assert (status, "62284800000001" in page, NAMES[HERE] in page) == (200, False, False)
    assert b"6228" not in bytes(line.account_sealed or b"")
    assert made.status_code == 302
    case = Case.objects.get(kind="roster-line")
    payee = payee_of(case)
    assert payee is not None
    assert payee.account == BankAccount(NAMES[HERE], "62284800000001", "甲银行")
    assert (RosterAsked.objects.count(), RosterAskedLine.objects.count()) == (0, 0)


def test_one_account_is_not_for_two_people() -> None:
    lay_out_entitled()
    rows = [Row(line, text, BankAccount("甲", "622848", "甲银行")) for line, text in ((2, "1"), (3, "2"))]
    known = {"1": (1, HERE), "2": (2, HERE + 1)}
    found = Listed()

    take_accounts(rows, known, found)

    assert (list(found.accounts), [one.line for one in found.bad]) == ([1], [3])


@pytest.fixture
def body(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A browser of the body that trained the class; two people are many."""
    settings.DEMONSTRATION = True
    monkeypatch.setattr(claims, "AT_ONCE", 2)
    return signed_in(R.TRAINING_BODY)


def test_long_roster_is_opened_by_a_job_whose_page_says_how_far_it_is(body: Client) -> None:
    records = lay_out_class()

    asked = body.post(f"{CLASS}claim/", {"record": records, **ACCOUNT}).headers["Location"]
    waiting, part = body.get(asked).text, body.get(f"{asked}progress/")
    job = work_on(Job.objects.get(work=roster_asking.WORK).pk)
    again = roster_asking.run_asked(job.arguments, at=RosterAsked.objects.get().at, by=job.by, progress=_told)
    over = body.get(f"{asked}progress/").headers["HX-Redirect"]

    assert ("正在后台申领" in waiting, part.status_code, "refresh" in part.text) == (True, 200, False)
    roster = Case.objects.get(kind="roster")
    assert (job.state, job.counts, dict(again.counts)) == ("done", {"cases_done": 3}, {"cases_done": 3})
    assert Case.objects.filter(parent=roster).count() == 3
    assert (over, body.get(asked).headers["Location"]) == (asked, f"{CLAIMS}{roster.pk}/")
    kept = RosterAsked.objects.get()
    assert (kept.roster, kept.account_sealed) == (roster, None)


def _told(step: str, done: int, total: int) -> None:
    """Nobody looks."""


def test_job_that_dies_leaves_nothing_and_goes_on_from_the_start(
    body: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = lay_out_class()
    asked = body.post(f"{CLASS}claim/", {"record": records, **ACCOUNT}).headers["Location"]
    number = Job.objects.get(work=roster_asking.WORK).pk
    keep = rostering.determinations_kept

    def dies(*_: object) -> None:
        raise MemoryError("killed")

    monkeypatch.setattr(rostering, "determinations_kept", dies)
    with pytest.raises(MemoryError):
        work_on(number)
    left, page = _kinds(), body.get(asked).text
    monkeypatch.setattr(rostering, "determinations_kept", keep)
    Job.objects.filter(pk=number).update(state="waiting")
    work_on(number)

    assert (left, "没有申领" in page) == ([], True)
    assert _kinds() == ["roster", *["roster-line"] * 3]


def _kinds() -> list[str]:
    """The kinds of what belongs to rosters."""
    found = Case.objects.filter(kind__startswith="roster").order_by("pk")
    return list(found.values_list("kind", flat=True))


def test_long_roster_without_an_account_is_refused_before_a_job_is_made(body: Client) -> None:
    records = lay_out_class()

    refused = body.post(f"{CLASS}claim/", {"record": records, "bank": "甲银行"})

    assert (refused.status_code, Job.objects.count(), RosterAsked.objects.count()) == (422, 0, 0)


def test_roster_that_others_asked_for_is_not_there(body: Client) -> None:
    asked = body.post(f"{CLASS}claim/", {"record": lay_out_class(), **ACCOUNT}).headers["Location"]

    strange = employer(802)

    assert [strange.get(f"{asked}{part}").status_code for part in ("", "progress/")] == [404, 404]
