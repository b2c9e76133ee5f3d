"""Lines of a document that is entered are parted and joined at the desk."""

import re

import pytest

from jiyao.policy.models import DocumentIntake, PackChange
from tests.interfaces.desk.hand import officials
from tests.interfaces.desk.loading import MADE, NEW, complaints, loaded
from tests.policy.intake.files import word
from tests.registry.places import CITY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("installation")]


def test_line_is_parted_and_joined_and_the_clauses_are_proposed_so() -> None:
    first, _ = officials(CITY)
    address = loaded(first, word(["第一条 甲。第二条 乙", "应当丙。"]))
    suggested = re.findall(r'value="(part-\d+-\d+)"', first.get(address).content.decode())

    parted = first.post(address, {**NEW, "do": suggested[0]}).url
    first.post(address, {**NEW, "do": "join-2"})
    change = first.post(address, {**NEW, "do": "propose"})

    entered = PackChange.objects.get().lay[f"clauses/{MADE}.yaml"]
    assert (suggested, parted, change.status_code) == (["part-0-6"], f"{address}#piece-1", 302)
    assert DocumentIntake.objects.get().lines == ["第一条 甲。", "第二条 乙应当丙。"]
    assert re.findall(r"(?:path|text): (.*)", entered) == ["第一条", "甲。", "第二条", "乙应当丙。"]


def test_words_that_name_no_place_are_told_and_nothing_that_was_written_is_lost() -> None:
    first, _ = officials(CITY)
    address = loaded(first, word(["第一条 甲。", "第二条 乙。"]))

    given = {**NEW, "path-1": "第二条之一", "words-1": "第三条", "do": "find-1"}
    response = first.post(address, given)
    page = response.content.decode()

    assert (response.status_code, complaints(page)) == (
        422,
        ["这一条里没有“第三条”，请从右边的原文复制", "看这一条"],
    )
    assert 'name="words-1" value="第三条"' in page
    assert 'name="path-1" value="第二条之一"' in page
    assert DocumentIntake.objects.get().lines == ["第一条 甲。", "第二条 乙。"]
