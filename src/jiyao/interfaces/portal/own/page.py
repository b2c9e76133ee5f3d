"""The page of a person's own data: the sum first, then what decides it, then the records on which it rests."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse

from jiyao.casework.models import Case
from jiyao.casework.queries.cases import cases_of, offers_to
from jiyao.casework.queries.corrections import requests_of
from jiyao.casework.queries.messages import to_person, unread
from jiyao.casework.queries.recoveries import left_by_claim
from jiyao.engine.determination.interviewing import Standing
from jiyao.engine.determination.reasons import ConditionReason, Determination
from jiyao.engine.shapes import Words
from jiyao.evaluation.models import IssuedCertificate
from jiyao.evaluation.models import Standing as CertificateStanding
from jiyao.evaluation.queries.duties import duties_of
from jiyao.foundation.fact_sources import fact_sources, table_of_subject
from jiyao.foundation.facts import PERSON, NoFacts, fact_files, facts_of
from jiyao.interfaces.portal.interview.headlines import NOW, ON_THAT_DAY, ONCE_KNOWN, Headline, headline
from jiyao.interfaces.portal.own.records import OwnKind, own_kinds, row_names
from jiyao.interfaces.portal.own.upcoming import with_upcoming
from jiyao.interfaces.ui.cases import CaseTold, told
from jiyao.interfaces.ui.certificate_words import MARKS as CERTIFICATE_MARKS
from jiyao.interfaces.ui.certificate_words import STANDINGS as CERTIFICATE_STANDINGS
from jiyao.interfaces.ui.clocks import NOTHING_ASKED, clocks, is_past
from jiyao.interfaces.ui.corrections import stated
from jiyao.interfaces.ui.determinations.sorting import Conclusions, Section, conclusions, sections
from jiyao.interfaces.ui.determinations.telling import Told, said
from jiyao.interfaces.ui.pack import assessor, the_pack
from jiyao.interfaces.ui.sentences import Teller
from jiyao.policy.queries.people import person_standing
from jiyao.registry.models import Account
from jiyao.registry.permitting import Reach
from jiyao.registry.queries.labels import masked_people, own_name
from jiyao.registry.queries.unmaskings import unmaskings_of
from jiyao.registry.tabling import TABLES, Table

SHOWN = 20
"""How many cases are listed, the last first."""
OPEN = ("还缺资料", "Something is not on record")
TITLES = {
    "due": ("现在可享受", "Yours now"),
    "to_confirm": ("可享受，待工作人员确认", "Yours, once an official confirms it"),
    "later": ("到某一天起可享受", "Yours from a day"),
    "open": OPEN,
    "unpaid": ("符合条件，暂不能兑现", "Met, but not payable yet"),
    "refused": ("不符合", "Not met"),
}
THEN = {**TITLES, "due": ("当日可享受", "Yours on that day")}


@dataclass(frozen=True, slots=True)
class Mine:
    """What stands for a person today. `names`: what rows are called, by their numbers"""

    standing: Standing
    kinds: Sequence[OwnKind]
    names: Mapping[str, str]
    found: Conclusions
    sections: Sequence[Section]
    headline: Headline


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate that a body here issued to her: what it is for, and where it stands. `gives`: as paper and file."""

    issued: IssuedCertificate
    name: str
    standing: Words
    mark: str
    gives: bool


@dataclass(frozen=True, slots=True)
class Source:
    """A fact that a determination used, and where it comes from: the tables, each with the address of the record."""

    words: str
    value: str
    places: Sequence[tuple[Table, str]]


def mine(person: int, teller: Teller) -> Mine:
    """Determinations and records of a person, for the day and as known then. raises NobodyKnown"""
    standing = person_standing(assessor(), person, on=clocks().day, known_at=clocks().moment)
    kinds = own_kinds(person, teller.language)
    today = conclusions(standing.determinations, teller, standing.at_most)
    found = with_upcoming(person, today, teller)
    names = row_names(kinds)
    titles, when = (TITLES, NOW) if clocks() == NOTHING_ASKED else (THEN, ON_THAT_DAY)
    listed = [
        replace(one, told=[named(each, names) for each in one.told])
        for one in sections(found, teller, titles)
    ]
    return Mine(standing, kinds, names, found, listed, headline(standing, found, teller, ONCE_KNOWN, when))


