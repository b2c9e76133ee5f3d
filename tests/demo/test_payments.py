"""Past payments are what the reference says on facts as known then, except where a departure is listed."""

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jiyao.base.progress import silent
from jiyao.demo.blocks import drawn
from jiyao.demo.drawing.plan import Plan
from jiyao.demo.filling.parquet import write_parquet
from jiyao.demo.filling.shapes import shapes
from jiyao.demo.paying.claims import DECIDED_AT, Claim, claims
from jiyao.demo.paying.facts import People
from jiyao.engine.cases import Case, Grant
from jiyao.engine.measures import Outcome, Payable
from jiyao.engine.reference import determine
from jiyao.foundation.facts import SLOTS
from jiyao.foundation.lake.writing import write_facts
from tests.demo.provinces import plan, province

OF = plan(Fraction(1, 1000), seed=3, people_a_block=20_000)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("paid") / "province"
    write_parquet(OF, out, shapes(), processes=1, progress=silent)
    return out


@pytest.fixture(scope="module")
def claimed() -> list[Claim]:
    shared, found = drawn(OF, -1), []
    for block in range(OF.blocks):
        tables = drawn(OF, block)
        found += claims(OF, block, People(tables, shared), tables)
    return found


def decided_at(on: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=on, seconds=DECIDED_AT)


def as_sql_says(folder: Path, claimed: list[Claim], out: Path) -> dict[str, dict[int, dict]]:
    """Facts by subject and record on the day of the first claim, joined with those of the person."""
    on = claimed[0].on
    subjects = {"person", *(claim.subject for claim in claimed)}
    write_facts(folder, out, on=OF.day(on), known_at=decided_at(on), subjects=subjects)
    rows = {subject: pq.read_table(out / f"{subject}.parquet").to_pylist() for subject in subjects}
    people = {row["person_id"]: row for row in rows["person"]}
    return {
        subject: {row[f"{subject}_id"]: {**people[row["person_id"]], **row} for row in rows[subject]}
        for subject in subjects - {"person"}
    }


def days_with_most(claimed: list[Claim], count: int) -> list[int]:
    by_day = Counter(claim.on for claim in claimed)
    return [day for day, _ in sorted(by_day.items(), key=lambda item: (-item[1], item[0]))[:count]]


def test_facts_of_claims_are_those_that_the_areas_tell(
    folder: Path, claimed: list[Claim], tmp_path: Path
) -> None:
    for day in days_with_most(claimed, 4):
        of_day = [claim for claim in claimed if claim.on == day]
        told = as_sql_says(folder, of_day, tmp_path / str(day))
        for claim in of_day:
            facts = told[claim.subject][claim.record]
            assert claim.case.facts == {name: facts[name] for name in claim.case.facts}, claim


def test_every_kind_of_claim_is_made(claimed: list[Claim]) -> None:
    kinds = Counter(claim.subject for claim in claimed)

    assert {"certificate", "enrolment", "apprenticeship"} <= set(kinds)
    assert kinds["certificate"] > 100


def test_payments_are_right_except_where_listed(folder: Path, claimed: list[Claim], tmp_path: Path) -> None:
    """Each decision is made again on facts and grants from the records, read back as known on its day."""
    paid = _rows(folder, "policy_grant")
    departures = {
        (d["measure"], d["subject_record"]): d for d in _rows(folder, "truth/demo_paymentdeparture")
    }
    amounts: dict[tuple[str, int], list[int]] = defaultdict(list)
    for grant in paid:
        amounts[grant["measure"], grant["subject_record"]].append(grant["amount_fen"])

    paid_right = 0
    for day in days_with_most(claimed, 6):
        of_day = [claim for claim in claimed if claim.on == day]
        told = as_sql_says(folder, of_day, tmp_path / str(day))
        before = _grants(folder, day, tmp_path)
        for measure in sorted({claim.measure for claim in of_day}):
            mine = [claim for claim in of_day if claim.measure == measure]
            due = _due(OF, measure, day, mine, told, [*before, *_taken_first(folder, day, measure)])
            for claim in mine:
                got, due_fen = sum(amounts[measure, claim.record]), due[claim.record]
                departure = departures.get((measure, claim.record))
                if departure is not None:
                    assert departure["decided_on"] == OF.day(day)
                    assert got == due_fen + departure["paid_fen"] - departure["determined_fen"]
                elif got or not _asks(OF, measure):
                    assert got == due_fen
                paid_right += got == due_fen > 0
    assert paid_right > 20


