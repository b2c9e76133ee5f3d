"""Divisions by where they lie."""

from collections.abc import Collection

from django.db.models import Q

from jiyao.registry.models import Division


def divisions_below(codes: Collection[str]) -> frozenset[str]:
    """The codes of these divisions and of all below them."""
    if not codes:
        return frozenset()
    below = Q(code__in=codes) | Q(parent__in=codes) | Q(parent__parent__in=codes)
    return frozenset(Division.objects.filter(below).values_list("code", flat=True))
