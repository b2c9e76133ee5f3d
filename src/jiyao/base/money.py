"""Money is a whole number of fen inside and yuan on screen; never a float."""

FEN_A_YUAN = 100


def yuan(amount_fen: int) -> str:
    """The amount in yuan with thousands separators: 150000 fen are "1,500", 150050 fen are "1,500.50"."""
    sign, fen = ("-" if amount_fen < 0 else ""), abs(amount_fen)
    whole, rest = divmod(fen, FEN_A_YUAN)
    return f"{sign}{whole:,}" + (f".{rest:02d}" if rest else "")
