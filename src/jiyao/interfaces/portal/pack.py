"""The pack that pages speak of, read once."""

from functools import cache

from django.conf import settings

from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.packs.demonstration import demonstration_of
from jiyao.engine.packs.loading import Pack, load_pack


@cache
def assessor() -> Assessor:
    """The pack's compiled measures; in a demonstration with the demonstration values."""
    root = demonstration_of(settings.PACK) if settings.DEMONSTRATION else settings.PACK
    return Assessor(load_pack(root, demonstration=settings.DEMONSTRATION))


def the_pack() -> Pack:
    """The pack."""
    return assessor().pack
