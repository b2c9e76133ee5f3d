"""Drafts of rules at the desk: shown whole, tried on examples and people, proposed, given up, overtaken."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.engine.packs.located import read_yaml_text
from jiyao.foundation.actions.queueing import work_on
from jiyao.foundation.models import Job, JobState
from jiyao.policy.actions import previewing
from jiyao.policy.models import ChangeKind, ChangeState, DraftState, PackChange, PackVersion, RuleDraft
from tests.interfaces.desk.hand import another, hand_run, installed, officials
from tests.interfaces.desk.test_rules import CONDITION, INSURED, RELAXED, ROW, RULE, TAG, laid

pytestmark = pytest.mark.django_db
LOWER = {
    **ROW,
    "value": "3",
    "from": "2024-07-01",
    "to": "2025-12-31",
    "article": "第五条",
    "confidence": "verified",
}


@pytest.fixture(autouse=True)
def installation(settings: Settings, tmp_path: Path) -> Settings:
    """An installation of its own, with a run."""
    installed(settings, tmp_path)
    hand_run(settings)
    return settings


@pytest.fixture
def both(installation: Settings) -> tuple[Client, Client]:
    """Who reviews, and who approves."""
    return officials()


def drafted(client: Client, form: dict[str, Any] = LOWER) -> str:
    """The address of a draft that lowers the number of months."""
    client.post(RELAXED, form)
    return f"/desk/drafts/{RuleDraft.objects.get(state=DraftState.OPEN).pk}/"


def cells(page: str, table: str) -> list[list[str]]:
    """The texts of the rows of a table of that class."""
    body = page.partition(f'<table class="{table}">')[2].partition("<tbody>")[2].partition("</tbody>")[0]
    pattern = re.compile(r"<t[dh][^>]*>(.*?)</t[dh]>", re.DOTALL)
    rows = [[TAG.sub(" ", c).split() for c in pattern.findall(row)] for row in body.split("</tr>")]
    return [[" ".join(words) for words in row] for row in rows if row]


def test_draft_is_shown_as_what_it_changes(both: tuple[Client, Client]) -> None:
    first, _ = both
    address = drafted(first)

    page = first.get(address).content.decode()

    assert "12个月" in page
    assert "3个月" in page
    assert cells(page, "pairs cases") == [
        ["不一致 不满 市级补贴 · 2025年6月30日", "不符合", "不符合", "可享受"]
    ]
    assert f'href="{RULE}"' in page
    assert address in first.get("/desk/drafts/").content.decode()


def test_condition_reads_after_a_value_became_a_number_as_before_it(both: tuple[Client, Client]) -> None:
    first, _ = both
    first.post(CONDITION, {**INSURED, "rule": "insured_months >= 24"})

    page = first.get(f"/desk/drafts/{RuleDraft.objects.get().pk}/").content.decode()

    assert cells(page.partition("政策读起来")[2], "pairs") == [
        ["缴费满规定月数", "缴费月数 不少于 12个月", "缴费月数 不少于 24个月"]
    ]


def test_preview_tells_whom_it_reaches_by_prefecture_and_grows_stale(both: tuple[Client, Client]) -> None:
    first, _ = both
    address = drafted(first)

    response = first.post(f"{address}preview/")
    page = first.get(address).content.decode()
    first.post(CONDITION, {**INSURED, "rule": "insured_months > param('months')"})
    later = first.get(address).content.decode()

    assert (response.status_code, response.headers["Location"]) == (302, f"{address}#preview")
    assert cells(page, "grid reach") == [
        ["市级补贴", "1", "0", "0", "0", "0", "0"],
        ["甲市", "1", "0", "0", "0", "0", "0"],
    ]
    assert "按 2025年6月30日 的 3 人和单位的数据" in page
    assert ("已过时" in page, "已过时" in later) == (False, True)
    assert Job.objects.get().state == JobState.DONE


def test_preview_of_many_is_given_to_the_workers(
    both: tuple[Client, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = both
    address = drafted(first)
    monkeypatch.setattr(previewing, "AT_ONCE", 0)

    first.post(f"{address}preview/")
    waiting = first.get(address).content.decode()
    job = work_on(Job.objects.get().pk)
    done = first.get(address).content.decode()

    assert ("等待处理" in waiting, "grid reach" in waiting) == (True, False)
    assert (job.state, job.counts) == (JobState.DONE, {"people": 3, "draft": RuleDraft.objects.get().pk})
    assert "grid reach" in done


def test_without_a_run_nobody_is_reckoned(both: tuple[Client, Client], installation: Settings) -> None:
    first, _ = both
    address = drafted(first)
    installation.VAR = Path(installation.VAR) / "elsewhere"

    response = first.post(f"{address}preview/")

    assert response.status_code == 409
    assert "还没有按现行规则的全员测算" in response.content.decode()


def test_draft_is_proposed_mended_and_confirmed_by_another(both: tuple[Client, Client]) -> None:
    first, second = both
    address = drafted(first)
    first.post(f"{address}preview/")

    proposed = first.post(f"{address}propose/", {"title": "放宽到3个月", "title_en": ""})
    mended = first.post(f"{proposed.headers['Location']}mend/").headers["Location"]
    page = second.get(mended).content.decode()
    second.post(f"{mended}decide/", {"do": "confirm"})

    change = PackChange.objects.get(state=ChangeState.CONFIRMED)
    assert (change.kind, change.title_zh, change.title_en) == (ChangeKind.RULE, "放宽到3个月", "放宽到3个月")
    assert cells(page, "grid reach")[0] == ["市级补贴", "1", "0", "0", "0", "0", "0"]
    assert "已过时" not in page
    assert RuleDraft.objects.get().state == DraftState.PROPOSED
    assert PackVersion.objects.count() == 1
    assert first.get(RULE).content.decode().count("已改") == 0


@pytest.mark.parametrize(
    ("form", "wrong"), [({"title": " "}, "请填写修改的标题"), ({"title": "长" * 201}, "标题不超过 200 字")]
)
def test_proposal_needs_a_title(both: tuple[Client, Client], form: dict[str, str], wrong: str) -> None:
    first, _ = both

    response = first.post(f"{drafted(first)}propose/", form)

    assert (response.status_code, wrong in response.content.decode()) == (422, True)
    assert PackChange.objects.count() == 0


def test_draft_that_is_no_pack_is_not_proposed(both: tuple[Client, Client]) -> None:
    first, _ = both
    first.post(f"{RULE}parameter:months/", {"do": "remove"})
    address = f"/desk/drafts/{RuleDraft.objects.get().pk}/"

    response = first.post(f"{address}propose/", {"title": "去掉"})

    assert response.status_code == 422
    assert "没有“months”这一规定值" in response.content.decode()
    assert RuleDraft.objects.get().state == DraftState.OPEN


def test_draft_is_given_up(both: tuple[Client, Client]) -> None:
    first, _ = both
    address = drafted(first)

    response = first.post(f"{address}discard/")
    again = first.post(f"{address}discard/")

    assert (response.status_code, again.status_code) == (302, 409)
    assert RuleDraft.objects.get().state == DraftState.DISCARDED
    assert "已改" not in first.get(RULE).content.decode()


def test_draft_is_downloaded_in_the_format_of_drafts(both: tuple[Client, Client]) -> None:
    first, _ = both

    text = first.get(f"{drafted(first)}draft.yaml").content.decode()

    value = read_yaml_text(text, "draft.yaml").value
    assert value["title"] == {"zh": "市级补贴：修改规则", "en": "City grant: rules changed"}
    assert list(value["measures"]) == ["city-grant"]


def overtake(second: Client) -> None:
    """Another official changes the same row, and it is confirmed."""
    client = another("quicker")
    client.post(RELAXED, {**LOWER, "value": "6"})
    draft = RuleDraft.objects.get(state=DraftState.OPEN, owner__username="quicker")
    change = client.post(f"/desk/drafts/{draft.pk}/propose/", {"title": "放宽到6个月"}).headers["Location"]
    second.post(f"{change}decide/", {"do": "confirm"})


def test_draft_that_was_overtaken_shows_both_and_goes_on_when_told(both: tuple[Client, Client]) -> None:
    first, second = both
    address = drafted(first)
    overtake(second)

    page = first.get(address).content.decode()
    refused = first.post(CONDITION, {**INSURED, "rule": "insured_months > 3"})
    not_proposed = first.post(f"{address}propose/", {"title": "放宽到3个月"})
    first.post(f"{address}again/")
    after = first.get(address).content.decode()

    assert "期间另有修改已经确认" in page
    assert re.search(r"value: 12.*value: 6", TAG.sub("", page), re.DOTALL)
    assert (refused.status_code, not_proposed.status_code) == (409, 409)
    assert "期间另有修改已经确认" not in after
    assert laid()["measures/city-grant.yaml"]["parameters"]["months"]["relaxed"][0]["value"] == 3


def test_change_that_was_overtaken_goes_on_as_a_draft(both: tuple[Client, Client]) -> None:
    first, second = both
    change = first.post(f"{drafted(first)}propose/", {"title": "早先提出"}).headers["Location"]
    overtake(second)

    page = first.get(change).content.decode()
    redrafted = first.post(f"{change}redraft/")

    assert "期间另有修改已经确认" in page
    assert 'value="confirm"' not in second.get(change).content.decode()
    assert redrafted.headers["Location"].startswith("/desk/drafts/")
    assert PackChange.objects.get(title_zh="早先提出").state == ChangeState.WITHDRAWN
    assert RuleDraft.objects.get(state=DraftState.OPEN).lay == PackChange.objects.get(title_zh="早先提出").lay


def test_only_who_proposed_goes_on_in_a_draft_and_only_with_none_open(both: tuple[Client, Client]) -> None:
    first, _ = both
    change = first.post(f"{drafted(first)}propose/", {"title": "放宽到3个月"}).headers["Location"]
    drafted(first, {**LOWER, "value": "5"})

    refused = first.post(f"{change}redraft/")

    assert refused.status_code == 409
    assert "请先提出或放弃" in refused.content.decode()
    assert PackChange.objects.get().state == ChangeState.PROPOSED
    assert another("other").post(f"{change}redraft/").status_code == 404