def named(one: Told, names: Mapping[str, str]) -> Told:
    """The determination with its row called as she knows it."""
    return replace(one, row_words=names.get(one.row, "")) if one.row_words else one


def own_page(account: Account, person: int, teller: Teller) -> dict[str, object]:
    """What the page tells; of a past day nothing that is of today. raises NobodyKnown"""
    now = mine(person, teller)
    looks = [] if is_past() else unmaskings_of(person, Reach(everything=True), account.party)
    asked = [] if is_past() else requests_of(person)
    return {
        "headline": now.headline,
        "sections": now.sections,
        "found": now.found,
        "kinds": now.kinds,
        "person": masked_people([person])[person],
        "name": own_name(person),
        "offers": _told(offers_to(person)),
        "unread": unread(to_person(person)),
        "examines": bool(duties_of(person)),
        "cases": _told(cases_of(person)),
        "certificates": _certificates(person, now.names),
        "requests": stated(asked, the_pack(), teller.language, known=True),
        "looks": [(look, look.by in (account.name, account.username)) for look in looks],
        "number": person,
        "day": clocks().day,
    }


def _certificates(person: int, names: Mapping[str, str]) -> Sequence[Certificate]:
    """Those that bodies here issued, the latest first; none on a past day."""
    if is_past():
        return []
    found = IssuedCertificate.objects.filter(person=person).select_related("organisation").order_by("-pk")
    return [
        Certificate(
            issued=one,
            name=names.get(str(one.record), ""),
            standing=CERTIFICATE_STANDINGS[one.standing],
            mark=CERTIFICATE_MARKS[one.standing],
            gives=one.standing == CertificateStanding.VALID,
        )
        for one in found
    ]


def _told(cases: QuerySet[Case]) -> Sequence[CaseTold]:
    """The first of these in words; none on a past day."""
    if is_past():
        return []
    shown = list(cases.select_related("grant")[:SHOWN])
    owed = left_by_claim(shown)
    return [told(one, the_pack(), clocks().day, owed.get(one.pk, 0)) for one in shown]


def own_facts(person: int, on: date, at: datetime, teller: Teller) -> list[tuple[str, str]]:
    """The facts of the person that are known today."""
    vocabulary = teller.pack.vocabulary
    facts = facts_of(PERSON, person, on=on, known_at=at, vocabulary=vocabulary) or {}
    speaker = teller.speaker()
    return [
        (speaker.fact(name), said(name, value, teller)) for name, value in facts.items() if value is not None
    ]


def sources_used(found: Determination, teller: Teller) -> list[Source]:
    """The facts that decided it, each with the records that it comes from."""
    speaker, facts = teller.speaker(), {}
    for reason in found.conditions:
        facts.update({name: value for one in _all(reason) for name, value in one.facts.items()})
    return [
        Source(speaker.fact(name), said(name, value, teller), list(_places(name, found, teller)))
        for name, value in facts.items()
    ]


def _all(reason: ConditionReason) -> Iterator[ConditionReason]:
    yield reason
    for branch in reason.branches:
        yield from _all(branch)


def _places(fact: str, found: Determination, teller: Teller) -> Iterator[tuple[Table, str]]:
    """Where the fact is recorded; of the row's own table the record itself, of others the list of her records."""
    by_table = {table.model._meta.db_table: table for table in TABLES.values()}
    own = _own_table(found.measure.subject)
    for name in sorted(_sources(fact, found, teller)):
        table = by_table.get(name)
        if table is None or table.person is None:
            continue
        if name == own and found.measure.subject in teller.pack.vocabulary.facts[fact].of:
            yield table, reverse("own-record", args=[table.name, found.case.id])
        elif table.name == "people":
            yield table, reverse("own-record", args=[table.name, found.case.owner_id])
        else:
            yield table, f"{reverse('own')}#{table.name}"


def _sources(fact: str, found: Determination, teller: Teller) -> frozenset[str]:
    """The tables from which the row of this determination has the fact; else from which the person has it."""
    of = teller.pack.vocabulary.facts[fact].of
    for subject in (found.measure.subject, PERSON):
        if subject in of and subject in fact_files():
            return fact_sources(subject).get(fact, frozenset())
    return frozenset()


def _own_table(subject: str) -> str:
    try:
        return table_of_subject(subject)
    except NoFacts:
        return ""
