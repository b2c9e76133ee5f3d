"""Decisions in the order of their days: the reference says what is right, grants take slots, officials depart."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from jiyao.demo.drawing.assumptions import Payments
from jiyao.demo.drawing.columns import Random
from jiyao.demo.drawing.plan import Plan
from jiyao.demo.paying.claims import Claim
from jiyao.engine.cases import Case, Grant, Key, Result, pool_key
from jiyao.engine.measures import Measure, Outcome, Payable
from jiyao.engine.packs.loading import Pack
from jiyao.engine.reference import determine

REFUSED, BY_HAND, WRONG, TWICE = "refused_by_hand", "paid_by_hand", "wrong_amount", "paid_twice"
_ENTITLED = (Outcome.ELIGIBLE, Outcome.TO_BE_CONFIRMED)
NO_LEVEL = "none"


@dataclass(slots=True)
class Paid:
    """A payment that was made. `slots`: pool, key and slot of each limit that it took."""

    claim: Claim
    amount_fen: int
    division: str | None
    slots: list[tuple[str, Key, int]] = field(default_factory=list)
    reversed_on: int | None = None


@dataclass(frozen=True, slots=True)
class Departure:
    """A decision that was not what the rules said. The sums are in fen; nothing is 0."""

    kind: str
    claim: Claim
    determined_fen: int
    paid_fen: int


class Office:
    """What was decided in one block."""

    def __init__(self, plan: Plan, block: int) -> None:
        self.plan = plan
        self.assumed: Payments = plan.region.assumed.payments
        self.random: Random = plan.random(block, "decisions")
        pack = plan.region.pack
        self.packs: Mapping[str, Pack] = {
            name: replace(pack, measures={name: pack.measure(name)}) for name in self.assumed.claims
        }
        self.ranks = pack.vocabulary.codes["level"].rank
        self.taken: dict[tuple[str, Key], set[int]] = defaultdict(set)
        self.of_person: dict[str, list[Paid]] = defaultdict(list)
        self.usual: dict[tuple[str, object], int] = {}
        self.to_reverse: dict[int, list[Paid]] = defaultdict(list)
        self.paid: list[Paid] = []
        self.departures: list[Departure] = []

    def decide(self, claims: Sequence[Claim]) -> None:
        """Decides the claims, which stand in the order of their days."""
        for (on, measure), listed in groupby(claims, key=lambda claim: (claim.on, claim.measure)):
            self._reverse_until(on)
            self._decide_together(self.packs[measure], measure, on, list(listed))
        self._reverse_until(self.plan.on)

    def _reverse_until(self, on: int) -> None:
        for day in sorted(day for day in self.to_reverse if day <= on):
            for paid in self.to_reverse.pop(day):
                paid.reversed_on = day
                for pool, key, slot in paid.slots:
                    self.taken[pool, key].discard(slot)

    def _decide_together(self, pack: Pack, name: str, on: int, claims: list[Claim]) -> None:
        measure = pack.measures[name]
        day = self.plan.day(on)
        cases = [self._with_grants(claim) for claim in claims]
        grants = self._grants(measure, cases, on)
        results = determine(pack, {measure.subject: cases}, day, grants)[name]
        for claim, case in zip(claims, cases, strict=True):
            self._decide(measure, replace(claim, case=case), results[case.id])

    def _with_grants(self, claim: Claim) -> Case:
        """The case with the highest level paid so far, which only grants can tell."""
        if claim.subject != "certificate":
            return claim.case
        occupation = claim.case.facts["occupation"]
        levels = [
            (paid.claim.case.facts.get("occupation"), str(paid.claim.case.facts["level"]))
            for paid in self.of_person[claim.case.owner_id]
            if paid.reversed_on is None and paid.claim.case.facts.get("level") is not None
        ]
        mine = [level for job, level in levels if occupation is None or job == occupation]
        sure = len(mine) == sum(1 for job, _ in levels if job == occupation and occupation is not None)
        highest = max(mine, key=self.ranks, default=NO_LEVEL) if sure else None
        return replace(claim.case, facts={**claim.case.facts, "highest_level_paid": highest})

    def _grants(self, measure: Measure, cases: Sequence[Case], on: int) -> Iterator[Grant]:
        """The slots that are taken of the limits that these cases draw on."""
        keys = {
            (limit.pool.id, pool_key(limit, case, self.plan.day(on)))
            for case in cases
            for limit in measure.limits
        }
        for pool, key in keys:
            if key is not None:
                yield from [Grant(pool, key)] * len(self.taken.get((pool, key), ()))

    def _decide(self, measure: Measure, claim: Claim, result: Result) -> None:
        draw = self.random.random(4)
        due = result.amount_fen or 0
        owed = result.outcome in _ENTITLED and result.payable is Payable.PAYS and due > 0
        if owed and result.outcome is Outcome.TO_BE_CONFIRMED and draw[0] > self.assumed.confirmed:
            return
        level = claim.case.facts.get("level")
        if not owed:
            usual = self.usual.get((measure.id, level))
            if usual is not None and draw[1] < self.assumed.departures.paid_by_hand:
                self._depart(BY_HAND, measure, claim, 0, usual, draw[3])
            return
        self.usual[measure.id, level] = due
        self._pay_or_depart(measure, claim, due, draw[2], draw[3])

    def _pay_or_depart(self, measure: Measure, claim: Claim, due: int, draw: float, fate: float) -> None:
        rates = self.assumed.departures
        if draw < rates.refused_by_hand:
            self.departures.append(Departure(REFUSED, claim, due, 0))
            return
        draw -= rates.refused_by_hand
        if draw < rates.wrong_amount:
            by = self.assumed.wrong_by_fen
            self._depart(WRONG, measure, claim, due, max(due + by[int(fate * 997) % len(by)], 100), fate)
            return
        self._pay(measure, claim, due, fate / self.assumed.reversed)
        if draw - rates.wrong_amount < rates.paid_twice:
            self._depart(TWICE, measure, claim, 0, due, fate)

    def _depart(self, kind: str, measure: Measure, claim: Claim, due: int, amount: int, fate: float) -> None:
        self.departures.append(Departure(kind, claim, due, amount))
        self._pay(measure, claim, amount, fate / self.assumed.wrong_reversed)

    def _pay(self, measure: Measure, claim: Claim, amount: int, fate: float) -> None:
        """Makes a payment; a fate below one ends in a reversal."""
        place = claim.case.facts.get(measure.place)
        paid = Paid(claim, amount, None if place is None else str(place))
        for limit in measure.limits:
            key = pool_key(limit, claim.case, self.plan.day(claim.on))
            if key is not None:
                slots = self.taken[limit.pool.id, key]
                slot = next(number for number in range(1, len(slots) + 2) if number not in slots)
                slots.add(slot)
                paid.slots.append((limit.pool.id, key, slot))
        self.paid.append(paid)
        self.of_person[claim.case.owner_id].append(paid)
        low, high = self.assumed.reversed_after_days
        day = claim.on + low + int(fate * (high - low))
        if fate < 1 and day <= self.plan.on:
            self.to_reverse[day].append(paid)
