"""Budget lines: the one that pays for something somewhere, and all that are in reach."""

from collections.abc import Iterator

from django.db.models import F, QuerySet

from jiyao.base.errors import Invalid
from jiyao.funds.models import BudgetLine, Transfer
from jiyao.registry.models import Division
from jiyao.registry.permitting import Reach


class NoLine(Invalid):
    """No line pays for it."""


def line_for(fund: str, division: str, year: int) -> BudgetLine:
    """The line of the division, or of the nearest one above that has one. raises NoLine"""
    for place in _upwards(division):
        found = BudgetLine.objects.filter(fund=fund, division=place, year=year).first()
        if found is not None:
            return found
    raise NoLine(
        f"no line of {fund} for {division} in {year}; allocate one first",
        zh=f"{division} {year} 年没有 {fund} 的额度，请先下达",
    )


def _upwards(division: str) -> Iterator[str]:
    code: str | None = division
    while code is not None:
        yield code
        code = Division.objects.filter(pk=code).values_list("parent", flat=True).first()


def lines_in(reach: Reach) -> QuerySet[BudgetLine]:
    """The lines in reach, by year, fund and place."""
    found = (
        BudgetLine.objects.all()
        if reach.everything
        else BudgetLine.objects.filter(division__in=reach.divisions)
    )
    return found.select_related("division").order_by("-year", "fund", "division")


def transfers_of(line: int) -> QuerySet[Transfer]:
    """The transfers of a line, the last first."""
    found = Transfer.objects.filter(source=line) | Transfer.objects.filter(target=line)
    return found.order_by("-pk")


def years_of(lines: QuerySet[BudgetLine]) -> list[int]:
    """The years for which there are lines, the last first."""
    return list(lines.order_by("-year").values_list("year", flat=True).distinct())


ALLOCATED = F("available_fen") + F("committed_fen") + F("paid_fen") + F("recovered_fen") + F("returned_fen")
"""What a line was given and did not pass on."""
