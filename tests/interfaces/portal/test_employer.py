"""What is my employer's: a roster in, its result out, nothing left behind."""

import re
import time
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from python_calamine import CalamineWorkbook

from jiyao.interfaces.portal import beside, drawers, rosters
from jiyao.interfaces.portal.drawers import Gone, drawer_at, new_drawer, sweep
from jiyao.interfaces.portal.views import employer
from tests.insight.rosters import APPRENTICE, CERTIFICATE, ON, heads, workbook

pytestmark = pytest.mark.django_db

HAN = re.compile(r"[\u4e00-\u9fff]+")
ENCRYPTED = b"gAAAA"
"""How everything begins that Fernet has encrypted."""
ROSTER = [
    {"person": "A1", **CERTIFICATE},
    {"person": "A2", **APPRENTICE},
    {"person": "A3", **CERTIFICATE, "insured_months": "11"},
    {"person": "A4", **CERTIFICATE, "insured_months": ""},
    {"person": "A5", **CERTIFICATE, "level": "第九级"},
]


@pytest.fixture(autouse=True)
def demonstration(settings: Settings, tmp_path: Path) -> Path:
    """A demonstration on the day of the tests, with a folder of its own for results."""
    settings.DEMONSTRATION, settings.DAY, settings.ROSTERS = True, ON, tmp_path / "rosters"
    return settings.ROSTERS


def uploaded(client: Client, content: bytes, **extra: str) -> object:
    """The answer to a roster that is uploaded."""
    file = BytesIO(content)
    file.name = "roster.xlsx"
    return client.post("/employers/", {"roster": file}, **extra)  # type: ignore[arg-type]


def address_of(client: Client) -> str:
    """The address of the result of the roster of these tests."""
    return uploaded(client, workbook(ROSTER).getvalue()).url  # type: ignore[attr-defined, no-any-return]


def in_english(client: Client) -> Client:
    """The same person, who reads English."""
    client.post("/language/", {"language": "en", "next": "/"})
    return client


def test_form_says_what_becomes_of_the_roster(client: Client) -> None:
    page = client.get("/employers/").content.decode()

    assert "名册只在内存里计算，不写入数据库，也不存盘。" in page
    assert "一小时后删除" in page


def test_template_is_a_workbook(client: Client) -> None:
    response = client.get("/employers/roster.xlsx")

    sheet = CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_index(0)
    assert sheet.to_python() == [heads()]
    assert "attachment" in response.headers["Content-Disposition"]


def test_result_names_total_missing_lost_and_refused(client: Client) -> None:
    page = client.get(address_of(client)).content.decode()

    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "现在可申领 付给职工个人 1,500 元 · 付给单位 14,000 元" in text
    assert "15,500 元 2 人" in text
    assert "待补充 缺：累计缴纳失业保险费月数 1 人" in text
    assert "不符合 累计缴纳失业保险费满规定月数 1 人 黑龙江省失业保险技能提升补贴申领发放办法 第四条" in text
    assert "1 行有误，没有算进去" in text
    assert "6 证书等级（培训、学徒为目标等级） 第九级" in text


def test_english_pages_hold_no_chinese_but_articles_and_what_was_written(client: Client) -> None:
    in_english(client)
    pages = [client.get("/employers/"), client.get(address_of(client)), client.get("/employers/gone/")]

    for page in pages:
        text = re.sub(r'<span lang="zh-CN">[^<]*</span>', "", page.content.decode())
        assert set(HAN.findall(text)) - {"技耀", "中文", "第九级"} == set()


def test_files_can_be_had_once_and_by_post_only(client: Client) -> None:
    address = address_of(client)

    looked = client.get(f"{address}file/")
    result = client.post(f"{address}file/", {"name": "result.xlsx"})
    returned = client.post(f"{address}file/", {"name": "returned.xlsx"})
    again = client.post(f"{address}file/", {"name": "result.xlsx"})
    elsewhere = client.post(f"{address}file/", {"name": "../progress.json"})

    assert [r.status_code for r in (looked, result, returned, again, elsewhere)] == [405, 200, 200, 410, 410]
    rows = CalamineWorkbook.from_filelike(BytesIO(returned.content)).get_sheet_by_index(0).to_python()
    assert (rows[1][0], rows[1][-2]) == ("A5", "第九级")
    assert "下载结果文件" not in client.get(address).content.decode()


