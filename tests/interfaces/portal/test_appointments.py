"""岗位聘任: an employer's pages, from how the rules see somebody to the end of an appointment."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from jiyao.employment.actions.questioning import ask_about
from jiyao.employment.models import AppointmentPaper, AppointmentQuestion, PostAppointment
from jiyao.registry.actions.listing import load_lists
from jiyao.registry.hand import Hand
from jiyao.registry.models import FOREVER, AccountRole, HeldCertificate
from jiyao.registry.permitting import holder_of
from tests.interfaces.browser import HOUSE, barriers, needs_browser, opened
from tests.interfaces.desk.signing import signed_in
from tests.packs.heilongjiang import pack
from tests.registry.places import AT, COUNTY, DAY, HERE, IDENTITIES, account_as, kept, lay_out

pytestmark = pytest.mark.django_db
PAGE = "/my-organisation/appointments/"
MINE, OTHERS = 1001, 1002
FORM = {
    "identity": IDENTITIES[HERE],
    "post": "chief_technician",
    "occupation": "6-18-02-04",
    "starts_on": "2025-06-30",
    "ends_on": "",
    "document": "厂人发〔2025〕3号",
    "pay": "agreed",
}
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def world(settings: Settings, tmp_path: Path) -> None:
    settings.DAY, settings.DEMONSTRATION, settings.ATTACHMENTS = DAY, True, tmp_path
    lay_out()
    load_lists(pack())
    AppointmentQuestion.objects.all().delete()
    HeldCertificate.objects.filter(person=HERE).update(level="L1")


@pytest.fixture
def employer() -> Client:
    return signed_in(AccountRole.EMPLOYER)


def text(answer: Any) -> str:
    """What is read, without tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def chiefs() -> list[PostAppointment]:
    return list(PostAppointment.objects.filter(superseded_at=FOREVER, post="chief_technician"))


def test_list_says_who_holds_which_post_and_how_the_rules_see_it(employer: Client) -> None:
    page = text(employer.get(PAGE))

    listed = page.partition("聘任情况")[2].partition("按名单聘任")[0]
    assert "特级技师（岗位） 焊工 2020年1月1日 – 不定期 已知条件符合" in listed
    assert listed.count("特级技师（岗位）") == 1


def test_rules_speak_first_and_nothing_is_recorded(employer: Client) -> None:
    page = text(employer.post(PAGE + "check/", FORM))

    assert "在聘任单位工作" in page
    assert "在所聘职业已取得一级/高级技师" in page
    assert "国家和本省的聘任条件、比例未查到" in page
    assert "确认此人符合本单位的聘任办法" in page
    assert chiefs() == []


def test_condition_that_does_not_hold_leaves_no_button(employer: Client) -> None:
    HeldCertificate.objects.filter(person=HERE).update(level="L3")

    page = employer.post(PAGE + "check/", FORM)
    made = employer.post(PAGE + "make/", {**FORM, "confirmed": "yes"})

    assert "条件不符合，不能聘任" in page.text
    assert 'name="confirmed"' not in page.text
    assert made.status_code == 422
    assert "不符合：在所聘职业已取得一级/高级技师" in made.text
    assert chiefs() == []


def test_appointing_needs_the_employers_word_and_keeps_the_paper(employer: Client) -> None:
    paper = SimpleUploadedFile("业绩.pdf", PDF)
    refused = employer.post(PAGE + "make/", FORM)

    made = employer.post(PAGE + "make/", {**FORM, "confirmed": "yes", "paper": paper}, follow=True)

    assert "请确认此人符合本单位的聘任办法" in refused.text
    [one] = chiefs()
    assert (one.person_id, one.employer_id, one.post_pay) == (HERE, 801, "agreed")
    assert made.redirect_chain == [(f"{PAGE}{one.record}/", 302)]
    assert "业绩.pdf" in made.text
    file = AppointmentPaper.objects.get(appointment=one.record)
    taken = employer.get(f"{PAGE}{one.record}/papers/{file.pk}/")
    assert b"".join(taken.streaming_content) == PDF  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"identity": "239901199003074599"}, "没有登记这个公民身份号码"),
        ({"starts_on": ""}, "请填写聘任起始日"),
        ({"starts_on": "明天"}, "不是日期"),
        ({"post": "厂长"}, "请从"),
        ({"occupation": "焊工"}, "职业分类大典中没有"),
        ({"document": " "}, "请填写本单位聘任文件的文号"),
        ({"ends_on": "2025-06-01"}, "截止日早于起始日"),
    ],
)
def test_what_is_wrong_is_said_and_the_form_keeps_the_rest(
    employer: Client, change: dict[str, str], complaint: str
) -> None:
    answer = employer.post(PAGE + "check/", {**FORM, **change})

    assert answer.status_code == 422
    assert complaint in answer.text
    assert IDENTITIES[HERE] not in answer.text


def test_paper_that_is_none_takes_the_appointment_back(employer: Client) -> None:
    wrong = SimpleUploadedFile("业绩.csv", b"a,b\n1,2\n")

    answer = employer.post(PAGE + "make/", {**FORM, "confirmed": "yes", "paper": wrong})

    assert answer.status_code == 422
    assert chiefs() == []


