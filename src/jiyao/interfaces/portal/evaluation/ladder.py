"""The ladder of levels and posts in words, and for who signed in the next rung with what is missing."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from jiyao.employment.queries.appointments import appointed_by_post
from jiyao.engine.packs.evaluating import ClashFile, EvaluationFile, RungFile
from jiyao.engine.shapes import Words
from jiyao.evaluation.models import Candidacy
from jiyao.evaluation.queries.bodies import editions_used
from jiyao.evaluation.queries.candidacies import title_said
from jiyao.interfaces.portal.evaluation.routes import beside
from jiyao.interfaces.ui.determinations.sorting import Section, conclusions, sections
from jiyao.interfaces.ui.pack import assessor
from jiyao.interfaces.ui.policy.page import Clause, measure_page
from jiyao.interfaces.ui.policy.telling import Margin
from jiyao.interfaces.ui.sentences import Teller
from jiyao.policy.queries.proposing import determined_if
from jiyao.registry.queries.holding import HeldLevel, highest_levels
from jiyao.registry.queries.labels import occupation_names

CANDIDACY = "candidacy"
Asked = tuple[int, date, datetime]
"""Who, on which day, as known at which moment."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A measure with its conditions."""

    id: str
    title: Words
    summary: str
    clauses: Sequence[Clause]


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung. `appointed`: how many hold the post by what is on record; None for what is no post."""

    number: int
    file: RungFile
    measures: Sequence[Linked]
    appointed: int | None
    margin: Margin


@dataclass(frozen=True, slots=True)
class Next:
    """The next rung for somebody in an occupation: what they hold, and how each set of conditions stands for them.

    editions   those of the standard on which listed bodies evaluate the rung; none where no body says
    """

    occupation: str
    held: HeldLevel
    held_words: Words
    rung: RungFile
    sections: Sequence[Section]
    editions: Sequence[Words]


def ladder(teller: Teller, told: EvaluationFile, on: date) -> list[Rung]:
    """Every rung, the highest first, as a ladder stands."""
    posts = appointed_by_post(on)
    rungs = [
        Rung(
            number,
            one,
            [linked(teller, id_, on) for id_ in one.measures],
            None if one.post is None else posts.get(one.post, 0),
            beside(teller, one.source),
        )
        for number, one in enumerate(told.ladder.rungs, start=1)
    ]
    return rungs[::-1]


def linked(teller: Teller, id_: str, on: date) -> Linked:
    """A measure with its conditions in words."""
    measure = teller.pack.measures[id_]
    page = measure_page(teller, measure, on)
    return Linked(id_, measure.title, page.entry.summary or "", page.clauses)


def clashes(teller: Teller, told: EvaluationFile) -> list[tuple[ClashFile, Words]]:
    """What is mixed up with the posts, each with the title of its measure."""
    return [(one, teller.pack.measures[one.measure].title) for one in told.ladder.clashes]


def next_rungs(teller: Teller, told: EvaluationFile, person: int, on: date, at: datetime) -> list[Next]:
    """For each occupation in which a person holds a level the next one. raises NobodyKnown"""
    held = highest_levels(person, on)
    names = occupation_names([one.occupation for one in held])
    above = dict(_above(told))
    return [
        _next(
            teller, told, above[one.level], one, names.get(one.occupation, one.occupation), (person, on, at)
        )
        for one in held
        if one.level in above
    ]


def _above(told: EvaluationFile) -> Iterator[tuple[str, RungFile]]:
    """By level the rung above it."""
    rungs = told.ladder.rungs
    for one, following in pairwise(rungs):
        if one.level is not None:
            yield one.level, following


def _next(
    teller: Teller, told: EvaluationFile, rung: RungFile, held: HeldLevel, occupation: str, who: Asked
) -> Next:
    level = teller.pack.vocabulary.codes["level"].codes[held.level]
    if rung.level is None:
        return Next(occupation, held, level, rung, (), ())
    used = editions_used(held.occupation, rung.level, who[1])
    editions = teller.pack.vocabulary.codes["standard_edition"].codes
    return Next(
        occupation,
        held,
        level,
        rung,
        _standing(teller, told, rung, held, used or frozenset(editions), who),
        [words for code, words in editions.items() if code in used],
    )


def _standing(
    teller: Teller,
    told: EvaluationFile,
    rung: RungFile,
    held: HeldLevel,
    editions: Collection[str],
    who: Asked,
) -> list[Section]:
    """How the application conditions of the rung stand for the person, as if they applied on the day."""
    person, on, at = who
    said = title_said(person, held.occupation)
    rows = [
        Candidacy(
            record=0,
            recorded_at=at,
            person_id=person,
            occupation=held.occupation,
            level=rung.level or "",
            standard_edition=edition,
            applied_on=on,
            **said,
        )
        for edition in sorted(editions, reverse=True)
    ]
    titled = said.get("title_held") not in (None, "none")
    wanted = {*rung.measures, *(told.ladder.bridges if titled else ())}
    judged = determined_if(assessor(), person, CANDIDACY, rows, on=on, known_at=at, measures=wanted)
    found = {one.measure.id: one for several in judged for one in several}
    return sections(conclusions(found.values(), teller), teller, TITLES)


TITLES = {
    "due": ("现在可以申报", "You may apply now"),
    "to_confirm": ("可以申报，待工作人员确认", "You may apply, once an official confirms it"),
    "later": ("到某一天起可以申报", "You may apply from a day"),
    "open": ("还缺这些", "What is missing"),
    "unpaid": ("符合条件，依据尚待核实", "Met, but what it rests on is not confirmed"),
    "refused": ("还不符合", "Not yet"),
}
