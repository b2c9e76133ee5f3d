"""Everything that depends only on counted day and place, as SQL: values, wordings in force, what is payable."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from jiyao.base.periods import ONE_DAY, Period
from jiyao.engine.measures import ALWAYS, Measure, Row
from jiyao.engine.population.enums import PAYABLE, label
from jiyao.engine.population.sql import SQL_TYPES, among, literal, quoted
from jiyao.engine.rules.tree import Value

_FIRST, _LAST = date(1, 1, 1), date.max


@dataclass(frozen=True, slots=True)
class PolicySql:
    """Writes what one measure reads of policy.

    places   for each division that has set values of its own: itself and every division below it
    """

    measure: Measure
    on: date
    places: Mapping[str, tuple[str, ...]]

    @property
    def counted(self) -> str:
        """The SQL of the counted day."""
        counted_on = self.measure.counted_on
        return literal(self.on) if counted_on is None else quoted(counted_on)

    def constant(self, name: str) -> Value | None:
        """The value where it is the same for every row, else None."""
        parameter = self.measure.parameters[name]
        if parameter.local or parameter.by is not None:
            return None
        if self.measure.counted_on is not None and not parameter.is_timeless:
            return None
        row = parameter.row_on(self.on)
        return None if row is None else row.value

    def value(self, name: str, key: str | None) -> str:
        """The SQL of a value, or of the row of its table at the key."""
        parameter = self.measure.parameters[name]

        def told(row: Row | None) -> str:
            return "NULL" if row is None else _row(row, key)

        constant = self.constant(name)
        if constant is not None:
            return literal(constant)
        edges = {edge for row in parameter.rows() for edge in row.period.edges()}
        sql = self._by_place(
            parameter.local,
            lambda division: self._by_day(
                edges,
                lambda day: told(parameter.row_on(day, division)),
                told(parameter.row_on(None)),
            ),
        )
        return f"({sql})::{SQL_TYPES[parameter.type.kind]}"

    def stands(self, period: Period) -> str:
        """The SQL whether a wording is in force: TRUE, FALSE, or unknown as long as the day is."""
        if period == ALWAYS:
            return "TRUE"
        if self.measure.counted_on is None:
            return literal(period.holds(self.on))
        first, last = period.starts_on or _FIRST, period.ends_on or _LAST
        return f"{self.counted} BETWEEN {literal(first)} AND {literal(last)}"

    def payable(self) -> str:
        """The SQL whether the values in force may be paid on; NULL as long as the day is unknown."""
        local: dict[str, tuple[Row, ...]] = {}
        for parameter in self.measure.parameters.values():
            local |= parameter.local
        edges = set(self.measure.edges())
        return self._by_place(
            local,
            lambda division: self._by_day(
                edges,
                lambda day: label(self.measure.payable_on(day, division).value, PAYABLE),
                f"NULL::{PAYABLE}",
            ),
        )

    def _by_place(self, local: Mapping[str, tuple[Row, ...]], told: Callable[[str | None], str]) -> str:
        if not local:
            return told(None)
        place = quoted(self.measure.place)
        whens = [
            f"WHEN {among(place, [literal(code) for code in self.places[division]])} THEN {told(division)}"
            for division in sorted(local)
        ]
        return f"CASE WHEN {place} IS NULL THEN NULL {' '.join(whens)} ELSE {told(None)} END"

    def _by_day(self, edges: Iterable[date], told: Callable[[date], str], unknown: str) -> str:
        """A CASE over the stretches of time in which the answer is the same."""
        if self.measure.counted_on is None:
            return told(self.on)
        starts = [_FIRST, *sorted(edges)]
        stretches: list[tuple[date, str]] = []
        for start in starts:
            answer = told(start)
            if not stretches or stretches[-1][1] != answer:
                stretches.append((start, answer))
        if len(stretches) == 1 and stretches[0][1] == unknown:
            return unknown
        ends = [start - ONE_DAY for start, _ in stretches[1:]] + [_LAST]
        whens = [
            f"WHEN {self.counted} <= {literal(end)} THEN {answer}"
            for end, (_, answer) in zip(ends, stretches, strict=True)
        ]
        tail = "" if unknown.startswith("NULL") else f" ELSE {unknown}"
        return f"CASE {' '.join(whens)}{tail} END"


def _row(row: Row, key: str | None) -> str:
    if key is None:
        return literal(row.value)
    whens = " ".join(
        f"WHEN {literal(name)} THEN {literal(value)}" for name, value in (row.values or {}).items()
    )
    return f"CASE {key} {whens} END" if whens else "NULL"


def places_below(
    parents: Mapping[str, str], codes: Iterable[str], set_by: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """For each division that sets values, the divisions whose nearest such ancestor it is."""
    owners = set(set_by)
    found: dict[str, list[str]] = {division: [] for division in owners}
    for code in codes:
        here: str | None = code
        while here is not None and here not in owners:
            here = parents.get(here)
        if here is not None:
            found[here].append(code)
    return {division: tuple(below) for division, below in found.items()}
