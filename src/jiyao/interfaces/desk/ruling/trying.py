"""A draft tried: the pack as it would be, what is wrong with it part by part, and what worked examples say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jiyao.base.errors import JiyaoError
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.examples import Example, assess_example, told
from jiyao.engine.measures import Measure, Outcome
from jiyao.engine.packs.loading import Pack
from jiyao.engine.packs.located import Step, read_yaml_text
from jiyao.engine.packs.writing import as_yaml
from jiyao.engine.problems import PackRefused, Problem
from jiyao.engine.shapes import Language
from jiyao.interfaces.desk.changing.expected import expected_in_words
from jiyao.interfaces.desk.changing.words import NAMES_OF_EXPECTED
from jiyao.interfaces.desk.ruling.parts import Part
from jiyao.interfaces.ui.pack import policy_of
from jiyao.interfaces.ui.sentences import Teller
from jiyao.policy.actions.changing import candidate_of
from jiyao.policy.queries.drafts import Laid

HAS_NOTHING = (Outcome.NOT_ELIGIBLE, Outcome.NOT_APPLICABLE)
OF_ENTITLED = ("payable", "amount_fen")
"""What an example says only of who is entitled."""
LABELLED = ("failed", "missing", "next_change_on")
"""What does not say by itself what it is."""
KEPT = 16
"""How many drafts that were tried are kept; what is laid over a version and that version are never altered."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A draft tried. `pack` is None where it is none; `problems` say why, `trouble` what else is wrong."""

    pack: Pack | None = None
    problems: tuple[Problem, ...] = ()
    trouble: JiyaoError | None = None
    examples: tuple[Example, ...] = ()
    broken: frozenset[tuple[str, str]] = frozenset()


_TRIED: dict[str, Tried] = {}


def tried(laid: Laid) -> Tried:
    """What comes of a draft."""
    if not laid.lay:
        return Tried(policy_of(laid.folder))
    if laid.hash not in _TRIED:
        while len(_TRIED) >= KEPT:
            _TRIED.pop(next(iter(_TRIED)))
        _TRIED[laid.hash] = _try(laid)
    return _TRIED[laid.hash]


def _try(laid: Laid) -> Tried:
    try:
        found = candidate_of(laid)
    except PackRefused as error:
        return Tried(problems=tuple(error.problems))
    except JiyaoError as error:
        return Tried(trouble=error)
    broken = frozenset(one.example.key for one in found.broken)
    return Tried(found.pack, examples=tuple(found.examples), broken=broken)


@dataclass(frozen=True, slots=True)
class Complaints:
    """What is wrong with a measure: by the address of a part, and what belongs to none."""

    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    others: tuple[str, ...] = ()


def complaints(laid: Laid, found: Tried, parts: Iterable[Part], language: Language) -> Complaints:
    """What is wrong, at the part to which it belongs; each with its line."""
    listed = sorted(parts, key=lambda part: -len(part.path))
    by_part: dict[str, tuple[str, ...]] = {}
    others = [] if found.trouble is None else found.trouble.said(language).splitlines()
    for problem in found.problems:
        said = problem.said(language)
        part = _part_of(laid, listed, problem)
        if part is None:
            others.append(f"{problem.place}: {said}")
        else:
            by_part[part.address] = (*by_part.get(part.address, ()), f"{said}（{problem.place}）")
    return Complaints(by_part, tuple(others))


def _part_of(laid: Laid, deepest_first: Iterable[Part], problem: Problem) -> Part | None:
    """The smallest part in whose lines a problem stands."""
    path = _path_at(laid, problem.place.file, problem.place.line)
    if path is None:
        return None
    fitting = (p for p in deepest_first if p.file == problem.place.file and p.path == path[: len(p.path)])
    return next((part for part in fitting if part.path), None)


def _path_at(laid: Laid, name: str, line: int) -> tuple[Step, ...] | None:
    """Where in a file a line is, as the file is written when the draft is tried."""
    if name not in laid.lay:
        return None
    marks = read_yaml_text(as_yaml(laid.file(name).value), name).marks
    at = [path for path, place in marks.items() if place.line == line]
    return max(at, key=len, default=None)


@dataclass(frozen=True, slots=True)
class Case:
    """A worked example: what it expects, what the pack gives now, and what it gives with the draft."""

    measure: str
    title: str
    on: date
    expected: str
    now: str
    then: str
    is_broken: bool


def worked_examples(laid: Laid, found: Tried, measures: Iterable[str], language: Language) -> list[Case]:
    """The worked examples of these measures, those that break first; none where the draft is no pack."""
    if found.pack is None:
        return []
    before = policy_of(laid.folder)
    now, then = Assessor(before), Assessor(found.pack)
    wanted = set(measures)
    cases = [
        _case((now, then), one, one.key in found.broken, language)
        for one in found.examples
        if one.measure in wanted or one.key in found.broken
    ]
    return sorted(cases, key=lambda case: not case.is_broken)


def _case(sides: tuple[Assessor, Assessor], one: Example, is_broken: bool, language: Language) -> Case:
    now, then = (
        told(assess_example(side, one), side.pack) if one.measure in side.pack.measures else {}
        for side in sides
    )
    measure, teller = sides[1].pack.measures[one.measure], Teller(sides[1].pack, language)
    expected, before, after = (_said(found, one.expect, measure, teller) for found in (one.expect, now, then))
    title = teller.words(measure.title)
    return Case(title, teller.words(one.title), one.on, expected, before, after, is_broken)


def _said(found: Mapping[str, Any], expect: Mapping[str, Any], measure: Measure, teller: Teller) -> str:
    """What was found of all that the example expects; where nobody is entitled, not what is paid."""
    has_nothing = found.get("outcome") in HAS_NOTHING
    parts = []
    for name in expect:
        said = expected_in_words(name, found.get(name), measure, teller)
        if said and not (has_nothing and name in OF_ENTITLED):
            label = teller.words(NAMES_OF_EXPECTED[name])
            parts.append(teller.say(("{0}：{1}", "{0}: {1}"), label, said) if name in LABELLED else said)
    return " · ".join(parts)
