"""Which cases a paper over several speaks of: those on public notice, given, or waiting to be paid."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from jiyao.casework.models import Case, CaseState, PaperKind
from jiyao.casework.models.case import CASE
from jiyao.casework.queries.notices import Notice, notices
from jiyao.engine.packs.loading import Pack
from jiyao.funds.models import Batch, PaymentOrder
from jiyao.registry.queries.places import divisions_below

GIVEN = (CaseState.DECIDED, CaseState.PAID, CaseState.CLOSED)
DIGEST = 12


@dataclass(frozen=True, slots=True)
class Over:
    """What a paper over several cases is over: a measure at a place, or a batch.

    cases    in the order of their numbers
    since    of a public notice, each with its days
    ordered  of a batch, how much of it is for each case, by its number
    """

    kind: PaperKind
    division: str
    cases: Sequence[Case]
    measure: str = ""
    batch: Batch | None = None
    since: Sequence[Notice] = ()
    ordered: Mapping[int, int] = field(default_factory=dict)

    def fen(self, case: Case) -> int:
        """How much is for a case."""
        return self.ordered.get(case.pk, case.amount_fen or 0)

    @property
    def whole_fen(self) -> int:
        """How much is for all of it; of a batch, what the bank is asked to pay."""
        return sum(map(self.fen, self.cases)) if self.batch is None else self.batch.total_fen

    @property
    def about(self) -> str:
        """The same text for the same cases, so that no paper is issued over them twice."""
        if self.batch is not None:
            return self.batch.party
        numbers = ",".join(str(case.pk) for case in self.cases)
        return f"{self.measure}:{sha256(numbers.encode()).hexdigest()[:DIGEST]}"


def over_measure(kind: PaperKind, measure: str, division: str, pack: Pack, on: date) -> Over:
    """The cases of a measure at a place and below it that such a paper speaks of on a day."""
    within = divisions_below([division])
    if kind is PaperKind.NOTICE:
        found = [
            one
            for one in notices(pack, on)
            if one.case.person_id is not None
            and one.case.measure == measure
            and _lies(one.case, within, division, pack)
            and not one.is_over(on)
        ]
        found.sort(key=lambda one: one.case.pk)
        return Over(kind, division, [one.case for one in found], measure, since=found)
    states = (CaseState.DECIDED,) if kind is PaperKind.PAYMENT_REQUEST else GIVEN
    cases = Case.objects.filter(measure=measure, state__in=states, grant__reversed_on__isnull=True)
    given = cases.filter(grant__isnull=False).select_related("grant").order_by("pk")
    return Over(kind, division, [case for case in given if _lies(case, within, division, pack)], measure)


def over_batch(kind: PaperKind, batch: Batch) -> Over:
    """The cases whose orders are in a batch."""
    orders = PaymentOrder.objects.filter(batch=batch, commitment__subject__startswith=CASE)
    ordered: Counter[int] = Counter()
    for subject, fen in orders.values_list("commitment__subject", "amount_fen"):
        ordered[int(subject.removeprefix(CASE))] += fen
    cases = Case.objects.filter(pk__in=ordered).select_related("grant").order_by("pk")
    return Over(kind, batch.line.division_id, list(cases), batch=batch, ordered=ordered)


def _lies(case: Case, within: frozenset[str], division: str, pack: Pack) -> bool:
    """Whether it lies there; what has no place is the province's."""
    return case.division in within if case.division else division == pack.region
