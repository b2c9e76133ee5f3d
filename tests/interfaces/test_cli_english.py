"""English answers are English: Chinese stands there only as data, such as an article, a document number or a name."""

import re
from collections.abc import Iterator, Sequence

import click
import pytest
from click.testing import CliRunner

from jiyao.engine.examples import Example, read_examples
from jiyao.engine.measures import Measure
from jiyao.engine.people import read_people
from jiyao.engine.problems import Problems
from jiyao.interfaces.cli import check as checking
from jiyao.interfaces.cli import explain as explaining
from jiyao.interfaces.cli.session import Session
from tests.interfaces.small import ENVIRONMENT, HEILONGJIANG

HAN = re.compile(r"[\u3400-\u9fff]")
TITLES = {"龙江大工匠", "龙江工匠"}
"""Names of honours that have no English name of their own."""


@pytest.fixture(scope="module")
def session() -> Session:
    return Session(HEILONGJIANG, "en")


@pytest.fixture(scope="module")
def examples(session: Session) -> tuple[list[Example], Problems]:
    return read_examples(session.pack)


@pytest.fixture(autouse=True)
def _examples_read_once(monkeypatch: pytest.MonkeyPatch, examples: tuple[list[Example], Problems]) -> None:
    monkeypatch.setattr(explaining, "read_examples", lambda pack: examples)


def printed(session: Session, command: click.Command, *arguments: str) -> str:
    """What a command prints for a session whose pack is read already."""
    result = CliRunner(env=ENVIRONMENT).invoke(command, arguments, obj=session)
    assert result.exit_code == 0
    return result.stdout


def articles(measure: Measure) -> Iterator[str | None]:
    """Every article that the measure names, in the words of its document."""
    for part in (*measure.all_conditions, *measure.limits, *measure.asks):
        yield part.source.article
    for condition in measure.conditions:
        yield from (branch.source.article for branch in condition.branches)
    for parameter in measure.parameters.values():
        yield from (row.source.article for row in parameter.rows())
    yield from (named for _, named in measure.documents)


def data(session: Session) -> list[str]:
    """What stays Chinese: names of people, numbers of documents, articles; the longest first."""
    pack = session.pack
    people, _ = read_people(HEILONGJIANG / "people.yaml", pack.vocabulary)
    numbers = [str(document["number"]) for document in pack.documents.values() if document.get("number")]
    found = {*TITLES, *numbers, *(person.name for person in people)}
    found |= {name for measure in pack.measures.values() for name in articles(measure) if name}
    return sorted((text for text in found if HAN.search(text)), key=len, reverse=True)


def chinese_left(text: str, known: Sequence[str]) -> list[str]:
    """Pieces with Han characters outside data, however the screen has wrapped the data."""
    flat = re.sub(r"[\s│├└─]+", " ", text)
    for name in known:
        flat = re.sub(r" ?".join(map(re.escape, name.replace(" ", ""))), "", flat)
    return re.findall(r".{0,40}[\u3400-\u9fff].{0,40}", flat)


@pytest.mark.parametrize("day", ["2018-06-30", "2025-06-30"])
def test_people_are_told_of_in_english(session: Session, day: str) -> None:
    text = printed(session, checking.people, "--on", day)

    assert chinese_left(text, data(session)) == []


def test_measures_are_listed_in_english(session: Session) -> None:
    text = printed(session, explaining.measures, "--on", "2025-06-30")

    assert chinese_left(text, data(session)) == []


def test_each_measure_is_explained_in_english(session: Session) -> None:
    known = data(session)

    told = {
        id_: chinese_left(printed(session, explaining.explain, id_, "--on", "2025-06-30"), known)
        for id_ in session.pack.measures
    }

    assert {id_: pieces for id_, pieces in told.items() if pieces} == {}


def test_each_reason_of_the_shipped_people_is_told_in_english(session: Session) -> None:
    known = data(session)
    people = str(HEILONGJIANG / "people.yaml")

    text = "".join(
        printed(session, checking.check, "--facts", people, "--on", "2025-06-30", "--measure", id_)
        for id_ in ("skill-upgrade-subsidy", "application-2023-level-3", "enterprise-apprenticeship")
    )

    assert chinese_left(text, known) == []
