"""What may be filed: each line by itself, so that every bad one is told with its row. Reads, and writes nothing."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from jiyao.base.errors import Invalid
from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Words
from jiyao.evaluation.filed import Days, ScopeLine
from jiyao.evaluation.models import BodyScope
from jiyao.evaluation.number_parts import levels_of, shape_of_body
from jiyao.evaluation.queries.bodies import Target
from jiyao.registry.models import FOREVER, Division, Occupation

DEPTH = 4
"""How deep an entry of the classification is that is an occupation."""
ITEMS = "special_ability"
"""The kind of bodies that test single abilities, by item."""
UNNUMBERED = ("none",)
"""The levels of kinds of which nobody has found how their certificates are numbered."""


class BadDays(Invalid):
    """The days do not go together."""


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be filed. `row`: which, from 1; `why`: what is wrong and what to do."""

    row: int
    why: Words


class BadLines(Invalid):
    """Some lines cannot be filed; `lines` has each with its row."""

    def __init__(self, lines: Sequence[BadLine]) -> None:
        self.lines = lines
        super().__init__(
            "; ".join(f"row {one.row}: {one.why.en}" for one in lines),
            zh="；".join(f"第 {one.row} 行：{one.why.zh}" for one in lines),
        )


class NoLines(Invalid):
    """Nothing is to be evaluated."""


def check_days(days: Days, on: date) -> None:
    """Refuses a period that ends before it begins, or that began before the day. raises BadDays"""
    if days.starts_on < on:
        raise BadDays(
            f"{days.starts_on} is before today, {on}; nothing is filed for days that are over",
            zh=f"{days.starts_on} 早于今天（{on}）；不能为已过去的日期备案",
        )
    if days.ends_on is not None and days.ends_on < days.starts_on:
        raise BadDays(
            f"the last day {days.ends_on} is before the first, {days.starts_on}",
            zh=f"截止日 {days.ends_on} 早于起始日 {days.starts_on}",
        )


def check_lines(
    lines: Sequence[ScopeLine], body_kind: str, days: Days, pack: Pack, *, organisation: int
) -> None:
    """Refuses lines that name what there is not, stand twice, or that the body evaluates already. raises BadLines"""
    known = _Known.of(lines, body_kind, days, pack, organisation)
    bad = [BadLine(row, why) for row, one in enumerate(lines, start=1) for why in known.wrong(one)]
    seen: dict[ScopeLine, int] = {}
    for row, one in enumerate(lines, start=1):
        if one in seen:
            bad.append(BadLine(row, _twice(seen[one])))
        seen.setdefault(one, row)
    if bad:
        raise BadLines(sorted(bad, key=lambda one: one.row))


@dataclass(frozen=True, slots=True)
class _Known:
    """What the lists and the directory say, asked once for all lines."""

    body_kind: str
    occupations: Collection[str]
    divisions: Collection[str]
    editions: Collection[str]
    levels: Collection[str]
    standing: Mapping[ScopeLine, BodyScope]

    @classmethod
    def of(
        cls, lines: Sequence[ScopeLine], body_kind: str, days: Days, pack: Pack, organisation: int
    ) -> "_Known":
        codes, places = {one.target.occupation for one in lines}, {one.division for one in lines}
        shape = shape_of_body(body_kind, pack.numbering)
        return cls(
            body_kind,
            set(Occupation.objects.filter(code__in=codes, depth=DEPTH).values_list("code", flat=True)),
            set(Division.objects.filter(code__in=places).values_list("code", flat=True)),
            pack.vocabulary.codes["standard_edition"].codes,
            UNNUMBERED if shape is None else levels_of(shape),
            {line_of(one): one for one in _standing(organisation, days)},
        )

    def wrong(self, line: ScopeLine) -> Iterator[Words]:
        """What is wrong with a line."""
        target = line.target
        if target.occupation not in self.occupations:
            yield Words(
                zh=f"职业分类中没有“{target.occupation}”，请填写职业编码，如 6-18-02-04",
                en=f"no occupation {target.occupation!r}; write the code of one, such as 6-18-02-04",
            )
        if target.level not in self.levels:
            yield Words(
                zh=f"此类机构不能认定“{target.level}”；可备案：{'、'.join(self.levels)}",
                en=f"bodies of this kind recognise no level {target.level!r}; {', '.join(self.levels)} can be filed",
            )
        if line.division not in self.divisions:
            yield Words(zh=f"没有代码为“{line.division}”的区划", en=f"no division {line.division!r}")
        if line.standard_edition not in self.editions:
            yield Words(
                zh=f"没有标准版本“{line.standard_edition}”；可填：{'、'.join(self.editions)}",
                en=f"no edition {line.standard_edition!r}; there are {', '.join(self.editions)}",
            )
        yield from self._wrong_item(line)
        if line in self.standing:
            since = self.standing[line].starts_on
            yield Words(
                zh=f"该机构自 {since} 起已备案这一范围，日期重叠",
                en=f"filed since {since} already; the days overlap",
            )

    def _wrong_item(self, line: ScopeLine) -> Iterator[Words]:
        if (self.body_kind == ITEMS) != bool(line.target.ability_item):
            yield Words(
                zh="专项职业能力考核机构须填写考核项目，其他机构不填",
                en="a body for single abilities names the item, others name none",
            )


def line_of(scope: BodyScope) -> ScopeLine:
    """What a record of a scope says, as a line."""
    target = Target(scope.occupation, scope.level, scope.work_type, scope.ability_item)
    return ScopeLine(target, scope.division, scope.standard_edition)


def _standing(organisation: int, days: Days) -> Iterator[BodyScope]:
    """The scopes of a body that run on one of these days."""
    found = BodyScope.objects.filter(superseded_at=FOREVER, organisation=organisation)
    found = found.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=days.starts_on))
    if days.ends_on is not None:
        found = found.filter(starts_on__lte=days.ends_on)
    return found.iterator()


def _twice(first: int) -> Words:
    return Words(zh=f"与第 {first} 行重复", en=f"says the same as row {first}")
