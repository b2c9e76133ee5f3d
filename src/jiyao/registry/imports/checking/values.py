"""Cells as values. Every cell is first a text, whatever the file held, so that each format reads alike."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from unicodedata import normalize

from jiyao.base.money import FEN_A_YUAN
from jiyao.base.periods import MONTHS_A_YEAR
from jiyao.engine.rules.types import RATIO_ONE
from jiyao.registry.imports.checking.reasons import Refused

REMEMBERED = 16_384
EXACT = 10**15
"""Up to here a workbook's numbers are exact."""
SPACES = " \t\r\n\u00a0\u3000\ufeff"

Reader = Callable[[str], object]
"""Makes a value of a text that is not empty. raises Refused"""

_DAY = re.compile(r"([0-9]{4})(?:-|/|\.|年)([0-9]{1,2})(?:-|/|\.|月)([0-9]{1,2})日?")
_SHORT_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})(?:-|/|\.|年)([0-9]{1,2})月?|([0-9]{4})([0-9]{2})")
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_MONEY = re.compile(r"[0-9]{1,13}(?:\.[0-9]{1,2})?")
_RATIO = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,4})?)(%?)")
_FORMULA_ERRORS = re.compile(r"#(?:N/A|DIV/0!|NAME\?|NULL!|NUM!|REF!|VALUE!|GETTING_DATA|SPILL!)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_TRUTHS = {
    **dict.fromkeys(["是", "yes", "y", "true", "1", "有", "√", "对"], True),
    **dict.fromkeys(["否", "no", "n", "false", "0", "无", "×", "错"], False),
}


def as_text(cell: object) -> str:
    """The cell as the file's reader would see it, without spaces around it."""
    if type(cell) is str:
        return cell.strip(SPACES)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < EXACT else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    return str(cell).strip(SPACES)


def plain(text: str) -> str:
    """The text with full-width digits and letters made plain."""
    return text if text.isascii() else normalize("NFKC", text)


def refuse_formula_error(text: str) -> None:
    """Refuses what a formula leaves that failed. raises Refused"""
    if text[:1] == "#" and _FORMULA_ERRORS.fullmatch(text):
        raise Refused("formula")


def a_text(longest: int | None) -> Reader:
    """Reads a text of limited length."""

    def read(text: str) -> str:
        if longest is not None and len(text) > longest:
            raise Refused("long", limit=longest)
        if not text.isprintable() and _CONTROL.search(text):
            raise Refused("control")
        return text

    return read


@lru_cache(REMEMBERED)
def a_day(text: str) -> date:
    """Reads a day, in any way that leaves no doubt which is meant."""
    text = plain(text)
    found = _DAY.fullmatch(text) or _SHORT_DAY.fullmatch(text)
    try:
        if found is None:
            raise ValueError(text)
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise Refused("date") from None


@lru_cache(REMEMBERED)
def a_month(text: str) -> int:
    """Reads a month as year * 12 + month; of a day, its month."""
    text = plain(text)
    found = _MONTH.fullmatch(text)
    if found is None:
        return _month_of_day(text)
    year, month = (int(part) for part in found.groups() if part is not None)
    if not 1 <= month <= MONTHS_A_YEAR or year < 1900:
        raise Refused("month")
    return year * MONTHS_A_YEAR + month


def _month_of_day(text: str) -> int:
    try:
        day = a_day(text)
    except Refused:
        raise Refused("month") from None
    return day.year * MONTHS_A_YEAR + day.month


def an_integer(low: int, high: int) -> Reader:
    """Reads a whole number within what the table holds."""

    def read(text: str) -> int:
        text = plain(text)
        if not _INTEGER.fullmatch(text):
            raise Refused("integer")
        number = int(text)
        if not low <= number <= high:
            raise Refused("range", low=low, high=high)
        return number

    return read


def money(text: str) -> int:
    """Reads an amount in yuan as fen."""
    text = plain(text).replace(",", "").removeprefix("¥")
    if not _MONEY.fullmatch(text):
        raise Refused("money")
    return int(Decimal(text) * FEN_A_YUAN)


def a_ratio(text: str) -> int:
    """Reads a ratio as ten-thousandths."""
    found = _RATIO.fullmatch(plain(text))
    if found is None:
        raise Refused("ratio")
    parts = Decimal(found[1]) * (RATIO_ONE // 100 if found[2] else RATIO_ONE)
    if parts != int(parts) or parts > RATIO_ONE:
        raise Refused("ratio")
    return int(parts)


def a_truth(text: str) -> bool:
    """Reads yes or no."""
    found = _TRUTHS.get(text)
    if found is None:
        found = _TRUTHS.get(plain(text).lower())
    if found is None:
        raise Refused("boolean")
    return found
