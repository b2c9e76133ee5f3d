"""Local guides: a page for each measure and prefecture, its paper, its forms, and who has published none."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from jiyao.foundation.actions.attaching import keep_file
from jiyao.foundation.actions.keys import create_keys
from tests.interfaces.desk.hand import hand_pack
from tests.interfaces.papers import pages
from tests.interfaces.small import SUBSIDY_YAML
from tests.registry.places import AT, CITY, COUNTY, DAY, OTHER_CITY

pytestmark = pytest.mark.django_db
HAN = re.compile(r"[\u4e00-\u9fff]+")
TAG = re.compile(r"<[^>]*>")
PDF = b"%PDF-1.7 a form"
HASH = "0" * 64
PROCEDURE = """id: claim
title: {zh: 申领, en: Claim}
steps:
  - {id: apply, zh: 向经办机构申请, en: Apply, working_days: 5, source: null}
  - {id: pay, zh: 拨付, en: Pay, working_days: null, source: null}
"""
GUIDES = f"""division: "{CITY}"
guides:
  - measure: subsidy
    editions:
      - from: 2025-01-01
        to: 2025-12-31
        offices:
          - name: {{zh: 人社窗口, en: The window}}
            address: {{zh: 某路1号, en: 1 Some Road}}
            hours: {{zh: 工作日九点到五点, en: Working days nine to five}}
            telephones: ["0000-0001 2"]
        ways: [{{kind: window}}, {{kind: online, address: "https://example.invalid/a"}}]
        promised_days: 12
        step_days: {{pay: 7}}
        forms: [{{zh: 申请表, en: Claim form, file: {HASH}}}, {{zh: 承诺书, en: Promise}}]
        notes: [{{zh: 周五下午不对外, en: Closed on Friday afternoons}}]
        source: {{document: doc, article: 第一条}}
        published_on: 2025-01-02
