"""The library as a whole, for one version of a pack and one language: made once, then only read."""

from dataclasses import dataclass
from threading import Lock

from jiyao.engine.shapes import Language
from jiyao.interfaces.ui.library.documents import Entry, entry
from jiyao.interfaces.ui.library.hanging import Hangings, hangings
from jiyao.interfaces.ui.library.passages import passages
from jiyao.interfaces.ui.library.searching import Index
from jiyao.interfaces.ui.sentences import Teller

MOST_KEPT = 6
"""How many are kept: three versions of a pack in both languages."""


@dataclass(frozen=True, slots=True)
class Library:
    """Documents in short, what hangs on them, and where words are found."""

    teller: Teller
    entries: dict[str, Entry]
    hangings: Hangings
    index: Index


_kept: dict[tuple[str, Language], Library] = {}
_making = Lock()


def library_of(teller: Teller) -> Library:
    """The library of the teller's pack in the teller's language."""
    wanted = (teller.pack.hash, teller.language)
    with _making:
        found = _kept.pop(wanted, None) or _made(teller)
        _kept[wanted] = found  # now the last; past days push out what was longest not looked at
        while len(_kept) > MOST_KEPT:
            del _kept[next(iter(_kept))]
        return found


def _made(teller: Teller) -> Library:
    hung = hangings(teller)
    entries = {id_: entry(teller, id_) for id_ in teller.pack.documents}
    return Library(teller, entries, hung, Index(passages(teller, hung)))
