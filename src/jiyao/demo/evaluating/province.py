"""Evaluation of the whole demonstration province, in its order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from jiyao.demo.evaluating.abilities import hold_tests
from jiyao.demo.evaluating.afterwards import change_some, look_up, pay_subsidy
from jiyao.demo.evaluating.hands import Hands
from jiyao.demo.evaluating.scenes import HOLDER, certificates_of, every_stage, some_stages, under_way
from jiyao.demo.evaluating.supervision import ask_for_answer, find_something, send_outside
from jiyao.demo.filling.database import check_demonstration
from jiyao.engine.determination.assessing import Assessor
from jiyao.evaluation.models import EvaluationBody, Examiner, Session
from jiyao.evaluation.queries.bodies import listings, suspended
from jiyao.registry.models import Account

OFFICE = "evaluation-body"
"""The account of the body at which there is a session at each stage."""
OTHERS = ("employer", "social")
"""Of which kinds the other bodies are that hold sessions, one each."""


@dataclass(frozen=True, slots=True)
class Evaluated:
    """How many sessions there are, and how many certificates they gave."""

    sessions: int
    certificates: int


@transaction.atomic
def evaluate_province(assessor: Assessor, *, on: date, at: datetime, by: str) -> Evaluated:
    """The sessions of the demonstration's bodies, which are listed. raises NotADemonstration"""
    check_demonstration()
    hands = Hands(assessor.pack, assessor, on, at, by)
    sessions = hold_tests(hands)
    main = Account.objects.filter(username=OFFICE).values_list("assignments__organisation", flat=True).first()
    if main is not None and main in _fit(hands):
        held = every_stage(main, hands)
        send_outside(under_way(held), held[0].division, hands)
        ask_for_answer(main, hands)
        _follow(held[0], hands)
        sessions += held
    others = list(_others(main, hands))
    for organisation, _ in others:
        sessions += some_stages(organisation, hands)
    for organisation, division in others[:1]:
        find_something(organisation, division, hands)
    return Evaluated(len(sessions), certificates_of(sessions))


def _follow(session: Session, hands: Hands) -> None:
    """What became of the certificates of a session; the one of the holder's account is paid on."""
    holder = Account.objects.filter(username=HOLDER).values_list("person", flat=True).first()
    look_up(session, hands, but=holder)
    change_some(session, hands, but=holder)
    if holder is not None:
        pay_subsidy(holder, hands)


def _fit(hands: Hands) -> Sequence[int]:
    """The bodies that may hold sessions and have examiners, in the order of their numbers."""
    there = set(listings(hands.on).values_list("organisation", flat=True))
    staffed = set(Examiner.objects.filter(organisation__in=there).values_list("organisation", flat=True))
    return sorted(staffed - set(suspended(there, hands.on)))


def _others(main: int | None, hands: Hands) -> Iterator[tuple[int, str]]:
    """One more body of each kind, with where it is."""
    for kind in OTHERS:
        listed = EvaluationBody.objects.filter(organisation__in=_fit(hands), body_kind=kind)
        found = listed.exclude(organisation=main).order_by("organisation").first()
        if found is not None:
            yield found.organisation_id, f"{found.division[:4]}00"