def _rows(folder: Path, table: str) -> list[dict]:
    tables = [pq.read_table(file) for file in sorted((folder / table).glob("*.parquet"))]
    return pa.concat_tables(tables).to_pylist()


def _grants(folder: Path, day: int, tmp_path: Path) -> list[Grant]:
    out = tmp_path / f"grants-{day}"
    write_facts(folder, out, on=OF.day(day), known_at=decided_at(day), subjects=[SLOTS])
    return [
        Grant(r["pool"], tuple(r["key"].split("|")))
        for r in pq.read_table(out / "grants.parquet").to_pylist()
    ]


def _taken_first(folder: Path, day: int, measure: str) -> list[Grant]:
    """Slots that measures decided before this one took on the same day: whoever is granted first has them."""
    paid = _rows(folder, "policy_grant")
    first = {g["id"] for g in paid if g["granted_on"] == OF.day(day) and g["measure"] < measure}
    slots = [slot for slot in _rows(folder, "policy_grantslot") if slot["grant_id"] in first]
    return [Grant(slot["pool"], tuple(slot["key"].split("|"))) for slot in slots]


def _due(
    of: Plan, measure: str, day: int, mine: list[Claim], told: dict, grants: list[Grant]
) -> dict[int, int]:
    pack = of.region.pack
    cases = [Case(c.case.id, c.case.owner_id, told[c.subject][c.record]) for c in mine]
    only = replace(pack, measures={measure: pack.measure(measure)})
    results = determine(only, {mine[0].subject: cases}, of.day(day), grants)[measure]
    return {c.record: _owed(results[c.case.id]) for c in mine}


def _owed(result) -> int:
    entitled = result.outcome in (Outcome.ELIGIBLE, Outcome.TO_BE_CONFIRMED)
    return result.amount_fen or 0 if entitled and result.payable is Payable.PAYS else 0


def _asks(of: Plan, measure: str) -> bool:
    """Whether an official may say no."""
    return bool(of.region.pack.measure(measure).asks)


def test_grants_take_slots_as_limits_say(folder: Path) -> None:
    grants = {row["id"]: row for row in _rows(folder, "policy_grant")}
    slots = _rows(folder, "policy_grantslot")
    pools = OF.region.pack.pools

    taken = [(s["pool"], s["key"], s["slot"]) for s in slots if s["is_taken"]]
    assert len(set(taken)) == len(taken)
    for slot in slots:
        grant = grants[slot["grant_id"]]
        assert slot["is_taken"] == (grant["reversed_on"] is None)
        parts = slot["key"].split("|")
        assert len(parts) == len(pools[slot["pool"]].per)
        if pools[slot["pool"]].per[0] == "person":
            assert parts[0] == str(grant["person_id"])


def test_departures_come_at_about_the_stated_rates() -> None:
    tables = province(plan(Fraction(1, 300), seed=3, people_a_block=60_000), shapes())
    paid = tables["policy_grant"].num_rows
    kinds = Counter(tables["demo_paymentdeparture"]["kind"].to_pylist())
    assumed = OF.region.assumed.payments.departures

    for kind in ("refused_by_hand", "wrong_amount", "paid_twice"):
        expected = paid * getattr(assumed, kind)
        assert abs(kinds[kind] - expected) <= 5 * expected**0.5 + 2, kind
    assert kinds["paid_by_hand"] > 0
