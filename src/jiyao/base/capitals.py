"""Sums in Chinese capitals 大写, as papers about money write them beside the figures.

Written here since the libraries that know them bring other packages along or leave the capitals out.
"""

from jiyao.base.money import FEN_A_YUAN

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("仟", "佰", "拾", "")
GROUPS = ("", "万", "亿", "万亿")
A_GROUP = 10_000
A_THOUSAND = 1_000


def capitals(amount_fen: int) -> str:
    """The sum in words: 150000 fen are 壹仟伍佰元整, 100105 are 壹仟零壹元零伍分."""
    whole, rest = divmod(abs(amount_fen), FEN_A_YUAN)
    said = f"{_whole(whole)}元" if whole else ""
    return (
        ("负" if amount_fen < 0 else "") + (said or "" if rest else said or "零元") + _rest(rest, bool(whole))
    )


def _rest(rest: int, after_yuan: bool) -> str:
    jiao, fen = divmod(rest, 10)
    if not rest:
        return "整"
    gap = "零" if after_yuan and not jiao else ""
    return gap + (f"{DIGITS[jiao]}角" if jiao else "") + (f"{DIGITS[fen]}分" if fen else "")


def _whole(number: int) -> str:
    """Whole yuan, in groups of four digits from the highest on."""
    groups: list[int] = []
    while number:
        number, group = divmod(number, A_GROUP)
        groups.append(group)
    said, gap = "", False
    for index in reversed(range(len(groups))):
        group = groups[index]
        if not group:
            gap = True
            continue
        zero = "零" if said and (gap or group < A_THOUSAND) else ""
        said, gap = said + zero + _four(group) + GROUPS[index], False
    return said


def _four(group: int) -> str:
    """Up to four digits, with one zero for any number of them between others."""
    said, gap = "", False
    for digit, place in zip(f"{group:04d}", PLACES, strict=True):
        if digit == "0":
            gap = bool(said)
            continue
        said, gap = said + ("零" if gap else "") + DIGITS[int(digit)] + place, False
    return said
