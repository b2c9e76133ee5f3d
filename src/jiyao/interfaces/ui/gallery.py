"""The gallery: parts of pages with invented content, each as it stands in its page.

An interface shows its own parts in a module `gallery`, read when the product starts; the shared look knows of none.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from jiyao.base.errors import Conflict
from jiyao.engine.shapes import Words

Example = Mapping[str, object]


class PartTwice(Conflict):
    """Two parts have one name."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of pages.

    page       the pages that it belongs to
    examples   contexts for its template, one for each state; made anew in the language of the page
    styles     the style sheets of those pages
    within     the class of what it stands in there
    """

    id: str
    page: Words
    title: Words
    template: str
    examples: Callable[[], Sequence[Example]]
    styles: Sequence[str] = ()
    within: str = ""


PARTS: dict[str, Part] = {}


def show(part: Part) -> None:
    """Puts a part into the gallery. raises PartTwice"""
    if part.id in PARTS:
        raise PartTwice(f'two parts of the gallery are called "{part.id}"; give one another name')
    PARTS[part.id] = part


def parts_by_page() -> list[tuple[Words, list[Part]]]:
    """The parts that interfaces show, page by page."""
    return [(page, list(parts)) for page, parts in groupby(PARTS.values(), key=lambda part: part.page)]
