"""What each flag finds in a small demonstration province: all that is planted, and none of what looks like it."""

from collections.abc import Mapping
from fractions import Fraction

import pytest
from bench.flags import Measured, measured

from jiyao.base.progress import silent
from jiyao.casework.flagging import check_flags, columns_told, flag_selects
from jiyao.demo.filling.parquet import write_parquet
from jiyao.demo.filling.shapes import shapes
from jiyao.demo.frauds.planting import SCENES
from jiyao.interfaces.desk.flagging.columns import COLUMNS
from tests.demo.provinces import plan
from tests.packs.heilongjiang import pack

OF = plan(Fraction(1, 250), seed=5, people_a_block=70_000)
INNOCENT = {"two-classes-at-once": 3}
"""How many records are found at most that nobody planted: people who are drawn into two classes by chance."""


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Measured]:
    folder = tmp_path_factory.mktemp("flags") / "province"
    write_parquet(OF, folder, shapes(), processes=1, progress=silent)
    return {one.flag: one for one in measured(folder, pack())}


def test_every_planted_fraud_has_a_flag_and_the_pack_sets_each() -> None:
    check_flags(pack())

    assert {flag.replace("-", "_") for flag in flag_selects()} == set(SCENES)
    assert pack().flags.keys() == flag_selects().keys()


@pytest.mark.parametrize("flag", flag_selects())
def test_flag_finds_what_is_planted_and_nothing_that_looks_like_it(
    flag: str, figures: Mapping[str, Measured]
) -> None:
    found = figures[flag]

    assert found.planted > 0
    assert (found.recall >= 0.95, found.alike) == (True, 0)
    assert found.others <= INNOCENT.get(flag, 0)


def test_every_column_that_identifies_has_words() -> None:
    told = {column for flag in flag_selects() for column in columns_told(flag)}

    assert told == set(COLUMNS)
