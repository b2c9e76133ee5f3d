"""The drawn records hang together, follow from the seed, and miss as much as they should."""

from datetime import date
from fractions import Fraction

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from jiyao.demo.filling.arrow import Shape
from jiyao.demo.filling.shapes import MODELS, shapes
from jiyao.policy.models import Grant, GrantSlot
from tests.demo.provinces import plan, province, region

RECORDS = [
    shape.name for shape in shapes() if {("record", "number"), ("version", "number")} <= set(shape.columns)
]
IN_FILE = {shape.name: {name for name, _ in shape.in_file} for shape in shapes()}
KEYS = [
    (model._meta.db_table, field.column, field.related_model._meta.db_table)
    for model in MODELS
    for field in model._meta.concrete_fields
    if (field.many_to_one or field.one_to_one) and field.column in IN_FILE[model._meta.db_table]
]


@pytest.fixture(scope="module")
def drawn() -> dict[str, pa.Table]:
    return province(plan(Fraction(1, 1000), people_a_block=20_000), shapes())


def known(column: pa.ChunkedArray) -> set[object]:
    return set(column.drop_null().to_pylist())


def test_same_seed_draws_the_same() -> None:
    assert province(plan(seed=7), shapes()) == province(plan(seed=7), shapes())


def test_another_seed_draws_another_province() -> None:
    one, other = province(plan(seed=7), shapes()), province(plan(seed=8), shapes())

    assert [name for name in one if name != "registry_person" and one[name].equals(other.get(name))] == []


@pytest.mark.parametrize(("table", "column", "to"), KEYS)
def test_keys_lead_to_rows(drawn: dict[str, pa.Table], table: str, column: str, to: str) -> None:
    if table in drawn:
        assert known(drawn[table][column]) <= known(drawn[to]["id"])


@pytest.mark.parametrize("table", RECORDS)
def test_versions_of_a_record_follow_each_other(drawn: dict[str, pa.Table], table: str) -> None:
    if table not in drawn:
        return
    rows = drawn[table].select(["record", "version", "recorded_at", "superseded_at"]).to_pylist()
    by_record: dict[int, list[dict]] = {}
    for row in rows:
        by_record.setdefault(row["record"], []).append(row)

    for versions in by_record.values():
        assert [row["version"] for row in versions] == list(range(1, len(versions) + 1))
        assert all(row["recorded_at"] < row["superseded_at"] for row in versions)
        assert [row["recorded_at"] for row in versions[1:]] == [r["superseded_at"] for r in versions[:-1]]
        assert versions[-1]["superseded_at"].year == 9999


def test_a_record_number_means_one_record(drawn: dict[str, pa.Table]) -> None:
    numbers = [known(drawn[table]["record"]) for table in RECORDS if table in drawn]

    assert sum(map(len, numbers)) == len(set().union(*numbers))


@pytest.mark.parametrize("shape", [s for s in shapes() if s.name in RECORDS], ids=lambda s: s.name)
def test_periods_do_not_end_before_they_begin(drawn: dict[str, pa.Table], shape: Shape) -> None:
    names = {name for name, _ in shape.in_file}
    for first, last in (("starts_on", "ends_on"), ("first_month", "last_month")):
        if {first, last} <= names and shape.name in drawn:
            ends = pc.greater_equal(drawn[shape.name][last], drawn[shape.name][first])
            assert pc.all(ends, min_count=0).as_py()


def test_as_much_is_missing_as_assumed(drawn: dict[str, pa.Table]) -> None:
    for table, rates in region().assumed.missing.items():
        rows = drawn[table].num_rows if table in drawn else 0
        for column, rate in rates.items():
            if rows and column not in MISSING_BY_NATURE and (table, column) != SCHOOL_TRADE:
                missing = drawn[table][column].null_count
                spread = 6 * (rows * rate * (1 - rate)) ** 0.5 + 3
                assert abs(missing - rows * rate) <= spread, (table, column)


MISSING_BY_NATURE = {"organisation_id", "division", "household", "graduated"}
SCHOOL_TRADE = ("registry_educationspell", "occupation")
"""What work in the country or elsewhere has not, beside what nobody knows."""


def test_people_are_corrected_as_often_as_assumed(drawn: dict[str, pa.Table]) -> None:
    table = drawn["registry_personversion"]
    corrected = pc.sum(pc.equal(table["version"], 2)).as_py()

    expected = len(known(table["record"])) * region().assumed.history.kinds["person"].corrected
    assert 0 < corrected <= expected + 5 * expected**0.5


def test_what_ended_was_known_to_go_on_before(drawn: dict[str, pa.Table]) -> None:
    spells = drawn["registry_employmentspell"].select(["record", "version", "ends_on"]).to_pylist()
    first = {s["record"]: s["ends_on"] for s in spells if s["version"] == 1}
    then = {s["record"]: s["ends_on"] for s in spells if s["version"] == 2}

    learnt = [record for record, end in then.items() if end is not None and first[record] is None]
    assert len(learnt) > 100


def test_nothing_begins_after_the_day_or_before_birth(drawn: dict[str, pa.Table]) -> None:
    certificates = drawn["registry_heldcertificate"]

    assert pc.max(certificates["issued_on"]).as_py() <= date(2025, 6, 30)


def test_grants_are_no_records_of_the_registry() -> None:
    assert {Grant._meta.db_table, GrantSlot._meta.db_table}.isdisjoint(RECORDS)
