"""A citizen's own data: what is recorded, what it brings, and what she says is wrong."""

import re
from io import BytesIO

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from jiyao.casework.actions.deciding import correct, keep
from jiyao.casework.models import Correction, State
from jiyao.foundation.actions.sealing import anonymise
from jiyao.foundation.models import Act
from jiyao.interfaces.portal.own.records import PLACED
from jiyao.registry.actions.accounts import open_account
from jiyao.registry.models import AccountRole, HeldCertificate, Person
from jiyao.registry.permitting import PERMISSIONS, Reach
from jiyao.registry.queries.reaching import rows_in_reach
from jiyao.registry.tabling import TABLES
from tests.casework.asking import deciding, holder
from tests.interfaces.desk.signing import signed_in
from tests.packs.heilongjiang import assessor
from tests.registry.places import AT, CITY, HERE, IDENTITIES, NAMES, kept, lay_out

pytestmark = pytest.mark.django_db
HAN = re.compile(r"[\u4e00-\u9fff]+")
FORM = "/my/records/certificates/1001/issued_on/"
ISSUED = {"version": "1", "value": "2025-02-03", "reason": "证书上写的是 3 日"}


@pytest.fixture(autouse=True)
def world() -> None:
    lay_out()


def citizen(*, english: bool = False) -> Client:
    """The browser of the person here."""
    return signed_in(AccountRole.CITIZEN, english=english)


def text_of(response: HttpResponse) -> str:
    """What a page says, with single blanks."""
    body = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", body).split())


def test_page_shows_every_record_of_hers_in_the_clear_and_nobody_elses() -> None:
    text = text_of(citizen().get("/my/"))

    assert NAMES[HERE] in text
    assert "S000023990001243000001" in text
    assert "239***********4513" in text
    assert "第801公司" in text
    assert IDENTITIES[HERE] not in text
    assert ("李四" in text, "S000023990001243000002" in text, "第802公司" in text) == (False,) * 3
    assert "2025年1月1日 登记" in text


def test_page_shows_each_kind_that_citizens_may_see() -> None:
    page = citizen().get("/my/").content.decode()

    kinds = {
        name
        for name, table in TABLES.items()
        if table.person
        and AccountRole.CITIZEN in PERMISSIONS[name, "see"].cells
        and rows_in_reach(table, Reach(person=HERE), AT.date())
    } - {"corrections", *PLACED}
    assert set(re.findall(r'id="([a-z-]+)" class="kind"|<article class="clause" id="(people)">', page)) == {
        ("", "people") if name == "people" else (name, "") for name in kinds
    }


def test_what_is_due_leads_to_the_guide_of_her_own_prefecture() -> None:
    client = citizen()
    page = client.get("/my/").content.decode()
    [address] = set(re.findall(r'href="(/my/measures/[^"]+/skill-upgrade-subsidy/)"', page))

    links = set(re.findall(r'href="(/measures/[a-z0-9-]+/guide/\d+/)"', page))
    whole = re.findall(r'href="(/measures/[a-z0-9-]+/guide/\d+/)"', client.get(address).content.decode())

    assert {link.split("/")[-2] for link in links} == {CITY}
    assert whole == [f"/measures/skill-upgrade-subsidy/guide/{CITY}/"]
    assert client.get(whole[0]).status_code == 200


def test_page_tells_what_the_records_bring_with_the_clause() -> None:
    client = citizen()
    page = client.get("/my/").content.decode()

    found = re.findall(r'href="(/my/measures/\d+/[a-z-]+/)"', page)
    assert "/my/measures/1001/skill-upgrade-subsidy/" in found
    assert all(client.get(address).status_code == 200 for address in found)


def test_measure_names_each_fact_with_the_record_it_comes_from() -> None:
    page = citizen().get("/my/measures/1001/skill-upgrade-subsidy/").content.decode()

    sources = page.partition("这些事实来自哪里")[2]
    assert '<a href="/my/records/certificates/1001/">证书' in sources
    assert '<a href="/my/#insurance">失业保险缴费' in sources


@pytest.mark.parametrize(
    "address",
    [
        "/my/measures/1002/skill-upgrade-subsidy/",
        "/my/measures/1001/nothing/",
        "/my/records/certificates/1002/",
        "/my/records/certificates/999999999999999999/",
        "/my/records/corrections/1001/",
        "/my/records/acts/1/",
        "/my/records/nothing/1/",
        "/my/records/certificates/1001/person/",
        "/my/records/grants/1/amount_fen/",
        "/my/records/certificates/1002/issued_on/",
    ],
)
def test_what_is_not_hers_is_not_there(address: str) -> None:
    assert citizen().get(address).status_code == 404


def test_numbers_are_shown_once_and_the_look_is_on_record() -> None:
    client = citizen()

    refused = client.get("/my/identity/")
    shown = text_of(client.post("/my/identity/"))
    after = text_of(client.get("/my/"))

    assert refused.status_code == 405
    assert IDENTITIES[HERE] in shown
    assert IDENTITIES[HERE] not in after
    assert Act.objects.filter(kind="unmask", subject=f"person:{HERE}").exists()
    assert "· 本人" in after.partition("谁查看过我的明文资料")[2]


def test_who_looked_is_told_with_the_reason() -> None:
    signed_in(AccountRole.REVIEW).post(f"/desk/people/{HERE}/unmask/", {"reason": "核对申请材料"})

    assert "核对申请材料" in text_of(citizen().get("/my/")).partition("谁查看过我的明文资料")[2]


