"""Payments and departures as tables."""

from collections.abc import Iterable, Sequence

import numpy as np

from jiyao.demo.drawing.columns import NONE, Coded, Numbers, Table
from jiyao.demo.drawing.history import moment
from jiyao.demo.drawing.plan import Plan
from jiyao.demo.paying.claims import claims
from jiyao.demo.paying.deciding import Departure, Office, Paid
from jiyao.demo.paying.facts import People, Tables
from jiyao.engine.vocabulary import SEPARATOR

RECORDED_AT = 11 * 3600
GRANT, SLOT, DEPARTURE = "policy_grant", "policy_grantslot", "demo_paymentdeparture"


def payments(plan: Plan, block: int, tables: Tables, shared: Tables) -> dict[str, Table]:
    """The tables of what was paid in a block, its slots, and where it was not what the rules say."""
    office = Office(plan, block)
    office.decide(claims(plan, block, People(tables, shared), tables))
    found = {
        GRANT: grants(plan, block, office.paid),
        SLOT: slots(plan, block, office.paid),
        DEPARTURE: departures(office.departures),
    }
    return {name: table for name, table in found.items() if len(next(iter(table.values())))}


def grants(plan: Plan, block: int, paid: Sequence[Paid]) -> Table:
    """Grants under numbers of the block."""
    on = _whole(one.claim.on for one in paid)
    reversed_on = _whole(NONE if one.reversed_on is None else one.reversed_on for one in paid)
    return {
        "id": plan.first_number(block) + np.arange(len(paid)),
        "measure": _texts(one.claim.measure for one in paid),
        "pack_version": _texts(plan.region.pack.version for _ in paid),
        "subject": _texts(one.claim.subject for one in paid),
        "subject_record": _whole(one.claim.record for one in paid),
        "person_id": _whole(int(one.claim.case.owner_id) for one in paid),
        "organisation_id": np.full(len(paid), NONE),
        "division": _texts(one.division for one in paid),
        "occupation": _texts(_fact(one, "occupation") for one in paid),
        "level": _texts(_fact(one, "level") for one in paid),
        "amount_fen": _whole(one.amount_fen for one in paid),
        "granted_on": on,
        "recorded_at": moment(on, RECORDED_AT),
        "reversed_on": reversed_on,
        "reversed_at": np.where(reversed_on == NONE, NONE, moment(reversed_on)),
    }


def slots(plan: Plan, block: int, paid: Sequence[Paid]) -> Table:
    """The slots that grants took; those of a reversed grant are free again."""
    first = plan.first_number(block)
    rows = [(first + place, *slot, one) for place, one in enumerate(paid) for slot in one.slots]
    return {
        "grant_id": _whole(row[0] for row in rows),
        "pool": _texts(row[1] for row in rows),
        "key": _texts(SEPARATOR.join(row[2]) for row in rows),
        "slot": _whole(row[3] for row in rows),
        "is_taken": _whole(row[4].reversed_on is None for row in rows),
    }


def departures(listed: Sequence[Departure]) -> Table:
    """Departures, one row each."""
    return {
        "kind": _texts(one.kind for one in listed),
        "measure": _texts(one.claim.measure for one in listed),
        "subject": _texts(one.claim.subject for one in listed),
        "subject_record": _whole(one.claim.record for one in listed),
        "decided_on": _whole(one.claim.on for one in listed),
        "determined_fen": _whole(one.determined_fen for one in listed),
        "paid_fen": _whole(one.paid_fen for one in listed),
    }


def _fact(one: Paid, name: str) -> str | None:
    value = one.claim.case.facts.get(name)
    return None if value is None else str(value)


def _whole(values: Iterable[int]) -> Numbers:
    return np.array(list(values), np.int64)


def _texts(values: Iterable[str | None]) -> Coded:
    listed = list(values)
    words = tuple(dict.fromkeys(text for text in listed if text is not None))
    places = {None: -1} | {word: place for place, word in enumerate(words)}
    return Coded(np.array([places[text] for text in listed], np.int64), words)
