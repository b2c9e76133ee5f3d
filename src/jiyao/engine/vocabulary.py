"""The vocabulary of a pack: subjects, code lists and facts. What rules are checked against, and rows of facts too."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from jiyao.engine.complaints import complain, expected
from jiyao.engine.rules.tree import Value
from jiyao.engine.rules.types import RATIO_ONE, Kind, Type
from jiyao.engine.shapes import Language, Words

SEPARATOR = "|"
"""Parts the parts of a pool's key where it is one text; no id and no text fact may hold it."""
DIVISIONS = "division"
"""The id of the code list of divisions."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a measure may be determined for; `of` names the subject whose facts its rows see too."""

    id: str
    plural: str
    of: str | None
    words: Words


@dataclass(frozen=True, slots=True)
class CodeList:
    """Codes, low to high where ordered. `parents`: the code above each code, where there is one."""

    id: str
    words: Words
    ordered: bool
    codes: Mapping[str, Words]
    parents: Mapping[str, str]

    def rank(self, code: str) -> int:
        """The place of a code in the declared order."""
        return list(self.codes).index(code)


@dataclass(frozen=True, slots=True)
class FactDefinition:
    """What may be known of the subjects named in `of`. `low` and `high` are allowed values; `example` shows a text."""

    id: str
    of: tuple[str, ...]
    type: Type
    words: Words
    ask: Words
    known_by: str
    low: Value | None
    high: Value | None
    pattern: re.Pattern[str] | None
    example: str
    aliases: tuple[str, ...]

    def is_in_range(self, value: Value) -> bool:
        """Whether a number or day lies in the fact's range; an open side allows anything."""
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)  # type: ignore[operator]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything a pack's rules may name, by id."""

    subjects: Mapping[str, Subject]
    codes: Mapping[str, CodeList]
    facts: Mapping[str, FactDefinition]

    def parent_of(self, division: str) -> str | None:
        """The division above a division, if both are known."""
        return self.codes[DIVISIONS].parents.get(division) if DIVISIONS in self.codes else None

    def ranks(self) -> dict[str, dict[str, int]]:
        """Of each ordered code list, the place of each code, from low to high."""
        return {
            name: {code: rank for rank, code in enumerate(list_.codes)}
            for name, list_ in self.codes.items()
            if list_.ordered
        }

    def facts_of(self, subject: str) -> dict[str, FactDefinition]:
        """The facts that a row of the subject sees: its own and those of whom it belongs to."""
        seen = set(self.lineage(subject))
        return {name: fact for name, fact in self.facts.items() if seen & set(fact.of)}

    def lineage(self, subject: str) -> tuple[str, ...]:
        """The subject and whom it belongs to, nearest first."""
        parent = self.subjects[subject].of
        return (subject,) if parent is None else (subject, *self.lineage(parent))

    def owner(self, subject: str) -> str:
        """The last of the lineage: the person or organisation."""
        return self.lineage(subject)[-1]

    def complaint(self, name: str, value: Any, language: Language = "en") -> str | None:
        """Why a value is none for the fact, or nothing. Unknown is always allowed."""
        fact = self.facts[name]
        if value is None:
            return None
        if not _fits(fact.type, value):
            wanted = expected(fact.type.kind, language)
            return complain("kind", language, name=name, value=_shown(value), expected=wanted)
        found = self._misfit(fact, value)
        return None if found is None else complain(found[0], language, name=name, **found[1])

    def _misfit(self, fact: FactDefinition, value: Any) -> tuple[str, dict[str, object]] | None:
        """The complaint about a value of the right kind, with what it names."""
        if fact.type.kind is Kind.TEXT and SEPARATOR in value:
            return "separator", {"value": repr(value), "mark": SEPARATOR}
        if fact.type.codes is not None and value not in self.codes[fact.type.codes].codes:
            return "code", {"value": value, "codes": fact.type.codes}
        if fact.pattern is not None and not fact.pattern.fullmatch(str(value)):
            return "pattern", {"value": value, "pattern": fact.pattern.pattern}
        if fact.low is not None and value < fact.low:
            return "low", {"value": _plain(fact, value), "bound": _plain(fact, fact.low)}
        if fact.high is not None and value > fact.high:
            return "high", {"value": _plain(fact, value), "bound": _plain(fact, fact.high)}
        return None


_PYTHON: dict[Kind, type] = {
    Kind.BOOLEAN: bool,
    Kind.INTEGER: int,
    Kind.MONEY: int,
    Kind.RATIO: int,
    Kind.DATE: date,
    Kind.CODE: str,
    Kind.TEXT: str,
}


def _shown(value: Any) -> str:
    return str(value) if isinstance(value, Decimal) else repr(value)


def _plain(fact: FactDefinition, value: Any) -> str:
    """A value as people write it: a ratio is kept as ten-thousandths."""
    return f"{value / RATIO_ONE:g}" if fact.type.kind is Kind.RATIO else str(value)


def _fits(type_: Type, value: Any) -> bool:
    return type(value) is _PYTHON[type_.kind]
