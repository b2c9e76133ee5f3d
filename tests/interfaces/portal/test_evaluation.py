"""评价 on the portal: routes with figures, the ladder with what is missing, items, the catalogue of qualifications."""

import re
from datetime import date

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from jiyao.employment.models import PostAppointment
from jiyao.evaluation.models import AbilityItem, BodyScope, Candidacy, EvaluationBody, TitleCandidacy
from jiyao.registry.actions.listing import load_lists
from jiyao.registry.models import AccountRole, EducationSpell, HeldCertificate
from tests.interfaces.browser import HOUSE, barriers, needs_browser, opened
from tests.interfaces.desk.signing import signed_in
from tests.packs.heilongjiang import pack
from tests.registry.places import DAY, HERE, kept, lay_out

pytestmark = pytest.mark.django_db
PAGES = ("/evaluation/", "/levels/", "/evaluation/items/", "/evaluation/qualifications/")
HAN = re.compile(r"[\u4e00-\u9fff]+")


@pytest.fixture(autouse=True)
def world(settings: Settings) -> None:
    settings.DAY = DAY
    caches["memory"].clear()
    lay_out()
    load_lists(pack())


def text(page: str) -> str:
    """What is read, without tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_three_routes_with_figures_from_records(client: Client) -> None:
    HeldCertificate.objects.filter(person=HERE).update(certificate_kind="skill_level")

    page = text(client.get("/evaluation/").text)

    assert re.findall(r"有效证书 (\d+)", page) == ["0", "1", "0"]
    assert "社会培训评价组织 2" in page
    assert "目录内资格 72" in page
    assert "合格线未查到" in page


def test_ladder_has_eight_rungs_the_highest_first_and_tells_post_from_title(client: Client) -> None:
    page = client.get("/levels/").text

    assert re.findall(r'<li class="rung[^"]*" id="([^"]+)"', page) == [
        "chief-technician",
        "special-technician",
        "senior-technician",
        "technician",
        "senior",
        "intermediate",
        "junior",
        "apprentice",
    ]
    assert "登记在聘 2 人" in text(page)
    assert "山东" not in page
    assert "上海" not in page
    assert page.count('href="/measures/provincial-chief-technician/"') == 1
    assert page.count('href="/library/cn-2018-bridging/"') >= 3


def test_somebody_sees_the_next_rung_and_what_is_missing() -> None:
    citizen = signed_in(AccountRole.CITIZEN)

    page = text(citizen.get("/levels/").text)

    mine = page.partition("我的下一级")[2].partition("八级")[0]
    assert "四级/中级工 → 高级工（三级）" in mine
    assert "三级/高级工申报条件（2023年版规程）" in mine
    assert "累计从事本职业" in mine


def my_own(page: str) -> str:
    return text(page).partition("我的下一级")[2].partition("八级 ")[0]


def test_next_rung_is_of_the_edition_on_which_listed_bodies_evaluate_it() -> None:
    citizen = signed_in(AccountRole.CITIZEN)
    everything = my_own(citizen.get("/levels/").text)
    BodyScope.objects.filter(organisation=801).update(level="L3")

    told = my_own(citizen.get("/levels/").text)

    titles = [f"三级/高级工申报条件（{edition}年版规程）" for edition in ("2023", "2018")]
    assert [title in everything for title in titles] == [True, True]
    assert "各版条件都列出" in everything
    assert [title in told for title in titles] == [False, True]
    assert "本省在册机构按2018年版规程评价" in told


def test_title_said_before_opens_the_way_from_title_to_level() -> None:
    citizen = signed_in(AccountRole.CITIZEN)
    assert "专业技术人才申报职业技能等级" not in my_own(citizen.get("/levels/").text)

    Candidacy.objects.filter(person=HERE).update(
        title_held="assistant", title_held_on=date(2020, 1, 1), title_matches_field=True
    )

    assert "专业技术人才申报职业技能等级" in my_own(citizen.get("/levels/").text)


def bridged(page: str) -> str:
    return text(page).partition("按我登记的等级和毕业班级")[2].partition("职称由职称评审委员会评审")[0]


def test_titles_that_a_level_opens_with_what_is_missing_or_from_which_day() -> None:
    citizen = signed_in(AccountRole.CITIZEN)
    assert bridged(citizen.get("/levels/").text) == ""

    HeldCertificate.objects.filter(person=HERE).update(level="L3", issued_on=date(2024, 2, 1))
    young = bridged(citizen.get("/levels/").text)
    HeldCertificate.objects.filter(person=HERE).update(level="L2", issued_on=date(2020, 2, 1))
    TitleCandidacy.objects.filter(person=HERE).update(engineering_front_line_post=True)
    old = bridged(citizen.get("/levels/").text)

    assert "三级/高级工 → 助理级" in young
    assert "在工程技术领域生产一线岗位从事技术技能工作" in young
    assert "二级/技师 → 助理级" in old
    assert "二级/技师 → 中级" in old
    assert "副高级" not in old
    assert "在工程技术领域生产一线岗位从事技术技能工作" not in old


def test_class_counts_as_a_diploma_whatever_the_level() -> None:
    EducationSpell.objects.filter(person=HERE).update(
        school_kind="technician_college", class_kind="senior_class", graduated=True, ends_on=date(2023, 7, 1)
    )

    told = bridged(signed_in(AccountRole.CITIZEN).get("/levels/").text)

    assert "毕业班级对待" in told
    assert "技工院校毕业生参评职称学历对待 按大专学历对待" in told


def test_post_that_somebody_holds_is_told_apart_from_level_and_title() -> None:
    page = text(signed_in(AccountRole.CITIZEN).get("/levels/").text)

    told = page.partition("我在聘的岗位")[2].partition("我的下一级")[0]
    assert "特级技师（岗位） · 焊工 · 第801公司 · 2020年1月1日 – 不定期 不符合" in told


def test_above_level_1_only_the_employer_appoints() -> None:
    HeldCertificate.objects.filter(person=HERE).update(level="L1")

    page = text(signed_in(AccountRole.CITIZEN).get("/levels/").text)

    mine = page.partition("我的下一级")[2].partition("八级 ")[0]
    assert "特级技师（岗位）" in mine
    assert "外省的规定不在这里适用" in mine


def test_without_a_certificate_the_interview_is_offered() -> None:
    HeldCertificate.objects.filter(person=HERE).delete()

    assert "您名下没有登记的等级证书" in signed_in(AccountRole.CITIZEN).get("/levels/").text


def test_items_with_who_tests_them(client: Client) -> None:
    BodyScope.objects.filter(organisation=801).update(ability_item="ZX-1", level="none")
    EvaluationBody.objects.filter(organisation=801).update(body_kind="special_ability")

    page = text(client.get("/evaluation/items/").text)

    assert "2 个项目" in page
    assert "项目1 ZX-1 考核机构：第801公司" in page.replace(" ：", "：").replace("： ", "：")
    assert "目前没有在公布目录中的机构" in page


def test_no_items_is_said(client: Client) -> None:
    AbilityItem.objects.all().delete()

    assert "没有登记的项目" in client.get("/evaluation/items/").text


def test_items_ask_as_often_for_three_as_for_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    AbilityItem.objects.exclude(item="ZX-1").delete()
    with django_assert_num_queries(4):
        client.get("/evaluation/items/")
    for number in (7, 8):
        kept(AbilityItem, 70 + number, item=f"ZX-{number}", name="项目", starts_on=date(2020, 1, 1))
    with django_assert_num_queries(4):
        client.get("/evaluation/items/")


def test_catalogue_has_72_and_says_which_names_are_not_known(client: Client) -> None:
    page = text(client.get("/evaluation/qualifications/").text)

    assert "59 项，其中准入类 33" in page
    assert "特种作业人员 准入类" in page
    assert "另有 8 项，名称未读到。" in page
    assert "从不签发" in page


@pytest.mark.parametrize("page", PAGES)
def test_english_pages_have_no_chinese_but_names(client: Client, page: str) -> None:
    client.cookies["django_language"] = "en"
    AbilityItem.objects.all().delete()
    PostAppointment.objects.all().delete()

    shown = re.sub(r'<(\w+)[^>]* lang="zh-CN"[^>]*>.*?</\1>', "", client.get(page).text, flags=re.S)

    assert set(HAN.findall(text(shown))) <= {"技耀", "中文"}


@needs_browser
@pytest.mark.parametrize("width", [1280, 390])
def test_pages_are_wide_enough_and_have_no_barriers(width: int) -> None:
    citizen = signed_in(AccountRole.CITIZEN)
    with opened({page: citizen.get(page) for page in PAGES}, width) as page:
        for address in PAGES:
            page.goto(HOUSE + address)
            shown = (barriers(page), page.evaluate("document.documentElement.scrollWidth"))
            assert shown == ([], width), address
