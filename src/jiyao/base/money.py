"""Money is a whole number of fen inside and yuan on screen; never a float."""

import re

FEN_A_YUAN = 100
SUM = re.compile(r"\d{1,13}(\.\d{1,2})?")


def yuan(amount_fen: int) -> str:
    """The amount in yuan with thousands separators: 150000 fen are "1,500", 150050 fen are "1,500.50"."""
    sign, fen = ("-" if amount_fen < 0 else ""), abs(amount_fen)
    whole, rest = divmod(fen, FEN_A_YUAN)
    return f"{sign}{whole:,}" + (f".{rest:02d}" if rest else "")


def fen_of(text: str) -> int | None:
    """The fen that a text of yuan says, such as "1,500" or "1500.50"; None where it says no sum."""
    plain = text.strip().replace(",", "").replace("，", "")
    if not SUM.fullmatch(plain) or not plain.isascii():
        return None
    whole, _, rest = plain.partition(".")
    return int(whole) * FEN_A_YUAN + int(rest.ljust(2, "0") or 0)
