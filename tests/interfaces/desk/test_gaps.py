"""Gaps: listed with who waits, filled by one official, confirmed by another, payable on the next day."""

import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from jiyao.engine.packs.demonstration import VERSION_MARK
from jiyao.engine.packs.filling import fills, laid_files
from jiyao.engine.packs.gaps import gaps_in
from jiyao.engine.packs.loading import load_pack
from jiyao.policy.models import ChangeState, PackChange, Run
from jiyao.policy.queries.versions import latest_folder
from jiyao.registry.models import AccountRole
from tests.interfaces.desk.hand import AWARD, FOUND, HAN, TAG, hand_pack, hand_run, officials
from tests.interfaces.desk.signing import signed_in
from tests.interfaces.small import SUBSIDY_EXAMPLES, SUBSIDY_YAML
from tests.registry.places import CITY, DAY, PROVINCE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("installation")]


def rows_on(page: str) -> list[list[str]]:
    """The texts of the cells of the list."""
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    cells = re.compile(r"<td[^>]*>(.*?)</td>", re.DOTALL)
    return [[TAG.sub("", cell) for cell in cells.findall(row)] for row in body.split("</tr>") if "<td" in row]


def test_gaps_are_listed_those_first_for_which_most_people_wait(installation: Settings) -> None:
    hand_run(installation)

    page = signed_in(AccountRole.SUPERVISE).get("/desk/gaps/").content.decode()

    assert rows_on(page) == [
        ["名额", "2", "10,000", "荣誉", "未定事项", "—"],
        ["奖励标准", "2", "数额未定", "奖励", "规定值", "2024年1月1日起 · 未查到（未核实）"],
        ["缴费满规定月数", "2", "数额未定", "市级补贴", "条件", "部分核实"],
        ["一人一次", "2", "数额未定", "市级补贴", "次数限额", "未核实"],
        ["各市标准", "2", "数额未定", "市级补贴", "各市（地）标准", "2个市（地）中0个已设定"],
        ["经办机构", "2", "数额未定", "市级补贴", "未定事项", "—"],
    ]
    assert "6 / 6 项 · 等待人数与金额出自 2025年6月30日的测算" in page


def test_run_on_demonstration_values_tells_nothing_of_policy(installation: Settings) -> None:
    run = hand_run(installation)
    Run.objects.filter(pk=run.pk).update(pack_version=f"7{VERSION_MARK}")

    page = signed_in(AccountRole.SUPERVISE).get("/desk/gaps/").content.decode()

    assert "尚无按现行规则的测算，不知多少人在等" in page


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("stage=training", ["缴费满规定月数", "一人一次", "各市标准", "经办机构"]),
        ("whose=prefecture", ["各市标准"]),
        ("document=doc&stage=use", []),
        ("document=doc", ["奖励标准", "缴费满规定月数", "一人一次"]),
        ("stage=nothing&whose=nobody&document=none", ["奖励标准", "名额", "缴费满规定月数", "一人一次", "各市标准", "经办机构"]),
    ],
)  # fmt: skip
def test_gaps_are_narrowed(asked: str, titles: list[str]) -> None:
    page = signed_in(AccountRole.AUDITOR, PROVINCE).get(f"/desk/gaps/?{asked}").content.decode()

    assert sorted(row[0] for row in rows_on(page)) == sorted(titles)
    assert "尚无按现行规则的测算" in page