"""
HERE, NOWHERE = f"/measures/subsidy/guide/{CITY}/", f"/measures/subsidy/guide/{OTHER_CITY}/"


@pytest.fixture(autouse=True)
def installation(settings: Settings, tmp_path: Path) -> Settings:
    """An installation where one prefecture has published one guide, whose form is kept."""
    create_keys([])
    settings.ATTACHMENTS, settings.DAY = tmp_path / "attachments", DAY
    form = keep_file(ContentFile(PDF), name="申请表.pdf", kinds=("pdf",), at=AT)
    settings.PACK = hand_pack(
        tmp_path / "release",
        **{
            "measures/subsidy.yaml": f"{SUBSIDY_YAML}procedure: claim\n",
            "procedures/claim.yaml": PROCEDURE,
            f"guides/{CITY}.yaml": GUIDES.replace(HASH, form.hash),
        },
    )
    return settings


def read(client: Client, address: str) -> str:
    """What is read on a page."""
    page = client.get(address).content.decode()
    return re.sub(r"\s+", " ", TAG.sub(" ", page.partition("<main")[2].partition("</main>")[0]))


def test_guide_tells_where_to_go_whom_to_call_and_how_long(client: Client) -> None:
    page = client.get(HERE).content.decode()

    pairs = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page)
    assert [(name, TAG.sub("", said).strip()) for name, said in pairs] == [
        ("地址", "某路1号"),
        ("时间", "工作日九点到五点"),
        ("电话", "0000-0001 2"),
    ]
    assert 'href="tel:000000012"' in page
    assert '<p class="sum">12<small>个工作日</small></p>' in page
    assert re.findall(
        r"<li>(.*?) <small>(.*?)</small></li>", page.partition('class="in-words"')[2].partition("</ol>")[0]
    ) == [
        ("向经办机构申请", "5 个工作日"),
        ("拨付", "本地 7 个工作日"),
    ]
    said = read(client, HERE)
    assert "申请表 承诺书 到窗口领取" in said
    assert "实际用时：尚无办结记录" in said
    assert "周五下午不对外" in said
    assert "2025年1月2日 2025年1月1日至2025年12月31日" in said
    assert "某办法 某发〔2024〕1号 · 第一条" in said


def test_flow_chart_draws_every_step_and_the_promise(client: Client) -> None:
    page = client.get(HERE).content.decode()

    chart = page.partition('<svg class="flow"')[2].partition("</svg>")[0]
    assert re.findall(r'class="(flow-[^"]*)"[^>]*>([^<]+)<', chart) == [
        ("flow-number", "1"),
        ("flow-words", "向经办机构申请"),
        ("flow-days", "5 个工作日"),
        ("flow-number", "2"),
        ("flow-words", "拨付"),
        ("flow-days flow-own", "本地 7 个工作日"),
        ("flow-end", "承诺 12 个工作日内办结"),
    ]
    assert 'aria-label="提升补贴：办理流程: 向经办机构申请 5 个工作日 → 拨付 本地 7 个工作日"' in chart


def test_prefecture_that_has_published_none_says_so_and_shows_the_rules(client: Client) -> None:
    said = read(client, NOWHERE)

    assert "乙市尚未公布这项政策的办事指南" in said
    assert "拨付 时限未查到" in said
    assert "甲市 已公布 乙市 尚未公布" in said
    assert "电话" not in said.partition("怎么办")[2]


def test_guide_ends_with_its_last_day(client: Client, installation: Settings) -> None:
    assert "尚未公布这项政策的办事指南" in read(client, f"{HERE}?on=2026-01-01")
    installation.DAY = date(2026, 1, 1)

    assert "尚未公布这项政策的办事指南" in read(client, HERE)
    assert "尚未公布这项政策的办事指南" not in read(client, f"{HERE}?on=2025-12-31")


def test_measure_names_who_has_published_and_who_has_not(client: Client) -> None:
    assert "在哪里办" in read(client, "/measures/subsidy/")
    assert "甲市 已公布 乙市 尚未公布" in read(client, "/measures/subsidy/")
    assert "甲市 尚未公布 乙市 尚未公布" in read(client, "/measures/honour/")


def test_local_value_of_the_prefecture_stands_on_its_guide(client: Client) -> None:
    assert "各市标准 本市（地）还没有设定。" in read(client, f"/measures/city-grant/guide/{CITY}/")


@pytest.mark.parametrize(
    "address",
    [
        f"/measures/subsidy/guide/{COUNTY}/",
        "/measures/subsidy/guide/nowhere/",
        f"/measures/nothing/guide/{CITY}/",
        f"/measures/nothing/guide/{CITY}/guide.pdf",
        f"/guides/forms/{HASH}/",
        "/guides/forms/..%2F..%2Fetc/",
    ],
)
def test_guide_of_nothing_is_not_there(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_paper_says_the_same(client: Client) -> None:
    response = client.get(f"{HERE}guide.pdf")

    [page] = pages(response.content)
    for said in (
        "提升补贴",
        "甲市",
        "12个工作日",
        "0000-00012",
        "某路1号",
        "拨付",
        "本地7个工作日",
        "证书",
        "承诺书",
        "尚无办结记录",
    ):
        assert said in page  # fmt: skip
    assert response.headers["Content-Disposition"].endswith("-subsidy-230100.pdf")


def test_paper_of_a_prefecture_without_a_guide_says_so(client: Client) -> None:
    [page] = pages(client.get(f"{NOWHERE}guide.pdf").content)

    assert "乙市尚未公布这项政策的办事指南" in page


def test_form_that_a_guide_names_is_had(client: Client) -> None:
    page = client.get(HERE).content.decode()
    [address] = re.findall(r'href="(/guides/forms/[^"]+)"', page)

    response = client.get(address)

    assert b"".join(response.streaming_content) == PDF
    assert response.headers["Content-Type"] == "application/pdf"


def test_kept_file_that_no_guide_names_is_not_to_be_had(client: Client) -> None:
    other = keep_file(ContentFile(b"%PDF-1.7 secret"), name="scan.pdf", kinds=("pdf",), at=AT)

    assert client.get(f"/guides/forms/{other.hash}/").status_code == 404


def matrix(page: str) -> list[list[str]]:
    """The rows of the list."""
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row) for row in body.split("</tr>") if "<th" in row]
    return [[" ".join(TAG.sub(" ", cell).split()) for cell in row] for row in rows]


NONE, HAS = "— 尚未公布", "有 甲市 提升补贴"


def test_list_shows_every_measure_in_every_prefecture(client: Client) -> None:
    page = client.get("/guides/").content.decode()

    assert matrix(page) == [
        ["提升补贴", HAS, NONE],
        ["市级补贴", NONE, NONE],
        ["荣誉", NONE, NONE],
        ["奖励", NONE, NONE],
    ]
    tiles = re.findall(r'<b>(\S+)</b> <span class="figure">(\d+)<small>/ (\d+)', page)
    assert tiles == [("甲市", "1", "4"), ("乙市", "0", "4")]


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        (f"division={CITY}&state=published", [["提升补贴", HAS]]),
        (f"division={OTHER_CITY}&stage=use", [["荣誉", NONE]]),
        ("state=published", [["提升补贴", HAS, NONE]]),
        (f"division={CITY}&state=none&stage=incentives", [["奖励", NONE]]),
        (f"division={OTHER_CITY}&state=published", []),
        ("stage=use&division=nowhere&state=x", [["荣誉", NONE, NONE]]),
    ],
)
def test_list_is_narrowed(client: Client, asked: str, rows: list[list[str]]) -> None:
    assert matrix(client.get(f"/guides/?{asked}").content.decode()) == rows


@pytest.mark.parametrize(
    ("address", "queries"), [("/guides/", 1), (f"/guides/?division={CITY}", 1), (HERE, 2), (NOWHERE, 2)]
)
def test_pages_ask_the_database_for_the_version_and_for_decided_cases(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str, queries: int
) -> None:
    with django_assert_num_queries(queries):
        client.get(address)


@pytest.mark.parametrize("address", ["/guides/", HERE, NOWHERE, "/measures/subsidy/"])
def test_english_pages_hold_chinese_in_data_only(client: Client, address: str) -> None:
    client.cookies["django_language"] = "en"

    page = TAG.sub(" ", client.get(address).content.decode())

    data = {"技耀", "中文", "某发", "号", "第一条", "第四条", "第五条", "第六条", "第七条", "第八条"}
    assert set(HAN.findall(page)) - data == set()
