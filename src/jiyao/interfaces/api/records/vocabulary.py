"""The pack and its vocabulary as programs read them."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from jiyao.engine.determination.records import Plain, Record
from jiyao.engine.measures import Measure
from jiyao.engine.packs.loading import Pack
from jiyao.engine.rules.types import RATIO_ONE, Kind
from jiyao.engine.vocabulary import DIVISIONS, CodeList, FactDefinition, Subject
from jiyao.interfaces.ui.sentences import Teller


class RegionRecord(Record):
    """The region whose policy it is."""

    code: str
    title: str


class PackRecord(Record):
    """The pack that is in use."""

    id: str
    title: str
    version: str
    hash: str
    region: RegionRecord
    measures: int
    demonstration: bool


class SubjectRecord(Record):
    """What a measure may be determined for."""

    id: str
    plural: str
    of: str | None
    title: str
    measures: int


class FactRecord(Record):
    """What may be known of a subject, and how it is written."""

    id: str
    of: list[str]
    type: Literal["boolean", "integer", "money", "ratio", "date", "code", "text"]
    unit: str | None
    code_list: str | None
    title: str
    question: str
    known_by: str
    least: int | float | date | None
    greatest: int | float | date | None
    pattern: str | None
    example: str | None
    aliases: list[str]


class CodeListRecord(Record):
    """A closed list of codes in short."""

    id: str
    title: str
    ordered: bool
    codes: int


class CodeRecord(Record):
    """One code. `rank` counts from the lowest where the list is ordered."""

    code: str
    title: str
    parent: str | None
    rank: int | None


def pack_record(teller: Teller) -> PackRecord:
    """The pack."""
    pack: Pack = teller.pack
    region = pack.vocabulary.codes[DIVISIONS].codes[pack.region]
    return PackRecord(
        id=pack.id,
        title=teller.words(pack.title),
        version=pack.version,
        hash=pack.hash,
        region=RegionRecord(code=pack.region, title=teller.words(region)),
        measures=len(pack.measures),
        demonstration=pack.overlay is not None,
    )


def subject_record(teller: Teller, subject: Subject) -> SubjectRecord:
    """A subject."""
    measures: Sequence[Measure] = list(teller.pack.measures.values())
    return SubjectRecord(
        id=subject.id,
        plural=subject.plural,
        of=subject.of,
        title=teller.words(subject.words),
        measures=sum(measure.subject == subject.id for measure in measures),
    )


def fact_record(teller: Teller, fact: FactDefinition) -> FactRecord:
    """A fact."""
    return FactRecord(
        id=fact.id,
        of=list(fact.of),
        type=fact.type.kind.value,
        unit=fact.type.unit,
        code_list=fact.type.codes,
        title=teller.words(fact.words),
        question=teller.words(fact.ask),
        known_by=fact.known_by,
        least=_bound(fact, fact.low),
        greatest=_bound(fact, fact.high),
        pattern=None if fact.pattern is None else fact.pattern.pattern,
        example=fact.example or None,
        aliases=list(fact.aliases),
    )


def _bound(fact: FactDefinition, value: Plain) -> int | float | date | None:
    """An end of the range as it is written: a ratio is kept as ten-thousandths."""
    if isinstance(value, int) and fact.type.kind is Kind.RATIO:
        return value / RATIO_ONE
    return value if isinstance(value, int | date) else None


def code_list_record(teller: Teller, codes: CodeList) -> CodeListRecord:
    """A list of codes."""
    return CodeListRecord(
        id=codes.id, title=teller.words(codes.words), ordered=codes.ordered, codes=len(codes.codes)
    )


def code_records(teller: Teller, listed: CodeList) -> list[CodeRecord]:
    """Every code of a list in its order."""
    return [
        CodeRecord(
            code=code,
            title=teller.words(words),
            parent=listed.parents.get(code),
            rank=rank if listed.ordered else None,
        )
        for rank, (code, words) in enumerate(listed.codes.items())
    ]
