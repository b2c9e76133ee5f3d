"""Codes that lie within other codes, as a county lies in its prefecture."""

from collections.abc import Mapping, Sequence

Parents = Mapping[str, str]


def within(code: str, parents: Parents) -> tuple[str, ...]:
    """The code itself, then everything below it at whatever depth."""
    return (code, *(other for other in parents if other != code and _lies_in(other, code, parents)))


def _lies_in(code: str, wanted: str, parents: Parents) -> bool:
    here: str | None = code
    while here is not None and here != wanted:
        here = parents.get(here)
    return here is not None


def gathered(codes: Sequence[str], parents: Parents) -> tuple[str, ...]:
    """The codes without what lies in another one of them that is there as a whole."""
    listed = set(codes)
    wholes = [found for code in codes if listed.issuperset(found := within(code, parents))]
    inside = {other for _, *below in wholes for other in below}
    return tuple(code for code in codes if code not in inside)
