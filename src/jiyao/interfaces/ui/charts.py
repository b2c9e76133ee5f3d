"""Charts: a table in, an SVG out. Only attributes and classes: the page's policy allows no style inside it.

One accent marks what holds today; every line carries its own words, so there is no legend.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby, pairwise
from unicodedata import east_asian_width

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from jiyao.base.periods import ONE_DAY, Period

WIDTH, HEIGHT = 480, 220
LEFT, RIGHT, TOP, BASE = 6, 474, 52, 186
LETTER, LINE = 14, 17
"""How wide a Chinese character is, and how high a line of labels."""
EDGE_YEARS = 0.06


@dataclass(frozen=True, slots=True)
class Step:
    """A value in a period, with its words. None is a value that nobody has found. `line`: which of several lines."""

    period: Period
    value: int | None
    label: str
    relaxed: bool = False
    line: str = ""


@dataclass(frozen=True, slots=True)
class StepTable:
    """What a step chart shows. `gap` is what stands where there is no value."""

    title: str
    steps: tuple[Step, ...]
    day: date
    day_label: str
    gap: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a line in days: what holds there, or would but for a relaxation (`under`)."""

    first: date | None
    last: date | None
    step: Step
    under: bool = False

    def holds(self, day: date) -> bool:
        """Whether the day lies in it."""
        return not self.under and Period(self.first, self.last).holds(day)


@dataclass(slots=True)
class _Plane:
    """Where days and values stand, and which places labels have taken."""

    first: date
    last: date
    top: int
    right: float
    taken: list[tuple[float, float, float, float]] = field(default_factory=list)

    def x(self, day: date | None, *, open_at: float) -> float:
        """Where a day stands; an open side runs to the edge."""
        if day is None:
            return open_at
        share = (day - self.first) / (self.last - self.first)
        return round(LEFT + share * (self.right - LEFT), 1)

    def y(self, value: int | None) -> float:
        """Where a value stands; zero is the base."""
        return round(BASE - (BASE - TOP) * (value or 0) / self.top, 1) if self.top else BASE

    def span(self, segment: Segment) -> tuple[float, float]:
        """From where to where a segment runs."""
        after = None if segment.last is None else segment.last + ONE_DAY
        return self.x(segment.first, open_at=LEFT), self.x(after, open_at=self.right)

    def place(self, middle: float, y: float, text: str) -> tuple[float, float] | None:
        """A free place for a label near its line, above it if there is room; None where there is none."""
        half = width(text) / 2
        x = round(min(max(middle, LEFT + half), RIGHT - half), 1)
        for lower in (y - 7, y + LINE, y - 7 - LINE, y - 7 - 2 * LINE, y + 2 * LINE):
            box = (x - half, lower - LINE + 3, x + half, lower + 3)
            if TOP - 2 * LINE < lower < BASE and not any(_cross(box, other) for other in self.taken):
                self.taken.append(box)
                return x, round(lower, 1)
        return None


