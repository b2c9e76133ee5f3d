"""What is mine: the interview on pages, without an account."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.core import signing
from django.test import Client
from hypothesis import HealthCheck, given, settings, strategies
from pytest_django.fixtures import Settings

from jiyao.interfaces.portal.interview import form
from jiyao.registry.models import Occupation
from tests.interfaces.portal.interviewing import MINE, Visitor

HAN = re.compile(r"[\u4e00-\u9fff]+")
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)")
ROOT = Path(__file__).parents[3]
WELDER = {
    "certificate_issued_on": "2025-03-14",
    "certificate_kind": "skill_level",
    "person_group": "none",
    "level": "L3",
    "insured_months": "31",
    "graduated_from_technical_school": "no",
    "highest_level_held": "L3",
    "occupation": "6-18-02-04 焊工",
    "work_type": "none",
}
PROFILES = {
    "worker": {"certificate": "2", "contest_result": "1"},
    "student": {"candidacy": "1", "certificate": "1"},
    "job-seeker": {"enrolment": "1", "candidacy": "1"},
}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demonstration(settings: Settings) -> None:
    """The pack of Heilongjiang with demonstration values, on the day on which it was looked at."""
    settings.PACK = ROOT / "packs/heilongjiang"
    settings.DEMONSTRATION = True
    settings.DAY = date(2025, 6, 30)


@pytest.fixture
def visitor(client: Client) -> Visitor:
    """Somebody who reads Chinese."""
    return Visitor(client)


def answer(visitor: Visitor, answers: dict[str, str], *, otherwise: str = "yes") -> None:
    """Answers until nothing is asked any more; what the answers do not say, with what is offered first."""
    for _ in range(100):
        if not visitor.question:
            return
        written = answers.get(visitor.question.partition(":")[2])
        if written is None:
            written = otherwise if otherwise in visitor.offered else (visitor.offered or [""])[0]
        visitor.post(**({"value": written} if written else {"do": "skip"}))
    pytest.fail("the interview does not end")


def test_worker_finds_the_skill_upgrade_subsidy(visitor: Visitor) -> None:
    visitor.begin("worker", certificate="1")

    answer(visitor, WELDER)

    assert visitor.headline == "目前可领 2,000 元"
    assert "失业保险技能提升补贴" in visitor.page
    assert "黑龙江省失业保险技能提升补贴申领发放办法" in visitor.page
    assert "向参保地经办机构申领" in visitor.page


def test_sum_follows_the_level(visitor: Visitor) -> None:
    visitor.begin("worker", certificate="1")

    answer(visitor, {**WELDER, "level": "L4", "highest_level_held": "L4"})

    assert visitor.headline == "目前可领 1,500 元"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("profile", PROFILES)
def test_interview_ends_without_asking_twice(client: Client, profile: str, language: str) -> None:
    client.post("/language/", {"language": language})
    visitor = Visitor(client).begin(profile, **PROFILES[profile])

    answer(visitor, WELDER)

    assert visitor.status == 200
    assert len(visitor.asked) == len(set(visitor.asked)) > 5
    assert visitor.headline != ""
    if language == "en":
        assert HAN.findall(visitor.headline) == []


@pytest.mark.parametrize("profile", PROFILES)
def test_figure_or_day_stands_after_three_questions(visitor: Visitor, profile: str) -> None:
    visitor.begin(profile, **PROFILES[profile])

    for _ in range(3):
        visitor.post(do="skip")

    assert re.search(r"\d", visitor.headline)


def test_what_others_are_paid_is_no_money_of_the_visitor(visitor: Visitor) -> None:
    visitor.begin("job-seeker", enrolment="1")

    visitor.post(do="conclusions")

    assert visitor.headline == "最多可领 12,150 元"
    assert "由用人单位领取，不计入您的金额" in visitor.page


def test_only_rows_that_there_are_are_asked_about(visitor: Visitor) -> None:
    visitor.begin("worker", certificate="2")

    answer(visitor, {})

    assert {asked.partition(":")[0] for asked in visitor.asked} == {"certificate-1", "certificate-2", "own"}


def test_two_certificates_share_the_limit_of_a_year(visitor: Visitor) -> None:
    visitor.begin("worker", certificate="2")

    answer(visitor, WELDER)
    first = visitor.headline
    visitor.post(do="change:certificate-2:occupation").post(value="6-31-01-03")

    assert first == visitor.headline == "目前可领 2,000 元"


def test_answer_stands_until_it_is_changed(visitor: Visitor) -> None:
    visitor.begin("worker", certificate="1")
    answer(visitor, WELDER)

    visitor.post(do="change:own:insured_months")
    shown = 'value="31"' in visitor.page
    visitor.post(value="3")

    assert (shown, visitor.headline) == (True, "目前可领 0 元")
    assert "累计缴纳失业保险费月数须不少于12个月（现为3个月）" in visitor.page


def test_back_leads_through_every_answer_to_the_beginning(visitor: Visitor) -> None:
    visitor.begin("worker", certificate="1").post(value="2025-03-14").post(value="skill_level")

    last = visitor.post(do="back").question
    first = visitor.post(do="back").question
    date_stands = 'value="2025-03-14"' in visitor.page
    rows = "rows-certificate" in visitor.post(do="back").page

    assert (last, first) == ("certificate-1:certificate_kind", "certificate-1:certificate_issued_on")
    assert (date_stands, rows) == (True, True)


@pytest.mark.parametrize("written", ["", "2025-02-30", "1800-01-01", "yesterday", "' OR 1=1"])
def test_bad_answer_is_complained_of_beside_the_field(visitor: Visitor, written: str) -> None:
    visitor.begin("worker", certificate="1")
    question = visitor.question

    visitor.post(value=written)

    assert visitor.question == question
    assert 'aria-describedby="error"' in visitor.page
    assert "请填 1950-01-01 至 2100-12-31 的日期" in visitor.page


def test_answers_stay_in_the_form_and_nowhere_else(visitor: Visitor) -> None:
    visitor.begin("worker", certificate="1")
    response = visitor.client.post(MINE, {**visitor.hidden, "value": "2025-03-14"})

    assert "no-store" in response.headers["Cache-Control"]
    assert set(visitor.client.cookies) <= {"csrftoken", "django_language"}


def test_altered_form_is_refused(visitor: Visitor) -> None:
    visitor.begin("worker", certificate="1")

    visitor.post(form=visitor.hidden["form"][:-1] + "!", do="next")

    assert visitor.status == 400
    assert "这份表单无法读取" in visitor.page
    assert "重新开始" in visitor.page


def test_form_of_another_pack_or_of_yesterday_is_outdated(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.begin("worker", certificate="1")
    plain = signing.loads(visitor.hidden["form"], salt=form.SALT)
    other = signing.dumps({**plain, "pack": "another"}, salt=form.SALT, compress=True)

    good = visitor.hidden["form"]
    pages = [visitor.post(form=other, do="next").page]
    monkeypatch.setattr(form, "KEPT_SECONDS", -1)
    pages.append(visitor.post(form=good, do="next").page)

    assert ["放得太久了" in page for page in pages] == [True, True]


@pytest.mark.parametrize(
    "fields",
    [
        {"do": "nothing"},
        {"do": "change:own:nothing"},
        {"do": "change:certificate-9:level"},
        {"do": "measure:own:nothing"},
        {"do": "profile:nobody"},
        {"do": "chosen", "rows-certificate": "-1"},
        {"do": "chosen", "rows-certificate": "99999999999"},
        {"asked": "own:level", "value": "L3"},
        {"asked": "x", "value": "x" * 10_000},
        {"screen": "measure:"},
    ],
)
def test_what_no_page_of_ours_posts_does_no_harm(visitor: Visitor, fields: dict[str, str]) -> None:
    visitor.begin("worker", certificate="1")

    visitor.post(**fields)

    assert visitor.status == 200
    assert 'id="interview"' in visitor.page


@pytest.mark.parametrize("screen", ["begin", "rows", "next", "conclusions"])
def test_pages_run_nothing_inline_and_say_no_chinese_in_english(client: Client, screen: str) -> None:
    client.post("/language/", {"language": "en"})
    visitor = Visitor(client).begin("worker", certificate="1")

    page = visitor.post(do=screen).page

    assert INLINE.findall(page) == []
    assert set(HAN.findall(re.sub(r'<datalist.*?</datalist>|<div class="margin">.*?</div>', "", page))) <= {
        "技耀",
        "中文",
    }


def test_part_is_swapped_where_a_script_asks(visitor: Visitor) -> None:
    visitor.begin("worker", certificate="1")

    response = visitor.client.post(MINE, {**visitor.hidden, "do": "next"}, headers={"HX-Request": "true"})

    assert response.content.decode().startswith('<form class="interview')


def test_language_changes_in_the_middle_of_it(visitor: Visitor) -> None:
    visitor.begin("worker", certificate="1")
    fields = {**visitor.hidden, "language": "en", "next": MINE}

    response = visitor.client.post("/language/", fields, follow=False)
    visitor.post(**fields)

    assert (response.status_code, response.url) == (307, MINE)
    assert visitor.question == "certificate-1:certificate_issued_on"


def test_occupation_is_chosen_from_the_classification(visitor: Visitor) -> None:
    Occupation.objects.get_or_create(code="6-18-02-04", defaults={"depth": 4, "zh": "焊工"})
    visitor.begin("worker", certificate="1")

    while not visitor.question.endswith(":occupation"):
        fact = visitor.question.partition(":")[2]
        visitor.post(value=WELDER.get(fact, "yes"))

    assert '<option value="6-18-02-04 焊工">' in visitor.page


def test_one_measure_stands_with_every_condition_and_its_clause(visitor: Visitor) -> None:
    visitor.begin("worker", certificate="1")
    answer(visitor, WELDER)

    visitor.post(do="measure:certificate-1:skill-upgrade-subsidy")

    assert "累计缴纳失业保险费满规定月数" in visitor.page
    assert "<b>31个月</b>" in visitor.page
    assert "待确认" in visitor.page
    assert visitor.page.count('<div class="margin">') >= 10


WRITTEN = strategies.sampled_from(
    [
        "",
        "0",
        "1",
        "36",
        "yes",
        "no",
        "none",
        "L3",
        "L5",
        "2025-01-31",
        "2019-05-01",
        "6-18-02-04",
        "0.9",
        "焊",
        "-1",
    ]
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    profile=strategies.sampled_from(sorted(PROFILES)),
    steps=strategies.lists(
        strategies.one_of(
            strategies.sampled_from(["skip", "back", "next", "conclusions", "rows"]).map(
                lambda do: {"do": do}
            ),
            strategies.integers(0, 30).map(lambda number: {"choose": number}),
            WRITTEN.map(lambda text: {"value": text}),
        ),
        max_size=15,
    ),
)
def test_any_answers_lead_to_an_end(client: Client, profile: str, steps: list[dict[str, object]]) -> None:
    """Wherever the answers lead, a skip leaves exactly one question fewer, and none where none is left."""
    visitor = Visitor(client).begin(profile, **PROFILES[profile])
    for step in steps:
        if "choose" in step and visitor.offered:
            step = {"value": visitor.offered[int(str(step["choose"])) % len(visitor.offered)]}
        visitor.post(**{key: str(value) for key, value in step.items()})
        assert visitor.status == 200

    left = visitor.post(do="next").left
    assert left is not None
    assert (visitor.question != "") == (left > 0)

    visitor.post(do="skip")
    assert (visitor.status, visitor.left, visitor.question != "") == (200, max(left - 1, 0), left > 1)
