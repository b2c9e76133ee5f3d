"""Local guides at the desk: a prefecture writes its own, a second official confirms, the public sees it the next day."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.engine.packs.loading import load_pack
from jiyao.foundation.models import Attachment
from jiyao.policy.models import PackChange
from jiyao.policy.queries.versions import latest_folder
from jiyao.registry.models import AccountRole
from tests.casework.cases import decided_case
from tests.interfaces.desk.guiding import GIVEN, guided
from tests.interfaces.desk.hand import HAN, TAG, officials
from tests.interfaces.desk.signing import signed_in
from tests.registry.places import CITY, COUNTY, DAY, OTHER_CITY

pytestmark = pytest.mark.django_db
HERE, NO_PROCEDURE = f"/desk/guides/subsidy/{CITY}/", f"/desk/guides/honour/{CITY}/"
PDF = b"%PDF-1.7 a form"


@pytest.fixture(autouse=True)
def installation(settings: Settings, tmp_path: Path) -> Settings:
    """An installation of its own, where the subsidy has a procedure."""
    guided(settings, tmp_path)
    return settings


def confirmed(first: Client, second: Client, given: Mapping[str, object], address: str = HERE) -> str:
    """The address of a change that was proposed and confirmed."""
    change = first.post(address, given)
    assert change.status_code == 302, TAG.sub("", change.content.decode())
    assert second.post(f"{change.url}decide/", {"do": "confirm"}).status_code == 302
    return change.url


def editions(measure: str = "subsidy") -> list[tuple[str, str, int]]:
    """From when to when the prefecture has published, and what it promises."""
    listed = load_pack(latest_folder()).guides[measure][CITY]
    return [(str(one.starts_on), str(one.ends_on or ""), one.promised_days) for one in listed]


def test_guide_is_written_confirmed_and_public_the_next_day(installation: Settings) -> None:
    first, second = officials(CITY)
    form = SimpleUploadedFile("申请表.pdf", PDF)

    address = confirmed(first, second, {**GIVEN, "form0.file": form, "note": "周五下午不对外"})
    today = Client().get(f"/measures/subsidy/guide/{CITY}/").content.decode()
    installation.DAY = DAY + timedelta(days=1)
    page = Client().get(f"/measures/subsidy/guide/{CITY}/").content.decode()

    change = PackChange.objects.get()
    assert (change.kind, change.division_id, change.title_zh) == (
        "guide",
        CITY,
        "甲市：提升补贴办事指南，承诺12个工作日",
    )
    assert "尚未公布" in today
    assert re.findall(r'href="tel:(\d+)"', page) == ["00000001", "00000002"]
    assert "周五下午不对外" in page
    [link] = re.findall(r'href="(/guides/forms/[^"]+)"', page)
    assert b"".join(Client().get(link).streaming_content) == PDF
    assert b"".join(first.get(f"{address}forms/{Attachment.objects.get().hash}/").streaming_content) == PDF
    assert first.get(f"{address}forms/{'0' * 64}/").status_code == 404
    assert Client().get(f"/measures/subsidy/guide/{CITY}/", headers={"accept-language": "en"}).content.decode().count("Working days") == 1  # fmt: skip


def test_change_shows_before_and_after_and_that_nobody_gets_more_or_less() -> None:
    first, _ = officials(CITY)

    page = first.get(first.post(HERE, GIVEN).url).content.decode()

    told = re.findall(r'<th scope="row">(.*?)</th><td>(.*?)</td><td>(.*?)</td>', page)
    assert [(TAG.sub("", title), TAG.sub("", after)) for title, _, after in told] == [
        ("2025年7月1日起 · 办事指南", "2025年7月1日起"),
        ("受理窗口 1", "人社窗口 · 某路1号 · 工作日 · 0000-0001、0000-0002"),
        ("办理方式", "窗口办理、网上办理 https://example.invalid/a"),
        ("承诺时限", "12"),
        ("步骤 1", "申请 · 5 个工作日"),
        ("步骤 2", "拨付 · 本地 7 个工作日"),
        ("表格 1", "申请表"),
        ("公布", "2025年6月30日 · 某办法（某发〔2024〕1号） 第一条"),
    ]
    assert "<h2>甲市：提升补贴 · 办事指南</h2>" in page
    assert "办事指南不改变谁能享受、给多少。" in page


def test_renewed_guide_ends_the_old_one_and_keeps_its_form_where_no_other_is_given() -> None:
    both = officials(CITY)
    confirmed(*both, {**GIVEN, "form0.file": SimpleUploadedFile("a.pdf", PDF)})
    confirmed(*both, {**GIVEN, "from": "2026-01-01", "promised_days": "9", "form0.name": "新申请表"})

    last = load_pack(latest_folder()).guides["subsidy"][CITY][-1]
    assert editions() == [("2025-07-01", "2025-12-31", 12), ("2026-01-01", "", 9)]
    assert [(form.zh, form.file) for form in last.forms] == [("新申请表", Attachment.objects.get().hash)]


def test_form_begins_with_what_stands() -> None:
    both = officials(CITY)
    confirmed(*both, GIVEN)

    page = both[0].get(HERE).content.decode()

    shown = dict(
        re.findall(r'<input id="([^"]+)" name="[^"]+" type="(?:text|date)"[^>]* value="([^"]*)"', page)
    )
    wanted = {
        name: given for name, given in GIVEN.items() if name not in ("document", "way.window", "article")
    }
    assert {name: shown.get(name) for name in wanted} == wanted


def test_measure_without_a_procedure_gets_the_steps_of_its_guide(installation: Settings) -> None:
    steps = {"steps.zh": "受理材料\n\n 初审 5 ", "steps.en": "Accept\nReview 5", "step.pay": ""}
    confirmed(*officials(CITY), {**GIVEN, **steps}, NO_PROCEDURE)
    installation.DAY = DAY + timedelta(days=1)

    [edition] = load_pack(latest_folder()).guides["honour"][CITY]

    assert [(s.zh, s.en, s.working_days) for s in edition.steps] == [
        ("受理材料", "Accept", None),
        ("初审", "Review", 5),
    ]
    assert 'class="flow-days flow-own"' in Client().get(f"/measures/honour/guide/{CITY}/").content.decode()


@pytest.mark.parametrize(
    ("given", "field", "complaint"),
    [
        ({"from": ""}, "from", "请填写日期"),
        ({"from": "2025-02-30"}, "from", "“2025-02-30”不是日期，请写成 2026-01-31"),
        ({"to": "2025-06-30"}, "to", "截止日 2025-06-30 早于起始日 2025-07-01"),
        ({"published_on": ""}, "published_on", "请填写日期"),
        ({"promised_days": "0"}, "promised_days", "“0”不是工作日数"),
        ({"promised_days": "三天"}, "promised_days", "“三天”不是工作日数"),
        ({"office0.address": " "}, "office0.address", "请填写这一项"),
        ({"office1.name": "第二窗口"}, "office1.address", "请填写这一项"),
        ({"office0.telephones": ""}, "office0.telephones", "请填写有人接听的电话"),
        ({"office0.telephones": "call me"}, "office0.telephones", "“call me”不是电话号码，如：0451-12345678"),
        ({"way.window": "no", "way.online": ""}, "way.window", "请至少写明一种办理方式"),
        ({"way.online": "javascript:alert(1)"}, "way.online", "“javascript:alert(1)”不是网址，应以 https:// 开头"),
        ({"step.pay": "x"}, "step.pay", "“x”不是工作日数"),
        ({"document": "nothing"}, "document", "请选择写有该规定的文件"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_the_form_is_said_beside_it(
    given: dict[str, str], field: str, complaint: str
) -> None:
    response = officials(CITY)[0].post(HERE, {**GIVEN, **given})

    page = response.content.decode()
    assert (response.status_code, PackChange.objects.count()) == (422, 0)
    assert f'id="{field}-error" role="alert">{complaint}</p>' in page.replace("&quot;", '"')


def test_form_of_another_kind_of_file_is_refused_beside_it() -> None:
    file = SimpleUploadedFile("a.pdf", b"plain text")

    response = officials(CITY)[0].post(HERE, {**GIVEN, "form0.file": file})

    assert (response.status_code, Attachment.objects.count()) == (422, 0)
    assert 'id="form0.file-error"' in response.content.decode()


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"promised_days": "16"}, "承诺 16 个工作日，规定最多 15 个"),
        ({"step.pay": "11"}, "步骤“pay”：11 个工作日超过规定的 10 个"),
        ({"promised_days": "6"}, "承诺 6 个工作日，各步合计 7 个"),
    ],
)
def test_promise_that_the_procedure_forbids_is_refused_with_file_and_line(
    given: dict[str, str], complaint: str
) -> None:
    response = officials(CITY)[0].post(HERE, {**GIVEN, **given})

    page = response.content.decode().replace("&quot;", '"')
    assert (response.status_code, PackChange.objects.count()) == (422, 0)
    assert re.search(rf"guides/{CITY}.yaml:\d+：{re.escape(complaint)}", page)


def test_edition_over_the_days_of_a_later_one_is_refused_with_file_and_line() -> None:
    both = officials(CITY)
    confirmed(*both, {**GIVEN, "from": "2026-01-01"})

    response = both[0].post(HERE, GIVEN)

    assert response.status_code == 422
    assert re.search(rf"guides/{CITY}.yaml:\d+：与第 \d+ 行的指南日期重叠", response.content.decode())


def test_steps_in_english_are_as_many_as_in_chinese() -> None:
    response = officials(CITY)[0].post(NO_PROCEDURE, {**GIVEN, "steps.zh": "一\n二", "steps.en": "One"})

    assert response.status_code == 422
    assert "英文有 1 步，中文有 2 步，应一样多" in response.content.decode()


def test_prefecture_writes_its_own_only_and_its_proposer_does_not_confirm() -> None:
    first, _ = officials(CITY)
    there = f"/desk/guides/subsidy/{OTHER_CITY}/"

    refused = first.post(there, GIVEN)
    own = first.post(f"{first.post(HERE, GIVEN).url}decide/", {"do": "confirm"})

    assert (refused.status_code, own.status_code, PackChange.objects.get().state) == (403, 403, "proposed")
    assert "由当地审核人员填写" in first.get(there).content.decode()


@pytest.mark.parametrize("address", [f"/desk/guides/nothing/{CITY}/", f"/desk/guides/subsidy/{COUNTY}/"])
def test_guide_of_nothing_is_not_there(address: str) -> None:
    assert officials(CITY)[0].get(address).status_code == 404


def rows(page: str) -> list[list[str]]:
    """The rows of the list."""
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    found = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row) for row in body.split("</tr>") if "<th" in row]
    return [[" ".join(TAG.sub(" ", cell).split()) for cell in row] for row in found]


def test_province_sees_who_has_none(installation: Settings) -> None:
    confirmed(*officials(CITY), GIVEN)
    province = officials()[0]

    before = province.get("/desk/guides/?stage=incentives").content.decode()
    installation.DAY = DAY + timedelta(days=1)
    page = province.get("/desk/guides/?stage=incentives").content.decode()
    watching = signed_in(AccountRole.SUPERVISE).get("/desk/guides/?state=published").content.decode()

    assert rows(before)[1] == ["提升补贴", "自 2025年7月1日 甲市 提升补贴", "填写 乙市 提升补贴"]
    assert "一项也没有公布的市（地）：<b>乙市</b>" in before
    assert rows(page) == [
        ["提升补贴", "已公布 甲市 提升补贴", "填写 乙市 提升补贴"],
        ["奖励", "填写 甲市 奖励", "填写 乙市 奖励"],
    ]
    assert "一项也没有公布的市（地）：<b>乙市</b>" in page
    assert rows(watching) == [["提升补贴", "已公布 甲市 提升补贴", "尚未公布 —"]]


def test_official_of_a_prefecture_begins_with_its_own_and_may_ask_for_all() -> None:
    first, _ = officials(CITY)

    assert rows(first.get("/desk/guides/").content.decode())[0][1:] == ["填写 甲市 市级补贴"]
    assert len(rows(first.get("/desk/guides/?division=").content.decode())[0]) == 3


@pytest.mark.parametrize("address", ["/desk/guides/", HERE, NO_PROCEDURE])
def test_english_pages_hold_chinese_in_data_only(address: str) -> None:
    page = TAG.sub(" ", officials(english=True)[0].get(address).content.decode())

    assert set(HAN.findall(page)) - {"技耀", "中文", "某发", "号"} == set()


def test_guide_counts_from_its_first_day(installation: Settings) -> None:
    confirmed(*officials(CITY), {**GIVEN, "from": "2025-08-01"})
    seen = []
    for day in (date(2025, 7, 31), date(2025, 8, 1)):
        installation.DAY = day
        seen.append("尚未公布这项政策" in Client().get(f"/measures/subsidy/guide/{CITY}/").content.decode())

    assert seen == [True, False]


def test_guide_tells_how_long_decided_cases_have_taken() -> None:
    decided_case(1, ("accept", date(2025, 6, 16)), ("decide", date(2025, 6, 18)))

    page = Client().get(f"/measures/subsidy/guide/{CITY}/").content.decode()

    assert "实际办结（中位数）：2 个工作日，1 件" in page