def _cross(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def width(text: str) -> float:
    """About how wide a text is."""
    return sum(LETTER if east_asian_width(letter) in "WF" else LETTER * 0.48 for letter in text)


def steps(table: StepTable) -> SafeString:
    """The step chart of the table."""
    segments = list(_segments(table.steps))
    plane = _plane(table, segments)
    ordered = sorted(segments, key=lambda segment: not segment.holds(table.day))
    parts = [*_axis(plane, segments), _today(plane, table), *_risers(plane, segments)]
    parts += [_line(plane, segment, table.day) for segment in segments]
    at_end = _last_of_lines(segments)
    parts += list(_ends(plane, at_end, table.day))
    parts += [_label(plane, one, table.day) for one in ordered if not one.under and one not in at_end]
    parts += list(_gaps(plane, segments, table.gap))
    return format_html(
        '<svg class="chart" role="img" viewBox="0 0 {} {}" aria-label="{}">{}</svg>',
        WIDTH,
        HEIGHT,
        table.title,
        format_html_join("", "{}", ((part,) for part in parts)),
    )


def _segments(listed: Sequence[Step]) -> Iterator[Segment]:
    """The stretches of every line in the order of days; equal neighbours are one."""
    for line in dict.fromkeys(step.line for step in listed):
        own = [step for step in listed if step.line == line]
        relaxed = [step for step in own if step.relaxed]
        found = [Segment(step.period.starts_on, step.period.ends_on, step) for step in relaxed]
        for step in own:
            if not step.relaxed:
                found += _around(step, relaxed)
        yield from _joined(sorted(found, key=lambda segment: (segment.under, segment.first or date.min)))


def _around(step: Step, relaxed: Sequence[Step]) -> Iterator[Segment]:
    """What is left of a base step beside its relaxations, and what lies under them."""
    first = step.period.starts_on
    inside = (one.period for one in relaxed if one.period.overlaps(step.period))
    for period in sorted(inside, key=lambda period: period.starts_on or date.min):
        begins = period.starts_on
        if begins is not None and (first is None or first < begins):
            yield Segment(first, begins - ONE_DAY, step)
        yield Segment(
            _later(begins, step.period.starts_on), _sooner(period.ends_on, step.period.ends_on), step, True
        )
        if period.ends_on is None:
            return
        first = period.ends_on + ONE_DAY
    if step.period.ends_on is None or first is None or first <= step.period.ends_on:
        yield Segment(first, step.period.ends_on, step)


def _later(one: date | None, other: date | None) -> date | None:
    return max((day for day in (one, other) if day), default=None)


def _sooner(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day), default=None)


def _joined(segments: Sequence[Segment]) -> Iterator[Segment]:
    """Neighbours of equal value made one."""
    held: Segment | None = None
    for segment in segments:
        if held is not None and _adjoin(held, segment) and _alike(held, segment):
            held = Segment(held.first, segment.last, held.step, held.under)
            continue
        if held is not None:
            yield held
        held = segment
    if held is not None:
        yield held


def _adjoin(one: Segment, other: Segment) -> bool:
    return one.last is not None and other.first == one.last + ONE_DAY


def _alike(one: Segment, other: Segment) -> bool:
    mine, theirs = one.step, other.step
    return (one.under, mine.value, mine.label, mine.relaxed) == (
        other.under,
        theirs.value,
        theirs.label,
        theirs.relaxed,
    )


def _plane(table: StepTable, segments: Sequence[Segment]) -> _Plane:
    days = [table.day, *(day for one in segments for day in (one.first, one.last) if day is not None)]
    edge = max((max(days) - min(days)) * EDGE_YEARS, ONE_DAY * 365)
    top = max((one.step.value or 0 for one in segments), default=0)
    behind = [one.step.label for one in _last_of_lines(segments) if one.last is None]
    wide = max((width(label) + LETTER for label in behind), default=0.0)
    return _Plane(min(days) - edge, max(days) + edge, top, max(RIGHT - wide, WIDTH / 3))


def _last_of_lines(segments: Sequence[Segment]) -> list[Segment]:
    """Of several lines the last stretch of each, whose words stand behind it; of one line none."""
    last = {one.step.line: one for one in segments if not one.under}
    return list(last.values()) if len(last) > 1 else []


def _ends(plane: _Plane, listed: Sequence[Segment], day: date) -> Iterator[SafeString]:
    """The words of several lines behind their ends, one below another."""
    above = float("-inf")
    for one in sorted(listed, key=lambda segment: plane.y(segment.step.value)):
        above = round(max(plane.y(one.step.value) + 5, above + LINE), 1)
        x = round(min(plane.span(one)[1] + LETTER / 2, WIDTH - width(one.step.label)), 1)
        kind = "chart-now" if one.holds(day) else "chart-label"
        yield _text(kind, x, above, one.step.label, anchor="start")


