"""An official imports a file with bad rows, follows it, takes the bad rows, mends them and loads them again."""

from pathlib import Path

import pytest
import xlsxwriter
from django.conf import settings
from playwright.sync_api import Page
from python_calamine import CalamineWorkbook

from jiyao.registry.models import AccountRole, Occupation
from tests.databases import environment
from tests.interfaces.desk.signing import signed_in
from tests.journeys.browser import Looking, browsing
from tests.journeys.serving import house
from tests.registry.places import PROVINCE, lay_out

CONTENT = (
    "职业编码,工种,起始日\n6-18-02-04,氩弧焊工,2020-01-01\n6-18-02-04,电阻焊工,昨天\n没有,缝纫工,2020-01-01\n"
)
MENDED = {"昨天": "2020-02-01", "没有": "6-18-02-04"}
PATIENCE = 60_000

pytestmark = [pytest.mark.enable_socket, pytest.mark.filterwarnings("default::ResourceWarning")]


@pytest.fixture
def session(fresh_database: str) -> str:
    """The key of the session of who accepts at the province."""
    lay_out()
    Occupation.objects.create(code="6-18-02-04", depth=4, zh="焊工")
    return signed_in(AccountRole.ACCEPT, PROVINCE).cookies["sessionid"].value


def mend(returned: Path) -> None:
    """Puts right what is wrong in a workbook of bad rows, and leaves the rest as it came."""
    rows = CalamineWorkbook.from_path(returned).get_sheet_by_index(0).to_python()
    with xlsxwriter.Workbook(returned) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for at, text in enumerate(row):
                sheet.write_string(number, at, MENDED.get(str(text), str(text)) if at < 3 else str(text))


def bring(page: Page, file: Path) -> None:
    """Brings a file whose good rows are to be recorded, and waits until it is done."""
    page.set_input_files("#file", file)
    page.check("input[value='good_rows']")
    page.click("form[enctype] .button")
    page.wait_for_url("**/desk/jobs/*/")


def wait_until_over(page: Page, *, script: bool) -> None:
    """Follows the work; without scripts by looking again."""
    while not script and page.locator("[data-key='u']").count():
        page.wait_for_timeout(300)
        page.click("[data-key='u']")
    page.wait_for_selector(".figures", timeout=PATIENCE)


@pytest.mark.parametrize(("script", "width"), [(True, 1280), (False, 390)])
def test_official_imports_mends_and_imports_again(
    session: str, tmp_path: Path, script: bool, width: int
) -> None:
    file, returned = tmp_path / "工种.csv", tmp_path / "退回.xlsx"
    file.write_text(CONTENT, "utf-8")
    # a folder of its own: what another database sealed cannot be opened with the keys of this one
    own = {**environment(), "JIYAO_MASTER_KEY": str(settings.MASTER_KEY), "JIYAO_VAR": str(tmp_path / "var")}
    with house(own) as served, browsing() as browser:
        context = browser.new_context(
            java_script_enabled=script, viewport={"width": width, "height": 844}, locale="zh-CN"
        )
        context.add_cookies([{"name": "sessionid", "value": session, "url": served.address}])
        page = context.new_page()
        look = Looking(page, "official").at if script else lambda what: None
        page.goto(f"{served.address}/desk/")
        look("desk")
        if script:
            page.keyboard.press("?")
            look("keys")
            page.keyboard.press("Escape")
            page.wait_for_selector("dialog[open]", state="detached")
            page.keyboard.press("i")
            page.wait_for_url("**/desk/imports/")
        else:
            page.click("nav a[href='/desk/imports/']")
        page.click("a[href='/desk/imports/work-types/']")
        look("form")

        bring(page, file)
        wait_until_over(page, script=script)
        look("bad-rows")
        first = page.locator(".figures dd").all_text_contents()
        bad = page.locator(".grid tbody tr").all_text_contents()
        with page.expect_download() as download:
            page.click("a[download]")
        download.value.save_as(returned)
        mend(returned)
        page.click("text=导入改好的文件")
        bring(page, returned)
        wait_until_over(page, script=script)
        look("mended")
        second = page.locator(".figures dd").all_text_contents()
        page.click("nav a[href='/desk/imports/']")
        look("imports")

    assert (first, second) == (["3", "1", "0", "0", "2"], ["2", "2", "0", "0", "0"])
    assert bad == ["3起始日不是日期，请写成 2024-01-31", "4职业编码不在“职业编码”的范围内"]