def test_she_disputes_a_fact_and_reads_the_answer() -> None:
    client = citizen()
    form = client.get(FORM).content.decode()

    sent = client.post(FORM, ISSUED)

    made = Correction.objects.get(column="issued_on")
    assert ("2025-02-01" in form, sent.url) == (True, "/my/records/certificates/1001/")
    assert "证书上写的是 3 日" in text_of(client.get(sent.url))
    keep(made.pk, deciding(holder(AccountRole.REVIEW)), answer="与发证机构核对，记录无误")
    assert "答复： 与发证机构核对，记录无误" in text_of(client.get("/my/"))


def test_corrected_record_says_that_it_was() -> None:
    client = citizen()
    client.post(FORM, ISSUED)
    made = Correction.objects.get(column="issued_on")
    when = deciding(holder(AccountRole.REVIEW))
    HeldCertificate.objects.update(recorded_at=AT)
    correct(made.pk, when, assessor=assessor())

    assert "2025年1月3日 更正后登记" in text_of(client.get("/my/"))
    assert "2025-02-03" in text_of(client.get("/my/records/certificates/1001/"))


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"value": "前天"}, "核发日期：不是日期"),
        ({"value": "2025-02-01"}, "记录中已经是这个值"),
        ({"reason": " "}, "请用一句话写明理由"),
        ({"version": "2"}, "这条记录已被更正"),
        ({"version": "999999"}, "这条记录已被更正"),
    ],
)
def test_dispute_says_what_is_wrong(changed: dict[str, str], complaint: str) -> None:
    response = citizen().post(FORM, ISSUED | changed)

    assert (response.status_code, complaint in response.content.decode()) == (422, True)
    assert not Correction.objects.filter(column="issued_on").exists()


def test_second_dispute_about_a_column_is_told_to_wait() -> None:
    client = citizen()
    client.post(FORM, ISSUED)

    assert "已有一件更正申请在办理" in client.post(FORM, ISSUED | {"value": "2025-02-04"}).content.decode()


def test_she_withdraws_hers_and_nobody_elses() -> None:
    client = citizen()
    client.post(FORM, ISSUED)
    made = Correction.objects.get(column="issued_on")

    others = client.post("/my/corrections/1001/withdraw/")
    client.post(f"/my/corrections/{made.pk}/withdraw/")
    again = client.post(f"/my/corrections/{made.pk}/withdraw/")

    state = Correction.objects.get(pk=made.pk).state
    assert (others.status_code, state, again.status_code) == (404, State.WITHDRAWN, 302)


def test_paper_holds_the_conclusions_and_what_they_rest_on() -> None:
    response = citizen().get("/my/paper/")

    text = "".join(
        "".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages).split()
    )
    assert response.headers["Content-Type"] == "application/pdf"
    assert "本清单按登记资料算出" in text
    assert "登记的情况" in text


def test_account_that_stands_for_nobody_is_told_how_to_be_linked() -> None:
    client = Client(headers={"accept-language": "zh-hans"})
    account = open_account(username="alone", at=AT, by="program:test")
    client.force_login(account)

    response = client.get("/my/")

    assert (response.status_code, "怎样关联" in response.content.decode()) == (200, True)


def test_account_of_somebody_unknown_is_told_the_same() -> None:
    Person.objects.create(id=77)
    client = Client(headers={"accept-language": "zh-hans"})
    account = open_account(username="new", person=77, at=AT, by="program:test")
    client.force_login(account)

    assert "怎样关联" in client.get("/my/").content.decode()
    assert client.get("/my/paper/").status_code == 404


def test_anonymised_person_still_reads_her_page() -> None:
    client = citizen()
    client.post(FORM, ISSUED)
    anonymise(HERE, by="account:9", reason="本人要求", at=AT)

    text = text_of(client.get("/my/"))

    assert ("已匿名化" in text, NAMES[HERE] in text, "证书上写的是 3 日" in text) == (True, False, False)
    assert client.post("/my/identity/").status_code == 404


def test_interview_tells_who_is_signed_in_that_her_records_are_known(client: Client) -> None:
    assert "直接看我的结论" in citizen().get("/mine/").content.decode()
    assert "直接看我的结论" not in client.get("/mine/").content.decode()


def test_queries_grow_with_no_rows() -> None:
    client = citizen()
    client.get("/my/")
    with CaptureQueriesContext(connection) as few:
        client.get("/my/")
    for number in range(30):
        kept(
            HeldCertificate, 7000 + number, person_id=HERE, level="L5", issued_on="2019-05-01", issuer_id=801
        )

    with CaptureQueriesContext(connection) as many:
        page = client.get("/my/").content.decode()

    assert page.count('href="/my/records/certificates/70') == 30
    assert len(many) <= len(few) + 1
    assert len(few) < 70


@pytest.mark.parametrize(
    "address",
    [
        "/my/",
        "/my/records/certificates/1001/",
        FORM,
        "/my/measures/1001/skill-upgrade-subsidy/",
        "/mine/",
    ],
)
def test_english_page_holds_no_chinese_but_data(address: str) -> None:
    page = citizen(english=True).get(address).content.decode()

    body = page.partition("<main")[2].partition("</main>")[0]
    plain = re.sub(r'<div class="margin">.*?</div>', "", body, flags=re.DOTALL)
    found = set(HAN.findall(plain))
    assert {one for one in found if one not in {"张三", "第", "公司", "焊接", "证书上写的是三级"}} == set()
