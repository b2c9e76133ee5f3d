"""Numbers of people are those of the region's statistics, to the last person, at every scale."""

from collections import Counter
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiyao.demo.drawing.block import Block
from jiyao.demo.drawing.crowd import Crowd, draw_crowd
from jiyao.demo.drawing.marginals import apportioned, marginals, scaled
from jiyao.demo.drawing.plan import BadScale, Plan
from jiyao.demo.drawing.shuffling import shuffled
from tests.demo.provinces import plan, region

SCALES = st.integers(400, 40_000).map(lambda n: Fraction(n, 100_000_000))
AGES = {"0-14": (0, 14), "15-59": (15, 59), "60-64": (60, 64), "65+": (65, 120)}


def crowds(of: Plan) -> list[Crowd]:
    return [draw_crowd(Block.of(of, block)) for block in range(of.blocks)]


def test_whole_region_is_what_was_counted() -> None:
    found = marginals(region(), Fraction(1))

    by_prefecture = Counter[str]()
    for place, number in found.places.items():
        by_prefecture[f"{place[:4]}00"] += number
    assert by_prefecture == region().prefectures
    assert found.people == 31_850_088
    assert sum(found.kinds.values()) == 31_850_088
    assert sum(n for kind, n in found.kinds.items() if kind.skill != "none") == 2_643_000
    assert sum(n for kind, n in found.kinds.items() if kind.skill == "high") == 827_000
    assert sum(n for kind, n in found.kinds.items() if kind.activity in ("urban", "rural")) == 14_730_000
    assert sum(n for kind, n in found.kinds.items() if kind.aged == "65+") == 4_972_868


@settings(deadline=None, max_examples=25)
@given(SCALES, st.integers(0, 2**32 - 1))
def test_drawn_people_are_as_many_as_the_marginals_say(scale: Fraction, seed: int) -> None:
    of = plan(scale, seed)
    expected = of.marginals

    drawn = crowds(of)

    def count(texts: str) -> Counter[str]:
        return Counter(text for crowd in drawn for text in getattr(crowd, texts).texts())

    assert sum(len(crowd) for crowd in drawn) == expected.people
    assert count("place") == Counter({place: n for place, n in expected.places.items() if n})
    assert sum(int(crowd.male.sum()) for crowd in drawn) == expected.males
    for name in ("aged", "activity", "skill"):
        wanted = Counter[str]()
        for kind, number in expected.kinds.items():
            wanted[getattr(kind, name)] += number
        assert count(name) == +wanted


@settings(deadline=None, max_examples=25)
@given(SCALES)
def test_each_marginal_is_the_figure_at_that_scale(scale: Fraction) -> None:
    figures, found = region().figures, marginals(region(), scale)

    def of(name: str, value: str) -> int:
        return sum(number for kind, number in found.kinds.items() if getattr(kind, name) == value)

    assert abs(found.people - figures["population"] * scale) <= 0.5
    assert of("aged", "0-14") == scaled(figures["aged_0_14"], scale)
    assert of("aged", "60-64") + of("aged", "65+") == scaled(figures["aged_60_plus"], scale)
    assert of("activity", "urban") == scaled(figures["employed_urban"], scale)
    assert of("activity", "rural") == scaled(figures["employed_rural"], scale)
    assert of("activity", "unemployed") == scaled(figures["unemployed"], scale)
    assert of("skill", "high") == scaled(figures["high_skilled"], scale)
    assert min(found.kinds.values()) >= 0


def test_ages_on_the_day_lie_in_the_group_that_was_dealt() -> None:
    of = plan()
    on = np.datetime64(of.region.assumed.on)

    for crowd in crowds(of):
        born = crowd.born.astype("datetime64[D]")
        birthday = (born.astype("datetime64[M]") + 12 * crowd.age).astype("datetime64[D]")
        birthday += born - born.astype("datetime64[M]")
        assert ((birthday <= on) & (on < birthday + 367)).all()
        for aged, (low, high) in AGES.items():
            ages = crowd.age[crowd.aged.is_one_of(aged)]
            assert ((ages >= low) & (ages <= high)).all()


@given(st.integers(1, 5000), st.integers(0, 2**32 - 1), st.integers(0, 9))
def test_shuffle_gives_each_place_to_one(size: int, seed: int, purpose: int) -> None:
    places = shuffled(np.arange(size), size, seed, purpose)

    assert sorted(places.tolist()) == list(range(size))


@given(st.integers(0, 10_000), st.lists(st.integers(1, 1000), min_size=1, max_size=20))
def test_apportioned_parts_add_up_and_stay_within_one(total: int, weights: list[int]) -> None:
    parts = apportioned(total, weights)

    assert sum(parts) == total
    assert all(abs(p - Fraction(w * total, sum(weights))) < 1 for p, w in zip(parts, weights, strict=True))


@pytest.mark.parametrize("scale", [Fraction(0), Fraction(-1), Fraction(11, 10), Fraction(1, 10**6)])
def test_scale_that_leaves_nobody_or_too_many_is_refused(scale: Fraction) -> None:
    with pytest.raises(BadScale, match="up to 1 that leaves 100 people"):
        plan(scale)
