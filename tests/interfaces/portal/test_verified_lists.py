"""A list too long for a request: verified beside it, its result opened by its address alone, once, for an hour."""

import re
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings
from python_calamine import CalamineWorkbook

from jiyao.interfaces.portal import beside
from jiyao.interfaces.portal.drawers import new_drawer
from jiyao.interfaces.portal.views import verified_lists, verify
from tests.evaluation.certified import issued

NAME = "张三丰"
HAN = re.compile(r"[\u4e00-\u9fff]+")


@pytest.fixture(autouse=True)
def short(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two lines are long here, and results have a folder of their own."""
    caches["memory"].clear()
    monkeypatch.setattr(verify, "IN_THE_REQUEST", 1)
    monkeypatch.setattr(verified_lists, "SHORTEST_WAIT", 60)
    settings.ROSTERS = tmp_path / "rosters"
    return settings.ROSTERS


def uploaded(client: Client, *lines: tuple[str, str]) -> HttpResponse:
    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet()
        for row, line in enumerate([("证书编号", "姓名"), *lines]):
            sheet.write_row(row, 0, line)
    return client.post("/verify/list/", {"file": SimpleUploadedFile("名单.xlsx", content.getvalue())})  # type: ignore[return-value]


def test_result_tells_how_many_and_is_taken_once(fresh_database: str, client: Client, short: Path) -> None:
    number = issued()[0].number
    address = uploaded(client, (number, NAME), (number, "李四"), ("1", NAME)).headers["Location"]

    page = client.get(address).content.decode()
    kept = {file.name: file.read_bytes() for file in short.rglob("*") if file.is_file()}
    files = [client.post(f"{address}file/") for _ in range(2)]

    shown = re.findall(r'mark-(\w+)">([^<]+)</span></td><td class="number" data-label="证书">(\d+)', page)
    assert shown == [("yes", "有效", "1"), ("none", "本省登记中未查到", "2")]
    assert not [
        name for name, content in kept.items() if NAME.encode() in content or number.encode() in content
    ]
    assert [file.status_code for file in files] == [200, 410]
    rows = CalamineWorkbook.from_filelike(BytesIO(files[0].content)).get_sheet_by_index(0).to_python()
    assert [row[2] for row in rows if row[0] in (number, "1")] == [
        "有效",
        "本省登记中未查到",
        "本省登记中未查到",
    ]
    assert client.post(f"{address}delete/").headers["Location"] == "/verify/"
    assert client.get(address).status_code == 410
    assert client.get(f"{address}progress/").headers["HX-Redirect"] == address


@pytest.mark.django_db
def test_failure_and_progress_are_told_in_english_too(client: Client) -> None:
    drawer = new_drawer(verified_lists.OWNER)
    drawer.tell("verify", 500, 4_000)
    client.post("/language/", {"language": "en", "next": "/"})
    address = f"/verify/list/{drawer.token}/"

    under_way, part = client.get(address).content.decode(), client.get(f"{address}progress/").content.decode()
    drawer.put(beside.FAILED, b"")
    failed = client.get(address).content.decode()

    assert all("Verifying one after another" in page and "500 / 4,000" in page for page in (under_way, part))
    assert "It did not work" in failed
    assert set(HAN.findall(under_way + part + failed)) - {"技耀", "中文"} == set()


@pytest.mark.django_db
def test_drawer_of_a_roster_and_a_false_address_are_gone(client: Client) -> None:
    for token in (new_drawer().token, "nothing", "a:b:c"):
        assert client.get(f"/verify/list/{token}/").status_code == 410


@pytest.mark.django_db
def test_too_many_lists_at_once_wait(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside._places, "acquire", lambda blocking: False)

    response = uploaded(client, ("1", NAME), ("2", NAME))

    assert (response.status_code, "请一分钟后再上传" in response.content.decode()) == (503, True)
