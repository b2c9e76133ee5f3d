"""Document intake: loaded, corrected, left and taken up again, proposed, confirmed; and what is refused."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from jiyao.engine.packs.loading import load_pack
from jiyao.foundation.actions.attaching import open_attachment
from jiyao.foundation.models import Act, Attachment
from jiyao.policy.intake.numerals import chinese
from jiyao.policy.models import DocumentIntake, PackChange
from jiyao.policy.queries.versions import latest_folder
from tests.interfaces.desk.hand import installed, officials
from tests.interfaces.desk.loading import (
    LOAD,
    MADE,
    NEW,
    TAG,
    complaints,
    entered,
    load,
    loaded,
)
from tests.policy.intake.files import NOTICE, drawn, word
from tests.registry.places import CITY, DAY

pytestmark = pytest.mark.django_db
HAN = re.compile(r"[\u4e00-\u9fff]+")


@pytest.fixture(autouse=True)
def installation(settings: Settings, tmp_path: Path) -> Settings:
    """An installation of its own."""
    installed(settings, tmp_path)
    return settings


def test_what_was_read_of_the_file_fills_the_form() -> None:
    first, _ = officials(CITY)

    page = first.get(loaded(first)).content.decode()

    values = dict(re.findall(r'<input id="(\w+)"[^>]* value="([^"]*)"', page))
    assert values == {
        "title": "甲市人力资源和社会保障局关于印发《甲市技能提升补贴办法》的通知",
        "number": "甲人社规〔2025〕3号",
        "issuers": "甲市人力资源和社会保障局、甲市财政局",
        "issued_on": "2025-06-03",
        "effective_from": "2025-07-01",
        "effective_to": "2030-06-30",
    }
    assert re.findall(r'name="path-\d+" value="(.+?)"', page)[:4] == [
        "引言",
        "第一章",
        "第一条",
        "第一条第二款",
    ]
    assert [line in page for line in NOTICE] == [True] * len(NOTICE)
    assert Act.objects.filter(kind="begin-intake").count() == 1


@pytest.mark.parametrize(
    ("issuer", "chosen"),
    [
        ("甲市", {"level": ["prefecture"], "division": [CITY]}),
        ("某省", {"level": ["province"], "division": []}),
    ],
)
def test_province_finds_the_prefecture_chosen_whose_office_issued_it(
    issuer: str, chosen: dict[str, list[str]]
) -> None:
    first, _ = officials()
    notice = word([line.replace("甲市", issuer) for line in NOTICE])

    page = first.get(loaded(first, notice)).content.decode()

    fields = {name: page.partition(f'<select id="{name}"')[2].partition("</select>")[0] for name in chosen}
    assert {name: re.findall(r'value="([^"]+)" selected', field) for name, field in fields.items()} == chosen


def test_document_is_confirmed_by_another_and_stands_in_the_library_from_the_next_day(
    installation: Settings,
) -> None:
    first, second = officials(CITY)

    change = entered(first, second)
    today = first.get(f"/library/{MADE}/").status_code
    installation.DAY = DAY + timedelta(days=1)
    page = Client().get(f"/library/{MADE}/").content.decode()
    original = Client().get(f"/library/{MADE}/original/")

    assert (change.kind, change.division_id, change.title_zh) == (
        "document",
        CITY,
        "甲市技能提升补贴办法入库，12 条",
    )
    assert today == 404
    assert "取得五级证书的，每人200元；" in page
    assert b"".join(original) == word_of(change)
    assert load_pack(latest_folder()).documents[MADE]["original"] == {
        "hash": change.evidence.hash, "kind": "docx", "name": "notice.docx", "public": True,
    }  # fmt: skip


def word_of(change: PackChange) -> bytes:
    """What is kept of it."""
    with open_attachment(change.evidence) as kept:
        return kept.read()


def test_original_that_is_given_on_request_is_for_officials_only(installation: Settings) -> None:
    first, second = officials(CITY)
    entered(first, second, {**NEW, "public": ""})
    installation.DAY = DAY + timedelta(days=1)

    page = Client().get(f"/library/{MADE}/").content.decode()

    assert "原件依申请公开" in page
    assert (
        Client().get(f"/library/{MADE}/original/").status_code,
        first.get(f"/library/{MADE}/original/").status_code,
    ) == (404, 200)


def test_draft_is_left_and_taken_up_again_by_the_same_official_only() -> None:
    first, second = officials(CITY)
    address = loaded(first)
    first.post(address, {**NEW, "title": "另一名称", "title-3": "总的", "do": "save"})

    listed = first.get(LOAD).content.decode()
    page = first.get(address).content.decode()

    assert "另一名称" in listed
    assert 'name="title-3" value="总的"' in page
    assert officials()[0].get(address).status_code == 404
    assert second.get(LOAD).status_code == 403


def test_clauses_are_merged_split_and_left_out_one_button_each() -> None:
    first, _ = officials(CITY)
    address = loaded(first, word(["第一条 甲。", "乙。", "第二条 丙。"]))

    merged = first.post(address, {**NEW, "do": "merge-1"}).url
    paths = [one["path"] for one in DocumentIntake.objects.get().pieces]
    apart = first.post(address, {**NEW, "do": "split-1"}).url
    first.post(address, {**NEW, "path-1": "第一条第二款", "do": "turn-2"})

    assert (merged, apart) == (f"{address}#piece-0", f"{address}#piece-1")
    assert paths == ["第一条", "第二条"]
    assert [(one["path"], one["left_out"]) for one in DocumentIntake.objects.get().pieces] == [
        ("第一条", False), ("第一条第二款", False), ("第二条", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"title": " "}, "请填写文件名称"),
        ({"issuers": ""}, "请填写发文机关"),
        ({"issued_on": ""}, "请填写发文日期"),
        ({"issued_on": "2025-06-31"}, "“2025-06-31”不是日期，请写成 2026-01-31"),
        ({"effective_to": "2025-06-30"}, "有效期早于施行日期，请核对"),
        ({"level": "province"}, "市（地）文件须选明是哪个市（地），其他层级不选"),
        ({"level": "nothing"}, "请从列表中选择"),
        ({"path-3": ""}, "原文第 12 行：没有条款编号，请写明如何引用，例如第四条"),
        ({"path-4": "第一章"}, "原文第 13 行：“第一章”重复：原文第 12 行已用此编号，请改写或合并"),
        ({"repeals-0": "nothing"}, "请另选文件，不能是本文件或重复"),
        ({"repeals-0": "doc", "repeals-1": "doc"}, "请另选文件，不能是本文件或重复"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(given: dict[str, str], said: str) -> None:
    first, _ = officials(CITY)
    address = loaded(first)

    response = first.post(address, {**NEW, "number": "甲人社规〔2025〕33号", **given, "do": "propose"})

    assert (response.status_code, PackChange.objects.count()) == (422, 0)
    assert complaints(response.content.decode()) == [said]
    assert DocumentIntake.objects.get().described["number"] == "甲人社规〔2025〕33号"


def test_prefecture_enters_no_document_of_another_or_of_the_province() -> None:
    first, _ = officials(CITY)
    address = loaded(first)

    response = first.post(address, {**NEW, "division": "", "level": "province", "do": "propose"})

    assert (response.status_code, PackChange.objects.count()) == (403, 0)


def test_same_file_again_leads_to_where_it_is(installation: Settings) -> None:
    first, second = officials(CITY)
    address = loaded(first)

    again = load(first, word_bytes())
    hers = load(officials()[0], word_bytes())
    change = first.post(address, {**NEW, "do": "propose"}).url
    waiting = load(first, word_bytes()).content.decode()
    second.post(f"{change}decide/", {"do": "confirm"})
    held = load(first, word_bytes()).content.decode()

    assert (again.status_code, f'<a href="{address}">接着办</a>' in again.content.decode()) == (409, True)
    assert "已上传，正在入库" in hers.content.decode()
    assert address not in hers.content.decode()
    assert f'<a href="{change}">看待复核的修改</a>' in waiting
    assert f'<a href="/library/{MADE}/">看库中的文件</a>' in held
    assert DocumentIntake.objects.count() == 1


def word_bytes() -> bytes:
    """The file that was loaded first, byte for byte."""
    with open_attachment(Attachment.objects.get()) as kept:
        return kept.read()


def test_same_number_with_text_held_leads_to_the_document() -> None:
    first, second = officials(CITY)
    entered(first, second)

    response = load(first, word([*NOTICE, "又一行。"]))

    assert response.status_code == 409
    assert f'<a href="/library/{MADE}/">看库中的文件</a>' in response.content.decode()
    assert (
        complaints(response.content.decode())[0] == f"甲人社规〔2025〕3号 的正文库中已有（{MADE}），请先查看"
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (drawn(["第一条", None]), "这是扫描件：第 2 页没有文字层。"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "这是旧版 Word（.doc、.wps）或加密的文件"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "notice.docx：这是 png，请用 docx、html、pdf、text"),
        (b"", "notice.docx：文件是空的"),
        (b" ", "文件里没有文字"),
    ],
)
def test_file_that_cannot_be_read_is_refused_and_leaves_no_draft(content: bytes, said: str) -> None:
    first, _ = officials(CITY)

    response = load(first, content)

    assert response.status_code == 422
    assert said in "".join(complaints(response.content.decode()))
    assert DocumentIntake.objects.count() == 0


def test_loading_nothing_says_so() -> None:
    first, _ = officials(CITY)

    response = first.post(LOAD, {})

    assert (response.status_code, complaints(response.content.decode())) == (422, ["请选择文件"])


def test_draft_saved_in_another_window_is_not_written_over() -> None:
    first, _ = officials(CITY)
    address = loaded(first)
    state = re.search(r'name="state" value="([^"]+)"', first.get(address).content.decode())
    assert state is not None
    first.post(address, {**NEW, "title": "先保存的", "do": "merge-2"})

    response = first.post(address, {**NEW, "title": "后保存的", "state": state[1], "do": "save"})

    assert response.status_code == 409
    assert complaints(response.content.decode()) == [
        "这份草稿已在另一个窗口保存过，请以现在显示的内容为准继续"
    ]
    assert 'value="先保存的"' in response.content.decode()
    assert str(DocumentIntake.objects.get()) == "先保存的"


@pytest.mark.parametrize(
    "button",
    [
        "merge-0",
        "merge-99",
        "split-0",
        "split-999",
        "turn-99",
        "merge-x",
        "join-0",
        "part-0-0",
        "part-99-1",
        "find-99",
    ],
)
def test_button_that_leads_nowhere_changes_nothing(button: str) -> None:
    first, _ = officials(CITY)
    address = loaded(first)
    before = DocumentIntake.objects.get().pieces

    response = first.post(address, {**NEW, "do": button})

    assert (response.status_code, DocumentIntake.objects.get().pieces) == (422, before)


def test_document_of_very_many_clauses_is_worked_on() -> None:
    first, _ = officials(CITY)
    address = loaded(first, word([f"第{chinese(n)}条 甲。" for n in range(1, 1201)]))
    fields = {f"{name}-{n}": "" for name in ("path", "kind", "title") for n in range(1200)}

    response = first.post(address, {**NEW, **fields, "path-0": "第一条", "do": "save"})

    assert response.status_code == 302
    assert DocumentIntake.objects.get().pieces[0]["path"] == "第一条"


def test_list_asks_as_often_for_three_drafts_as_for_one() -> None:
    first, _ = officials(CITY)
    counts = []
    for texts in (["甲"], ["乙", "丙"]):
        for text in texts:
            loaded(first, word([f"第一条 {text}。"]))
            change = first.post(
                loaded(first, word([f"第一条 {text}{text}。"])),
                {**NEW, "number": "", "title": text, "do": "propose"},
            )
            assert change.status_code == 302
        first.get(LOAD)
        with CaptureQueriesContext(connection) as asked:
            assert first.get(LOAD).content.decode().count("data-row") == DocumentIntake.objects.count() // 2
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_draft_that_is_thrown_away_leaves_its_original_and_its_act() -> None:
    first, _ = officials(CITY)
    address = loaded(first)

    response = first.post(f"{address}discard/")

    assert (response.url, first.get(address).status_code) == (LOAD, 404)
    assert (Attachment.objects.count(), Act.objects.filter(kind="discard-intake").count()) == (1, 1)


def test_document_that_came_back_is_a_draft_again() -> None:
    first, second = officials(CITY)
    address = loaded(first)
    change = first.post(address, {**NEW, "do": "propose"}).url
    while_waiting = first.get(address).status_code
    second.post(f"{change}decide/", {"do": "return", "answer": "标题有误"})

    listed = first.get(LOAD).content.decode()
    again = first.post(address, {**NEW, "title": "改正的标题", "do": "propose"})

    assert (while_waiting, first.get(address).status_code) == (404, 404)
    assert "退回或撤回，可再提出" in listed
    assert (again.status_code, PackChange.objects.count()) == (302, 2)


@pytest.mark.parametrize("address", ["", "draft", "change", "/desk/anchors/doc/"])
def test_english_pages_hold_chinese_in_data_only(address: str) -> None:
    plain = "第一条 甲。"
    first, _ = officials(english=True)
    draft = loaded(first, word([plain]))
    given = {**NEW, "title": "甲", "number": "", "issuers": "乙", "level": "province", "division": ""}
    change = first.post(draft, {**given, "do": "propose"}).url if address == "change" else ""
    page = {"": LOAD, "draft": draft, "change": change}.get(address, address)

    shown = TAG.sub(" ", first.get(page).content.decode())

    data = {"技耀", "中文", "某发", "号", "某办法", "第一条", "甲", "乙", "甲市", "乙市", "各市标准", "条"}
    assert set(HAN.findall(shown)) - data == set()
