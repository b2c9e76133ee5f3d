"""What the sheets of the bundle hold that is no plain query: balances of a period, clauses, what became of a grant."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db.models import Q, QuerySet, Sum

from jiyao.casework.models import CaseDetermination, Consequence
from jiyao.casework.models.case import CASE
from jiyao.foundation.actions.keys import HOUSE, keyring
from jiyao.foundation.manifests import manifest_lines
from jiyao.foundation.models import ActManifest
from jiyao.funds.models import BudgetLine, Pot, Transfer
from jiyao.insight.bundle.sheets import AT_ONCE, Taken, among, plain

BRANCH = ("id", "case_id", "grant_id", "given_fen", "due_fen", "decided", "stays_fen", "renewed_id")
"""The fields of what became of a grant."""


def lines_taken(taken: Taken) -> QuerySet[BudgetLine]:
    """The lines of the fund."""
    found = BudgetLine.objects.all()
    return found.filter(fund=taken.period.fund) if taken.period.fund else found


def _moved(taken: Taken) -> QuerySet[Transfer]:
    """The transfers of these lines, of whatever day."""
    lines = lines_taken(taken).values("pk")
    return Transfer.objects.filter(Q(source__in=lines) | Q(target__in=lines))


def transfers_taken(taken: Taken) -> QuerySet[Transfer]:
    """The transfers of these lines in the period."""
    found, period = _moved(taken), taken.period
    if period.starts_on is not None:
        found = found.filter(moved_on__gte=period.starts_on)
    return found if period.ends_on is None else found.filter(moved_on__lte=period.ends_on)


def line_rows(taken: Taken) -> Iterator[Sequence[Any]]:
    """Each line with its pots when the period begins and when it ends."""
    starts_on, ends_on = taken.period.starts_on, taken.period.ends_on
    before = {} if starts_on is None else _sums(_moved(taken).filter(moved_on__lt=starts_on))
    after = {} if ends_on is None else _sums(_moved(taken).filter(moved_on__gt=ends_on))
    for one in lines_taken(taken).select_related("division").order_by("pk"):
        opened = [before.get((one.pk, pot.value), 0) for pot in Pot]
        closed = [one.in_pot(pot) - after.get((one.pk, pot.value), 0) for pot in Pot]
        yield [one.pk, one.fund, one.division_id, one.division.zh, one.year, *opened, *closed]


def _sums(moved: QuerySet[Transfer]) -> Mapping[tuple[int, str], int]:
    found: dict[tuple[int, str], int] = {}
    for end, sign in (("source", -1), ("target", 1)):
        there = moved.exclude(**{end: None}).order_by().values_list(end, f"{end}_pot")
        for line, pot, total in there.annotate(total=Sum("amount_fen")):
            found[line, pot] = found.get((line, pot), 0) + sign * total
    return found


def cases(taken: Taken) -> Iterator[int]:
    """The cases that money was committed for."""
    subjects = taken.numbers("承诺", "事由")
    return (int(one.removeprefix(CASE)) for one in subjects if one.startswith(CASE))


def grants(taken: Taken) -> Iterator[int]:
    """What the cases gave, and what was committed for without a case."""
    given = set(taken.numbers("办件", "给付编号")) | set(taken.numbers("承诺", "给付编号"))
    given |= set(taken.numbers("后续处理", "给付编号"))
    return iter(sorted(given))


def branch_rows(taken: Taken) -> Iterator[Sequence[Any]]:
    """What became of the grants of the cases, followed back from what stands now."""
    wanted, seen = list(taken.numbers("办件", "给付编号")), set[int]()
    while wanted:
        renewed = list(among(Consequence, "renewed", iter(wanted), BRANCH))
        given = list(among(Consequence, "grant", iter(wanted), BRANCH))
        fresh = {int(row[0] or 0): row for row in [*renewed, *given]}
        yield from (row for number, row in sorted(fresh.items()) if number not in seen)
        seen |= fresh.keys()
        wanted = [row[2] for row in renewed if row[2] not in wanted]


def clause_rows(taken: Taken) -> Iterator[Sequence[Any]]:
    """The conditions and limits of each determination; none of people whose key was deleted."""
    numbers, count = taken.numbers("测算", "测算编号"), 0
    while some := list(islice(numbers, AT_ONCE)):
        kept = list(CaseDetermination.objects.filter(pk__in=some).select_related("case").order_by("pk"))
        keys = keyring({one.case.person_id or HOUSE for one in kept})
        for one in kept:
            owner = one.case.person_id or HOUSE
            if owner not in keys.erased:
                for clause in _clauses(json.loads(keys.unseal(owner, "told_sealed", one.told_sealed))):
                    count += 1
                    yield [count, one.pk, one.case.measure, *clause]


def _clauses(said: Mapping[str, Any]) -> Iterator[list[Any]]:
    for part, words in (("conditions", "zh"), ("limits", "pool")):
        for one in said[part]:
            source = one["source"]
            yield [one[words], plain(one["truth"]), source["document"], source["article"]]


def measure_rows(taken: Taken) -> Iterator[Sequence[Any]]:
    """The clauses of each measure that gave something, as the rules say them now."""
    listed = sorted(set(taken.numbers("给付", "措施")) | set(taken.numbers("办件", "措施")))
    rows = (row for measure in listed for row in taken.clauses.get(measure, ()))
    yield from ([number, *row] for number, row in enumerate(rows, 1))


def manifest_rows(taken: Taken) -> Iterator[Sequence[Any]]:
    """The manifests of the bulk acts on this money, line by line."""
    acts = set(taken.numbers("流水", "行为编号")) | set(taken.numbers("支付单", "行为编号"))
    acts |= set(taken.numbers("支付单", "结果行为编号"))
    count = 0
    for act in sorted(acts):
        parts = ActManifest.objects.filter(act=act).order_by("part").values_list("lines", flat=True)
        for line in manifest_lines(bytes(part) for part in parts):
            count += 1
            yield [count, act, line.record, line.version, line.mark]
