"""English answers are English: Chinese stands there only as data, such as an article, a document number or a name."""

import re
from collections.abc import Iterator

import pytest

from jiyao.engine.packs.loading import load_pack
from jiyao.engine.people import read_people
from jiyao.interfaces.cli import words
from tests.interfaces.small import HEILONGJIANG, jiyao

HAN = re.compile(r"[\u3400-\u9fff]")
ARTICLE = re.compile(r"第[零〇一二三四五六七八九十百\d]+[条项款章部分附件目]+|附件[一二三四五六七八九十\d]*")


def data() -> set[str]:
    """What stays Chinese in English output: names of people, numbers of documents, articles of the sources."""
    pack = load_pack(HEILONGJIANG)
    people, _ = read_people(HEILONGJIANG / "people.yaml", pack.vocabulary)
    found = {person.name for person in people}
    found |= {str(document["number"]) for document in pack.documents.values() if document.get("number")}
    for measure in pack.measures.values():
        parts = [*measure.all_conditions, *measure.limits, *measure.asks]
        parts += [branch for condition in measure.conditions for branch in condition.branches]
        found |= {part.source.article for part in parts if part.source.article}
        found |= {row.source.article for p in measure.parameters.values() for row in p.rows() if row.source.article}
        found |= {articles for _, articles in measure.documents if articles}
    return {text for text in found if HAN.search(text)}


DATA = data()


def chinese_left(text: str) -> list[str]:
    """Lines that hold Han characters outside data, however the screen has wrapped them."""
    flat = re.sub(r"[\s│├└─]+", " ", text)
    for known in sorted(DATA, key=len, reverse=True):
        loose = r"\s*".join(re.escape(part) for part in known.replace(" ", ""))
        flat = re.sub(loose, "", flat)
    return re.findall(r".{0,40}[\u3400-\u9fff]+.{0,40}", flat)


@pytest.fixture(scope="module", autouse=True)
def _wide(monkeypatch_module: pytest.MonkeyPatch) -> Iterator[None]:
    yield
