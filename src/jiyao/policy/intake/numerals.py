"""Chinese numerals, read and written: the numbers of chapters, articles, points and days."""

DIGITS = "〇一二三四五六七八九"
_VALUES = {**{digit: value for value, digit in enumerate(DIGITS)}, "零": 0, "○": 0, "Ｏ": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
NUMERAL = "[〇零○一二三四五六七八九十百千两0-9０-９]+"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def numeral(text: str) -> int | None:
    """The number that a numeral says: 二十一, 二〇二五, 21, ２１ or ③; None where it is none."""
    if text in CIRCLED and len(text) == 1:
        return CIRCLED.index(text) + 1
    if text.isdecimal():
        return int(text)
    if all(sign in _VALUES for sign in text):
        return int("".join(str(_VALUES[sign]) for sign in text)) if text else None
    return _with_units(text)


def _with_units(text: str) -> int | None:
    total, digit = 0, 0
    for sign in text:
        if sign in _VALUES:
            digit = _VALUES[sign]
        elif sign in _UNITS:
            total += (digit or 1) * _UNITS[sign]
            digit = 0
        else:
            return None
    return total + digit


def chinese(number: int) -> str:
    """The numeral of a number below 10,000, as clauses are numbered: 十, 二十一, 一百零三."""
    if number < 10:
        return DIGITS[number]
    written, zero = "", False
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // size % 10
        if digit == 0:
            zero = bool(written)
            continue
        written += ("零" if zero else "") + DIGITS[digit] + unit
        zero = False
    return written.removeprefix("一") if written.startswith("一十") else written
