"""What a change enters: the clauses of its document in full, and what is to be anchored on them again."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jiyao.engine.packs.anchoring import loose_in
from jiyao.engine.packs.library_files import ClauseFile, ClausesFile
from jiyao.engine.packs.located import read_yaml_text
from jiyao.interfaces.desk.intake.anchors import LooseLine, loose_lines
from jiyao.interfaces.ui.pack import policy_of
from jiyao.interfaces.ui.sentences import Teller

CLAUSES = "clauses/"


@dataclass(frozen=True, slots=True)
class EnteredText:
    """The clauses that a change brings for a document, and what names that document and none of them."""

    document: str
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
    return EnteredText(file.document, tuple(file.clauses), tuple(loose_lines(upon, folder, loose)))
