"""Budget lines as pages: every line of a year by fund and place, and one with its last transfers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from jiyao.engine.shapes import Language, Words
from jiyao.funds.models import BudgetLine, Pot, Transfer, TransferKind
from jiyao.funds.queries.lines import lines_in, transfers_of, years_of
from jiyao.interfaces.desk.funds.words import POTS, TRANSFERS, TREASURY
from jiyao.interfaces.desk.pages import subject_address
from jiyao.interfaces.ui.policy_words import FUNDS
from jiyao.registry.permitting import Reach

SHOWN = 60
"""How many transfers the page of a line shows, the last first."""
WHOLE = 100
DRAWN = (Pot.PAID, Pot.COMMITTED, Pot.AVAILABLE)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar, from where and how wide, of 100."""

    kind: str
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Row:
    """One line, or the sum of several."""

    place: str
    line: int | None
    level: str
    allocated_fen: int
    committed_fen: int
    paid_fen: int
    recovered_fen: int
    returned_fen: int
    available_fen: int
    bar: Sequence[Part]


@dataclass(frozen=True, slots=True)
class Entry:
    """A transfer as a line sees it: more or less, between which pots, and the page of what it is for."""

    transfer: Transfer
    words: Words
    source: str
    target: str
    address: str


def funds_page(reach: Reach, year: int | None, today: date, language: Language) -> dict[str, object]:
    """The lines of a year by fund, with the sum of each fund; of the last year that has some where none is named."""
    lines = lines_in(reach)
    years = years_of(lines)
    shown = year if year in years else today.year if today.year in years else next(iter(years), today.year)
    by_fund = groupby(lines.filter(year=shown), key=lambda line: line.fund)
    funds = [_fund(fund, list(found), language) for fund, found in by_fund]
    return {"year": shown, "years": years, "funds": funds}


def fund_name(fund: str, language: Language) -> str:
    """What a fund is called."""
    return FUNDS[language].get(fund, fund)


def line_page(line: BudgetLine, language: Language) -> dict[str, object]:
    """One line, and its last transfers."""
    found = list(transfers_of(line.pk).select_related("source__division", "target__division")[: SHOWN + 1])
    return {
        "line": line,
        "fund": fund_name(line.fund, language),
        "row": _row(line, language),
        "entries": [_entry(one, line, language) for one in found[:SHOWN]],
        "has_more": len(found) > SHOWN,
    }


def _fund(fund: str, lines: Sequence[BudgetLine], language: Language) -> dict[str, object]:
    return {
        "name": fund_name(fund, language),
        "rows": [_row(line, language) for line in lines],
        "total": _sum_of(lines),
    }


def _row(line: BudgetLine, language: Language) -> Row:
    place = line.division.zh if language == "zh" else line.division.en
    return _told(place, line.pk, line.division.level, {pot: line.in_pot(pot) for pot in Pot})


def _sum_of(lines: Iterable[BudgetLine]) -> Row:
    listed = list(lines)
    return _told("", None, "", {pot: sum(line.in_pot(pot) for line in listed) for pot in Pot})


def _told(place: str, line: int | None, level: str, pots: dict[Pot, int]) -> Row:
    return Row(
        place=place,
        line=line,
        level=level,
        allocated_fen=sum(pots.values()),
        committed_fen=pots[Pot.COMMITTED],
        paid_fen=pots[Pot.PAID],
        recovered_fen=pots[Pot.RECOVERED],
        returned_fen=pots[Pot.RETURNED],
        available_fen=pots[Pot.AVAILABLE],
        bar=_bar(pots),
    )


def _bar(pots: dict[Pot, int]) -> Sequence[Part]:
    whole, start, parts = sum(pots.values()), 0.0, []
    for pot in DRAWN:
        width = WHOLE * pots[pot] / whole if whole else 0.0
        parts.append(Part(pot.value, round(start, 2), round(width, 2)))
        start += width
    return [part for part in parts if part.width]


def _entry(one: Transfer, line: BudgetLine, language: Language) -> Entry:
    return Entry(
        transfer=one,
        words=TRANSFERS[TransferKind(one.kind)],
        source=_end(one.source, one.source_pot, line, language),
        target=_end(one.target, one.target_pot, line, language),
        address=subject_address(one.subject),
    )


def _end(end: BudgetLine | None, pot: str, line: BudgetLine, language: Language) -> str:
    """Of this line the pot, of another its place, and the treasury where there is none."""
    if end is None:
        return TREASURY.said(language)
    if end.pk == line.pk:
        return POTS[Pot(pot)].said(language)
    place = end.division.zh if language == "zh" else end.division.en
    return place if end.year == line.year else f"{place} {end.year}"