def test_nothing_of_the_roster_lies_open_on_disk(client: Client, demonstration: Path) -> None:
    address_of(client)

    kept = [file for file in demonstration.rglob("*") if file.is_file()]
    assert {file.name for file in kept} == {"progress.json", "report", "result.xlsx", "returned.xlsx"}
    open_ = {file.name for file in kept if not file.read_bytes().startswith(ENCRYPTED)}
    assert open_ == {"progress.json"}


def test_deleted_result_leaves_no_file(client: Client, demonstration: Path) -> None:
    address = address_of(client)

    response = client.post(f"{address}delete/")

    assert (response.url, list(demonstration.rglob("*"))) == ("/employers/", [])
    assert client.get(address).status_code == 410


def test_refused_file_leaves_no_file_and_says_what_to_do(client: Client, demonstration: Path) -> None:
    response = uploaded(client, b"\xd0\xcf\x11\xe0 old")

    assert response.status_code == 422  # type: ignore[attr-defined]
    assert "请另存为不加密码的 .xlsx 再上传" in response.content.decode()  # type: ignore[attr-defined]
    assert list(demonstration.rglob("*")) == []


def test_nothing_chosen_and_too_much_are_said(client: Client, settings: Settings) -> None:
    settings.LARGEST_UPLOAD_MB = 1

    nothing = client.post("/employers/", {})
    large = uploaded(client, b"1" * (3 << 20))

    assert "请选择填好的名册文件" in nothing.content.decode()
    assert "文件超过 1 MB" in large.content.decode()  # type: ignore[attr-defined]


def test_sweep_clears_away_what_is_older_than_an_hour(demonstration: Path) -> None:
    drawer = new_drawer()
    drawer.put("report", b"{}")

    sweep(now=time.time() + drawers.KEPT_SECONDS - 60)
    kept = drawer.folder.is_dir()
    sweep(now=time.time() + drawers.KEPT_SECONDS + 60)

    assert (kept, list(demonstration.rglob("*"))) == (True, [])


def test_address_is_signed_and_ends_after_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    drawer = new_drawer()
    changed = drawer.token[:-1] + ("A" if drawer.token[-1] != "A" else "B")
    with pytest.raises(Gone):
        drawer_at(changed)

    monkeypatch.setattr(drawers, "KEPT_SECONDS", -1)

    with pytest.raises(Gone):
        drawer_at(drawer.token)


def test_drawer_of_another_address_reads_nothing() -> None:
    one, other = new_drawer(), new_drawer()
    one.put("report", b"mine")

    assert (one.get("report"), other.get("report")) == (b"mine", None)


def test_browser_with_scripts_is_sent_on_and_told_how_far(client: Client) -> None:
    response = uploaded(client, workbook(ROSTER).getvalue(), HTTP_HX_REQUEST="true")
    address = response.headers["HX-Redirect"]  # type: ignore[attr-defined]

    done = client.get(f"{address}progress/")

    assert (done.headers["HX-Redirect"], done.content) == (address, b"")


def test_work_in_progress_shows_how_far_it_is(client: Client) -> None:
    drawer = new_drawer()
    drawer.tell("determine", 1200, 5000)

    page = client.get(f"/employers/{drawer.token}/").content.decode()
    part = client.get(f"/employers/{drawer.token}/progress/").content.decode()

    for shown in (page, part):
        assert '<progress max="5000" value="1200">' in shown
        assert f'hx-get="/employers/{drawer.token}/progress/"' in shown


def test_failed_work_is_said(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(rosters, "determine_roster", fail)

    page = client.get(address_of(client)).content.decode()

    assert "没有算成" in page


def test_too_many_at_once_are_asked_to_come_back(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(**_: object) -> None:
        raise beside.Busy("full")

    monkeypatch.setattr(employer, "begin", busy)

    response = uploaded(client, workbook(ROSTER).getvalue())

    assert "请一分钟后再上传" in response.content.decode()  # type: ignore[attr-defined]


def test_upload_download_and_deletion_need_the_form_of_the_page() -> None:
    strict = Client(enforce_csrf_checks=True)

    statuses = [
        strict.post(address).status_code
        for address in ("/employers/", "/employers/x/file/", "/employers/x/delete/")
    ]

    assert statuses == [403, 403, 403]


def test_pages_run_nothing_inline_and_are_kept_by_nobody(client: Client) -> None:
    for address in ("/employers/", address_of(client)):
        response = client.get(address)
        page = response.content.decode()
        assert "unsafe" not in response.headers["Content-Security-Policy"]
        assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", page) == []
        assert "no-store" in response.headers["Cache-Control"]
