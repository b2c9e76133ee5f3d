"""The rule editor at the desk: parts of a measure edited in a draft, checked, added, taken away; bad input in each form."""

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.engine.packs.located import read_yaml_text
from jiyao.policy.models import DraftState, RuleDraft
from jiyao.registry.models import AccountRole
from tests.interfaces.desk.hand import another, installed, officials
from tests.interfaces.desk.signing import signed_in
from tests.registry.places import CITY, PROVINCE

pytestmark = pytest.mark.django_db
FILE = "measures/city-grant.yaml"
RULE = "/desk/rules/city-grant/"
CONDITION, MONTHS = f"{RULE}condition:insured/", f"{RULE}base:months:2024-01-01/"
RELAXED, NEW_ROW = f"{RULE}relaxed:months:2024-07-01/", f"{RULE}add/base:months/"
TAG = re.compile(r"<[^>]*>")
HAN = re.compile(r"[\u4e00-\u9fff]+")
INSURED: Mapping[str, str] = {
    "zh": "缴费满规定月数",
    "en": "Insured long enough",
    "rule": "insured_months >= param('months')",
    "document": "doc",
    "confidence": "partial",
}
"""The form of the condition as it is shown."""
ROW: Mapping[str, str] = {"value": "24", "document": "doc", "article": "第六条", "confidence": "unverified"}
MEMBER: Mapping[str, str] = {
    "zh": "是会员",
    "en": "Is a member",
    "rule": "is_member",
    "document": "doc",
    "confidence": "unverified",
}


@pytest.fixture(autouse=True)
def installation(settings: Settings, tmp_path: Path) -> Settings:
    """An installation of its own."""
    installed(settings, tmp_path)
    return settings


@pytest.fixture
def first(installation: Settings) -> Client:
    """Who reviews at the province."""
    return officials()[0]


def laid() -> dict[str, Any]:
    """What the open draft lays, by file."""
    draft = RuleDraft.objects.get(state=DraftState.OPEN)
    return {name: read_yaml_text(text, name).value for name, text in draft.lay.items()}


def complaints(response: HttpResponse) -> list[str]:
    """What a page complains of, field by field."""
    text = unescape(response.content.decode())
    found = re.findall(r'<p class="complaint"[^>]*role="alert"[^>]*>(.*?)</p>', text, re.DOTALL)
    return [TAG.sub("", one).strip() for one in found]


def test_measure_is_shown_part_by_part_and_begins_no_draft(first: Client) -> None:
    page = first.get(RULE).content.decode()

    assert "缴费月数 不少于 12个月" in page
    assert re.findall(rf'href="{RULE}([a-z]+[^"]*)/"', page) == [
        "about",
        "applies",
        "condition:insured",
        "add/way:insured",
        "add/condition",
        "add/ask",
        "parameter:standard_fen",
        "add/base:standard_fen",
        "add/relaxed:standard_fen",
        "parameter:months",
        "add/base:months",
        "add/relaxed:months",
        "base:months:2024-01-01",
        "relaxed:months:2024-07-01",
        "add/parameter",
        "gives:1",
        "add/gives",
        "limit:once",
        "pool:once",
        "add/limit",
        "add/window",
        "yields",
        "add/paper",
        "add/basis",
        "open:1",
        "add/open",
        "add/note",
    ]
    assert RuleDraft.objects.count() == 0


@pytest.mark.parametrize("english", [False, True])
def test_every_form_opens_in_both_languages(english: bool) -> None:
    client = officials(english=english)[0]
    page = client.get(RULE).content.decode()

    for address in re.findall(rf'href="({RULE}[^"]+/)"', page):
        response = client.get(address)
        body = response.content.decode().partition("<main")[2].partition("</main>")[0]
        body = TAG.sub("", re.sub(r"<textarea.*?</textarea>|<code>.*?</code>", "", body, flags=re.DOTALL))
        assert response.status_code == 200
        assert not english or set(HAN.findall(body)) <= {"某发", "号", "甲", "乙", "名"}, address


def test_who_may_not_draft_sees_the_rules_and_no_form() -> None:
    client = signed_in(AccountRole.REVIEW, CITY)

    page = client.get(RULE)

    assert page.status_code == 200
    assert f'href="{CONDITION}"' not in page.content.decode()
    assert client.get(CONDITION).status_code == 403


def test_part_that_is_changed_is_laid_and_marked(first: Client) -> None:
    response = first.post(CONDITION, {**INSURED, "rule": "insured_months > param('months')"})

    assert (response.status_code, response.headers["Location"]) == (302, f"{RULE}#condition:insured")
    assert laid() == {FILE: {"requires": [{"id": "insured", "rule": "insured_months > param('months')"}]}}
    page = first.get(RULE).content.decode()
    assert page.count("已改") == 1
    assert "缴费月数 超过" in page


