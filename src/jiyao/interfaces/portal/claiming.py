"""What an organisation can claim for, in words: its classes by measure, and how each record of one stands today."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jiyao.casework.queries.rosters import Group, Judged, Standing, claimable, groups_for, judged
from jiyao.engine.measures import Measure, Payable
from jiyao.engine.shapes import Words
from jiyao.interfaces.ui.context import language_of_page
from jiyao.interfaces.ui.pack import assessor, the_pack
from jiyao.interfaces.ui.policy_words import PAYABLE, PAYEES
from jiyao.interfaces.ui.sentences import Teller
from jiyao.policy.queries.waiting import RunFolder
from jiyao.registry.hand import Hand
from jiyao.registry.queries.labels import masked_people, occupation_names, shown_in

STANDINGS: Mapping[Standing, tuple[Words, str]] = {
    Standing.DUE: (Words(zh="可申领", en="due"), "yes"),
    Standing.NOT_DUE: (Words(zh="不能申领", en="not due"), "no"),
    Standing.GIVEN: (Words(zh="已通过其他渠道领取", en="already paid by another channel"), "none"),
    Standing.OPEN: (Words(zh="已有办件在办理", en="a case is open already"), "later"),
    Standing.UNKNOWN: (Words(zh="无法判定", en="not known"), "ask"),
}
"""Each standing in words, and the mark that it wears."""
LATEST = 8
"""Classes that are shown at once where none is known to be due."""
NOT_SEEN = Words(zh="今天没有可用于测算的记录", en="No record of it holds today")


@dataclass(frozen=True, slots=True)
class GroupTold:
    """A class in words."""

    group: Group
    occupation: str
    level: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A measure with the classes that could be claimed for under it.

    groups    those in which the last run found something due; where there is none, the latest few
    others    the other classes
    """

    measure: Measure
    title: str
    payee: str
    groups: Sequence[GroupTold]
    others: Sequence[GroupTold]


@dataclass(frozen=True, slots=True)
class RecordTold:
    """A record in words. `why`: why it is not due."""

    judged: Judged
    person: str
    standing: Words
    mark: str
    why: str


def offered(organisation: int, on: date, last: RunFolder | None) -> list[Offered]:
    """The measures under which an organisation has records, with their classes. `last`: the run of what is due"""
    teller = Teller(the_pack(), language_of_page())
    found = [
        (measure, groups)
        for measure in claimable(teller.pack)
        if (groups := groups_for(measure, frozenset({organisation}), on, teller.pack, last))
    ]
    codes = {one.occupation for _, groups in found for one in groups if one.occupation}
    names = occupation_names(codes)
    return [
        _offered(measure, [_group_told(one, names, teller) for one in groups], teller)
        for measure, groups in found
    ]


def _offered(measure: Measure, groups: Sequence[GroupTold], teller: Teller) -> Offered:
    first = [one for one in groups if one.group.due] or groups[:LATEST]
    return Offered(
        measure=measure,
        title=teller.words(measure.title),
        payee=PAYEES[teller.language][measure.pays],
        groups=first,
        others=[one for one in groups if one not in first],
    )


def _group_told(group: Group, names: Mapping[str, str], teller: Teller) -> GroupTold:
    levels = teller.pack.vocabulary.codes["level"].codes
    return GroupTold(
        group,
        names.get(group.occupation or "", group.occupation or ""),
        teller.words(levels[group.level]) if group.level and group.level in levels else "",
    )


def class_page(measure: Measure, people: Mapping[int, int], hand: Hand) -> dict[str, object]:
    """How each record stands today, those that are due first, with the number and sum that would be claimed."""
    teller = Teller(the_pack(), language_of_page())
    found = sorted(
        judged(measure, people, hand, assessor()), key=lambda one: list(Standing).index(one.standing)
    )
    names = masked_people(people.values())
    counted = Counter(one.standing for one in found)
    return {
        "title": teller.words(measure.title),
        "payee": PAYEES[teller.language][measure.pays],
        "records": [_told(one, shown_in(names, one.person), teller) for one in found],
        "counts": [(STANDINGS[one][0], counted[one]) for one in Standing if counted[one]],
        "due": counted[Standing.DUE],
        "due_fen": sum(one.due_fen for one in found),
    }


def _told(one: Judged, person: str, teller: Teller) -> RecordTold:
    words, mark = STANDINGS[one.standing]
    return RecordTold(one, person, words, mark, _why(one, teller))


def _why(one: Judged, teller: Teller) -> str:
    """The condition or limit that fails, or what is missing; never what is on record of the person."""
    found = one.found
    if one.standing in (Standing.DUE, Standing.OPEN):
        return ""
    if found is None:
        return teller.words(NOT_SEEN)
    failed = [reason.words for reason in found.conditions if reason.truth is False]
    failed += [limit.words for limit in found.limits if limit.truth is False]
    if failed:
        return teller.say(("不符合：{0}", "Not met: {0}"), teller.words(failed[0]))
    if found.missing:
        names = [teller.speaker().fact(name) for name in found.missing]
        return teller.say(("还需知道：{0}", "Still to know: {0}"), teller.listed(names))
    payable = found.result.payable
    return "" if payable in (None, Payable.PAYS) else PAYABLE[teller.language][payable]
