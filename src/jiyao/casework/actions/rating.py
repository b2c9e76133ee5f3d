"""好差评: whom a case was about rates it, once; a bad mark opens a complaint, which others answer."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from jiyao.base.errors import Conflict, Invalid, NotAllowed
from jiyao.base.reasons import LONGEST_REASON, BadReason
from jiyao.casework.actions.contesting import open_contest
from jiyao.casework.actions.moving import locked
from jiyao.casework.kinds import COMPLAINT
from jiyao.casework.models import BAD_MARKS, Case, Channel, Grade, Rating
from jiyao.casework.models.case import FINISHED
from jiyao.casework.queries.contests import Filer, filed_against
from jiyao.casework.queries.ratings import can_be_rated
from jiyao.foundation.actions.acting import append_act
from jiyao.foundation.actions.texts import seal_text
from jiyao.registry.hand import Hand


class NotYoursToRate(NotAllowed):
    """There is no such case, or it is about somebody else."""


class NotRatable(Conflict):
    """The case is not over, or was never handled."""


class RatedAlready(Conflict):
    """A case is rated once; it was."""


class NoGrade(Invalid):
    """The mark is none of the five."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One of the five grades, and what is added in a sentence."""

    grade: str
    sentence: str = ""


@transaction.atomic
def rate(number: int, mark: Mark, hand: Hand) -> Rating:
    """The rating. raises NotYoursToRate, NotRatable, RatedAlready, NoGrade, BadReason: the sentence is too long"""
    case = locked(number)
    person = None if hand.account is None else hand.account.person_id
    if case is None or person is None or case.person_id != person:
        raise NotYoursToRate(f"case {number}: only whom it is about rates it", zh="只有办件本人可以评价")
    if not can_be_rated(case):
        raise NotRatable(
            f"case {case.number}: it is rated once it is over", zh=f"办件 {case.number} 办结后才能评价"
        )
    grade, sentence = _checked(mark)
    made = _made(case, person, grade, sentence, hand)
    act = append_act(
        kind="rate-case",
        actor=hand.party,
        subject=case.party,
        at=hand.at,
        codes={"grade": grade.value},
        payload={"sentence": sentence},
        owner=person,
    )
    if grade in BAD_MARKS:
        made.follow_up = _followed_up(case, person, grade, sentence, hand, act.number)
        made.save(update_fields=["follow_up"])
    return made


def _checked(mark: Mark) -> tuple[Grade, str]:
    sentence = mark.sentence.strip()
    if mark.grade not in Grade.values:
        raise NoGrade("choose one of the five marks", zh="请选择五档评价中的一档")
    if len(sentence) > LONGEST_REASON:
        raise BadReason(
            f"what you add is longer than {LONGEST_REASON} characters; shorten it",
            zh=f"留言超过 {LONGEST_REASON} 个字，请写短一些",
        )
    return Grade(mark.grade), sentence


def _made(case: Case, person: int, grade: Grade, sentence: str, hand: Hand) -> Rating:
    rating = Rating(
        case=case,
        person_id=person,
        organisation_id=case.organisation_id,
        division=case.division,
        measure=case.measure,
        grade=grade,
        sentence_sealed=seal_text(person, "sentence_sealed", sentence) if sentence else None,
        rated_on=hand.on,
        rated_at=hand.at,
    )
    try:
        with transaction.atomic():
            rating.save(force_insert=True)
    except IntegrityError:
        raise RatedAlready(
            f"case {case.number} was rated already", zh=f"办件 {case.number} 已经评价过"
        ) from None
    return rating


def _followed_up(case: Case, person: int, grade: Grade, sentence: str, hand: Hand, act: int) -> Case:
    """The complaint that answers a bad mark: the one that is open, or a new one."""
    standing = filed_against(case, COMPLAINT.name).filter(person=person).exclude(state__in=FINISHED).first()
    if standing is not None:
        return standing
    reason = f"{grade.label}：{sentence}" if sentence else grade.label
    return open_contest(
        case,
        COMPLAINT.name,
        reason[:LONGEST_REASON],
        hand,
        channel=Channel.RATING,
        because=act,
        filer=Filer(person=person),
    )
