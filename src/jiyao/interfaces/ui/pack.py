"""The pack that pages and the API speak of, read once."""

from functools import cache
from pathlib import Path

from django.conf import settings

from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.packs.demonstration import demonstration_of
from jiyao.engine.packs.loading import Pack, load_pack


def assessor() -> Assessor:
    """The pack's compiled measures; in a demonstration with the demonstration values."""
    return _assessor(settings.PACK, settings.DEMONSTRATION)


@cache
def _assessor(root: Path, demonstration: bool) -> Assessor:
    folder = demonstration_of(root) if demonstration else root
    return Assessor(load_pack(folder, demonstration=demonstration))


def the_pack() -> Pack:
    """The pack."""
    return assessor().pack