def _axis(plane: _Plane, segments: Sequence[Segment]) -> Iterator[SafeString]:
    """The base line, and under it the days on which something changes."""
    yield format_html('<line class="chart-base" x1="{}" y1="{}" x2="{}" y2="{}"/>', LEFT, BASE, RIGHT, BASE)
    edges = {day for one in segments if not one.under for day in Period(one.first, one.last).edges()}
    taken = 0.0
    for day in sorted(edges):
        text = str(day.year) if (day.month, day.day) == (1, 1) else day.isoformat()
        x, half = plane.x(day, open_at=LEFT), width(text) / 2
        yield format_html('<line class="chart-tick" x1="{}" y1="{}" x2="{}" y2="{}"/>', x, BASE, x, BASE + 5)
        at = min(max(x, LEFT + half), RIGHT - half)
        if at - half > taken:
            yield _text("chart-day", round(at, 1), BASE + 22, text)
            taken = at + half + LETTER / 2


def _today(plane: _Plane, table: StepTable) -> SafeString:
    x, half = plane.x(table.day, open_at=LEFT), width(table.day_label) / 2
    at = round(min(max(x, LEFT + half), RIGHT - half), 1)
    line = format_html('<line class="chart-today" x1="{}" y1="20" x2="{}" y2="{}"/>', x, x, BASE)
    return line + _text("chart-day", at, 14, table.day_label)


def _line(plane: _Plane, segment: Segment, today: date) -> SafeString:
    start, end = plane.span(segment)
    y = plane.y(segment.step.value)
    kind = "under" if segment.under else "unknown" if segment.step.value is None else "line"
    now = " chart-now" if segment.holds(today) else ""
    return format_html(
        '<line class="chart-{}{}" x1="{}" y1="{}" x2="{}" y2="{}"/>', kind, now, start, y, end, y
    )


def _risers(plane: _Plane, segments: Sequence[Segment]) -> Iterator[SafeString]:
    """Where one value follows another on the next day, a thin line joins them."""
    for _, line in groupby((one for one in segments if not one.under), key=lambda one: one.step.line):
        for one, other in pairwise(line):
            if _adjoin(one, other):
                x = plane.x(other.first, open_at=LEFT)
                ends = (plane.y(one.step.value), plane.y(other.step.value))
                yield format_html(
                    '<line class="chart-riser" x1="{}" y1="{}" x2="{}" y2="{}"/>', x, ends[0], x, ends[1]
                )


def _label(plane: _Plane, segment: Segment, today: date) -> SafeString:
    start, end = plane.span(segment)
    place = plane.place((start + end) / 2, plane.y(segment.step.value), segment.step.label)
    if place is None:
        return SafeString()
    return _text("chart-now" if segment.holds(today) else "chart-label", *place, segment.step.label)


def _gaps(plane: _Plane, segments: Sequence[Segment], words: str) -> Iterator[SafeString]:
    """Words where a line has stopped and not gone on; once where several did."""
    for first, after in dict.fromkeys(_stops([one for one in segments if not one.under])):
        middle = (plane.x(first, open_at=LEFT) + plane.x(after, open_at=plane.right)) / 2
        place = plane.place(middle, BASE, words)
        if place is not None:
            yield _text("chart-day", *place, words)


def _stops(held: Sequence[Segment]) -> Iterator[tuple[date, date | None]]:
    """From when to when a line has no value, after it had one."""
    for one in held:
        own = [other for other in held if other.step.line == one.step.line]
        if one.last is not None and not any(_adjoin(one, other) for other in own):
            later = [other.first for other in own if other.first is not None and other.first > one.last]
            yield one.last + ONE_DAY, min(later, default=None)


def _text(kind: str, x: float, y: float, text: str, anchor: str = "middle") -> SafeString:
    return format_html('<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>', kind, x, y, anchor, text)
