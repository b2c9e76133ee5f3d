"""Divisions by where they lie."""

from collections.abc import Collection

from django.db.models import Q

from jiyao.base.errors import Invalid
from jiyao.registry.models import Division


class UnknownDivision(Invalid):
    """No division has that code."""


def division_with_code(code: str) -> str:
    """The code, of a division that there is. raises UnknownDivision"""
    if not Division.objects.filter(code=code).exists():
        raise UnknownDivision(
            f'division: there is none with the code "{code}"; write six digits such as 230102',
            zh=f"没有代码为“{code}”的区划，请写六位代码，如 230102",
        )
    return code


def divisions_below(codes: Collection[str]) -> frozenset[str]:
    """The codes of these divisions and of all below them."""
    if not codes:
        return frozenset()
    below = Q(code__in=codes) | Q(parent__in=codes) | Q(parent__parent__in=codes)
    return frozenset(Division.objects.filter(below).values_list("code", flat=True))
