"""A pack's worked examples: the tests and the documentation of its measures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiyao.engine.cases import Case, Facts, Grant, key_part
from jiyao.engine.determination.assessing import Assessment, Assessor
from jiyao.engine.determination.missing import missing_facts
from jiyao.engine.measures import APPLIES, Measure
from jiyao.engine.packs.demonstration import HEAD
from jiyao.engine.packs.files import ExampleFile, Plain
from jiyao.engine.packs.loading import Pack
from jiyao.engine.packs.located import Located
from jiyao.engine.packs.reading import Folder, validated
from jiyao.engine.packs.vocabulary import read_value
from jiyao.engine.problems import Place, Problems, nearest
from jiyao.engine.shapes import Words

SUBJECT_ID, OWNER_ID = "S1", "P1"


@dataclass(frozen=True, slots=True)
class Example:
    """One worked case, ready to be determined. `expect` holds what the file states, by name."""

    id: str
    measure: str
    title: Words
    on: date
    case: Case
    grants: tuple[Grant, ...]
    expect: Mapping[str, Any]
    place: Place

    @property
    def key(self) -> tuple[str, str]:
        """Its measure and its id."""
        return (self.measure, self.id)


def read_examples(pack: Pack) -> tuple[list[Example], Problems]:
    """The examples of every measure, and what is wrong in their files.

    Of a demonstration they are the overlay's own, which may start from cases of the pack: those say what is policy.
    """
    problems = Problems()
    of_pack = Folder(pack.root).listed("examples")
    if pack.overlay is None:
        return _examples(pack, of_pack, {}, set(pack.measures), problems), problems
    overlay = Folder(pack.overlay, head=HEAD, called=f"{pack.overlay.name}/")
    own, wanted = overlay.listed("examples"), set(overlay.listed("measures"))
    before = {id_: located for id_, located in of_pack.items() if id_ in own}
    known = {example.key: example.case.facts for example in _examples(pack, before, {}, set(), Problems())}
    return _examples(pack, own, known, wanted, problems), problems


def _examples(
    pack: Pack,
    listed: Mapping[str, Located],
    known: Mapping[tuple[str, str], Facts],
    wanted: set[str],
    problems: Problems,
) -> list[Example]:
    """The examples of the files. `known`: facts of earlier cases by measure and id; `wanted`: who must have some."""
    found: list[Example] = []
    for id_, located in listed.items():
        if id_ not in pack.measures:
            problems.add(located.place(()), f'no measure "{id_}"{nearest(id_, pack.measures)}')
            continue
        before = {case: facts for (measure, case), facts in known.items() if measure == id_}
        found += _Reader(pack, pack.measures[id_], located, problems, before).read()
    for id_ in sorted(wanted & set(pack.measures) - set(listed)):
        problems.add(pack.measures[id_].source_place, f"has no examples/{id_}.yaml")
    return found


@dataclass(slots=True)
class _Reader:
    pack: Pack
    measure: Measure
    located: Located
    problems: Problems
    of_pack: Mapping[str, Facts]

    def read(self) -> Iterator[Example]:
        before: dict[str, Facts] = dict(self.of_pack)
        own: set[str] = set()
        for index in range(len(self.located.value or [])):
            part = self.located.at(index)
            file = validated(ExampleFile, part, self.problems)
            if file is None:
                continue
            place = part.place(())
            if file.id in own:
                self.problems.add(place, f'"{file.id}" stands twice')
            if file.like is not None and file.like not in before:
                self.problems.add(place, f'no earlier case "{file.like}"{nearest(file.like, before)}')
            facts = self._facts(file.facts, part)
            before[file.id] = {**before.get(file.like or "", {}), **facts}
            own.add(file.id)
            yield self._example(file, before[file.id], place)

    def _facts(self, given: Mapping[str, Plain], part: Located) -> Facts:
        known = self.pack.vocabulary.facts_of(self.measure.subject)
        facts = {}
        for name, plain in given.items():
            place = part.place(("facts", name))
            if name not in known:
                self.problems.add(place, f'unknown fact "{name}"{nearest(name, known)}')
                continue
            value = read_value(known[name].type, plain)
            complaint = self.pack.vocabulary.complaint(name, value)
            if complaint:
                self.problems.add(place, complaint)
            facts[name] = value
        return facts

    def _example(self, file: ExampleFile, facts: Facts, place: Place) -> Example:
        owner = self.pack.vocabulary.owner(self.measure.subject)
        row_id = OWNER_ID if owner == self.measure.subject else SUBJECT_ID
        grants = tuple(
            Grant(grant.pool, tuple(key_part(part) for part in grant.key)) for grant in file.grants
        )
        return Example(
            id=file.id,
            measure=self.measure.id,
            title=file.title,
            on=file.on,
            case=Case(row_id, OWNER_ID, facts),
            grants=grants,
            expect=file.expect.model_dump(exclude_unset=True),
            place=place,
        )


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An example that expects one thing where the pack gives another. `name`: what of it, such as `amount_fen`."""

    example: Example
    name: str
    expected: Any
    found: Any

    @property
    def words(self) -> str:
        """Both, as a problem says them."""
        return f'"{self.example.id}": {self.name} is {_shown(self.found)}, not {_shown(self.expected)}'


def disagreements(pack: Pack) -> list[Disagreement]:
    """Everything that the pack's examples expect otherwise. raises PackRefused where their files are wrong"""
    examples, problems = read_examples(pack)
    problems.raise_if_any()
    return list(disagreeing(pack, examples))


def disagreeing(pack: Pack, examples: Sequence[Example]) -> Iterator[Disagreement]:
    """What these examples expect otherwise than the pack gives."""
    assessor = Assessor(pack)
    for example in examples:
        got = told(assess_example(assessor, example), pack)
        for name, wanted in example.expect.items():
            if _comparable(got[name]) != _comparable(wanted):
                yield Disagreement(example, name, wanted, got[name])


def run_examples(pack: Pack, examples: Sequence[Example]) -> Problems:
    """The same as problems, each with its file and line."""
    problems = Problems()
    for found in disagreeing(pack, examples):
        problems.add(found.example.place, found.words)
    return problems


def assess_example(assessor: Assessor, example: Example) -> Assessment:
    """The assessment of the example's case under its measure."""
    subject = assessor.pack.measures[example.measure].subject
    found = assessor.assess({subject: [example.case]}, example.on, example.grants)
    return next(a for a in found if a.rule.measure.id == example.measure)


def told(assessment: Assessment, pack: Pack) -> dict[str, Any]:
    """Everything that an example may expect, by name."""
    result = assessment.result
    tests = zip(assessment.rule.measure.tests, assessment.truths, strict=True)
    return {
        "outcome": result.outcome.value,
        "payable": None if result.payable is None else result.payable.value,
        "amount_fen": result.amount_fen,
        "given": result.given,
        "failed": [name for name, truth in tests if truth is False and name != APPLIES],
        "missing": list(missing_facts(assessment, pack.vocabulary)),
        "next_change_on": result.next_change_on,
    }


def _comparable(value: Any) -> Any:
    return sorted(value) if isinstance(value, list) else value


def _shown(value: Any) -> str:
    return f"[{', '.join(value)}]" if isinstance(value, list) else str(value)
