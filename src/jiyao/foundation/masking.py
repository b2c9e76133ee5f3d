"""Masks: enough to recognise what one knows already, and no more."""

STAR = "*"


def mask_name(name: str) -> str:
    """A name with its first character only: 张*."""
    return _masked(name, 1, 0)


def mask_identity(number: str) -> str:
    """An identity number with three characters before and four after: 230***********1234."""
    return _masked(number, 3, 4)


def mask_phone(number: str) -> str:
    """A telephone number with three characters before and four after: 138****5678."""
    return _masked(number, 3, 4)


def mask_certificate(number: str) -> str:
    """A certificate number with three characters before and four after."""
    return _masked(number, 3, 4)


def _masked(text: str, before: int, after: int) -> str:
    """Of a text too short to hide at least half of it, nothing is shown."""
    hidden = len(text) - before - after
    if hidden < 1 or (after and hidden < (before + after) // 2):
        return STAR * len(text)
    return text[:before] + STAR * hidden + text[len(text) - after :]
