"""How things that somebody thinks of doing would be determined, before anything is recorded."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import models

from jiyao.engine.cases import Case
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.determination.reasons import Determination, explained
from jiyao.engine.measures import Outcome
from jiyao.foundation.facts import PERSON, people_cases
from jiyao.foundation.proposing import proposed_facts
from jiyao.policy.queries.people import NobodyKnown


def determined_if(
    assessor: Assessor,
    person: int,
    subject: str,
    rows: Sequence[models.Model],
    *,
    on: date,
    known_at: datetime,
    measures: Collection[str] | None = None,
) -> list[list[Determination]]:
    """For each row that is thought of the measures that concern it; all of the subject, or those that are named.

    rows     unsaved rows of the subject's table, about that person
    raises   NobodyKnown
    """
    vocabulary = assessor.pack.vocabulary
    own = people_cases([person], (), on=on, known_at=known_at, vocabulary=vocabulary).get(person)
    if own is None:
        raise NobodyKnown(
            f"nobody is known under the number {person} on {on}", zh=f"{on} 没有编号 {person} 的人员"
        )
    base = own[PERSON][0].facts
    found = proposed_facts(subject, rows, on=on, known_at=known_at, vocabulary=vocabulary)
    wanted = _wanted(assessor, subject, measures)
    return [
        []
        if facts is None
        else _told(assessor, subject, Case(f"{number}", f"{person}", {**base, **facts}), on, wanted)
        for number, facts in enumerate(found)
    ]


def _wanted(assessor: Assessor, subject: str, measures: Collection[str] | None) -> list[str]:
    """The measures of the subject, of those that are named."""
    known = [one.id for one in assessor.pack.measures.values() if one.subject == subject]
    return known if measures is None else [one for one in known if one in measures]


def _told(
    assessor: Assessor, subject: str, case: Case, on: date, measures: Collection[str]
) -> list[Determination]:
    own = {subject: [case]}
    assessed = assessor.assess(own, on, only=measures)
    applying = [row for row in assessed if row.outcome is not Outcome.NOT_APPLICABLE]
    return list(explained(assessor, applying, own))
