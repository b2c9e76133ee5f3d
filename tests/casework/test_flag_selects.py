"""What each flag finds in a small demonstration province: all that is planted, and none of what looks like it."""

import re
from collections.abc import Collection, Mapping
from fractions import Fraction
from pathlib import Path
from random import Random

import duckdb
import pytest
from bench.flags import KNOWN_AT, ON, Measured, measured

from jiyao.base.progress import silent
from jiyao.casework.flagging import check_flags, columns_told, flag_selects, questions
from jiyao.casework.queries.alongside import rows_for_flags
from jiyao.demo.filling.parquet import write_parquet
from jiyao.demo.filling.shapes import shapes
from jiyao.demo.frauds.planting import SCENES
from jiyao.foundation.lake import answers
from jiyao.foundation.lake.child import PEOPLE
from jiyao.foundation.lake.writing import create_views
from jiyao.interfaces.desk.flagging.columns import COLUMNS
from tests.demo.provinces import plan
from tests.packs.heilongjiang import pack

OF = plan(Fraction(1, 250), seed=5, people_a_block=70_000)
INNOCENT = {"two-classes-at-once": 3}
"""How many records are found at most that nobody planted: people who are drawn into two classes by chance."""


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("flags") / "province"
    write_parquet(OF, folder, shapes(), processes=1, progress=silent)
    return folder


@pytest.fixture(scope="module")
def figures(province: Path) -> Mapping[str, Measured]:
    return {one.flag: one for one in measured(province, pack())}


def found_in(folder: Path) -> list[tuple[int, str]]:
    """Person and row of all that flags find."""
    asked = {one.flag: (one.select, one.values) for one in questions(pack(), ON, KNOWN_AT)}
    rows = ((flag, row) for flag, some in answers(folder, asked) for row in some if row["person_id"])
    return sorted((row["person_id"], f"{flag} {row}") for flag, row in rows)


def part_of(province: Path, people: Collection[int], folder: Path) -> Path:
    """The rows of the province that flags of these people look into, as `export_part` writes them."""
    wanted = f"(SELECT unnest([{', '.join(map(str, people))}]))"
    with duckdb.connect() as connection:
        create_views(connection, province)
        for table, condition in rows_for_flags().items():
            (folder / table).mkdir(parents=True)
            where = condition.replace(PEOPLE, wanted)
            target = folder / table / "0.parquet"
            connection.execute(f"COPY (SELECT * FROM {table} WHERE {where}) TO '{target}' (FORMAT parquet)")
    return folder


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


@pytest.mark.parametrize("seed", range(4))
def test_look_at_some_finds_of_them_what_a_look_at_everybody_finds(
    seed: int, province: Path, tmp_path: Path
) -> None:
    everywhere = found_in(province)
    doubted = sorted({person for person, _ in everywhere})
    chance = Random(seed)  # noqa: S311 - nothing secret
    people = {*chance.sample(doubted, 1 + len(doubted) // 9 * seed), *chance.sample(range(1, 100_000), 50)}

    found = found_in(part_of(province, people, tmp_path))

    wanted = [one for one in everywhere if one[0] in people]
    assert [one for one in found if one[0] in people] == wanted
    assert wanted


def test_look_at_some_reads_every_table_that_flags_name() -> None:
    named = {
        name
        for text in flag_selects().values()
        for name in re.findall(r"(?:FROM|JOIN) ([a-z]+_[a-z]+)", text)
    }

    assert named | {"registry_householdspell"} == rows_for_flags().keys()


def test_every_column_that_identifies_has_words() -> None:
    told = {column for flag in flag_selects() for column in columns_told(flag)}

    assert told == set(COLUMNS)
