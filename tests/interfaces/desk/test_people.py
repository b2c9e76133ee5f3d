"""People sought, looked at and unmasked: who is found, what is told, and what it leaves behind."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from jiyao.foundation.actions.sealing import anonymise
from jiyao.foundation.models import Act
from jiyao.registry.models import AccountRole, HeldCertificate, HouseholdSpell, PersonVersion
from tests.interfaces.desk.signing import signed_in
from tests.registry.places import AT, COUNTY, DAY, HERE, IDENTITIES, PROVINCE, THERE, kept, lay_out

pytestmark = pytest.mark.django_db
PEOPLE = "/desk/people/"
FOUND = re.compile(r'/desk/people/(\d+)/" data-row')
HAN = re.compile(r"[\u4e00-\u9fff]+")
REASON = {"reason": "核对本人申请材料"}


@pytest.fixture(autouse=True)
def _day(settings: Settings) -> None:
    settings.DAY = DAY


def found(client: Client, **given: str) -> list[int]:
    """The numbers of the people who are found."""
    response = client.post(PEOPLE, given)
    assert response.status_code == 200
    return [int(number) for number in FOUND.findall(response.content.decode())]


@pytest.mark.parametrize(
    ("given", "numbers"),
    [
        ({"number": IDENTITIES[HERE]}, [HERE]),
        ({"number": f" {IDENTITIES[HERE][:6]} {IDENTITIES[HERE][6:]} "}, [HERE]),
        ({"number": "S000023990001243000001"}, [HERE]),
        ({"number": "1"}, [HERE]),
        ({"number": "999999999999999"}, []),
        ({"organisation": "第801公司", "birth_year": "1990", "sex": "female"}, [HERE]),
        ({"organisation": "9123801", "birth_year": "1990", "sex": "female"}, [HERE]),
        ({"organisation": "第801公司", "birth_year": "1991", "sex": "female"}, []),
        ({"organisation": "第801公司", "birth_year": "1990", "sex": "male"}, []),
        ({"organisation": "第八公司", "birth_year": "1990", "sex": "male"}, []),
    ],
)
def test_person_in_reach_is_found(given: dict[str, str], numbers: list[int]) -> None:
    lay_out()

    assert found(signed_in(AccountRole.REVIEW), **given) == numbers


@pytest.mark.parametrize(
    "given",
    [
        {"number": IDENTITIES[THERE]},
        {"number": "S000023990001243000002"},
        {"number": "2"},
    ],
)
def test_who_is_elsewhere_is_answered_as_who_is_nowhere(given: dict[str, str]) -> None:
    lay_out()
    client = signed_in(AccountRole.REVIEW)

    there, nowhere = (
        client.post(PEOPLE, what).content.decode()
        for what in (given, {**given, "number": "230102197001010018"})
    )

    assert re.sub(r"csrf[^>]*>", "", there) == re.sub(r"csrf[^>]*>", "", nowhere)
    assert "您辖区内没有这个人" in there


def test_results_are_masked() -> None:
    lay_out()

    page = signed_in(AccountRole.REVIEW).post(PEOPLE, {"number": "1"}).content.decode()

    assert "<td>张*</td><td>239***********4513</td><td>—</td>" in page
    assert IDENTITIES[HERE] not in page


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"number": "张三"}, "这不是公民身份号码、证书编号或人员号；姓名加密保存，不能查找"),
        ({"number": "9" * 30}, "这不是公民身份号码、证书编号或人员号；姓名加密保存，不能查找"),
        ({}, "请填号码，或填单位"),
        ({"organisation": "第801公司", "birth_year": "90", "sex": "female"}, "请填年份，如 1990"),
        ({"organisation": "第801公司", "birth_year": "1990", "sex": "x"}, "请选择性别"),
    ],
)
def test_what_cannot_be_sought_is_said_beside_its_field(given: dict[str, str], complaint: str) -> None:
    lay_out()

    response = signed_in(AccountRole.REVIEW).post(PEOPLE, given)

    assert response.status_code == 422
    assert f'role="alert">{complaint}</p>' in response.content.decode()


def test_number_is_never_written_back_and_the_rest_is() -> None:
    lay_out()

    page = signed_in(AccountRole.REVIEW).post(PEOPLE, {"number": "12345x"}).content.decode()
    other = signed_in(AccountRole.SUPERVISE).post(PEOPLE, {"organisation": "某公司"}).content.decode()

    assert ("12345" in page, 'value="某公司"' in other) == (False, True)


def test_every_look_up_by_identity_number_leaves_an_act_without_it() -> None:
    lay_out()
    client = signed_in(AccountRole.REVIEW)

    for number in (IDENTITIES[HERE], IDENTITIES[THERE], "230102197001010018", "1"):
        client.post(PEOPLE, {"number": number})

    acts = Act.objects.filter(kind="look-up").order_by("at", "number")
    assert sorted((act.subject, act.codes["found"]) for act in acts) == [
        ("people", 0),
        ("person:1", 1),
        ("person:2", 0),
    ]


def test_search_takes_no_number_in_the_address() -> None:
    lay_out()

    page = signed_in(AccountRole.REVIEW).get(PEOPLE, {"number": "1"}).content.decode()

    assert FOUND.findall(page) == []


def test_person_is_told_with_records_determinations_and_facts() -> None:
    lay_out()

    page = signed_in(AccountRole.REVIEW).get(f"{PEOPLE}{HERE}/").content.decode()

    assert (
        '<h1>张* <small>1</small></h1><p class="count">239***********4513 · — · 女 · 1990-03-07</p>' in page
    )
    assert re.findall(r"<h2>(.*?)(?: <small>.*)?</h2><?", page)[:1] == ["今天的测算"]
    assert '/desk/records/certificates/1001/" data-row' in page
    assert "失业保险技能提升补贴" in page
    assert '<div class="margin">' in page
    assert "<dt>出生日期</dt><dd>1990年3月7日</dd>" in page
    assert IDENTITIES[HERE] not in page


def test_hotline_sees_what_is_determined_and_no_record() -> None:
    lay_out()

    page = signed_in(AccountRole.HOTLINE).get(f"{PEOPLE}{HERE}/").content.decode()

    assert ("今天的测算" in page, "/desk/records/certificates/" in page, "查看并留存" in page) == (
        True,
        False,
        False,
    )


def test_employer_sees_own_people_without_determinations() -> None:
    lay_out()
    client = signed_in(AccountRole.EMPLOYER)

    page = client.get(f"{PEOPLE}{HERE}/").content.decode()

    assert ("今天的测算" in page, "/desk/records/employment/1001/" in page) == (False, True)
    assert client.get(f"{PEOPLE}{THERE}/").status_code == 404


@pytest.mark.parametrize("number", [str(THERE), "77", "9" * 18, "9" * 19, "x"])
def test_person_out_of_reach_is_not_there(number: str) -> None:
    lay_out()
    client = signed_in(AccountRole.REVIEW)

    assert client.get(f"{PEOPLE}{number}/").status_code == 404
    assert client.post(f"{PEOPLE}{number}/unmask/", REASON).status_code == 404


def test_number_of_queries_does_not_grow_with_records() -> None:
    lay_out()
    client = signed_in(AccountRole.AUDITOR)
    client.get(f"{PEOPLE}{HERE}/")
    with CaptureQueriesContext(connection) as few:
        client.get(f"{PEOPLE}{HERE}/")
    for number in range(3):
        kept(HeldCertificate, 2000 + number, person_id=HERE, level="L4", issuer_id=801)

    with CaptureQueriesContext(connection) as many:
        page = client.get(f"{PEOPLE}{HERE}/").content.decode()

    assert page.count("/desk/records/certificates/") == 4
    assert len(many) == len(few)


def test_number_of_queries_does_not_grow_with_who_is_found() -> None:
    lay_out()
    client, asked = signed_in(AccountRole.REVIEW), {"number": "S000023990001243000001"}
    found(client, **asked)
    with CaptureQueriesContext(connection) as few:
        assert found(client, **asked) == [HERE]
    kept(HouseholdSpell, 2002, person_id=THERE, division=COUNTY, starts_on=DAY)
    kept(HeldCertificate, 2002, person_id=THERE, certificate_number=asked["number"])

    with CaptureQueriesContext(connection) as many:
        assert found(client, **asked) == [HERE, THERE]

    assert len(many) == len(few)


def test_unmasking_shows_once_and_leaves_an_act_for_each_field() -> None:
    lay_out()
    client = signed_in(AccountRole.REVIEW)

    response = client.post(f"{PEOPLE}{HERE}/unmask/", REASON)

    page = response.content.decode()
    assert "<h1>张三</h1>" in page
    assert f"<dd>{IDENTITIES[HERE]}</dd>" in page
    assert "no-store" in response.headers["Cache-Control"]
    acts = Act.objects.filter(kind="unmask", subject="person:1")
    assert sorted(act.codes["field"] for act in acts) == ["identity_sealed", "name_sealed"]
    assert IDENTITIES[HERE] not in client.get(f"{PEOPLE}{HERE}/").content.decode()


@pytest.mark.parametrize("reason", ["", "看看", "      "])
def test_unmasking_without_a_reason_shows_nothing(reason: str) -> None:
    lay_out()

    response = signed_in(AccountRole.REVIEW).post(f"{PEOPLE}{HERE}/unmask/", {"reason": reason})

    page = response.content.decode()
    assert (response.status_code, "请写明原因，不少于 5 个字" in page, "张三" in page) == (422, True, False)
    assert not Act.objects.filter(kind="unmask").exists()


def test_who_unmasked_is_told_to_the_auditor_and_to_who_did() -> None:
    lay_out()
    mine = signed_in(AccountRole.REVIEW)
    mine.post(f"{PEOPLE}{HERE}/unmask/", REASON)
    clients = [mine, signed_in(AccountRole.AUDITOR), signed_in(AccountRole.ACCEPT)]

    pages = [client.get(f"{PEOPLE}{HERE}/").content.decode() for client in clients]

    assert [page.count("核对本人申请材料") for page in pages] == [1, 1, 0]
    assert f"review-{COUNTY}" in pages[1]


def test_anonymised_person_stays_so() -> None:
    lay_out()
    anonymise(HERE, by="account:9", reason="本人要求", at=AT)
    client = signed_in(AccountRole.REVIEW)

    page = client.get(f"{PEOPLE}{HERE}/").content.decode()
    refused = client.post(f"{PEOPLE}{HERE}/unmask/", REASON)

    assert ("<h1>已匿名化" in page, "查看并留存" in page) == (True, False)
    assert (refused.status_code, PersonVersion.objects.filter(record=HERE).exists()) == (422, True)


def test_organisation_is_told_with_who_works_there_and_its_roles() -> None:
    lay_out()

    page = signed_in(AccountRole.REVIEW).get("/desk/organisations/801/").content.decode()

    assert '<h1>第801公司</h1><p class="count">在岗 1 人</p>' in page
    assert "<li>用人单位 2010-01-01 </li>" in page
    assert "/desk/records/employment/?organisation=801" in page


@pytest.mark.parametrize("number", ["7", "9" * 18])
def test_organisation_that_is_none_is_not_there(number: str) -> None:
    lay_out()

    assert signed_in(AccountRole.REVIEW).get(f"/desk/organisations/{number}/").status_code == 404


@pytest.mark.parametrize(
    "address", [PEOPLE, f"{PEOPLE}1/", "/desk/organisations/801/", "/desk/", "/desk/keys/"]
)
def test_english_pages_hold_chinese_in_data_only(address: str) -> None:
    lay_out()

    page = signed_in(AccountRole.REVIEW, PROVINCE, english=True).get(address).content.decode()

    said = re.sub(r'<div class="margin">.*?</div>', "", page, flags=re.DOTALL)  # numbers of documents
    said = re.sub(r"<[^>]*lang=[^>]*>[^<]*", "", said)
    assert set(HAN.findall(said)) - {"技耀", "中文", "张", "第", "公司", "工种", "焊接"} == set()
