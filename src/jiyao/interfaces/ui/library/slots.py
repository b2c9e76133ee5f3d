"""A numbered document slot by slot: what is held of each clause, and which claims about them are confirmed."""

from dataclasses import dataclass

from jiyao.interfaces.ui.library.page import ClauseView, document_page
from jiyao.interfaces.ui.library.shelves import Library
from jiyao.interfaces.ui.policy.telling import unconfirmed


@dataclass(frozen=True, slots=True)
class Slot:
    """A numbered clause; without a view where nothing is held of it."""

    number: int
    path: str
    clause: ClauseView | None


@dataclass(frozen=True, slots=True)
class SlotClaim:
    """What is claimed of how many clauses, and how many of those that are held confirm it."""

    title: str
    claimed: int
    confirmed: int
    confidence: str


@dataclass(frozen=True, slots=True)
class Slots:
    """All slots. `told`: of how many it is known what they say; `worded`: of how many the words are held."""

    slots: tuple[Slot, ...]
    claims: tuple[SlotClaim, ...]
    told: int
    worded: int


def slots_of(library: Library, id_: str) -> Slots | None:
    """The slots of a document; None where it is not numbered."""
    teller = library.teller
    numbered = teller.pack.documents.get(id_, {}).get("slots")
    if numbered is None:
        return None
    clauses = teller.pack.clauses.get(id_, ())
    views = {view.path: view for view in document_page(library, id_).clauses}
    paths = [numbered["path"].format(number) for number in range(1, numbered["count"] + 1)]
    slots = tuple(Slot(number, path, views.get(path)) for number, path in enumerate(paths, 1))
    return Slots(
        slots=slots,
        claims=tuple(
            SlotClaim(
                title=claim[teller.language],
                claimed=claim["count"],
                confirmed=sum(claim["key"] in clause.counted_as for clause in clauses),
                confidence=unconfirmed(teller, claim.get("confidence", "verified")),
            )
            for claim in numbered.get("claims", ())
        ),
        told=sum(slot.clause is not None for slot in slots),
        worded=sum(bool(slot.clause and slot.clause.paragraphs) for slot in slots),
    )
