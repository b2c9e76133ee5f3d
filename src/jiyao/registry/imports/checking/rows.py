"""Rows checked, some thousands at a time, so that whom they name is asked for once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from jiyao.foundation.actions.keys import lookup_hashes
from jiyao.registry.imports.checking.headings import Placed
from jiyao.registry.imports.checking.numbers import born_on, sex_of
from jiyao.registry.imports.checking.reasons import Reason, Refused
from jiyao.registry.imports.checking.values import Reader, as_text, refuse_formula_error
from jiyao.registry.imports.profiles import REFERENCE, Profile
from jiyao.registry.imports.reading.tables import Area, Row
from jiyao.registry.queries.standing import anonymised, organisations_by_code, people_by_hash

WHOLE_ROW = -1
DERIVED = "~"
"""How a reference begins that was made of a row's main columns."""


@dataclass(slots=True)
class Checked:
    """A row with its values by column, and what is wrong with it: the place of each column with a reason."""

    line: int
    values: dict[str, object]
    wrong: list[tuple[int, Reason]] = field(default_factory=list)
    reference: str = ""


Finder = Callable[[Sequence[str]], Mapping[str, int]]
"""Gives the record number of each that is known."""


class RowChecker:
    """Checks rows of one file.

    latest_birth   nobody is born after it
    merged         areas of merged cells
    """

    def __init__(
        self,
        profile: Profile,
        placed: Sequence[Placed],
        readers: Sequence[Reader],
        *,
        width: int,
        latest_birth: date,
        merged: Sequence[Area] = (),
    ) -> None:
        self.profile = profile
        self.width = width
        self.latest_birth = latest_birth
        self.merged = merged
        self.places = {p.column.name: p for p in placed}
        self.columns = [
            (p.index, p.column.name, reader, p.column.shape.required, _empty(p))
            for p, reader in zip(placed, readers, strict=True)
        ]
        self.people = [p.column.name for p in placed if p.column.shape.type == "person"]
        self.organisations = [p.column.name for p in placed if p.column.shape.type == "organisation"]

    def check(self, rows: Iterable[tuple[int, Row]]) -> list[Checked]:
        """The rows, each with its values, or with what is wrong."""
        checked = [self._read(line, row) for line, row in rows]
        self._find(checked, self.people, "person", _people)
        self._find(checked, self.organisations, "organisation", organisations_by_code)
        for row in checked:
            self._check_period(row)
        if self.profile.is_of_people:
            self._know_people(checked)
        else:
            for row in checked:
                row.reference = self._reference(row.values)
        return checked

    def _read(self, line: int, row: Row) -> Checked:
        values: dict[str, object] = {}
        checked = Checked(line, values)
        for index, name, read, required, empty in self.columns:
            text = as_text(row[index]) if index < len(row) else ""
            if text:
                try:
                    refuse_formula_error(text)
                    values[name] = read(text)
                except Refused as refused:
                    checked.wrong.append((index, refused.reason))
            elif required:
                checked.wrong.append((index, Reason("required")))
            else:
                values[name] = empty
        if len(row) > self.width and any(as_text(cell) for cell in row[self.width :]):
            checked.wrong.append((WHOLE_ROW, Reason("wide")))
        if self.merged:
            self._tell_merged(checked)
        return checked

    def _tell_merged(self, row: Checked) -> None:
        for place in self.places.values():
            if any(_is_swallowed(area, row.line, place.index) for area in self.merged):
                row.wrong = [(index, reason) for index, reason in row.wrong if index != place.index]
                row.wrong.append((place.index, Reason("merged")))

    def _find(self, checked: Iterable[Checked], names: Sequence[str], key: str, find: Finder) -> None:
        """Puts record numbers in the place of identity numbers or credit codes."""
        if not names:
            return
        wanted = {str(v) for row in checked for n in names if (v := row.values.get(n)) is not None}
        found = find(sorted(wanted))
        for row in checked:
            for name in names:
                written = row.values.get(name)
                if written is not None:
                    row.values[name] = found.get(str(written))
                    if row.values[name] is None:
                        row.wrong.append((self.places[name].index, Reason(key)))

    def _check_period(self, row: Checked) -> None:
        if not self.profile.shape.period:
            return
        first, last = self.profile.shape.period
        starts, ends = row.values.get(first), row.values.get(last)
        if starts is not None and ends is not None and ends < starts:  # type: ignore[operator]
            row.wrong.append((self.places[first].index, self._here("period_here", last=last)))
            row.wrong.append((self.places[last].index, self._here("period", first=first)))

    def _know_people(self, checked: Sequence[Checked]) -> None:
        """Finds day of birth and sex in the identity number, and tells where a column says otherwise."""
        known = [row for row in checked if row.values.get("identity") is not None]
        hashes = lookup_hashes(str(row.values["identity"]) for row in known)
        numbers = people_by_hash(hashes)
        erased = anonymised(numbers.values())
        for row, reference in zip(known, hashes, strict=True):
            row.reference = reference
            if numbers.get(reference) in erased:
                row.wrong.append((self.places["identity"].index, Reason("erased")))
            identity = str(row.values["identity"])
            birth = born_on(identity)
            if birth > self.latest_birth:
                row.wrong.append(
                    (self.places["identity"].index, Reason("identity_day", {"digits": identity[6:14]}))
                )
            self._agree(row, "birth_on", birth, birth.isoformat())
            self._agree(row, "sex", sex_of(identity), _said(sex_of(identity)))

    def _agree(self, row: Checked, name: str, derived: object, said: str) -> None:
        written = row.values.get(name)
        row.values[name] = derived
        if written is not None and written != derived:
            here, there = self.places[name], self.places["identity"]
            row.wrong.append((here.index, Reason("differs", {"other": there.heading, "expected": said})))
            row.wrong.append(
                (there.index, Reason("differs_here", {"other": here.heading, "found": _said(written)}))
            )

    def _here(self, key: str, **names: str) -> Reason:
        return Reason(key, {word: self.places[name].heading for word, name in names.items()})

    def _reference(self, values: Mapping[str, object]) -> str:
        given = values.get(REFERENCE)
        if given:
            prefix = self.profile.shape.prefix
            return f"{prefix}:{given}" if prefix else str(given)
        parts = "|".join(str(values.get(name)) for name in self.profile.shape.key)
        return DERIVED + sha256(parts.encode()).hexdigest()[:40]


def _people(identities: Sequence[str]) -> Mapping[str, int]:
    hashes = lookup_hashes(identities)
    found = people_by_hash(hashes)
    return {i: found[h] for i, h in zip(identities, hashes, strict=True) if h in found}


def _empty(place: Placed) -> object:
    """What an empty cell says: nothing, or the empty text where the table knows no nothing."""
    field = place.column.field
    return "" if field is not None and not field.null and field.get_internal_type() == "CharField" else None


def _is_swallowed(area: Area, line: int, index: int) -> bool:
    """Whether the cell is part of a merged area and not its first."""
    top, left, bottom, right = area
    return top <= line <= bottom and left <= index <= right and (line, index) != (top, left)


def _said(value: object) -> str:
    return {"male": "男", "female": "女"}.get(str(value), str(value))
