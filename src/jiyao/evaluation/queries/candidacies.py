"""Whether the pack's application conditions admit a candidate: by which of them, or what is missing, or from when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from jiyao.base.slices import slices
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.determination.reasons import Determination, explained
from jiyao.engine.measures import Outcome
from jiyao.engine.vocabulary import FactDefinition, Vocabulary
from jiyao.evaluation.models import Candidacy, Candidate, CandidateState, Session
from jiyao.foundation.facts import people_cases
from jiyao.registry.models import FOREVER

CANDIDACY = "candidacy"
AT_A_TIME = 500
OF_THE_PLAN = frozenset({"division", "standard_edition", "level", "occupation", "work_type"})
"""Fields of a candidacy that the session says."""
OF_A_TITLE = ("title_held", "title_held_on", "title_matches_field")
BODY_SAYS = frozenset({"body", "department"})
"""Of what only the body can confirm, the vocabulary says that it is known by these."""


class Stand(StrEnum):
    """How a candidate stands to the application conditions."""

    MAY = "may"
    OPEN = "open"
    LATER = "later"
    NOT = "not"
    NO_RULE = "no_rule"


@dataclass(frozen=True, slots=True)
class Judged:
    """What the application conditions say of one candidate. `told`: every one that applies, the best first."""

    told: Sequence[Determination]

    @property
    def best(self) -> Determination | None:
        """The one that decides."""
        return self.told[0] if self.told else None

    @property
    def stand(self) -> Stand:
        """What it comes to."""
        return Stand.NO_RULE if self.best is None else _stand(self.best)

    @property
    def from_day(self) -> date | None:
        """The first day on which time alone admits the candidate."""
        return None if self.best is None else self.best.eligible_from

    @property
    def route(self) -> str:
        """The id of the condition that suffices; empty where none does, or all are needed."""
        if self.best is None or self.stand is not Stand.MAY:
            return ""
        ways = [way for one in self.best.conditions for way in one.branches if way.truth]
        return ways[0].id if ways else ""

    @property
    def missing(self) -> Sequence[str]:
        """The facts that can still change the answer, the best question first."""
        return tuple(dict.fromkeys(name for one in self.told for name in one.missing))


_RANK = (Stand.MAY, Stand.OPEN, Stand.LATER, Stand.NOT)


def _stand(one: Determination) -> Stand:
    if one.result.outcome in (Outcome.ELIGIBLE, Outcome.TO_BE_CONFIRMED):
        return Stand.MAY
    if one.result.outcome is Outcome.UNKNOWN:
        return Stand.OPEN
    return Stand.NOT if one.eligible_from is None else Stand.LATER


def judged(
    candidates: Iterable[Candidate], assessor: Assessor, *, on: date, known_at: datetime
) -> Mapping[int, Judged]:
    """What the conditions say of each candidate, by its number; with two queries for some hundred of them."""
    found: dict[int, Judged] = {}
    measures = [one.id for one in assessor.pack.measures.values() if one.subject == CANDIDACY]
    for some in slices(list(candidates), AT_A_TIME):
        people = [one.person_id for one in some]
        rows = people_cases(
            people, [CANDIDACY], on=on, known_at=known_at, vocabulary=assessor.pack.vocabulary
        )
        for one in some:
            cases = rows.get(one.person_id, {}).get(CANDIDACY, ())
            own = {CANDIDACY: [case for case in cases if case.id == str(one.candidacy)]}
            assessed = assessor.assess(own, on, only=measures)
            applying = [row for row in assessed if row.outcome is not Outcome.NOT_APPLICABLE]
            told = explained(assessor, applying, own)
            found[one.pk] = Judged(sorted(told, key=lambda said: _RANK.index(_stand(said))))
    return found


def who_may(session: Session, assessor: Assessor, *, on: date, known_at: datetime) -> list[int]:
    """The candidates of a session who are not decided and of whom rules say that they may apply."""
    enrolled = Candidate.objects.filter(session=session, state=CandidateState.ENROLLED).order_by("pk")
    said = judged(enrolled, assessor, on=on, known_at=known_at)
    return [number for number, one in said.items() if one.stand is Stand.MAY]


def judged_one(candidate: Candidate, assessor: Assessor, *, on: date, known_at: datetime) -> Judged:
    """What the conditions say of one candidate."""
    return judged([candidate], assessor, on=on, known_at=known_at)[candidate.pk]


def askable(vocabulary: Vocabulary) -> Mapping[str, FactDefinition]:
    """The facts that a candidacy itself keeps, since no register knows them."""
    fields = {field.name for field in Candidacy._meta.concrete_fields} - OF_THE_PLAN
    return {name: fact for name, fact in vocabulary.facts.items() if name in fields and CANDIDACY in fact.of}


def title_said(person: int, occupation: str) -> Mapping[str, object]:
    """What a person last said of a professional title when applying for a level of the occupation."""
    found = Candidacy.objects.filter(superseded_at=FOREVER, person=person, occupation=occupation)
    last = found.order_by("-applied_on", "-record").values(*OF_A_TITLE).first()
    return {} if last is None else last


def to_answer(found: Judged, vocabulary: Vocabulary, *, by_body: bool) -> list[FactDefinition]:
    """What the candidate, or the body, may still answer, the best question first."""
    facts = askable(vocabulary)
    return [
        facts[name]
        for name in found.missing
        if name in facts and (facts[name].known_by in BODY_SAYS) is by_body
    ]