def test_list_asks_the_database_no_more_for_more_gaps(installation: Settings) -> None:
    client = signed_in(AccountRole.REVIEW, PROVINCE)
    client.get("/desk/gaps/")
    counts = []
    for asked in ("whose=prefecture", ""):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(f"/desk/gaps/?{asked}")
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_value_is_entered_confirmed_and_payable_the_next_day(installation: Settings) -> None:
    hand_run(installation)
    first, second = officials()

    proposed = first.post(f"/desk/gaps/{AWARD}/", FOUND)
    page = first.get(proposed.url).content.decode()
    mended = first.post(f"{proposed.url}mend/")
    shown = second.get(mended.url).content.decode()
    confirmed = second.post(f"{mended.url}decide/", {"do": "confirm", "answer": "原文已核"})

    assert "<del>2024年1月1日起 · 未查到 · 某办法（某发〔2024〕1号）（未核实）</del>" in page
    assert (
        "<ins>2024年1月1日起 · 2,000元 · 某办法（某发〔2024〕1号） 第三条（已核实，2025年6月30日核对）</ins>"
        in page
    )
    assert "<del>数额未查到</del>" in page
    assert "<ins>2,000 元</ins>" in page
    assert "<td>暂不兑现：规定或数值未经确认</td><td>可兑现</td>" in page
    assert "<b>2</b> 人或单位，<b>4,000</b> 元" in shown
    assert "今天确认，自此日起适用 <b>2025年7月1日</b>" in shown
    assert (confirmed.status_code, PackChange.objects.get(state="confirmed").answer) == (302, "原文已核")
    assert "暂不兑现" not in second.get(mended.url).content.decode().partition("影响")[2]
    assert _pays(first) is False
    installation.DAY = DAY + timedelta(days=1)
    assert _pays(first) is True
    assert AWARD not in first.get("/desk/gaps/").content.decode()


def _pays(client) -> bool:
    """Whether the award's page says that it pays today."""
    page = client.get("/measures/award/").content.decode()
    return "mark-pays" in page and "未确认" not in page


