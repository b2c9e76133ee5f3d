"""Flags at the desk: the list, the button, one flag in plain words, and the case that it stops."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from jiyao.casework.models import CaseState, Flag, FlagState
from jiyao.casework.queries.flags import reason_of
from jiyao.foundation.models import Job
from jiyao.registry.models import AccountRole
from tests.casework.claims import lay_out_entitled, reviewed
from tests.casework.flagged import found, run
from tests.interfaces.desk.signing import signed_in
from tests.registry.places import DAY, OTHER_COUNTY, PROVINCE

pytestmark = pytest.mark.django_db
R = AccountRole
ORGANISATION, OTHER_ORGANISATION = 801, 802


@pytest.fixture(autouse=True)
def world(settings: Settings) -> None:
    settings.DAY = DAY
    lay_out_entitled()
    Flag.objects.all().delete()
    run(found())


def text(client: Client, address: str) -> str:
    """What stands on a page."""
    return client.get(address).content.decode()


def flag() -> Flag:
    return Flag.objects.get()


@pytest.mark.parametrize(
    ("english", "words"),
    [
        (
            False,
            ["取证年龄过小", "待核查", f"证书时（{DAY}）年仅 11 周岁", "本平台的延伸"],
        ),
        (True, ["Too young for a certificate", "open", "Aged 11 when the certificate", "our extension"]),
    ],
)
def test_flag_says_in_plain_words_what_is_doubted(english: bool, words: list[str]) -> None:
    page = text(signed_in(R.REVIEW, english=english), f"/desk/flags/{flag().pk}/")

    missing = [each for each in words if each not in page]
    assert (missing, 'href="/desk/records/certificates/1001/"' in page) == ([], True)


def test_official_finds_the_flag_and_clears_it() -> None:
    reviewer = signed_in(R.REVIEW)
    assert "条疑点待核查" in text(reviewer, "/desk/")
    address = f"/desk/flags/{flag().pk}/"
    assert f'href="{address}"' in text(reviewer, "/desk/flags/")

    answer = reviewer.post(f"{address}resolve/", {"do": "cleared", "reason": "已核对户口簿"})

    assert (answer.status_code, answer.url) == (302, address)
    assert (flag().state, reason_of(flag())) == (FlagState.CLEARED, "已核对户口簿")
    page = text(reviewer, address)
    assert ("已排除" in page, "已核对户口簿" in page, "resolve/" in page) == (True, True, False)


@pytest.mark.parametrize(
    ("given", "status", "words"),
    [
        ({"do": "cleared", "reason": ""}, 422, "请用一句话写明理由"),
        ({"do": "nothing", "reason": "因"}, 422, "请选择“排除”或“属实”"),
    ],
)
def test_flag_is_not_resolved_without_saying_how_and_why(
    given: dict[str, str], status: int, words: str
) -> None:
    answer = signed_in(R.REVIEW).post(f"/desk/flags/{flag().pk}/resolve/", given)

    assert (answer.status_code, words in answer.content.decode(), flag().state) == (status, True, "open")


def test_flag_elsewhere_is_not_there() -> None:
    elsewhere = signed_in(R.REVIEW, OTHER_COUNTY)

    assert elsewhere.get(f"/desk/flags/{flag().pk}/").status_code == 404
    assert elsewhere.post(f"/desk/flags/{flag().pk}/resolve/", {"do": "cleared"}).status_code == 404


def test_province_looks_for_flags_by_a_button_and_a_county_does_not() -> None:
    county, province = signed_in(R.REVIEW), signed_in(R.REVIEW, PROVINCE)
    assert 'action="/desk/flags/make/"' not in text(county, "/desk/flags/")
    assert county.post("/desk/flags/make/").status_code == 403
    assert 'action="/desk/flags/make/"' in text(province, "/desk/flags/")

    answer = province.post("/desk/flags/make/")

    job = Job.objects.get()
    assert (answer.url, job.title_zh, job.queue is not None) == (
        f"/desk/jobs/{job.pk}/",
        f"疑点比对：{DAY}",
        True,
    )


def test_case_shows_its_flag_and_is_not_granted() -> None:
    case = reviewed()
    approver = signed_in(R.APPROVE)
    assert f'href="/desk/flags/{flag().pk}/"' in text(approver, f"/desk/cases/{case.pk}/")

    answer = approver.post(f"/desk/cases/{case.pk}/move/", {"do": "approve"})

    case.refresh_from_db()
    assert (answer.status_code, case.state) == (409, CaseState.REVIEWED)
    assert "有疑点尚未排除（取证年龄过小）" in answer.content.decode()


def test_list_of_flags_takes_as_many_queries_for_three_as_for_one() -> None:
    reviewer, address = signed_in(R.REVIEW), "/desk/records/flags/?state=open"
    text(reviewer, address)
    with CaptureQueriesContext(connection) as for_one:
        assert text(reviewer, address).count("取证年龄过小") == 1
    run(found(), found(record=5), found(record=6))

    with CaptureQueriesContext(connection) as for_three:
        assert text(reviewer, address).count("取证年龄过小") == 3

    assert len(for_three) == len(for_one)


def test_organisation_answers_and_who_resolves_reads_it() -> None:
    Flag.objects.all().delete()
    run(found(organisation=ORGANISATION))
    address, body = f"/desk/flags/{flag().pk}/", signed_in(R.TRAINING_BODY)
    assert "条涉及本单位的疑点待回复" in text(body, "/desk/")
    page = text(body, address)
    assert ("说明情况" in page, "resolve/" in page, "/desk/records/certificates/" in page) == (
        True,
        False,
        False,
    )

    empty = body.post(f"{address}answer/", {"text": "  "})
    answer = body.post(f"{address}answer/", {"text": "出生日期登记有误，附户籍证明"})

    assert (empty.status_code, answer.status_code, answer.url) == (422, 302, address)
    assert flag().state == FlagState.OPEN
    reviewer = signed_in(R.REVIEW)
    assert "出生日期登记有误，附户籍证明" in text(reviewer, address)
    assert reviewer.post(f"{address}answer/", {"text": "代为回复"}).status_code == 403

    reviewer.post(f"{address}resolve/", {"do": "cleared", "reason": "已核对户籍证明"})

    late = body.post(f"{address}answer/", {"text": "再补充"})
    assert (late.status_code, "已核查完毕" in late.content.decode()) == (409, True)
    assert "已核对户籍证明" not in text(body, address)


def test_flag_of_another_organisation_is_not_there() -> None:
    Flag.objects.all().delete()
    run(found(organisation=OTHER_ORGANISATION))
    address, body = f"/desk/flags/{flag().pk}/", signed_in(R.EMPLOYER)

    assert body.get(address).status_code == 404
    assert body.post(f"{address}answer/", {"text": "不是我们"}).status_code == 404
