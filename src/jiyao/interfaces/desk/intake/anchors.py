"""What is to be anchored again 待重新挂条: rules and values that name a document, and no clause of it that is held."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jiyao.engine.measures import Measure
from jiyao.engine.packs.anchoring import Loose, lay_anchors, loose_in
from jiyao.engine.packs.loading import Pack
from jiyao.engine.packs.located import Located, read_yaml
from jiyao.engine.shapes import Words
from jiyao.interfaces.desk.changing.documents import Incomplete
from jiyao.interfaces.desk.intake import words as w
from jiyao.interfaces.ui.library.hanging import value_said
from jiyao.interfaces.ui.pack import policy_of
from jiyao.interfaces.ui.policy.telling import value_title
from jiyao.interfaces.ui.sentences import Teller
from jiyao.policy.actions.changing import Proposal
from jiyao.policy.intake.matching import text_is_held
from jiyao.policy.models import ChangeKind


@dataclass(frozen=True, slots=True)
class LooseLine:
    """Something to anchor, in words. `of`: the measure, with its address; empty where it is of none."""

    loose: Loose
    words: str
    said: str
    of: str
    of_id: str


@lru_cache(maxsize=4)
def loose_of(folder: Path) -> Mapping[str, tuple[Loose, ...]]:
    """By document whose words are held, everything in a version that is to be anchored again."""
    pack = policy_of(folder)
    held = {
        id_: frozenset(clause.path for clause in clauses)
        for id_, clauses in pack.clauses.items()
        if text_is_held(pack, id_)
    }
    return loose_in(folder, held)


def loose_lines(teller: Teller, folder: Path, listed: Sequence[Loose]) -> list[LooseLine]:
    """They in words, in the order of the files."""
    files: dict[str, Located] = {}
    for loose in listed:
        if loose.file not in files:
            files[loose.file] = read_yaml(folder / loose.file, loose.file)
    return [_line(teller, loose, files[loose.file]) for loose in listed]


def _line(teller: Teller, loose: Loose, file: Located) -> LooseLine:
    found = _value(teller, loose, file.value)
    if found is not None:
        measure, title, said = found
        return LooseLine(loose, title, said, teller.words(measure.title), measure.id)
    measure_id = Path(loose.file).stem if loose.file.startswith("measures/") else ""
    measure_of = teller.pack.measures.get(measure_id)
    of = (
        teller.words(measure_of.title)
        if measure_of
        else teller.say(w.POOL)
        if loose.file == "pools.yaml"
        else ""
    )
    words = _words(file.value, loose, teller.language) or teller.say(w.LINE, loose.file, loose.line)
    return LooseLine(loose, words, "", of, measure_id if measure_of else "")


def _value(teller: Teller, loose: Loose, file: Any) -> tuple[Measure, str, str] | None:
    """Of a row of a series: the measure, what it is called, what it says."""
    for measure in _measures(teller.pack, loose, file):
        for parameter in measure.parameters.values():
            for row in parameter.rows():
                if (row.place.file, row.place.line) == (loose.file, loose.line):
                    return (
                        measure,
                        value_title(teller, measure, parameter),
                        value_said(teller, parameter, row),
                    )
    return None


def _measures(pack: Pack, loose: Loose, file: Any) -> Iterator[Measure]:
    """The measures whose series the file may hold."""
    if loose.file.startswith("measures/"):
        yield from (pack.measures[id_] for id_ in (Path(loose.file).stem,) if id_ in pack.measures)
    elif loose.division is not None:
        yield pack.measures[file["values"][loose.steps[1]]["measure"]]
    else:
        yield from (measure for _, measure in sorted(pack.measures.items()))


def _words(value: Any, loose: Loose, language: str) -> str:
    """The words of the nearest thing around it that has some."""
    said = ""
    for step in (*loose.steps, None):
        if isinstance(value, dict):
            own = value if language in value else value.get("title", {})
            said = str(own.get(language, said)) if isinstance(own, dict) else said
        if step is not None:
            value = value[step]
    return said


def anchoring(
    pack: Pack, folder: Path, document: str, given: Mapping[str, str], tellers: tuple[Teller, Teller]
) -> Proposal:
    """The proposal that has the chosen ones name their clauses. raises Incomplete"""
    paths = {clause.path for clause in pack.clauses.get(document, ())}
    chosen = [
        (loose, given[f"anchor:{loose.key}"])
        for loose in loose_of(folder).get(document, ())
        if given.get(f"anchor:{loose.key}")
    ]
    if not chosen or any(path not in paths for _, path in chosen):
        raise Incomplete(
            "anchors", "choose a clause of the document for at least one", "请至少为一项选择本文件的条款"
        )
    titles = [teller.document_title(document) for teller in tellers]
    said = [pair.format(title, len(chosen)) for pair, title in zip(w.ANCHORS, titles, strict=True)]
    divisions = {loose.division for loose, _ in chosen}
    return Proposal(
        kind=ChangeKind.RULE,
        words=Words(zh=said[0], en=said[1]),
        lay=lay_anchors(folder, chosen),
        division=divisions.pop() if len(divisions) == 1 else None,
    )