def test_part_that_was_changed_in_another_window_is_not_written_over(first: Client) -> None:
    shown = re.search(r'name="was" value="([0-9a-f]+)"', first.get(CONDITION).content.decode())
    assert shown is not None
    first.post(CONDITION, {**INSURED, "rule": "insured_months > 1"})

    response = first.post(CONDITION, {**INSURED, "rule": "insured_months > 2", "was": shown.group(1)})

    assert response.status_code == 409
    assert "已在别的窗口改动" in response.content.decode()
    assert laid()[FILE]["requires"][0]["rule"] == "insured_months > 1"


def test_form_sent_as_it_was_shown_begins_no_draft(first: Client) -> None:
    response = first.post(CONDITION, {**INSURED, "from": "", "to": ""})

    assert response.status_code == 302
    assert RuleDraft.objects.count() == 0


def test_draft_is_another_officials_secret_and_left_and_taken_up_again(first: Client) -> None:
    first.post(CONDITION, {**INSURED, "rule": "insured_months > param('months')"})

    other = another("other")
    first.post(RELAXED, {**ROW, "value": "6", "from": "2024-07-01", "to": "2025-12-31", "article": "第五条"})

    assert "已改" not in other.get(RULE).content.decode()
    assert other.get(f"/desk/drafts/{RuleDraft.objects.get().pk}/").status_code == 404
    assert set(laid()[FILE]) == {"requires", "parameters"}


@pytest.mark.parametrize(
    ("address", "form", "wrong"),
    [
        (
            CONDITION,
            {**INSURED, "rule": "insured_month >= 12"},
            ["没有“insured_month”这一事实，是否为“insured_months”？：【insured_month】 >= 12"],
        ),
        (
            CONDITION,
            {**INSURED, "rule": "insured_months >= "},
            [
                "不是完整的表达式：请看标出处前后，是否少了一项、多了符号或括号、引号没有配对：insured_months 【>=】"
            ],
        ),
        (
            CONDITION,
            {**INSURED, "rule": "insured_months"},
            ["这里需要判断（是或否），现在是整数（month）：insured_months"],
        ),
        (CONDITION, {**INSURED, "from": "2025-02-01", "to": "2025-01-01"}, ["截止日 2025-01-01 早于起始日 2025-02-01"]),
        (CONDITION, {**INSURED, "from": "2025-02-30"}, ["“2025-02-30”不是日期，请写成 2026-01-31"]),
        (CONDITION, {**INSURED, "document": ""}, ["请填写此项"]),
        (CONDITION, {**INSURED, "document": "nothing"}, ["“nothing”不在可选之列"]),
        (CONDITION, {**INSURED, "zh": "", "en": ""}, ["请填写此项"]),
        (NEW_ROW, {**ROW, "from": "2025-01-01"}, ["与 2024-01-01 – … 的一行日期重叠；请先给那一行填截止日，或另选日期"]),
        (NEW_ROW, {**ROW, "value": "", "to": "2023-12-31"}, ["请填写数值"]),
        (NEW_ROW, {**ROW, "value": "many", "to": "2023-12-31"}, ["“many”不是这一项的数值"]),
        (f"{RULE}add/limit/", {"pool": "nothing", **MEMBER}, ["“nothing”不在可选之列"]),
        (f"{RULE}add/parameter/", {"name": "Bad Name", "unit": "month"}, ["“Bad Name”不能作名字，请用小写字母、数字和下划线"]),
        (f"{RULE}add/parameter/", {"name": "months", "unit": "month"}, ["“months”已被使用，请另取"]),
        (f"{RULE}gives:1/", {"rule": "param('months')"}, ["这里需要金额，现在是整数（month）：param('months')"]),
    ],
)  # fmt: skip
def test_what_is_wrong_stands_at_its_field_and_the_form_keeps_what_was_given(
    first: Client, address: str, form: Mapping[str, str], wrong: list[str]
) -> None:
    response = first.post(address, form)

    assert response.status_code == 422
    assert complaints(response)[: len(wrong)] == wrong
    assert RuleDraft.objects.count() == 0
    kept = unescape(response.content.decode())
    assert all(form[name] in kept for name in ("rule", "zh", "value", "from", "name") if name in form)


@pytest.mark.parametrize(
    ("address", "form", "added"),
    [
        (
            "condition",
            MEMBER,
            {"requires": [{"id": "is_a_member", "confidence": "unverified", "zh": "是会员", "en": "Is a member",
                           "rule": "is_member", "source": {"document": "doc"}}]},
        ),
        (
            "way:insured",
            MEMBER,
            {"requires": [{"id": "insured", "any_of": [
                {"id": "insured_long_enough", "rule": "insured_months >= param('months')", "zh": "缴费满规定月数",
                 "en": "Insured long enough", "source": {"document": "doc"}, "confidence": "partial"},
                {"id": "is_a_member", "confidence": "unverified", "zh": "是会员", "en": "Is a member",
                 "rule": "is_member", "source": {"document": "doc"}}], "rule": None}]},
        ),
        ("note", {"zh": "一句话", "en": ""}, {"notes": [{"zh": "一句话", "en": "一句话"}]}),
        ("paper", {"zh": "证书", "en": "The certificate"}, {"evidence": [{"zh": "证书", "en": "The certificate"}]}),
        ("window", {"window_from": "", **MEMBER}, None),
    ],
)  # fmt: skip
def test_new_part_is_laid_in_its_list(
    first: Client, address: str, form: Mapping[str, str], added: Mapping[str, Any] | None
) -> None:
    response = first.post(f"{RULE}add/{address}/", form)

    assert response.status_code == (422 if added is None else 302)
    assert added is None or laid() == {FILE: added}


