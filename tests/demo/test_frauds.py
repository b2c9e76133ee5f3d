"""Each fraud shows in the records, its two look-alikes do not, and there are exactly twice as many of them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import timedelta
from fractions import Fraction

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from jiyao.demo.filling.shapes import shapes
from jiyao.demo.frauds.planting import SCENES
from jiyao.demo.frauds.rows import share
from tests.demo.provinces import plan, province, region

OF = plan(Fraction(1, 250), seed=5, people_a_block=70_000)
Row = dict
TABLES = {
    "certificate": "registry_heldcertificate",
    "enrolment": "training_enrolment",
    "apprenticeship": "training_apprenticeship",
    "employment": "registry_employmentspell",
    "insurance": "registry_insurancespell",
}

SMALL = (
    *(
        f"evaluation_{name}"
        for name in ["evaluationbody", "bodyscope", "room", "session", "sitting", "candidate", "duty"]
    ),
    "evaluation_partresult",
    "registry_ownership",
)
"""Tables that hold nothing but what was planted."""


class Records:
    """The records, and of each case those that were planted."""

    def __init__(self, tables: dict[str, pa.Table]) -> None:
        numbers = tables["demo_truth"]["record"]
        planted = [table.filter(pc.is_in(table["record"], numbers)) for table in _of(tables)]
        who = pa.concat_arrays([chunk for table in planted for chunk in table["person_id"].chunks])
        theirs = [table.filter(pc.is_in(table["person_id"], who)) for table in _of(tables)]
        self.by_subject = {name: _last(table) for name, table in zip(TABLES, theirs, strict=True)}
        self.works = tables["registry_employmentspell"]
        versions = tables["registry_personversion"]
        self.people = _last(versions.filter(pc.is_in(versions["person_id"], who)))
        self.roles = _last(tables["registry_organisationrole"])
        self.tables = {name: table.to_pylist() for name, table in tables.items() if name in SMALL}
        self.truth = tables["demo_truth"].to_pylist()
        self.cases: dict[int, list[Row]] = defaultdict(list)
        for row in self.truth:
            self.cases[row["case"]].append(row)

    def of(self, case: int, subject: str) -> list[Row]:
        """The planted records of a case."""
        rows = self.by_subject[subject]
        return [rows[row["record"]] for row in self.cases[case] if row["subject"] == subject]

    def works_of(self, person: int) -> list[Row]:
        """Where somebody works who need not be named in the truth."""
        return self.works.filter(pc.equal(self.works["person_id"], person)).to_pylist()

    def all_of(self, person: int, subject: str) -> list[Row]:
        """Every record of somebody who takes part."""
        return [row for row in self.by_subject[subject].values() if row["person_id"] == person]


def _of(tables: dict[str, pa.Table]) -> list[pa.Table]:
    return [tables[table] for table in TABLES.values()]


def _last(table: pa.Table) -> dict[int, Row]:
    return {row["record"]: row for row in table.to_pylist()}


@pytest.fixture(scope="module")
def records() -> Records:
    return Records(province(OF, shapes()))


def overlap(one: Row, other: Row) -> bool:
    return one["starts_on"] <= other["ends_on"] and other["starts_on"] <= one["ends_on"]


def two_channels(records: Records, case: int) -> bool:
    [trained], [certified] = records.of(case, "enrolment"), records.of(case, "certificate")
    return all(trained[name] == certified[name] for name in ("occupation", "level"))


def ghost(records: Records, case: int) -> bool:
    [trained] = records.of(case, "enrolment")
    works = [w for w in records.all_of(trained["person_id"], "employment") if w["ends_on"] is None]
    far = any(w["division"] and w["division"][:4] != trained["division"][:4] for w in works)
    return far and trained["training_mode"] == "offline"


def two_classes(records: Records, case: int) -> bool:
    one, other = records.of(case, "enrolment")
    return overlap(one, other) and {one["training_mode"], other["training_mode"]} == {"offline"}


def copied(records: Records, case: int) -> bool:
    ratios = {row["attendance_ratio"] for row in records.of(case, "enrolment")}
    return len(ratios) == 1 and ratios != {10_000}


def sudden_staff(records: Records, case: int) -> bool:
    months = Counter((r["first_month"], r["last_month"]) for r in records.of(case, "insurance"))
    [((first, last), count)] = months.most_common(1)
    return count > 4 and last is not None and last - first < 6


def mill(records: Records, case: int) -> bool:
    rows = records.of(case, "certificate")
    return len({r["issued_on"] for r in rows}) == 1 and all(r["first_time"] for r in rows)


def one_owner(records: Records, case: int) -> bool:
    trained = {(r["person_id"], r["provider_id"]) for r in records.of(case, "enrolment")}
    certified = {(r["person_id"], r["issuer_id"]) for r in records.of(case, "certificate")}
    return trained == certified


def many(records: Records, case: int) -> bool:
    rows = [r for r in records.of(case, "certificate") if r["certificate_kind"] == "skill_level"]
    days = sorted(r["issued_on"] for r in rows)
    return len(rows) == 5 and days[-1] - days[0] < timedelta(days=365)


def back_paid(records: Records, case: int) -> bool:
    [spell], [held] = records.of(case, "insurance"), records.of(case, "certificate")
    late = spell["recorded_at"].date() > held["issued_on"]
    return late and held["issued_on"].year * 12 + held["issued_on"].month - spell["first_month"] < 12


def without_role(records: Records, case: int) -> bool:
    ends = {r["organisation_id"]: r["ends_on"] for r in records.roles.values()}
    rows = records.of(case, "certificate")
    return all(ends[r["issuer_id"]] and r["issued_on"] > ends[r["issuer_id"]] for r in rows)


def too_young(records: Records, case: int) -> bool:
    [held] = records.of(case, "certificate")
    # the true day of birth: a record of it may be missing or mended
    born = records.people[held["person_id"]]["birth_on"]
    return born is not None and held["issued_on"] - born < timedelta(days=14 * 365)


def old_staff(records: Records, case: int) -> bool:
    def worked_there(row: Row) -> bool:
        works = records.all_of(row["person_id"], "employment")
        return any(
            w["organisation_id"] == row["employer_id"]
            and w["starts_on"] < row["starts_on"] - timedelta(days=300)
            for w in works
        )

    rows = records.of(case, "apprenticeship")
    return any(r["origin"] == "new_hire" and worked_there(r) for r in rows)


def one_day(records: Records, case: int) -> bool:
    works = records.of(case, "employment")
    after = [
        w
        for row in works
        for w in records.all_of(row["person_id"], "employment")
        if w["starts_on"] > row["starts_on"]
    ]
    return all(w["starts_on"] == w["ends_on"] for w in works) and not after


def out_of_scope(records: Records, case: int) -> bool:
    rows = records.of(case, "certificate")
    scopes = [
        s for s in records.tables["evaluation_bodyscope"] if s["organisation_id"] == rows[0]["issuer_id"]
    ]
    return all(
        not any(s["occupation"] == r["occupation"] and s["starts_on"] <= r["issued_on"] for s in scopes)
        for r in rows
    )


def bursting(records: Records, case: int) -> bool:
    rows = records.of(case, "certificate")
    bodies = records.tables["evaluation_evaluationbody"]
    first = min(b["filed_on"] for b in bodies if b["organisation_id"] == rows[0]["issuer_id"])
    return all(first <= r["issued_on"] < first + timedelta(days=63) for r in rows)


def related(records: Records, case: int) -> bool:
    shares = records.tables["registry_ownership"]
    trained, held = records.of(case, "enrolment")[0], records.of(case, "certificate")[0]
    mine = {s["owner_organisation_id"]: s for s in shares if s["organisation_id"] == held["issuer_id"]}
    [theirs] = [s for s in shares if s["organisation_id"] == trained["provider_id"]]
    own = mine[theirs["owner_organisation_id"]]
    return own["share"] > 2_000 and (own["ends_on"] is None or own["ends_on"] >= held["issued_on"])


def sittings_of(records: Records, case: int) -> list[Row]:
    certified = {row["issuer_id"] for row in records.of(case, "certificate")}
    sessions = {s["id"] for s in records.tables["evaluation_session"] if s["organisation_id"] in certified}
    return [s for s in records.tables["evaluation_sitting"] if s["session_id"] in sessions]


def twice_at_once(records: Records, case: int) -> bool:
    one, other = sittings_of(records, case)
    rooms = {room["id"]: room["venue"] for room in records.tables["evaluation_room"]}
    at_once = one["starts_at"] < other["ends_at"] and other["starts_at"] < one["ends_at"]
    return at_once and rooms[one["room_id"]] != rooms[other["room_id"]]


def trainer_examines(records: Records, case: int) -> bool:
    [sitting] = sittings_of(records, case)
    [duty] = [d for d in records.tables["evaluation_duty"] if d["sitting_id"] == sitting["id"]]
    trainer = records.of(case, "enrolment")[0]["provider_id"]
    works = records.works_of(duty["person_id"])
    day = sitting["starts_at"].date()
    return any(
        w["organisation_id"] == trainer and (w["ends_on"] is None or w["ends_on"] >= day) for w in works
    )


def results_of(records: Records, case: int) -> list[Row]:
    [session] = [row["record"] for row in records.cases[case] if row["subject"] == "session"]
    candidates = {c["id"] for c in records.tables["evaluation_candidate"] if c["session_id"] == session}
    return [r for r in records.tables["evaluation_partresult"] if r["candidate_id"] in candidates]


def everybody_passes(records: Records, case: int) -> bool:
    rows = results_of(records, case)
    return len(rows) > 5 and all(row["passed"] for row in rows)


def one_mark(records: Records, case: int) -> bool:
    marks = [row["tenths"] for row in results_of(records, case)]
    return max(marks) - min(marks) < 10


TELLS: dict[str, Callable[[Records, int], bool]] = {
    "one_certificate_two_channels": two_channels,
    "ghost_trainee": ghost,
    "two_classes_at_once": two_classes,
    "copied_attendance": copied,
    "staff_only_for_claim": sudden_staff,
    "certificate_mill": mill,
    "trainer_is_evaluator": one_owner,
    "many_occupations_in_a_year": many,
    "insurance_back_paid": back_paid,
    "body_without_role": without_role,
    "impossible_age": too_young,
    "staff_as_new_apprentices": old_staff,
    "placed_for_a_day": one_day,
    "outside_filed_scope": out_of_scope,
    "burst_after_filing": bursting,
    "shared_owner_trains": related,
    "examiner_in_two_places": twice_at_once,
    "examiner_from_trainer": trainer_examines,
    "pass_rate_unlike_peers": everybody_passes,
    "marks_unlike_peers": one_mark,
}
UNSURE = {"ghost_trainee", "impossible_age", "staff_as_new_apprentices"}
"""What shows only beside a record that may be missing."""


def kinds_of(records: Records) -> dict[str, Sequence[tuple[int, bool]]]:
    found: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    for case, rows in records.cases.items():
        found[rows[0]["kind"]].append((case, rows[0]["is_fraud"]))
    return found


def test_every_kind_is_planted_as_often_as_assumed(records: Records) -> None:
    counts = Counter((row["kind"], row["is_fraud"]) for rows in records.cases.values() for row in rows[:1])

    for kind, said in region().assumed.frauds.items():
        wanted = sum(len(share(OF, said.cases, block)) for block in range(OF.blocks))
        assert counts[kind, True] == wanted == max(1, round(said.cases * OF.scale))
        assert counts[kind, False] == 2 * wanted


def test_records_of_frauds_and_look_alikes_are_as_one_to_two(records: Records) -> None:
    counts = Counter((row["kind"], row["subject"], row["is_fraud"]) for row in records.truth)

    for (kind, subject, is_fraud), number in counts.items():
        assert is_fraud or number == 2 * counts[kind, subject, True], kind


def test_there_are_a_dozen_kinds_and_each_has_a_scene() -> None:
    assert list(region().assumed.frauds) == list(SCENES) == list(TELLS)
    assert len(SCENES) >= 12


@pytest.mark.parametrize("kind", TELLS)
def test_records_tell_the_fraud_from_what_looks_like_it(records: Records, kind: str) -> None:
    told = [(TELLS[kind](records, case), is_fraud) for case, is_fraud in kinds_of(records)[kind]]

    assert [found for found, is_fraud in told if not is_fraud and found] == []
    missed = [found for found, is_fraud in told if is_fraud and not found]
    assert len(missed) <= (len(told) // 6 if kind in UNSURE else 0)


def test_who_takes_part_does_so_once(records: Records) -> None:
    people: dict[int, set[int]] = defaultdict(set)
    for case, rows in records.cases.items():
        for row in rows:
            if row["subject"] in TABLES:
                people[records.by_subject[row["subject"]][row["record"]]["person_id"]].add(case)

    assert {len(cases) for cases in people.values()} == {1}


def test_planting_leaves_the_number_of_the_skilled_as_it_is() -> None:
    of = plan(Fraction(1, 500), seed=5, people_a_block=70_000)
    tables = province(of, shapes())
    held = _last(tables["registry_heldcertificate"]).values()

    skilled = {row["person_id"] for row in held if row["level"] not in (None, "none")}
    high = {row["person_id"] for row in held if row["level"] in ("L3", "L2", "L1")}
    wanted = sum(n for kind, n in of.marginals.kinds.items() if kind.skill != "none")
    wanted_high = sum(n for kind, n in of.marginals.kinds.items() if kind.skill == "high")
    nobody_knows = region().assumed.missing["registry_heldcertificate"]["level"]
    assert wanted * (1 - 3 * nobody_knows) <= len(skilled) <= wanted
    assert wanted_high * (1 - 3 * nobody_knows) <= len(high) <= wanted_high
