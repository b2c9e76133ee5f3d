"""Local values and relaxations: who has set what, the province's range, last days, and days that overlap."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.engine.packs.loading import load_pack
from jiyao.policy.models import PackChange
from jiyao.policy.queries.versions import latest_folder
from tests.interfaces.desk.hand import HAN, TAG, officials
from tests.registry.places import CITY, DAY, OTHER_CITY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("installation")]
STANDARD = "/desk/local-values/city-grant/standard_fen"
MONTHS = "/desk/relaxations/city-grant/months/"
SET = {"value": "200", "from": "2025-07-01", "document": "doc", "article": "第十条"}


def confirmed(first: Client, second: Client, address: str, given: dict[str, str]) -> None:
    """A change that was proposed and confirmed."""
    change = first.post(address, given)
    assert change.status_code == 302, TAG.sub("", change.content.decode())
    assert second.post(f"{change.url}decide/", {"do": "confirm"}).status_code == 302


def places(page: str) -> list[list[str]]:
    """The rows of the list of prefectures."""
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = [re.findall(r"(?s)<t[dh][^>]*>(.*?)</t[dh]>", row) for row in body.split("</tr>") if "<th" in row]
    return [[TAG.sub("", cell).strip() for cell in row] for row in rows]


def test_province_sees_who_has_not_set_its_value_and_from_when_others_have(installation: Settings) -> None:
    confirmed(*officials(CITY), f"{STANDARD}/{CITY}/", SET)
    province, _ = officials()

    before = province.get("/desk/local-values/").content.decode()
    installation.DAY = DAY + timedelta(days=1)
    after = province.get("/desk/local-values/").content.decode()

    assert "省定范围：100元至500元 · 已设定 1 / 2" in before
    assert places(before) == [
        ["甲市", "未设定", "", "2025年7月1日起 · 200元", "设定 甲市 各市标准"],
        ["乙市", "未设定", "", "", "设定 乙市 各市标准"],
    ]
    assert places(after)[0] == ["甲市", "200元", "2025年7月1日起", "", "设定 甲市 各市标准"]


def test_prefecture_sets_its_own_only() -> None:
    first, _ = officials(CITY)

    page = first.get("/desk/local-values/").content.decode()
    form = first.get(f"{STANDARD}/{OTHER_CITY}/").content.decode()
    response = first.post(f"{STANDARD}/{OTHER_CITY}/", SET)

    assert [row[-1] for row in places(page)] == ["设定 甲市 各市标准", ""]
    assert "由当地审核人员设定" in form
    assert (response.status_code, PackChange.objects.count()) == (403, 0)


@pytest.mark.parametrize(
    ("value", "complaint"),
    [("99", "99元低于省定下限100元"), ("500.01", "500.01元高于省定上限500元")],
)
def test_value_out_of_the_range_is_refused_with_both_numbers(value: str, complaint: str) -> None:
    first, _ = officials(CITY)

    response = first.post(f"{STANDARD}/{CITY}/", {**SET, "value": value})

    assert (response.status_code, PackChange.objects.count()) == (422, 0)
    assert f'role="alert">{complaint}</p>' in response.content.decode()


def test_next_value_ends_the_one_that_stood() -> None:
    both = officials(CITY)
    confirmed(*both, f"{STANDARD}/{CITY}/", SET)
    confirmed(*both, f"{STANDARD}/{CITY}/", {**SET, "value": "300", "from": "2026-01-01"})

    rows = load_pack(latest_folder()).measures["city-grant"].parameters["standard_fen"].local[CITY]

    assert [(str(r.period.starts_on), str(r.period.ends_on), r.value) for r in rows] == [
        ("2025-07-01", "2025-12-31", 20000),
        ("2026-01-01", "None", 30000),
    ]


@pytest.mark.parametrize(
    "address", [f"{STANDARD}/{CITY[:4]}02/", "/desk/local-values/award/award_fen/230100/"]
)
def test_what_is_not_left_to_a_prefecture_is_not_there(address: str) -> None:
    assert officials()[0].get(address).status_code == 404


RELAX = {"value": "6", "from": "2026-01-01", "to": "2026-12-31", "document": "doc", "article": "第五条"}


def test_relaxation_returns_by_itself_and_stands_on_the_steps_of_the_measure(installation: Settings) -> None:
    first, second = officials()
    confirmed(first, second, MONTHS, RELAX)
    installation.DAY = DAY + timedelta(days=1)

    listed = first.get("/desk/relaxations/").content.decode()
    page = first.get("/measures/city-grant/").content.decode()

    parameter = load_pack(latest_folder()).measures["city-grant"].parameters["months"]
    days = [DAY.replace(year=2026), DAY.replace(year=2027)]
    assert [parameter.row_on(day).value for day in days] == [6, 36]
    assert re.findall(
        r"<td>(\d+个月)</td><td>([0-9-]+)</td><td>([0-9-]+)</td><td>(\d+个月)</td><td>(.*?)</td>", listed
    ) == [
        ("12个月", "2024-07-01", "2025-12-31", "36个月", "适用中"),
        ("12个月", "2024-07-01", "2025-12-31", "36个月", "适用中"),
        ("6个月", "2026-01-01", "2026-12-31", "36个月", "未开始"),
    ]
    assert "2026年1月1日至2026年12月31日" in page


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"to": ""}, "阶段性政策须写明起始日和最后一天"),
        ({"from": "2025-12-31"}, r"measures/city-grant.yaml:\d+：与已有的阶段性政策（2024-07-01 – 2025-12-31，12个月）日期重叠，请另选日期"),
    ],
)  # fmt: skip
def test_relaxation_without_a_last_day_or_over_another_is_refused(
    given: dict[str, str], complaint: str
) -> None:
    first, _ = officials()

    response = first.post(MONTHS, {**RELAX, **given})

    assert (response.status_code, PackChange.objects.count()) == (422, 0)
    assert re.search(rf'role="alert">{complaint}</p>', response.content.decode())


def test_relaxation_before_any_base_value_is_refused_with_file_and_line() -> None:
    first, _ = officials()

    response = first.post(MONTHS, {**RELAX, "from": "2023-01-01", "to": "2023-12-31"})

    assert response.status_code == 422
    assert re.search(r"measures/city-grant.yaml:\d+：.*没有可放宽的基本规定", response.content.decode())


def test_only_the_province_relaxes() -> None:
    first, _ = officials(CITY)

    page = first.get("/desk/relaxations/").content.decode()
    response = first.post(MONTHS, RELAX)

    assert "提出阶段性政策" not in page
    assert (response.status_code, PackChange.objects.count()) == (403, 0)


def test_value_without_a_base_is_not_relaxed() -> None:
    assert officials()[0].get("/desk/relaxations/city-grant/standard_fen/").status_code == 404


@pytest.mark.parametrize(
    "address", ["/desk/local-values/", f"{STANDARD}/{CITY}/", "/desk/relaxations/", MONTHS]
)
def test_english_pages_hold_chinese_in_data_only(address: str) -> None:
    first, _ = officials(english=True)

    page = TAG.sub(" ", first.get(address).content.decode())

    assert set(HAN.findall(page)) - {"技耀", "中文", "某发", "号", "第五条"} == set()


def test_value_to_relax_is_chosen_from_a_list() -> None:
    first, _ = officials()

    page = first.get("/desk/relaxations/").content.decode()

    assert '<option value="city-grant:months">市级补贴 · 缴费月数</option>' in page
    assert first.get("/desk/relaxations/?value=city-grant:months").url == MONTHS
    assert first.get("/desk/relaxations/?value=nothing").status_code == 200


DEADLINE = "/desk/local-values/city-grant/standard_fen/deadline/"
UNTIL = {"day": "2025-12-31", "document": "doc", "article": "第十二条"}


@pytest.mark.parametrize(
    ("today", "said"),
    [("2025-12-01", "还有 30 天"), ("2025-12-31", "还有 0 天"), ("2026-01-05", "已逾期 5 天")],
)
def test_province_enters_a_deadline_and_sees_first_who_has_not_set_theirs(
    installation: Settings, today: str, said: str
) -> None:
    confirmed(*officials(CITY), f"{STANDARD}/{CITY}/", SET)
    province = officials()
    before = province[0].get("/desk/local-values/").content.decode()
    confirmed(*province, DEADLINE, UNTIL)
    installation.DAY = date.fromisoformat(today)

    page = TAG.sub("", province[0].get("/desk/local-values/").content.decode())
    listed = places(province[0].get("/desk/local-values/").content.decode())

    assert "规则中没有设定期限" in before
    assert f"已设定 1 / 2 · 设定期限 2025年12月31日，{said} · 某办法（某发〔2024〕1号） 第十二条" in page
    assert [row[0] for row in listed] == ["乙市", "甲市"]


def test_change_of_a_deadline_shows_it_before_and_after() -> None:
    first, second = officials()
    confirmed(first, second, DEADLINE, {**UNTIL, "day": "2025-10-31"})

    page = TAG.sub("|", first.get(first.post(DEADLINE, UNTIL).url).content.decode())

    assert "2025年10月31日（某办法（某发〔2024〕1号） 第十二条）" in page
    assert "2025年12月31日（某办法（某发〔2024〕1号） 第十二条）" in page
    assert "市级补贴：各市标准由各市（地）在2025-12-31前设定" in page


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"day": ""}, "请填写日期"),
        ({"day": "2025-02-30"}, "“2025-02-30”不是日期，请写成 2026-01-31"),
        ({"document": "nothing"}, "请选择写有该规定的文件"),
    ],
)
def test_deadline_without_a_day_or_a_document_is_refused(given: dict[str, str], complaint: str) -> None:
    response = officials()[0].post(DEADLINE, {**UNTIL, **given})

    assert (response.status_code, PackChange.objects.count()) == (422, 0)
    assert f'role="alert">{complaint}</p>' in response.content.decode()


def test_only_the_province_enters_a_deadline() -> None:
    first, _ = officials(CITY)

    assert first.post(DEADLINE, UNTIL).status_code == 403
    assert "由省级审核人员录入" in first.get(DEADLINE).content.decode()
    assert "录入期限" not in first.get("/desk/local-values/").content.decode()
    assert first.get("/desk/local-values/city-grant/months/deadline/").status_code == 404


def test_list_says_where_a_value_waits_that_somebody_has_proposed() -> None:
    first, _ = officials(CITY)
    change = first.post(f"{STANDARD}/{CITY}/", SET).url

    listed = places(first.get("/desk/local-values/").content.decode())
    form = first.get(f"{STANDARD}/{CITY}/").content.decode()

    assert [row[1].split(" · ")[:2] for row in listed] == [["未设定待复核", f"review-{CITY}"], ["未设定"]]
    assert f'href="{change}"' in form.partition("已有人提出修改")[2]


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"from": "2026-01-01", "to": "2025-12-31"}, "截止日 2025-12-31 早于起始日 2026-01-01"),
        ({"from": "2025-02-30"}, "“2025-02-30”不是日期，请写成 2026-01-31"),
    ],
)
def test_days_of_a_local_value_the_wrong_way_round_are_refused(given: dict[str, str], complaint: str) -> None:
    response = officials(CITY)[0].post(f"{STANDARD}/{CITY}/", {**SET, **given})

    assert (response.status_code, PackChange.objects.count()) == (422, 0)
    assert f'role="alert">{complaint}</p>' in response.content.decode()


def test_local_value_over_the_days_of_a_later_one_is_refused_with_file_and_line() -> None:
    both = officials(CITY)
    confirmed(*both, f"{STANDARD}/{CITY}/", {**SET, "from": "2026-01-01"})

    response = both[0].post(f"{STANDARD}/{CITY}/", SET)

    assert response.status_code == 422
    assert re.search(
        rf"local/{CITY}.yaml:\d+：“standard_fen”：.*日期重叠；请先给前一行填截止日", response.content.decode()
    )


def test_relaxation_with_its_days_the_wrong_way_round_is_refused() -> None:
    response = officials()[0].post(MONTHS, {**RELAX, "from": "2026-12-31", "to": "2026-01-01"})

    assert (response.status_code, PackChange.objects.count()) == (422, 0)
    assert 'role="alert">截止日 2026-01-01 早于起始日 2026-12-31</p>' in response.content.decode()