def test_new_limit_brings_its_pool(first: Client) -> None:
    form = {
        **{key: MEMBER[key] for key in ("zh", "en", "document")},
        "pool": "new",
        "pool_title_zh": "每年一次",
        "pool_title_en": "Once a year",
        "pool_per": ["person", "calendar_year"],
        "pool_at_most": "1",
    }

    first.post(f"{RULE}add/limit/", form)

    title, source = {"zh": "每年一次", "en": "Once a year"}, {"document": "doc"}
    assert laid() == {
        FILE: {"limits": [{"pool": "once_a_year", "zh": "是会员", "en": "Is a member", "source": source}]},
        "pools.yaml": [
            {
                "id": "once_a_year",
                "title": title,
                "per": ["person", "calendar_year"],
                "at_most": 1,
                "source": source,
                "confidence": "verified",
            }
        ],
    }
    assert 'role="alert"' not in first.get(RULE).content.decode()


def test_row_on_a_new_document_lays_the_document_too(first: Client) -> None:
    form = {**ROW, "to": "2023-12-31", "document": "new", "confidence": "verified"}
    new = {
        "new_number": "某发〔2023〕9号",
        "new_title": "某通知",
        "new_issuer": "某厅",
        "new_issued_on": "2023-01-05",
    }

    response = first.post(NEW_ROW, {**form, **new})

    assert complaints(response) == []

    id_ = f"{PROVINCE}-2023-9"
    row = laid()[FILE]["parameters"]["months"]["base"][1]
    assert laid()[f"documents/{id_}.yaml"]["title"] == {"zh": "某通知", "en": "某通知"}
    assert (row["source"]["document"], str(row["confirmed_on"])) == (id_, "2025-06-30")
    assert 'role="alert"' not in first.get(RULE).content.decode()


def test_part_is_removed_and_put_back(first: Client) -> None:
    first.post(CONDITION, {"do": "remove"})
    removed = laid()
    page = first.get(RULE).content.decode()

    first.post(f"{RULE}restore/condition:insured/")

    assert removed == {FILE: {"requires": None}}
    assert "<del>缴费满规定月数</del>" in page
    assert laid() == {}


def test_what_lies_within_a_part_goes_and_comes_with_it(first: Client) -> None:
    first.post(f"{RULE}parameter:months/", {"do": "remove"})
    page = first.get(RULE).content.decode()
    of_row = first.post(f"{RULE}restore/base:months:2024-01-01/")

    first.post(f"{RULE}restore/parameter:months/")

    assert re.findall(r'restore/([^"]+)/"', page) == ["parameter:months"]
    assert of_row.status_code == 404
    assert laid() == {}


def test_changed_part_is_put_back_as_it_was(first: Client) -> None:
    first.post(RELAXED, {**ROW, "value": "6", "from": "2024-07-01", "to": "2025-12-31", "article": "第五条"})
    first.post(f"{RULE}about/", {"title_zh": "新名", "title_en": "New name"})

    first.post(RELAXED, {"do": "undo"})
    after_one = laid()
    first.post(f"{RULE}about/", {"do": "undo"})

    assert after_one == {FILE: {"title": {"zh": "新名", "en": "New name"}}}
    assert laid() == {}


def test_what_does_not_hold_together_is_told_at_its_part_with_its_line(first: Client) -> None:
    first.post(f"{RULE}parameter:months/", {"do": "remove"})

    page = first.get(RULE).content.decode()
    draft = first.get(f"/desk/drafts/{RuleDraft.objects.get().pk}/").content.decode()

    told = re.findall(r"没有“months”这一规定值（measures/city-grant.yaml:\d+）", page)
    assert len(told) == 1
    assert f'<a href="{CONDITION}">' in draft
    assert "没有“months”这一规定值" in draft


@pytest.mark.parametrize(
    "address",
    [
        "/desk/rules/nothing/",
        f"{RULE}condition:nothing/",
        f"{RULE}nothing/",
        f"{RULE}add/nothing/",
        f"{RULE}add/condition:insured/",
        f"{RULE}add/base:nothing/",
        f"{RULE}add/pool/",
    ],
)
def test_what_is_not_there_is_not_found(first: Client, address: str) -> None:
    assert first.get(address).status_code == 404


def test_part_that_cannot_be_taken_away_is_refused(first: Client) -> None:
    response = first.post(f"{RULE}pool:once/", {"do": "remove"})

    assert response.status_code == 422
    assert "这一部分不能删除" in response.content.decode()
