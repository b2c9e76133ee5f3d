"""Whether a document is one that a pack names already: by its number, or by a title that is much the same."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from jiyao.engine.packs.loading import Pack
from jiyao.policy.intake.describing import plain_number

_CEREMONY = re.compile(r"[《》〈〉“”\s（）()]|关于|印发|发布|公布|的通知|通知|试行|暂行")
ALIKE = 0.55
MOST = 6


@dataclass(frozen=True, slots=True)
class Match:
    """A document of the pack that may be the one at hand. `by_number`: its number says so."""

    id: str
    by_number: bool
    likeness: float


def text_is_held(pack: Pack, id_: str) -> bool:
    """Whether words of a document are held, and not only what is told of it."""
    clauses = pack.clauses.get(id_, ())
    return bool(pack.documents[id_].get("original")) or any(clause.text for clause in clauses)


def document_with_number(pack: Pack, number: str) -> str | None:
    """The document of that number."""
    wanted = plain_number(number)
    same = (id_ for id_, one in pack.documents.items() if plain_number(one.get("number") or "") == wanted)
    return next(same, None) if wanted else None


def document_with_original(pack: Pack, digest: str) -> str | None:
    """The document whose original has that hash."""
    originals = ((id_, one.get("original") or {}) for id_, one in pack.documents.items())
    return next((id_ for id_, original in originals if original.get("hash") == digest), None)


def matches(pack: Pack, title: str, number: str) -> tuple[Match, ...]:
    """The documents without their words that it may be, the likeliest first."""
    found = sorted(_matches(pack, title, number), key=lambda one: (not one.by_number, -one.likeness, one.id))
    return tuple(found[:MOST])


def _matches(pack: Pack, title: str, number: str) -> Iterator[Match]:
    same = document_with_number(pack, number)
    plain = _CEREMONY.sub("", title)
    for id_, document in pack.documents.items():
        if text_is_held(pack, id_):
            continue
        likeness = _likeness(plain, _CEREMONY.sub("", document.get("title", {}).get("zh", "")))
        if id_ == same or likeness >= ALIKE:
            yield Match(id_, id_ == same, likeness)


def _likeness(one: str, other: str) -> float:
    if not one or not other:
        return 0.0
    if one in other or other in one:
        return 0.9
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
