"""Step charts: changes, gaps, relaxations and open ends, drawn without style."""

import re
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from jiyao.base.periods import Period
from jiyao.interfaces.ui.charts import BASE, HEIGHT, LEFT, LINE, RIGHT, WIDTH, Step, StepTable, steps

TODAY = date(2025, 6, 30)
Line = tuple[float, float, float, float]


def read(svg: str) -> ElementTree.Element:
    """The picture as a tree."""
    return ElementTree.fromstring(svg)  # noqa: S314 - our own


def drawn(*listed: Step, today: date = TODAY) -> ElementTree.Element:
    """The chart of the steps."""
    return read(steps(StepTable("months", listed, today, "today", "no value")))


def lines(chart: ElementTree.Element, kind: str) -> list[Line]:
    """From where to where the lines of a kind run."""
    found = [one for one in chart.iter("line") if one.get("class") == kind]
    return [tuple(float(one.get(name, "")) for name in ("x1", "y1", "x2", "y2")) for one in found]  # type: ignore[misc]


def words(chart: ElementTree.Element) -> list[str]:
    """What stands in it."""
    return [one.text or "" for one in chart.iter("text")]


def step(first: str | None, last: str | None, value: int | None, *, relaxed: bool = False) -> Step:
    """A step between two days."""
    days = [date.fromisoformat(day) if day else None for day in (first, last)]
    return Step(Period(*days), value, "unknown" if value is None else f"{value} months", relaxed)


def test_open_sides_run_to_the_edges() -> None:
    chart = drawn(step(None, None, 12))

    ((start, _, end, _),) = lines(chart, "chart-line chart-now")
    assert (start, end) == (LEFT, RIGHT)
    assert words(chart) == ["today", "12 months"]


def test_change_is_joined_and_only_what_holds_today_has_the_accent() -> None:
    chart = drawn(step(None, "2020-12-31", 24), step("2021-01-01", None, 12))

    ((_, high, first_end, _),) = lines(chart, "chart-line")
    ((start, low, _, _),) = lines(chart, "chart-line chart-now")
    assert first_end == start
    assert high < low
    assert lines(chart, "chart-riser") == [(start, high, start, low)]
    assert "2021" in words(chart)


def test_gap_is_not_joined_and_is_said() -> None:
    chart = drawn(step("2018-01-01", "2019-12-31", 24), step("2022-01-01", None, 24))

    assert lines(chart, "chart-riser") == []
    assert words(chart).count("no value") == 1


def test_line_that_ended_is_followed_by_words() -> None:
    chart = drawn(step("2018-01-01", "2019-12-31", 24))

    assert lines(chart, "chart-line chart-now") == []
    assert "no value" in words(chart)


def test_relaxation_wins_and_the_base_goes_on_beneath() -> None:
    chart = drawn(step("2017-01-01", None, 36), step("2025-01-01", "2025-12-31", 12, relaxed=True))

    ((start, _, end, _),) = lines(chart, "chart-line chart-now")
    assert [(line[0], line[2]) for line in lines(chart, "chart-under")] == [(start, end)]
    assert len(lines(chart, "chart-line")) == 2
    assert len(lines(chart, "chart-riser")) == 2


def test_relaxation_without_an_end_leaves_no_base_behind() -> None:
    chart = drawn(step("2017-01-01", None, 36), step("2025-01-01", None, 12, relaxed=True))

    assert len(lines(chart, "chart-line")) == 1
    assert len(lines(chart, "chart-under")) == 1


def test_equal_neighbours_are_one() -> None:
    years = [step(f"{year}-01-01", f"{year}-12-31", 12) for year in (2023, 2024, 2025)]
    chart = drawn(*years)

    assert len(lines(chart, "chart-line chart-now")) == 1
    assert words(chart).count("12 months") == 1


def test_value_that_nobody_found_lies_on_the_base() -> None:
    chart = drawn(step("2020-01-01", None, None))

    ((_, y, _, _),) = lines(chart, "chart-unknown chart-now")
    assert (y, "unknown" in words(chart)) == (BASE, True)


def test_several_lines_carry_their_own_words() -> None:
    levels = [
        Step(Period(date(2017, 1, 1), None), value, f"level {value}", line=str(value)) for value in (1, 2, 3)
    ]
    chart = drawn(*levels)

    found = lines(chart, "chart-line chart-now")
    said = [one for one in chart.iter("text") if (one.text or "").startswith("level")]
    assert sorted(one.text or "" for one in said) == ["level 1", "level 2", "level 3"]
    assert len(found) == 3
    assert max(line[2] for line in found) <= min(float(one.get("x", "")) for one in said)


def test_close_lines_do_not_share_the_place_of_their_words() -> None:
    close = [
        Step(Period(None, None), value, f"level {value}", line=str(value)) for value in (1000, 1001, 1002)
    ]

    heights = sorted(
        float(one.get("y", "")) for one in drawn(*close).iter("text") if "level" in (one.text or "")
    )
    assert [later - sooner >= LINE for sooner, later in pairwise(heights)] == [True, True]


def test_several_lines_that_end_together_are_said_to_end_once() -> None:
    ended = [
        Step(Period(date(2017, 1, 1), date(2019, 12, 31)), v, f"level {v}", line=str(v)) for v in (1, 2, 3)
    ]

    assert words(drawn(*ended)).count("no value") == 1


def test_words_are_escaped() -> None:
    table = StepTable('"><script>', (Step(Period(None, None), 1, "<b>"),), TODAY, "today", "gap")

    svg = steps(table)
    assert "<script>" not in svg
    assert "<b>" in words(read(svg))


DAYS = st.dates(date(1990, 1, 1), date(2060, 1, 1))


@st.composite
def series(draw: st.DrawFn) -> list[Step]:
    """A base in pieces that do not overlap, and relaxations anywhere."""
    edges = sorted(draw(st.sets(DAYS, min_size=1, max_size=6)))
    base = [
        Step(Period(first, after - timedelta(days=1)), draw(st.none() | st.integers(0, 10**12)), "base")
        for first, after in pairwise(edges)
        if draw(st.booleans())
    ]
    base.append(
        Step(Period(edges[-1], draw(st.none() | st.just(edges[-1]))), draw(st.integers(0, 9)), "last")
    )
    return base + [
        Step(Period(first, None if last is None else max(first, last)), 1, "relaxed", relaxed=True)
        for first, last in draw(st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=1))
    ]


@given(series(), DAYS)
def test_whatever_the_series_all_lies_in_the_picture_and_has_no_style(
    listed: list[Step], today: date
) -> None:
    svg = steps(StepTable("t", tuple(listed), today, "today", "gap"))

    assert re.findall(r"style|<script|\son[a-z]+=", svg) == []
    for one in read(svg).iter("line"):
        x1, y1, x2, y2 = (float(one.get(name, "")) for name in ("x1", "y1", "x2", "y2"))
        assert 0 <= x1 <= x2 <= WIDTH
        assert 0 <= min(y1, y2) <= max(y1, y2) <= HEIGHT