def test_ending_is_kept_with_what_stood_before(employer: Client) -> None:
    page = text(employer.post(f"{PAGE}{MINE}/end/", {"on": "2025-07-31"}, follow=True))

    history = page.partition("登记经过")[2]
    assert history.index("– 2025年7月31日") < history.index("– 不定期")
    assert employer.post(f"{PAGE}{MINE}/end/", {"on": "2019-01-01"}).status_code == 422


def test_question_is_read_and_answered(employer: Client) -> None:
    official = holder_of(account_as(AccountRole.REVIEW, division=COUNTY), DAY)
    asked = ask_about(MINE, "业绩材料在哪里？", Hand(official, DAY, AT))
    assert "主管部门有询问" in employer.get(PAGE).text

    empty = employer.post(f"{PAGE}{MINE}/answer/", {"question": asked.pk, "answer": " "})
    page = employer.post(f"{PAGE}{MINE}/answer/", {"question": asked.pk, "answer": "已补充"}, follow=True)

    assert empty.status_code == 422
    assert "业绩材料在哪里？" in page.text
    assert "本单位答复：已补充" in text(page)


def test_list_of_people_is_appointed_whole_or_not_at_all(employer: Client) -> None:
    headings = "公民身份号码,聘任岗位,职业编码,聘任起始日,聘任截止日,聘任文件\n"
    row = f"{IDENTITIES[HERE]},首席技师,6-18-02-04,2025-07-01,,厂人发1号\n"
    bad = SimpleUploadedFile("名单.csv", (headings + row.replace("首席技师", "厂长")).encode())
    good = SimpleUploadedFile("名单.csv", (headings + row).encode())

    refused = employer.post(PAGE + "roster/", {"roster": bad, "confirmed": "yes"})
    none = employer.post(PAGE + "roster/", {})
    done = employer.post(PAGE + "roster/", {"roster": good, "confirmed": "yes"}, follow=True)

    assert (refused.status_code, "聘任岗位" in refused.text) == (422, True)
    assert "请选择名单文件" in none.text
    assert "已聘任 1 人" in text(done)
    assert len(chiefs()) == 1


def test_template_can_be_filled_in(employer: Client) -> None:
    answer = employer.get(PAGE + "roster.xlsx")

    assert answer.content[:2] == b"PK"
    assert len(BytesIO(answer.content).getvalue()) > 1000


def test_what_is_anothers_is_not_there(employer: Client) -> None:
    statuses = [
        employer.get(f"{PAGE}{OTHERS}/").status_code,
        employer.post(f"{PAGE}{OTHERS}/papers/").status_code,
        employer.get(f"{PAGE}{MINE}/papers/9/").status_code,
        employer.post(f"{PAGE}{MINE}/burn/").status_code,
        signed_in(AccountRole.CITIZEN).get(PAGE).status_code,
        signed_in(AccountRole.TRAINING_BODY).get(PAGE).status_code,
    ]

    assert statuses == [404, 404, 404, 404, 403, 403]


def test_person_sees_the_post_and_its_conditions_on_their_own_page() -> None:
    page = text(signed_in(AccountRole.CITIZEN).get("/my/"))

    assert "特级技师岗位聘任" in page
    assert "特级技师（岗位）" in page


def test_list_asks_as_often_for_three_as_for_one(
    employer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    employer.get(PAGE)
    with django_assert_max_num_queries(60) as one:
        employer.get(PAGE)
    for number in (7, 8):
        row = {"person_id": HERE, "employer_id": 801, "post": "chief_technician", "occupation": "6-18-02-04"}
        kept(PostAppointment, 70 + number, starts_on=DAY, **row)
    with django_assert_max_num_queries(60) as three:
        employer.get(PAGE)

    assert len(three.captured_queries) == len(one.captured_queries)


@pytest.mark.parametrize("page", [PAGE, f"{PAGE}{MINE}/"])
def test_english_pages_have_no_chinese_but_names(employer: Client, page: str) -> None:
    employer.cookies["django_language"] = "en"

    shown = re.sub(r'<(\w+)[^>]* lang="zh-CN"[^>]*>.*?</\1>', "", employer.get(page).text, flags=re.S)

    found = set(re.findall(r"[\u4e00-\u9fff]+", re.sub(r"<[^>]+>", " ", shown)))
    assert found <= {"技耀", "中文", "焊工", "张", "第", "公司", "人社部发", "号"}


@needs_browser
@pytest.mark.parametrize("width", [1280, 390])
def test_pages_are_wide_enough_and_have_no_barriers(employer: Client, width: int) -> None:
    answers = {
        PAGE: employer.get(PAGE),
        f"{PAGE}{MINE}/": employer.get(f"{PAGE}{MINE}/"),
        PAGE + "check/": employer.post(PAGE + "check/", FORM),
    }
    with opened(answers, width) as page:
        for address in answers:
            page.goto(HOUSE + address)
            shown = (barriers(page), page.evaluate("document.documentElement.scrollWidth"))
            assert shown == ([], width), address
