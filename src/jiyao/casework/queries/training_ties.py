"""Who trained the candidates of a session, where that touches the body that holds it or those who examine there.

No document in our hands forbids it: it is said, and flags look at the certificates. Nobody is drawn who works for who
trained a candidate; who was drawn before a candidate enrolled is found here.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jiyao.evaluation.models import Candidate, CandidateState, Duty, DutyState, Session
from jiyao.evaluation.queries.staffing import EXAMINING, employers_of
from jiyao.registry.queries.ownership import Owner, sharing_owners
from jiyao.training.queries.providers import providers_of

GONE = (CandidateState.WITHDRAWN, CandidateState.REFUSED)


@dataclass(frozen=True, slots=True)
class Tie:
    """An organisation that trained candidates of a session, tied to the body or to an examiner.

    candidates   how many of them it trained
    examiner     the person who works for it, or for who shares an owner with it; None: the body itself is tied
    owner        whom they have in common; None where it is the very same organisation
    """

    trainer: int
    candidates: int
    examiner: int | None
    owner: Owner | None


def ties_of(session: Session, on: date) -> Sequence[Tie]:
    """The ties of a session, those of the body first."""
    people = (
        Candidate.objects.filter(session=session).exclude(state__in=GONE).values_list("person", flat=True)
    )
    trained = Counter(trainer for trainers in providers_of(list(people)).values() for trainer in trainers)
    if not trained:
        return []
    duties = Duty.objects.filter(sitting__session=session, role__in=EXAMINING)
    examiners = set(duties.exclude(state=DutyState.DECLINED).values_list("person", flat=True))
    works = employers_of(examiners, on)
    ties = _between(session.organisation_id, trained, None, on)
    for person in sorted(works):
        for employer in sorted(works[person]):
            ties += _between(employer, trained, person, on)
    return ties


def _between(organisation: int, trained: Mapping[int, int], examiner: int | None, on: date) -> list[Tie]:
    related: dict[int, Owner | None] = {**sharing_owners(organisation, on), organisation: None}
    return [
        Tie(trainer, trained[trainer], examiner, related[trainer])
        for trainer in sorted(trained)
        if trainer in related
    ]
