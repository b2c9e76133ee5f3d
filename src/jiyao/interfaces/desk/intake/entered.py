"""What a change enters: the clauses of its document in full, and what is to be anchored on them again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jiyao.engine.packs.anchoring import loose_in
from jiyao.engine.packs.library_files import ClauseFile, ClausesFile
from jiyao.engine.packs.located import read_yaml_text
from jiyao.engine.shapes import Words
from jiyao.interfaces.desk.intake import words as w
from jiyao.interfaces.desk.intake.anchors import LooseLine, loose_lines
from jiyao.interfaces.ui.library.words import KINDS, LEVELS
from jiyao.interfaces.ui.pack import policy_of
from jiyao.interfaces.ui.policy.telling import place_name
from jiyao.interfaces.ui.policy_words import STAGES
from jiyao.interfaces.ui.sentences import Teller

CLAUSES = "clauses/"


@dataclass(frozen=True, slots=True)
class EnteredText:
    """The clauses that a change brings for a document, and what names that document and none of them.

    told   what is said of the document, in the order of its form
    """

    document: str
    told: tuple[tuple[Words, str], ...]
    clauses: tuple[ClauseFile, ...]
    loose: tuple[LooseLine, ...]


def entered_text(lay: Mapping[str, str], folder: Path, teller: Teller) -> EnteredText | None:
    """What a change brings to a version; None where it brings no clauses."""
    name = next((name for name in lay if name.startswith(CLAUSES)), None)
    if name is None:
        return None
    file = ClausesFile.model_validate(read_yaml_text(lay[name], name).value)
    paths = {clause.path for clause in file.clauses}
    loose = loose_in(folder, {file.document: paths}).get(file.document, ())
    upon = Teller(policy_of(folder), teller.language)
    document = read_yaml_text(lay.get(f"documents/{file.document}.yaml", "{}"), name).value
    told = tuple(_told(document, upon))
    return EnteredText(file.document, told, tuple(file.clauses), tuple(loose_lines(upon, folder, loose)))


def _told(document: Mapping[str, Any], teller: Teller) -> Iterator[tuple[Words, str]]:
    """What a change says of its document; what it leaves as it was is not said."""
    for key, label in w.TOLD.items():
        value = document.get(key)
        if value in (None, [], ""):
            continue
        yield label, teller.listed(_in_words(key, value, teller))


def _in_words(key: str, value: Any, teller: Teller) -> list[str]:
    match key:
        case "implements":
            return [teller.document_title(id_) for id_ in value]
        case "repeals":
            return [
                f"{teller.document_title(one['document'])} {one.get('clause', '')}".strip() for one in value
            ]
        case "issuers":
            return list(value)
        case "stages":
            return [STAGES[teller.language][stage] for stage in value]
        case "kind":
            return [teller.say(KINDS[value])]
        case "level":
            return [teller.say(LEVELS[value])]
        case "division":
            return [place_name(teller, value)]
        case "text_held":
            return [teller.words(w.HELD[value])]
        case "original":
            return [value["name"], teller.words(w.PUBLIC if value["public"] else w.ON_REQUEST)]
        case _:
            return [str(value)]
