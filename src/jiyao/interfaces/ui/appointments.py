"""Appointments to posts in words, for the employer and for the department."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404, StreamingHttpResponse

from jiyao.employment.actions.appointing import PAY, POSTS
from jiyao.employment.actions.papering import take_paper
from jiyao.employment.models import PostAppointment
from jiyao.employment.queries.appointments import papers_of, versions_of
from jiyao.employment.queries.conditions import Judged, Stand, judged_on
from jiyao.employment.queries.questions import asked_open, questions_about
from jiyao.engine.shapes import Words
from jiyao.interfaces.ui.bodies import code_word, teller
from jiyao.interfaces.ui.context import now, today
from jiyao.interfaces.ui.determinations.telling import Line, lines
from jiyao.interfaces.ui.downloads import kept_file
from jiyao.interfaces.ui.pack import assessor
from jiyao.registry.hand import Hand
from jiyao.registry.queries.labels import masked_people, occupation_names, organisation_names, shown_in

STANDS: Mapping[Stand, tuple[str, Words]] = {
    Stand.MEETS: ("yes", Words(zh="已知条件符合", en="meets what is known")),
    Stand.OPEN: ("ask", Words(zh="还缺资料", en="something is missing")),
    Stand.FAILS: ("no", Words(zh="不符合", en="not met")),
    Stand.NO_RULE: ("none", Words(zh="没有规则", en="no rule")),
}


@dataclass(frozen=True, slots=True)
class AppointmentTold:
    """An appointment in words. `stand`: as the rules see it today; none of what does not run today."""

    row: PostAppointment
    person: str
    employer: str
    post: str
    occupation: str
    pay: str
    mark: str
    stand: Words | None
    is_asked: bool


def appointments_told(rows: Sequence[PostAppointment]) -> list[AppointmentTold]:
    """Appointments in words, those about which a question is open first."""
    return _in_words(rows, judged_on(rows, today(), assessor(), known_at=now()))


def appointment_page(found: PostAppointment) -> dict[str, object]:
    """What the page of one appointment tells, to the employer and at the desk."""
    by_record = judged_on([found], today(), assessor(), known_at=now())
    judged = by_record.get(found.record)
    return {
        "told": _in_words([found], by_record)[0],
        "lines": [] if judged is None else conditions_told(judged),
        "unread": () if judged is None else unread_told(judged),
        "papers": list(papers_of(found.record)),
        "questions": questions_about([found.record]),
        "versions": versions_of(found.record),
    }


def paper_taken(found: PostAppointment, key: int, hand: Hand) -> StreamingHttpResponse:
    """A paper of an appointment; looking at it leaves an act. raises Http404"""
    one = papers_of(found.record).filter(pk=key).first()
    if one is None:
        raise Http404
    return kept_file(take_paper(one, hand))


def _in_words(rows: Sequence[PostAppointment], judged: Mapping[int, Judged]) -> list[AppointmentTold]:
    people = masked_people(one.person_id for one in rows)
    employers = organisation_names({one.employer_id for one in rows})
    occupations = occupation_names({one.occupation for one in rows})
    asked = asked_open([one.record for one in rows])
    found = [
        AppointmentTold(
            row=one,
            person=shown_in(people, one.person_id),
            employer=employers.get(one.employer_id, str(one.employer_id)),
            post=code_word(POSTS, one.post),
            occupation=occupations.get(one.occupation, one.occupation),
            pay=code_word(PAY, one.post_pay) if one.post_pay else "",
            mark=STANDS[judged[one.record].stand][0] if one.record in judged else "",
            stand=STANDS[judged[one.record].stand][1] if one.record in judged else None,
            is_asked=one.record in asked,
        )
        for one in rows
    ]
    return sorted(found, key=lambda one: not one.is_asked)


def conditions_told(judged: Judged) -> Sequence[Line]:
    """The conditions of the post, one by one, with their clauses."""
    return [] if judged.told is None else list(lines(judged.told, teller()))


def unread_told(judged: Judged) -> Sequence[Words]:
    """What nobody has read of the conditions."""
    return () if judged.told is None else judged.told.measure.open
