"""facts.yaml to the checked vocabulary."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from jiyao.engine.packs.files import CodeListFile, FactFile, FactsFile
from jiyao.engine.packs.located import Located
from jiyao.engine.packs.reading import Folder
from jiyao.engine.problems import Place, Problems, nearest
from jiyao.engine.rules.tree import Value
from jiyao.engine.rules.types import FEN, RATIO_ONE, Kind, Type
from jiyao.engine.shapes import Words
from jiyao.engine.vocabulary import CodeList, FactDefinition, Subject, Vocabulary

UNITS = frozenset({"month", "year", "day", "hour", "times", "count", "rank"})
LARGEST_RATIO = 10**9
"""Beyond it a number is none that a ratio can be, however few digits it is written with."""
RESERVED = frozenset({"determined_on", "person", "calendar_year", "subject_id", "true", "false"})


def build_vocabulary(file: FactsFile, located: Located, folder: Folder, problems: Problems) -> Vocabulary:
    """The vocabulary, with everything wrong in it noted."""
    _check_subjects(file, located, problems)
    problems.raise_if_any()
    codes = {
        name: _code_list(name, list_, folder, problems, located.place(("codes", name)))
        for name, list_ in file.codes.items()
    }
    subjects = {
        subject.id: Subject(subject.id, subject.plural, subject.of, subject.words)
        for subject in file.subjects
    }
    facts: dict[str, FactDefinition] = {}
    for index, fact in enumerate(file.facts):
        place, before = located.place(("facts", index, "id")), len(problems)
        _check_fact(fact, facts, subjects, codes, place, problems)
        if len(problems) == before:
            facts[fact.id] = _fact(fact)
    return Vocabulary(subjects, codes, facts)


def _code_list(name: str, file: CodeListFile, folder: Folder, problems: Problems, place: Place) -> CodeList:
    if file.file is None:
        words = {code.code: code.words for code in file.codes}
        if len(words) != len(file.codes):
            problems.add(place, f'code list "{name}" has a code twice')
        return CodeList(name, file.words, file.ordered, words, {})
    if not (folder.root / file.file).is_file():
        problems.add(place, f'"{file.file}" does not exist')
        return CodeList(name, file.words, file.ordered, {}, {})
    rows = folder.csv(file.file)
    lacking = {"code", "parent", "zh", "en"} - (rows[0].keys() if rows else set())
    if lacking:
        problems.add(Place(file.file, 1), f"has no column {', '.join(sorted(lacking))}")
        return CodeList(name, file.words, file.ordered, {}, {})
    words = {row["code"]: Words(zh=row["zh"], en=row["en"]) for row in rows}
    parents = {row["code"]: row["parent"] for row in rows if row["parent"]}
    for line, row in enumerate(rows, start=2):
        if row["parent"] and row["parent"] not in words:
            problems.add(Place(file.file, line), f'unknown parent "{row["parent"]}"')
    for code in _circular(parents):
        problems.add(Place(file.file, 1), f'"{code}" lies within itself')
        del parents[code]
    return CodeList(name, file.words, file.ordered, words, parents)


def _circular(parents: Mapping[str, str]) -> list[str]:
    """What is above itself."""
    found = []
    for code in parents:
        above, seen = parents.get(code), {code}
        while above is not None and above not in seen:
            seen.add(above)
            above = parents.get(above)
        found += [code] if above == code else []
    return found


def _check_subjects(file: FactsFile, located: Located, problems: Problems) -> None:
    known = {subject.id for subject in file.subjects}
    parents = {subject.id: subject.of for subject in file.subjects if subject.of is not None}
    for index, subject in enumerate(file.subjects):
        if subject.of is not None and subject.of not in known:
            place = located.place(("subjects", index))
            problems.add(place, f'unknown subject "{subject.of}"{nearest(subject.of, known)}')
    for name in _circular(parents):
        problems.add(located.place(("subjects",)), f'subject "{name}" belongs to itself')


def _check_fact(
    fact: FactFile,
    before: Mapping[str, FactDefinition],
    subjects: Mapping[str, Subject],
    codes: Mapping[str, CodeList],
    place: Place,
    problems: Problems,
) -> None:
    name = f'fact "{fact.id}"'
    if fact.id in before:
        problems.add(place, f"{name} stands twice; name both subjects in `of: [a, b]`")
    if fact.id in RESERVED:
        problems.add(place, f"{name}: the name is taken; choose another")
    for subject in fact.of:
        if subject not in subjects:
            problems.add(place, f'{name}: unknown subject "{subject}"{nearest(subject, subjects)}')
    if (fact.type == "code") != (fact.codes is not None):
        problems.add(place, f"{name}: a code fact names its list in `codes`, no other does")
    elif fact.codes is not None and fact.codes not in codes:
        problems.add(place, f'{name}: unknown code list "{fact.codes}"{nearest(fact.codes, codes)}')
    if (fact.type == "integer") != (fact.unit is not None) or fact.unit not in {*UNITS, None}:
        problems.add(place, f"{name}: an integer has one of the units {', '.join(sorted(UNITS))}")
    if fact.type in ("integer", "money", "ratio") and fact.range is None:
        problems.add(place, f"{name}: a number needs its range, so that sums cannot overflow")
    if fact.range is not None and not _is_range(fact):
        problems.add(place, f"{name}: a range is [least, greatest], both {fact.type}")
    if fact.pattern is not None and not _is_pattern(fact.pattern):
        problems.add(place, f"{name}: the pattern {fact.pattern} is no regular expression")


def _is_range(fact: FactFile) -> bool:
    low, high = (read_value(fact_type(fact), value) for value in fact.range or ())
    wanted = date if fact.type == "date" else int
    return type(low) is wanted and type(high) is wanted and low <= high  # type: ignore[operator]


def _is_pattern(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def _fact(file: FactFile) -> FactDefinition:
    type_ = fact_type(file)
    low, high = (read_value(type_, value) for value in file.range or (None, None))
    return FactDefinition(
        id=file.id,
        of=tuple(file.of),
        type=type_,
        words=file.words,
        ask=file.ask or file.words,
        known_by=file.known_by,
        low=low,
        high=high,
        pattern=None if file.pattern is None else re.compile(file.pattern),
        example=file.example or file.pattern or "",
        aliases=tuple(file.aliases),
    )


def fact_type(file: FactFile) -> Type:
    """The type of a fact's values."""
    kind = Kind(file.type)
    unit = FEN if kind is Kind.MONEY else file.unit
    return Type(kind, unit=unit, codes=file.codes)


def read_value(type_: Type, value: Any) -> Value | None:
    """A value of a YAML or JSON file as the engine keeps it: a ratio as whole ten-thousandths.

    What does not fit stays as it is and is complained of by whoever checks it.
    """
    if type_.kind is not Kind.RATIO or type(value) not in (Decimal, int, float):
        return value  # type: ignore[no-any-return]
    ratio = Decimal(str(value))
    if not ratio.is_finite() or abs(ratio) > LARGEST_RATIO:
        return ratio  # type: ignore[return-value]
    parts = ratio * RATIO_ONE
    return int(parts) if parts == parts.to_integral_value() else ratio  # type: ignore[return-value]
