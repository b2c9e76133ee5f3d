"""Values of policy: from a file's rows to dated series, with overlaps, gaps and wrong units found."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations

from jiyao.base.periods import Period
from jiyao.engine.measures import PAYING, Parameter, Row
from jiyao.engine.packs.files import ParameterFile, RowFile
from jiyao.engine.packs.located import Located
from jiyao.engine.packs.vocabulary import UNITS, read_value
from jiyao.engine.problems import Place, Problems, nearest, nearest_zh
from jiyao.engine.rules.tree import Value
from jiyao.engine.rules.types import BOOLEAN, DATE, MONEY, RATIO, Kind, Type
from jiyao.engine.vocabulary import Vocabulary

NAMED_TYPES = {"fen": MONEY, "ratio": RATIO, "date": DATE, "boolean": BOOLEAN}
"""Units that are a type of their own."""


def parameter_type(unit: str, vocabulary: Vocabulary) -> Type | None:
    """The type that a unit stands for, or None where nobody knows the unit."""
    if unit in NAMED_TYPES:
        return NAMED_TYPES[unit]
    if unit in UNITS:
        return Type(Kind.INTEGER, unit=unit)
    return Type(Kind.CODE, codes=unit) if unit in vocabulary.codes else None


class ParameterReader:
    """Builds the parameters of one measure or file, noting what is wrong."""

    def __init__(self, vocabulary: Vocabulary, documents: set[str], problems: Problems) -> None:
        self.vocabulary = vocabulary
        self.documents = documents
        self.problems = problems

    def read(self, name: str, file: ParameterFile, located: Located) -> Parameter | None:
        """The parameter, or None where its unit or key is unknown."""
        place = located.place(())
        type_ = parameter_type(file.unit, self.vocabulary)
        if type_ is None:
            known = (*UNITS, *NAMED_TYPES, *self.vocabulary.codes)
            self.problems.add(
                place,
                f'"{name}": unknown unit "{file.unit}"{nearest(file.unit, known)}',
                f"“{name}”：没有单位“{file.unit}”{nearest_zh(file.unit, known)}",
            )
            return None
        if not self._check_key(name, file.by, place):
            return None
        key = None if file.by is None else self.vocabulary.facts[file.by].type
        low, high = (read_value(type_, value) for value in file.range or (None, None))
        if file.range is not None and not self._is_range(type_, low, high):
            self.problems.add(
                place,
                f'"{name}": a range is [least, greatest], both {type_}',
                f"“{name}”：范围应为下限、上限，都是{type_.zh}",
            )
            low = high = None
        rows = {
            kind: self.rows(name, (type_, key), getattr(file, kind), located, (kind,))
            for kind in ("base", "relaxed")
        }
        self._check_series(name, rows["base"], rows["relaxed"])
        self._check_deadline(name, file, located)
        for row in (*rows["base"], *rows["relaxed"]):
            self.check_range(name, (low, high), row)
        return Parameter(
            name=name,
            type=type_,
            by=file.by,
            base=rows["base"],
            relaxed=rows["relaxed"],
            local={},
            delegated_to=file.delegated_to,
            low=low,
            high=high,
            place=place,
            title=file.title,
            set_by=file.set_by,
        )

    def _check_deadline(self, name: str, file: ParameterFile, located: Located) -> None:
        """A day by which to set it is written in a document, and concerns what is left to prefectures."""
        if file.set_by is None:
            return
        place, document = located.place(("set_by",)), file.set_by.source.document
        if file.delegated_to is None:
            message = f'"{name}": a day by which to set it is for what is delegated; the province sets this'
            self.problems.add(place, message, f"“{name}”由省级确定，不设市（地）设定期限")
        if document not in self.documents:
            message = f'"{name}": unknown document "{document}"{nearest(document, self.documents)}'
            zh = f"“{name}”：没有文件“{document}”{nearest_zh(document, self.documents)}"
            self.problems.add(place, message, zh)

    def _check_key(self, name: str, by: str | None, place: Place) -> bool:
        if by is None:
            return True
        fact = self.vocabulary.facts.get(by)
        if fact is None:
            known = self.vocabulary.facts
            self.problems.add(
                place,
                f'"{name}": unknown fact "{by}" in `by`{nearest(by, known)}',
                f"“{name}”：没有“{by}”这一事实{nearest_zh(by, known)}",
            )
        elif fact.type.kind not in (Kind.CODE, Kind.INTEGER):
            self.problems.add(
                place,
                f'"{name}": a table is keyed by a code or a whole number, not {fact.type}',
                f"“{name}”：表应按代码或整数排列，不能按{fact.type.zh}",
            )
        else:
            return True
        return False

    def rows(
        self,
        name: str,
        types: tuple[Type, Type | None],
        files: Sequence[RowFile],
        located: Located,
        path: tuple[str, ...],
    ) -> tuple[Row, ...]:
        """Rows of a series in order of their first day; types are those of value and key."""
        found = []
        for index, file in enumerate(files):
            place = located.place((*path, index))
            self._check_row(name, types, file, place)
            found.append(_row(types[0], file, place))
        found.sort(key=lambda row: row.period.starts_on or date.min)
        self._check_overlaps(name, found)
        return tuple(found)

    def _check_row(self, name: str, types: tuple[Type, Type | None], file: RowFile, place: Place) -> None:
        value_type, key_type = types
        if file.source.document not in self.documents:
            document = file.source.document
            self.problems.add(
                place,
                f'"{name}": unknown document "{document}"{nearest(document, self.documents)}',
                f"“{name}”：规则库中没有文件“{document}”",
            )
        if file.starts_on and file.ends_on and file.ends_on < file.starts_on:
            self.problems.add(
                place,
                f'"{name}": ends on {file.ends_on}, before it starts',
                f"“{name}”：截止日 {file.ends_on} 早于起始日",
            )
        if file.value is not None and key_type is not None:
            self.problems.add(
                place, f'"{name}": a table has `values`, one for each key', f"“{name}”是一张表，须逐项填写"
            )
        if file.values is not None and (key_type is None or file.value is not None):
            self.problems.add(
                place,
                f'"{name}": give either `value`, or `by` and `values`',
                f"“{name}”：一个值与一张表只能有其一",
            )
        values = [file.value] if file.values is None else list(file.values.values())
        for value in values:
            self._check_value(name, value_type, read_value(value_type, value), place)
        if None in values and file.confidence in PAYING:
            self.problems.add(
                place,
                f'"{name}": a value that nobody has found is not {file.confidence}',
                f"“{name}”：没有查到的值不能标为“已核实”",
            )
        for key in file.values or ():
            if key_type is not None and not self._fits(key_type, key):
                self.problems.add(
                    place, f'"{name}": row "{key}" is no {key_type}', f"“{name}”：“{key}”不是{key_type.zh}"
                )

    def _check_value(self, name: str, type_: Type, value: Value | None, place: Place) -> None:
        if value is not None and not self._fits(type_, value):
            self.problems.add(
                place, f'"{name}": {value!r} is no {type_}', f"“{name}”：{value} 不是{type_.zh}"
            )

    def _fits(self, type_: Type, value: Value) -> bool:
        if type_.codes is not None:
            return value in self.vocabulary.codes[type_.codes].codes
        wanted = {Kind.BOOLEAN: bool, Kind.DATE: date}.get(type_.kind, int)
        return type(value) is wanted and not (isinstance(value, int) and abs(value) >= 2**63)

    def _is_range(self, type_: Type, low: Value | None, high: Value | None) -> bool:
        """Least and greatest value; one of them may be left open."""
        numeric = type_.kind in (Kind.INTEGER, Kind.MONEY, Kind.RATIO, Kind.DATE)
        known = [bound for bound in (low, high) if bound is not None]
        return numeric and bool(known) and all(self._fits(type_, b) for b in known) and known[0] <= known[-1]  # type: ignore[operator]

    def check_range(self, name: str, range_: tuple[Value | None, Value | None], row: Row) -> None:
        """Notes each value outside the province's range."""
        low, high = range_
        values = [row.value] if row.values is None else list(row.values.values())
        for value in values:
            if value is None:
                continue
            if low is not None and value < low:  # type: ignore[operator]
                self.problems.add(
                    row.place,
                    f'"{name}": {value} is less than {low}, the least allowed',
                    f"“{name}”：{value} 低于下限 {low}",
                )
            if high is not None and value > high:  # type: ignore[operator]
                self.problems.add(
                    row.place,
                    f'"{name}": {value} is more than {high}, the most allowed',
                    f"“{name}”：{value} 高于上限 {high}",
                )

    def _check_overlaps(self, name: str, rows: Iterable[Row]) -> None:
        for earlier, later in combinations(rows, 2):
            if earlier.period.overlaps(later.period):
                message = f'"{name}": overlaps the row at line {earlier.place.line}; end that one first'
                zh = f"“{name}”：{_days(later.period)} 与 {_days(earlier.period)} 日期重叠；请先给前一行填截止日"
                self.problems.add(later.place, message, zh)

    def _check_series(self, name: str, base: tuple[Row, ...], relaxed: tuple[Row, ...]) -> None:
        for row in relaxed:
            if not _covered(row.period, base):
                message = f'"{name}": relaxes nothing; no base value stands in that whole period'
                zh = f"“{name}”：{_days(row.period)} 没有可放宽的基本规定"
                self.problems.add(row.place, message, zh)


def _days(period: Period) -> str:
    return f"{period.starts_on or '…'} – {period.ends_on or '…'}"


def _row(type_: Type, file: RowFile, place: Place) -> Row:
    values: dict[Value, Value | None] | None = None
    if file.values is not None:
        values = {key: read_value(type_, value) for key, value in file.values.items()}
    return Row(
        period=Period(file.starts_on, file.ends_on),
        value=read_value(type_, file.value),
        values=values,
        source=file.source,
        confidence=file.confidence,
        confirmed_on=file.confirmed_on,
        note=file.note,
        place=place,
    )


def _covered(period: Period, base: tuple[Row, ...]) -> bool:
    """Whether every day of the period has a base row; rows are in order and do not overlap."""
    day = period.starts_on or date.min
    for row in base:
        starts, ends = row.period.starts_on or date.min, row.period.ends_on or date.max
        if starts <= day <= ends:
            if ends >= (period.ends_on or date.max):
                return True
            day = date.fromordinal(ends.toordinal() + 1)
    return False
