"""Instalments: examples of each kind of step, and what must hold whatever becomes known in whatever order."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiyao.funds.instalments import (
    WHOLE,
    BadScheme,
    Break,
    BreakDoes,
    Fact,
    Left,
    Part,
    Price,
    Reached,
    Scheme,
    Step,
    due_fen,
    history,
    monthly,
    months_later,
    parts_due,
)

START = date(2025, 1, 31)
PRICE = Price(START, 600_000)
APPRENTICES = Scheme(
    [Step(share=5_000, months=0, is_advance=True), Step(share=5_000, milestone="certificate")], months=12
)
"""Half before, half on the certificate, and the advance recovered from who leaves."""


def due(scheme: Scheme, facts: list[Fact], on: date) -> int:
    """How much is due."""
    return due_fen(scheme, history(START, facts), on)


def test_half_is_due_at_the_start_and_the_rest_on_the_certificate() -> None:
    facts = [PRICE, Reached("certificate", date(2025, 12, 1))]

    assert [due(APPRENTICES, facts, on) for on in (START - timedelta(1), START, date(2025, 12, 1))] == [
        0,
        300_000,
        600_000,
    ]


def test_advance_of_who_leaves_is_kept_for_the_days_that_were_done() -> None:
    facts = [PRICE, Left(START + timedelta(days=72))]

    assert due(APPRENTICES, facts, date(2025, 6, 30)) == 300_000 * 73 // 365


def test_advance_of_who_finished_before_leaving_stays() -> None:
    facts = [PRICE, Left(date(2025, 4, 1)), Reached("certificate", date(2025, 3, 1))]

    assert due(APPRENTICES, facts, date(2025, 6, 30)) == 600_000


def test_months_are_paid_as_they_pass_and_a_break_moves_them() -> None:
    scheme = Scheme(monthly(WHOLE, 3), months=3)
    pause = Break(date(2025, 2, 10), date(2025, 2, 19))

    parts = parts_due(scheme, history(START, [PRICE, pause]), date(2025, 12, 31))

    assert [part.due_on for part in parts] == [date(2025, 3, 10), date(2025, 4, 10), date(2025, 5, 10)]
    assert [part.amount_fen for part in parts] == [200_040, 199_980, 199_980]


def test_price_that_changes_midway_holds_for_what_is_due_later() -> None:
    scheme = Scheme(monthly(WHOLE, 2), months=2)
    dearer = Price(date(2025, 3, 1), 800_000)

    assert due(scheme, [PRICE, dearer], date(2025, 12, 31)) == 300_000 + 400_000


def test_what_is_held_back_waits_for_its_condition() -> None:
    scheme = Scheme([Step(share=8_000, months=1), Step(share=2_000, months=2, held_until="hired")], months=2)
    hired = Reached("hired", date(2025, 9, 1))

    assert due(scheme, [PRICE], date(2025, 12, 31)) == 480_000
    assert due(scheme, [PRICE, hired], date(2025, 8, 31)) == 480_000
    assert parts_due(scheme, history(START, [PRICE, hired]), date(2025, 9, 1))[1] == Part(
        scheme.steps[1], date(2025, 9, 1), 120_000
    )


def test_nothing_is_due_without_a_price_nor_after_leaving() -> None:
    scheme = Scheme(monthly(WHOLE, 12), months=12)

    assert due(scheme, [], date(2026, 12, 31)) == 0
    assert due(scheme, [PRICE, Left(date(2025, 3, 15))], date(2026, 12, 31)) == 50_040


@pytest.mark.parametrize(
    "steps",
    [
        [Step(share=9_999, months=1)],
        [Step(share=10_000)],
        [Step(share=10_000, months=1, milestone="x")],
        [Step(share=-1, months=1), Step(share=10_001, months=2)],
    ],
)
def test_scheme_that_is_none_is_refused(steps: list[Step]) -> None:
    with pytest.raises(BadScheme):
        Scheme(steps, months=1)
    with pytest.raises(BadScheme):
        Scheme([Step(share=10_000, months=1)], months=0)


def test_month_later_stays_in_its_month() -> None:
    assert [months_later(START, n) for n in (1, 2, 13)] == [
        date(2025, 2, 28),
        date(2025, 3, 31),
        date(2026, 2, 28),
    ]


DAYS = st.dates(START - timedelta(days=40), START + timedelta(days=900))
FACTS = st.one_of(
    st.builds(Price, DAYS, st.integers(0, 10_000_001)),
    st.builds(Reached, st.sampled_from(["certificate", "hired", "half"]), DAYS),
    st.builds(lambda day, days: Break(day, day + timedelta(days=days)), DAYS, st.integers(0, 60)),
    st.builds(lambda day: Break(day, None), DAYS),
    st.builds(Left, DAYS),
)


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    """Any scheme."""
    cuts = sorted(draw(st.lists(st.integers(0, WHOLE), max_size=5)))
    shares = [last - first for first, last in zip([0, *cuts], [*cuts, WHOLE], strict=True)]
    return Scheme(
        [draw(steps(share)) for share in shares],
        months=draw(st.integers(1, 24)),
        breaks=draw(st.sampled_from(BreakDoes)),
    )


@st.composite
def steps(draw: st.DrawFn, share: int) -> Step:
    """Any step with that share."""
    milestones = st.sampled_from(["certificate", "hired", "half"])
    by_month = draw(st.booleans())
    return Step(
        share=share,
        months=draw(st.integers(0, 24)) if by_month else None,
        milestone=None if by_month else draw(milestones),
        held_until=draw(st.none() | milestones),
        is_advance=draw(st.booleans()),
    )


@settings(deadline=None, max_examples=200)
@given(schemes(), st.lists(st.tuples(FACTS, st.booleans()), max_size=10), st.lists(DAYS, max_size=6))
def test_what_was_paid_is_always_what_is_due_whatever_comes_and_goes(
    scheme: Scheme, changes: list[tuple[Fact, bool]], days: list[date]
) -> None:
    paid, known = 0, set[Fact]()
    differences = []
    for number, (fact, is_taken_back) in enumerate(changes):
        known = known - {fact} if is_taken_back else known | {fact}
        on = sorted(days)[min(number, len(days) - 1)] if days else START
        difference = due_fen(scheme, history(START, known), on) - paid
        differences.append(difference)
        paid += difference
        assert due_fen(scheme, history(START, known), on) - paid == 0

    if changes:
        assert sum(differences) == due_fen(scheme, history(START, known), on)


@settings(deadline=None, max_examples=200)
@given(schemes(), st.lists(FACTS, max_size=8), DAYS, st.randoms())
def test_order_in_which_things_become_known_does_not_matter(scheme, facts, on, random) -> None:
    shuffled = [*facts, *facts[:2]]
    random.shuffle(shuffled)

    assert parts_due(scheme, history(START, facts), on) == parts_due(scheme, history(START, shuffled), on)


@settings(deadline=None, max_examples=200)
@given(schemes(), st.lists(FACTS, max_size=8), DAYS)
def test_never_less_than_nothing_nor_more_than_the_highest_price(scheme, facts, on) -> None:
    highest = max((one.amount_fen for one in facts if isinstance(one, Price)), default=0)

    assert 0 <= due_fen(scheme, history(START, facts), on) <= highest + len(scheme.steps)


@settings(deadline=None, max_examples=200)
@given(schemes(), st.integers(0, 10_000_001))
def test_who_finishes_gets_the_whole_price_to_the_fen(scheme: Scheme, amount: int) -> None:
    facts = [Price(START, amount), *(Reached(name, START) for name in ("certificate", "hired", "half"))]

    assert due_fen(scheme, history(START, facts), date(2030, 1, 1)) == amount


@settings(deadline=None, max_examples=200)
@given(schemes(), st.lists(FACTS, max_size=8), DAYS, DAYS)
def test_time_alone_takes_nothing_away_from_who_stays(scheme, facts, one, other) -> None:
    stays = history(START, [fact for fact in facts if not isinstance(fact, Left)])

    assert due_fen(scheme, stays, min(one, other)) <= due_fen(scheme, stays, max(one, other))


SPRING, SINCE_SPRING = Break(date(2025, 3, 5), date(2025, 4, 4)), Break(date(2025, 3, 5), None)


@pytest.mark.parametrize(
    ("does", "pause", "sums"),
    [
        (BreakDoes.PUSH_ON, SPRING, [200, 200, 300, 400]),
        (BreakDoes.UNPAID, SPRING, [200, 200 + 100 * 4 // 31, 212 + 100 * 26 // 30, 298]),
        (BreakDoes.END, SPRING, [200, 200, 200, 200]),
        (BreakDoes.PUSH_ON, SINCE_SPRING, [200, 200, 200, 200]),
        (BreakDoes.UNPAID, SINCE_SPRING, [200, 212, 212, 212]),
        (BreakDoes.END, SINCE_SPRING, [200, 200, 200, 200]),
    ],
)
def test_break_pushes_on_is_not_paid_or_ends_the_plan(does: BreakDoes, pause: Break, sums: list[int]) -> None:
    scheme = Scheme(monthly(WHOLE, 4), months=4, breaks=does)
    known = history(date(2025, 1, 1), [Price(date(2025, 1, 1), 400), pause])
    days = (date(2025, 3, 1), date(2025, 4, 1), date(2025, 5, 2), date(2025, 6, 1))

    assert [due_fen(scheme, known, on) for on in days] == sums


def test_who_leaves_after_a_break_has_earned_its_days_not() -> None:
    scheme = Scheme([Step(5_000, months=0, is_advance=True), Step(5_000, milestone="certificate")], months=10)
    facts = [Price(date(2025, 1, 1), 2 * 304), SPRING, Left(date(2025, 4, 30))]

    assert due_fen(scheme, history(date(2025, 1, 1), facts), date(2025, 5, 1)) == 120 - 31
