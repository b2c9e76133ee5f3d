"""Who takes part in contests together: entrants and coaches of an entry, whose facts and limits hang on each other."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence

from jiyao.engine.measures import Limit
from jiyao.evaluation.models import Coaching, ContestResult
from jiyao.registry.models import Record

ENTRY: Mapping[type[Record], Sequence[tuple[str, ...]]] = {
    ContestResult: (("contest", "event", "entry_number"), ("contest_name", "event", "entry_number")),
    Coaching: (("contest", "event", "entry_number"),),
}
"""Of each record of people whose facts hang on those of an entry: what names the entry, to facts and to limits."""
KEYS = (
    frozenset({"contest_name", "contest_event", "entry_number"}),
    frozenset({"coached_contest", "coached_event", "coached_entry"}),
)
"""The facts by which a limit counts for one entry."""


def with_their_entries(people: Iterable[int]) -> frozenset[int]:
    """These people, and whoever took part with them by any version of a record, and with those, and so on.

    Where a record does not name its entry, its person could be of any, and is among them always.
    """
    found = set(people)
    groups: dict[Hashable, set[int]] = {}
    for model, names in ENTRY.items():
        for name in names:
            for person, *entry in model._default_manager.values_list("person_id", *name).distinct():
                groups.setdefault(None if None in entry else (name, *entry), set()).add(person)
    found |= groups.pop(None, set())
    return frozenset(_spread(found, groups.values()))


def counts_for_an_entry(limit: Limit) -> bool:
    """Whether only people of one entry share it."""
    return any(key <= set(limit.pool.per) for key in KEYS)


def _spread(found: set[int], groups: Iterable[Collection[int]]) -> set[int]:
    """Everybody who is led to from these through groups that have somebody in common."""
    of_person: dict[int, list[int]] = {}
    listed = list(groups)
    for number, group in enumerate(listed):
        for person in group:
            of_person.setdefault(person, []).append(number)
    waiting, seen = [person for person in found if person in of_person], set[int]()
    while waiting:
        for number in of_person[waiting.pop()]:
            if number not in seen:
                seen.add(number)
                waiting += [person for person in listed[number] if person not in found]
                found.update(listed[number])
    return found
