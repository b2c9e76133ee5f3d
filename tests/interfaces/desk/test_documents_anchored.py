"""Documents that were only named become whole: what named no clause is anchored, what is repealed is struck."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.engine.packs.loading import load_pack
from jiyao.policy.models import PackChange
from jiyao.policy.queries.versions import latest_folder
from tests.interfaces.desk.hand import installed, officials
from tests.interfaces.desk.loading import (
    ARTICLES,
    NEW,
    PLACEHOLDER,
    TAG,
    complaints,
    entered,
    loaded,
)
from tests.policy.intake.files import NOTICE, word
from tests.registry.places import CITY, DAY

pytestmark = pytest.mark.django_db
OURS = "230000-2025-3"
"""The id of the same notice as a document of the province."""


@pytest.fixture(autouse=True)
def installation(settings: Settings, tmp_path: Path) -> Settings:
    """An installation of its own."""
    installed(settings, tmp_path)
    return settings


def test_placeholder_becomes_the_document_and_what_named_no_clause_is_anchored_again() -> None:
    first, second = officials()
    address = loaded(first, ARTICLES)
    page = first.get(address).content.decode()
    change = first.post(address, {**PLACEHOLDER, "do": "propose"}).url
    shown = second.get(change).content.decode()
    second.post(f"{change}decide/", {"do": "confirm"})

    anchors = first.get("/desk/anchors/doc/").content.decode()
    names = re.findall(r'<select name="(anchor:[^"]+)"', anchors)
    proposed = first.post("/desk/anchors/doc/", {names[0]: "第七条", names[-1]: "第四条"})
    assert second.post(f"{proposed.url}decide/", {"do": "confirm"}).status_code == 302
    left = re.findall(r'<select name="(anchor:[^"]+)"', first.get("/desk/anchors/doc/").content.decode())

    pack = load_pack(latest_folder())
    assert re.search(r'name="document" value="doc" checked', page)
    assert f"待重新挂条 <small>{len(names)}</small>" in shown
    assert [(clause.path, clause.text) for clause in pack.clauses["doc"]] == [
        ("第四条", "缴费满三年。"),
        ("第七条", "标准由市里定。"),
    ]
    assert (pack.documents["doc"]["text_held"], pack.documents["doc"]["number"]) == (
        "whole",
        "某发〔2024〕1号",
    )
    assert left == names[1:-1]
    assert str(PackChange.objects.latest("pk")) == "某办法：重新挂条 2 项"


def test_anchoring_nothing_or_on_a_clause_that_is_none_is_refused() -> None:
    first, second = officials()
    entered(first, second, PLACEHOLDER, ARTICLES)
    name = re.findall(r'<select name="(anchor:[^"]+)"', first.get("/desk/anchors/doc/").content.decode())[0]

    nothing = first.post("/desk/anchors/doc/", {})
    wrong = first.post("/desk/anchors/doc/", {name: "第九十九条"})

    assert [one.status_code for one in (nothing, wrong)] == [422, 422]
    assert complaints(wrong.content.decode()) == ["请至少为一项选择本文件的条款"]
    assert first.get("/desk/anchors/nothing/").status_code == 404


def test_prefecture_writes_no_text_of_the_provinces_document_and_repeals_none_of_it(
    installation: Settings,
) -> None:
    file = installation.PACK / "documents/doc.yaml"
    file.write_text(
        "{id: doc, title: {zh: 某办法, en: Some measures}, number: 某发〔2024〕1号, level: province}\n",
        "utf-8",
    )
    city, _ = officials(CITY)
    address = loaded(city)

    city.post(address, {**NEW, "document": "doc", "do": "save"})
    taken = city.post(address, {**NEW, "document": "doc", "do": "propose"})
    repealed = city.post(address, {**NEW, "repeals-0": "doc", "do": "propose"})

    assert [one.status_code for one in (taken, repealed)] == [422, 422]
    assert complaints(taken.content.decode()) == ["所选文件属于其他层级或其他地方，请改选或新建"]
    assert complaints(repealed.content.decode()) == ["下级文件不能废止上级文件，也不能废止其他市（地）的文件"]


def test_repealed_clause_is_struck_and_not_repealed_twice(installation: Settings) -> None:
    first, second = officials()
    entered(first, second, PLACEHOLDER, ARTICLES)
    repealing = {**NEW, "level": "province", "division": "", "repeals-0": "doc", "repeals-clause-0": "第四条"}
    entered(first, second, repealing)
    other = {**repealing, "number": "甲人社规〔2025〕4号", "title": "又一办法"}
    draft = loaded(first, word([*NOTICE[:2], other["number"], *NOTICE[3:]]))
    again = first.post(draft, {**other, "do": "propose"})
    installation.DAY = DAY + timedelta(days=1)

    page = Client().get("/library/doc/").content.decode()
    repealer = Client().get(f"/library/{OURS}/").content.decode()

    assert complaints(again.content.decode()) == [
        f"第四条：已由“甲市技能提升补贴办法”废止（documents/{OURS}.yaml），请核对两份文件，只留一处"
    ]
    assert '<p class="law-text" lang="zh-CN"><del>缴费满三年。</del></p>' in page
    assert "<del>标准由市里定。</del>" not in page
    assert "2025年7月1日 起由" in TAG.sub("", page)
    assert 'href="/library/doc/#第四条"' in repealer


def test_value_names_a_clause_that_its_document_has() -> None:
    first, second = officials()
    entered(first, second, PLACEHOLDER, ARTICLES)
    address = f"/desk/local-values/city-grant/standard_fen/{CITY}/"
    given = {"value": "200", "from": "2025-07-01", "document": "doc"}

    refused = first.post(address, {**given, "article": "第九条"})
    taken = first.post(address, {**given, "article": "第七条"})

    said = "《某办法》已有全文，其中没有“第九条”；请写明其中一条，如第四条、第七条"
    assert (refused.status_code, said in refused.content.decode()) == (422, True)
    assert taken.status_code == 302


def test_condition_names_a_clause_that_its_document_has() -> None:
    first, second = officials()
    entered(first, second, PLACEHOLDER, ARTICLES)
    address = "/desk/rules/award/condition:member/"
    page = first.get(address).content.decode()
    was = re.search(r'name="was" value="([^"]+)"', page)
    assert was is not None
    given = {"was": was[1], "zh": "是会员", "en": "Is a member", "rule": "is_member", "document": "doc", "confidence": "verified"}  # fmt: skip

    refused = first.post(address, {**given, "article": "第十条", "do": "save"})
    taken = first.post(address, {**given, "article": "第四条", "do": "save"})

    assert (refused.status_code, "其中没有“第十条”" in refused.content.decode()) == (422, True)
    assert taken.status_code == 302