def test_value_that_is_found_and_not_in_force_is_marked(installation: Settings) -> None:
    first, second = officials()
    change = first.post(f"/desk/gaps/{AWARD}/", FOUND).url
    second.post(f"{first.post(f'{change}mend/').url}decide/", {"do": "confirm"})

    assert "已补，待生效" in first.get("/desk/gaps/").content.decode()
    assert first.get(f"/desk/gaps/{AWARD}/").status_code == 404


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"value": ""}, "请填写数值"),
        ({"value": "a lot"}, "“a lot”不是这一项的数值"),
        ({"value": "1.005"}, "“1.005”小数位过多"),
        ({"from": "2024-13-01"}, "“2024-13-01”不是日期，请写成 2026-01-31"),
        ({"from": "2024-05-01", "to": "2024-04-01"}, "截止日 2024-04-01 早于起始日 2024-05-01"),
        ({"document": "nothing"}, "请选择写有该规定的文件"),
        ({"document": "new"}, "新文件须写明名称、发文机关和发文日期"),
        ({"document": "new", "new_title": "某通知", "new_issuer": "某厅"}, "请填写发文日期"),
        ({"document": "new", "new_title": "某办法", "new_issuer": "某厅"}, "规则库中已有此文件（doc），请在列表中选择"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field(given: dict[str, str], complaint: str) -> None:
    first, _ = officials()

    response = first.post(f"/desk/gaps/{AWARD}/", {**FOUND, **given})

    page = response.content.decode()
    assert (response.status_code, PackChange.objects.count()) == (422, 0)
    assert f'role="alert">{complaint}</p>' in page
    assert 'value="第三条"' in page


def test_new_document_comes_with_the_value(installation: Settings) -> None:
    first, _ = officials()
    new = {"document": "new", "new_number": "黑人社发〔2026〕3号", "new_title": "某通知", "new_issuer": "某厅", "new_issued_on": "2026-01-05"}  # fmt: skip

    page = first.get(first.post(f"/desk/gaps/{AWARD}/", {**FOUND, **new}).url).content.decode()

    change = PackChange.objects.get()
    assert list(change.lay) == ["measures/award.yaml", "documents/230000-2026-3.yaml"]
    assert "<ins>某通知 黑人社发〔2026〕3号</ins>" in page
    assert "某通知（黑人社发〔2026〕3号） 第三条（已核实" in page


def test_scan_is_kept_and_given_back(installation: Settings, tmp_path: Path) -> None:
    first, second = officials()
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.7 scanned")

    with scan.open("rb") as file:
        address = first.post(f"/desk/gaps/{AWARD}/", {**FOUND, "scan": file}).url
    response = second.get(f"{address}evidence/")

    assert b"".join(response.streaming_content) == b"%PDF-1.7 scanned"
    assert response.headers["Content-Disposition"] == 'attachment; filename="scan.pdf"'
    assert PackChange.objects.get().evidence.hash in second.get(address).content.decode()


def test_scan_that_is_none_is_refused(tmp_path: Path) -> None:
    first, _ = officials()
    text = tmp_path / "scan.pdf"
    text.write_text("no scan")

    with text.open("rb") as file:
        response = first.post(f"/desk/gaps/{AWARD}/", {**FOUND, "scan": file})

    assert (response.status_code, PackChange.objects.count()) == (422, 0)
    assert "scan.pdf：这是 csv，请用" in response.content.decode()


def test_value_for_some_days_leaves_the_others_open(installation: Settings) -> None:
    first, second = officials()
    given = {**FOUND, "from": "2025-01-01", "to": "2025-12-31"}
    change = first.post(f"/desk/gaps/{AWARD}/", given).url
    second.post(f"{first.post(f'{change}mend/').url}decide/", {"do": "confirm"})
    installation.DAY = DAY + timedelta(days=1)

    page = first.get("/desk/gaps/").content.decode()

    assert [row[5] for row in rows_on(page) if row[3] == "奖励"] == [
        "2024年1月1日至2024年12月31日 · 未查到（未核实）",
        "2026年1月1日起 · 未查到（未核实）",
    ]


@pytest.mark.parametrize(
    ("gap", "given", "file", "words"),
    [
        ("condition:city-grant:insured", {}, "measures/city-grant.yaml", "确认“缴费满规定月数”"),
        ("limit:city-grant:once", {}, "pools.yaml", "确认“一人一次”"),
        ("open:city-grant:1", {"answer": "市就业中心"}, "measures/city-grant.yaml", "补明“经办机构”"),
    ],
)
def test_conditions_limits_and_open_points_are_filled_too(
    gap: str, given: dict[str, str], file: str, words: str
) -> None:
    first, second = officials()
    basis = {"document": "doc", "article": "第十条", **given}

    change = first.post(f"/desk/gaps/{gap}/", basis).url
    confirmed = second.post(f"{change}decide/", {"do": "confirm"})

    found = PackChange.objects.get()
    assert (confirmed.status_code, found.state, list(found.lay)) == (302, ChangeState.CONFIRMED, [file])
    assert words in found.title_zh


def test_open_point_needs_its_answer() -> None:
    first, _ = officials()

    response = first.post("/desk/gaps/open:city-grant:1/", {"document": "doc"})

    assert (response.status_code, "请写明查到的内容" in response.content.decode()) == (422, True)


def test_local_gap_leads_to_local_values_and_an_unknown_one_nowhere() -> None:
    first, _ = officials()

    assert first.get("/desk/gaps/local:city-grant:standard_fen/").url == "/desk/local-values/"
    assert first.get("/desk/gaps/value:nothing/").status_code == 404


def test_prefecture_enters_nothing_of_the_provinces() -> None:
    first, _ = officials(CITY)

    page = first.get(f"/desk/gaps/{AWARD}/").content.decode()
    response = first.post(f"/desk/gaps/{AWARD}/", FOUND)

    assert ("提出修改" in page, "由省级审核人员补填" in page) == (False, True)
    assert (response.status_code, PackChange.objects.count()) == (403, 0)
    assert "这项修改属于省级事项，请由省级经办人办理" in response.content.decode()


AMOUNTS = "values: {L5: 100000, L4: 150000}, source: {document: doc, article: 第七条}, confidence:"
TABLE = "value:subsidy:amount_fen:base:2024-01-01"


@pytest.fixture
def partial_table(installation: Settings, tmp_path: Path) -> None:
    """A release in which a table by level is read second-hand only."""
    measure = SUBSIDY_YAML.replace(f"{AMOUNTS} verified", f"{AMOUNTS} partial")
    examples = SUBSIDY_EXAMPLES.replace("payable: pays", "payable: value_not_confirmed")
    files = {"measures/subsidy.yaml": measure, "examples/subsidy.yaml": examples}
    installation.PACK = hand_pack(tmp_path / "partial", **files)


@pytest.mark.usefixtures("partial_table")
def test_what_the_rules_do_not_take_is_told_with_file_and_line() -> None:
    first, _ = officials()

    response = first.post(f"/desk/gaps/{TABLE}/", {**FOUND, "value": "", "value.L4": "1,600"})

    page = response.content.decode()
    assert (response.status_code, PackChange.objects.count()) == (422, 0)
    assert "规则库不能接受这项修改，什么也没有改：" in page
    assert re.search(r"measures/subsidy.yaml:[0-9]+：.*缺少 L5 的数值", page)


@pytest.mark.usefixtures("partial_table")
def test_table_is_entered_key_by_key_and_shown_with_the_example_that_it_breaks() -> None:
    first, _ = officials()

    form = first.get(f"/desk/gaps/{TABLE}/").content.decode()
    change = first.post(f"/desk/gaps/{TABLE}/", {**FOUND, "value.L5": "1000", "value.L4": "1,600"}).url
    page = first.get(change).content.decode()

    assert re.findall(r'name="(value.L[0-9])".*? value="([^"]*)"', form) == [
        ("value.L5", "1000"),
        ("value.L4", "1500"),
    ]
    assert (
        "<ins>2024年1月1日起 · 五级 1,000元、四级 1,600元 · 某办法（某发〔2024〕1号） 第三条（已核实，2025年6月30日核对）</ins>"
        in page
    )
    assert "<td>1,500</td><td>1,600</td>" in page
    assert "<ins>+ " in page


@pytest.mark.parametrize("address", ["/desk/gaps/", f"/desk/gaps/{AWARD}/"])
def test_english_pages_hold_chinese_in_data_only(address: str) -> None:
    first, _ = officials(english=True)

    page = first.get(address).content.decode()

    assert set(HAN.findall(TAG.sub(" ", page))) - {"技耀", "中文", "某发", "号"} == set()


@pytest.mark.parametrize(
    ("key", "given"),
    [
        (AWARD, FOUND),
        ("condition:city-grant:insured", {"document": "doc", "article": "第四条"}),
        ("limit:city-grant:once", {"document": "doc", "article": "第四条"}),
        ("open:honour:1", {"document": "doc", "answer": "十名"}),
    ],
)
def test_gap_says_where_the_change_waits_that_would_fill_it(key: str, given: dict[str, str]) -> None:
    first, second = officials()
    change = first.post(f"/desk/gaps/{key}/", given)
    assert change.status_code == 302

    listed = second.get("/desk/gaps/").content.decode()
    form = second.get(f"/desk/gaps/{key}/").content.decode()

    waiting = re.findall(
        r'href="/desk/gaps/([^"]+)/"[^>]*>[^<]*</a><br><a class="waits" href="([^"]+)">([^<]*)<', listed
    )
    assert [(unquote(gap), address, said.split(" · ")[:2]) for gap, address, said in waiting] == [
        (key, change.url, ["待复核", f"review-{PROVINCE}"])
    ]
    assert f'href="{change.url}"' in form.partition("已有人提出修改")[2]


def test_change_of_other_days_does_not_fill_a_gap() -> None:
    first, _ = officials()
    lay = {
        "measures/award.yaml": "parameters: {award_fen: {base: [{from: 2020-01-01, to: 2020-12-31, value: 1}]}}"
    }
    [gap] = [one for one in gaps_in(load_pack(latest_folder())) if one.key == AWARD]

    assert not fills(laid_files(lay), gap, load_pack(latest_folder()))
    assert first.get("/desk/gaps/").content.decode().count("待复核 ·") == 0


def test_value_with_its_days_the_wrong_way_round_is_refused() -> None:
    given = {**FOUND, "from": "2025-01-01", "to": "2024-12-31"}

    response = officials()[0].post(f"/desk/gaps/{AWARD}/", given)

    assert (response.status_code, PackChange.objects.count()) == (422, 0)
    assert 'role="alert">截止日 2024-12-31 早于起始日 2025-01-01</p>' in response.content.decode()
