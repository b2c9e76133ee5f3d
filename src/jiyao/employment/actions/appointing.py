"""岗位聘任: the employer appoints to a post and ends the appointment. No official decides.

What is known of the conditions is asked of the rules first; what has not been read, the employer confirms. No rule of
another province is applied.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from jiyao.base.errors import Conflict, Invalid, NotAllowed
from jiyao.employment.models import PostAppointment
from jiyao.employment.queries.appointments import spell_at
from jiyao.employment.queries.conditions import Judged, Stand, judged_thought
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.vocabulary import Vocabulary
from jiyao.registry.actions.recording import hold, record_rows
from jiyao.registry.hand import Hand
from jiyao.registry.models import FOREVER, Occupation

THING = "post-appointments"
POSTS, PAY = "technical_post", "post_pay"
LONGEST_NUMBER = 60
_OF_THE_POST = ("person_id", "employer_id", "division", "post", "occupation", "starts_on", "ends_on")


class NotTheEmployer(NotAllowed):
    """Somebody appoints for an organisation that they do not act for."""


class NotEmployed(Invalid):
    """The person does not work for the employer on the day, by what is on record."""


class BadAppointment(Invalid):
    """The post, the occupation, the days or the paper are wrong."""


class NotQualified(Invalid):
    """A condition of the post does not hold."""


class NotConfirmed(Invalid):
    """Not every condition is known, and the employer does not say that its own rules are met."""


class AppointedAlready(Conflict):
    """The person holds that post of the employer in the time."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An appointment that an employer makes.

    document    the number of its own paper
    confirmed   the employer says that its own rules are met, where not every condition is known
    """

    person: int
    employer: int
    post: str
    occupation: str
    starts_on: date
    ends_on: date | None
    document: str
    pay: str | None = None
    confirmed: bool = False


@transaction.atomic
def appoint(wanted: Wanted, assessor: Assessor, hand: Hand) -> PostAppointment:
    """The appointment, on record.

    raises   NotTheEmployer, NotEmployed, BadAppointment, AppointedAlready; NotQualified where a condition does
             not hold, NotConfirmed where one is open and the employer does not say that it holds
    """
    row = thought_of(wanted, assessor.pack.vocabulary, hand)
    check_conditions(wanted, judged_thought(row, assessor, known_at=hand.at))
    hold(PostAppointment)
    _check_free(wanted)
    row_values = {
        "reference": f"appointed:{wanted.employer}:{wanted.person}:{wanted.post}:{wanted.starts_on}",
        "document_number": wanted.document.strip(),
        "post_pay": wanted.pay,
        **{name: getattr(row, name) for name in _OF_THE_POST},
    }
    return _recorded(row_values, hand)


def thought_of(wanted: Wanted, vocabulary: Vocabulary, hand: Hand) -> PostAppointment:
    """The appointment as it would stand; nothing is recorded. raises NotTheEmployer, NotEmployed, BadAppointment"""
    _check_employer(wanted.employer, hand)
    _check_said(wanted, vocabulary)
    spell = spell_at(wanted.person, wanted.employer, wanted.starts_on)
    if spell is None:
        raise NotEmployed(
            f"this person is not on record as working here on {wanted.starts_on}; have the employment corrected first",
            zh=f"登记资料中没有此人 {wanted.starts_on} 在本单位工作的记录，请先更正就业信息",
        )
    return PostAppointment(
        recorded_at=hand.at,
        person_id=wanted.person,
        employer_id=wanted.employer,
        division=spell.division,
        post=wanted.post,
        occupation=wanted.occupation,
        starts_on=wanted.starts_on,
        ends_on=wanted.ends_on,
    )


def check_conditions(wanted: Wanted, judged: Judged) -> None:
    """Nothing where the appointment may be made. raises NotQualified, NotConfirmed"""
    if judged.stand is Stand.FAILS and judged.told is not None:
        failed = [one.words for one in judged.told.conditions if one.truth is False]
        raise NotQualified(
            f"not met: {'; '.join(one.en for one in failed)}; look at the conditions and have records corrected",
            zh=f"不符合：{'；'.join(one.zh for one in failed)}。请核对条件，资料有误的先申请更正",
        )
    if not judged.decides_alone and not wanted.confirmed:
        raise NotConfirmed(
            "not every condition is known; confirm that the person meets those of your own rules",
            zh="聘任条件没有全部查到或核实，请确认此人符合本单位的聘任办法",
        )


@transaction.atomic
def end_appointment(record: int, on: date, hand: Hand) -> PostAppointment:
    """The appointment with its last day. raises NotTheEmployer, BadAppointment"""
    hold(PostAppointment)
    standing = PostAppointment.objects.filter(superseded_at=FOREVER, record=record).first()
    if standing is None:
        raise BadAppointment(
            f"no appointment {record}; look at the list again", zh="没有这条聘任，请刷新列表"
        )
    _check_employer(standing.employer_id, hand)
    if standing.ends_on is not None and standing.ends_on <= hand.on:
        raise BadAppointment(
            f"the appointment ended on {standing.ends_on}", zh=f"聘任已于 {standing.ends_on} 终止"
        )
    if on < standing.starts_on:
        raise BadAppointment(
            f"it began on {standing.starts_on}; give that day or a later one as the last",
            zh=f"聘任自 {standing.starts_on} 起，截止日不能更早",
        )
    return _recorded({"reference": standing.reference, "ends_on": on}, hand)


def _check_employer(employer: int, hand: Hand) -> None:
    if employer not in hand.reach(THING, "make").organisations:
        raise NotTheEmployer(
            "only who acts for the employer appoints to its posts",
            zh="只有代表本单位的账号可以聘任本单位岗位",
        )


def _check_said(wanted: Wanted, vocabulary: Vocabulary) -> None:
    for list_, code in ((POSTS, wanted.post), (PAY, wanted.pay)):
        if code is not None and code not in vocabulary.codes[list_].codes:
            words = vocabulary.codes[list_].words
            raise BadAppointment(
                f'"{code}": choose one of the list ({words.en})', zh=f"请从“{words.zh}”中选择"
            )
    if not Occupation.objects.filter(code=wanted.occupation).exists():
        raise BadAppointment(
            f'"{wanted.occupation}" is no occupation of the classification; give its code, such as 6-18-02-04',
            zh=f"职业分类大典中没有“{wanted.occupation}”，请填职业编码，如 6-18-02-04",
        )
    if wanted.ends_on is not None and wanted.ends_on < wanted.starts_on:
        raise BadAppointment("the last day is before the first; correct one", zh="截止日早于起始日，请改正")
    if not 0 < len(wanted.document.strip()) <= LONGEST_NUMBER:
        raise BadAppointment(
            f"give the number of your paper that appoints, in up to {LONGEST_NUMBER} characters",
            zh=f"请填写本单位聘任文件的文号，不超过 {LONGEST_NUMBER} 字",
        )


def _check_free(wanted: Wanted) -> None:
    """Refuses a post that the person holds there on a day of the time."""
    found = PostAppointment.objects.filter(
        superseded_at=FOREVER, person=wanted.person, employer=wanted.employer, post=wanted.post
    ).exclude(ends_on__lt=wanted.starts_on)
    if wanted.ends_on is not None:
        found = found.exclude(starts_on__gt=wanted.ends_on)
    if found.exists():
        raise AppointedAlready(
            "this person holds that post here in the time; end it first, or give other days",
            zh="此人在这段时间已聘任该岗位，请先终止原聘任或改日期",
        )


def _recorded(row: dict[str, Any], hand: Hand) -> PostAppointment:
    record_rows(model=PostAppointment, rows=[row], at=hand.at, by=hand.party, source="employer")
    return PostAppointment.objects.get(superseded_at=FOREVER, reference=row["reference"])
