"""What was claimed, of what and when; and what was known of it on the day of the decision."""

from dataclasses import dataclass

import numpy as np

from jiyao.demo.drawing.assumptions import Claims
from jiyao.demo.drawing.columns import NONE, Coded, Numbers, Table, length, numbers_in, taken, whole
from jiyao.demo.drawing.history import moment
from jiyao.demo.drawing.plan import Plan, day_number
from jiyao.demo.paying.facts import OF_SUBJECT, People, Tables, values
from jiyao.demo.paying.spells import Asked
from jiyao.engine.cases import Case
from jiyao.engine.measures import Measure
from jiyao.engine.packs.loading import Pack

DECIDED_AT = 10 * 3600
"""Decisions rest on what was recorded by ten, by UTC; grants are recorded an hour later."""
SUBJECTS = {
    "certificate": ("registry_heldcertificate", "issued_on"),
    "enrolment": ("training_enrolment", "ends_on"),
    "apprenticeship": ("training_apprenticeship", "starts_on"),
    "contest_result": ("evaluation_contestresult", "published_on"),
}


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, as it is put before the reference."""

    measure: str
    subject: str
    record: int
    on: int
    case: Case


def claims(plan: Plan, block: int, people: People, tables: Tables) -> list[Claim]:
    """Every claim of a block, in the order of its decisions."""
    found: list[Claim] = []
    for name, said in plan.region.assumed.payments.claims.items():
        measure = plan.region.pack.measure(name)
        found += _claims(plan, block, people, tables, measure, said)
    return sorted(found, key=lambda claim: (claim.on, claim.measure, claim.record))


def _claims(
    plan: Plan, block: int, people: People, tables: Tables, measure: Measure, said: Claims
) -> list[Claim]:
    name, counted = SUBJECTS[said.subject]
    table = tables.get(name, {})
    if not length(table):
        return []
    random = plan.random(block, f"claims of {measure.id}")
    stand = _standing(table)
    rows = stand[_wanted(taken(table, stand), said)]
    likely = _likely(numbers_in(table, "person_id")[rows], said, people)
    share = np.where(likely, said.share, plan.region.assumed.payments.share_of_others)
    planted = np.isin(numbers_in(table, "record")[rows], _planted(tables))
    claimed = (random.random(len(rows)) < share) | planted
    rows = rows[claimed & (numbers_in(table, counted)[rows] != NONE)]
    late = whole(random, *said.after_days, len(rows))
    on = next_decision(plan, numbers_in(table, counted)[rows] + late)
    asked = Asked(numbers_in(table, "person_id")[rows], on, moment(on, DECIDED_AT))
    then, is_known = _as_known(table, rows, asked.known)
    in_time = is_known & (on <= plan.on)
    kept = np.flatnonzero(in_time & _has_happened(table, counted, then, on))
    asked = Asked(asked.person[kept], on[kept], asked.known[kept])
    return _put(plan.region.pack, measure, people, asked, taken(table, then[kept]))


def _planted(tables: Tables) -> Numbers:
    """Records that were planted: whoever has them claims."""
    truth = tables.get("demo_truth", {})
    return numbers_in(truth, "record") if length(truth) else np.empty(0, np.int64)


def _standing(table: Table) -> Numbers:
    """The rows of the last version of each record."""
    record = numbers_in(table, "record")
    last = np.ones(len(record), bool)
    last[:-1] = record[1:] != record[:-1]
    return np.flatnonzero(last)


def _wanted(table: Table, said: Claims) -> Numbers:
    wanted = np.ones(length(table), bool)
    for name, allowed in said.where.items():
        column = table[name]
        if isinstance(column, Coded):
            wanted &= column.is_one_of(*map(str, allowed))
        else:
            wanted &= np.isin(column, allowed)
    return wanted


def _likely(person: Numbers, said: Claims, people: People) -> Numbers:
    """Whether each person is one of those for whom the measure is meant."""
    likely = np.ones(len(person), bool)
    if said.groups:
        members = people.group.texts("person_group").is_one_of(*said.groups)
        likely &= np.isin(person, people.group.numbers("person_id")[members])
    if said.insured:
        likely &= np.isin(person, people.insurance.numbers("person_id"))
    return likely


def next_decision(plan: Plan, days: Numbers) -> Numbers:
    """The first day of decisions on or after each day."""
    assumed = plan.region.assumed.payments
    first = np.datetime64(assumed.first_decision, "M").astype(np.int64)
    months = np.arange(first, first + (plan.on - day_number(assumed.first_decision)) // 28 + 24)
    starts = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    decided = np.sort(np.concatenate([starts + day - 1 for day in assumed.decided_on_days]))
    found: Numbers = decided[np.minimum(np.searchsorted(decided, days), len(decided) - 1)]
    return found


def _as_known(table: Table, rows: Numbers, known: Numbers) -> tuple[Numbers, Numbers]:
    """For each standing row the row that stood at the moment, and whether one did."""
    earlier = np.where(numbers_in(table, "version")[rows] > 1, rows - 1, rows)
    at = numbers_in(table, "recorded_at")
    then = np.where(at[rows] <= known, rows, earlier)
    return then, at[then] <= known


def _has_happened(table: Table, counted: str, rows: Numbers, on: Numbers) -> Numbers:
    """Whether, as it was known, it had come about by the day and was not revoked."""
    day = numbers_in(table, counted)[rows]
    happened = (day == NONE) | (day <= on)
    if "revoked_on" in table:
        revoked = numbers_in(table, "revoked_on")[rows]
        happened &= (revoked == NONE) | (revoked > on)
    return np.asarray(happened)


def _put(pack: Pack, measure: Measure, people: People, asked: Asked, said: Table) -> list[Claim]:
    own = people.own(asked)
    columns = own | OF_SUBJECT[measure.subject](people, asked, said, own)
    kinds = {name: str(pack.vocabulary.facts[name].type.kind) for name in columns}
    names = list(columns)
    facts = zip(*(values(columns[name], kinds[name]) for name in names), strict=True)
    records, on = numbers_in(said, "record").tolist(), asked.on.tolist()
    return [
        Claim(
            measure.id,
            measure.subject,
            record,
            day,
            Case(str(record), str(person), dict(zip(names, row, strict=True))),
        )
        for record, person, day, row in zip(records, asked.person.tolist(), on, facts, strict=True)
    ]
