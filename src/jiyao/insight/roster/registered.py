"""The people who work for an organisation as the registry knows them, as rows of a roster that nobody had to fill in.

What decides stays inside: the rows show who is meant, masked, and about what, not the facts.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from jiyao.base.progress import Progress, silent
from jiyao.engine.cases import Case, Facts, Grant, Key
from jiyao.engine.rules.tree import Value
from jiyao.engine.shapes import Language
from jiyao.foundation.facts import people_cases
from jiyao.insight.roster.columns import ABOUT, PERSON, Roster
from jiyao.insight.roster.determining import Granted
from jiyao.insight.roster.reading import Entry, Read
from jiyao.policy.queries.people import keys_of, slots_taken
from jiyao.registry.queries.labels import MaskedPerson, masked_people
from jiyao.registry.queries.reaching import working_for

AT_A_TIME = 250
"""People read at once."""

Rows = Mapping[str, Sequence[Case]]


@dataclass(frozen=True, slots=True)
class Registered:
    """Who works there, with the slots that are taken under their keys."""

    read: Read
    granted: Granted


def people_at_work(organisations: frozenset[int], on: date) -> list[int]:
    """The numbers of who works for these organisations on a day."""
    return sorted(set(working_for(organisations, on).values_list("person", flat=True)))


def registered_roster(
    organisations: frozenset[int],
    roster: Roster,
    *,
    on: date,
    known_at: datetime,
    language: Language,
    progress: Progress = silent,
) -> Registered:
    """Everybody who works for these organisations on the day; who was never recorded as a person is left out."""
    people = people_at_work(organisations, on)
    subjects = sorted({measure.subject for measure in roster.measures})
    entries: list[Entry] = []
    own: dict[str, Facts] = {}
    granted: dict[str, Sequence[Grant]] = {}
    for first in range(0, len(people), AT_A_TIME):
        progress("read", first, len(people))
        some = people[first : first + AT_A_TIME]
        cases = people_cases(some, subjects, on=on, known_at=known_at, vocabulary=roster.vocabulary)
        names = masked_people(some)
        for number, rows in sorted(cases.items()):
            own[str(number)] = rows[roster.root][0].facts
            entries += _entries(len(entries), rows, _called(names, number), roster, language)
        granted.update(_granted(cases, roster, on, known_at))
    progress("read", len(people), len(people))
    return Registered(Read((PERSON, ABOUT), tuple(entries), (), (), own), granted)


def _entries(before: int, rows: Rows, name: str, roster: Roster, language: Language) -> Iterator[Entry]:
    """A row for each thing that is recorded of the person; where there is none, one about the person."""
    [root] = rows[roster.root]
    things = [(about, case) for about, cases in rows.items() if about != roster.root for case in cases]
    for line, (about, case) in enumerate(things or [(roster.root, root)], start=before + 1):
        words = roster.vocabulary.subjects[about].words.said(language)
        cells = (name, words)
        yield Entry(line, cells, person=root.id, name=name, about=about, facts=_known(case.facts))


def _known(facts: Facts) -> dict[str, Value]:
    return {name: value for name, value in facts.items() if value is not None}


def _called(names: Mapping[int, MaskedPerson], number: int) -> str:
    """Masked, and told apart from others of the same name by the number."""
    found = names.get(number)
    shown = "" if found is None or found.erased else f"{found.name} {found.identity[-4:]}".strip()
    return f"{shown} #{number}".strip()


def _granted(
    cases: Mapping[int, Rows], roster: Roster, on: date, known_at: datetime
) -> Mapping[str, Sequence[Grant]]:
    keys = {str(number): set(keys_of(roster.measures, rows, on)) for number, rows in cases.items()}
    taken: dict[tuple[str, Key], list[Grant]] = defaultdict(list)
    for grant in slots_taken(set().union(*keys.values()), on=on, known_at=known_at):
        taken[grant.pool, grant.key].append(grant)
    return {who: [grant for key in mine for grant in taken.get(key, ())] for who, mine in keys.items()}
