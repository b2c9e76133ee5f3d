"""Determinations in sentences, the same on every screen: clauses, what is given, what would have to be otherwise."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jiyao.engine.determination.needs import Need
from jiyao.engine.determination.reasons import ConditionReason, Determination
from jiyao.engine.measures import APPLIES
from jiyao.engine.packs.demonstration import VERSION_MARK
from jiyao.engine.packs.loading import Pack
from jiyao.engine.rules.types import BOOLEAN
from jiyao.engine.shapes import Language, Source, Words
from jiyao.engine.wording import Speaker

WINDOW = "window"
"""The id of the condition that says until when to claim."""
_RANKED = {
    "higher_than": ("高于", "higher than"),
    "at_least": ("不低于", "at least"),
    "not higher_than": ("不高于", "no higher than"),
    "not at_least": ("低于", "lower than"),
}
_AMONG = {"=": "in", "<>": "not in"}
"""To equal one value is to be among it alone."""
_NEEDS = {
    "true": ("{0}：须为{1}", "{0}: must be {1}"),
    "in": ("{0}须为{1}（现为{2}）", "{0}: must be {1} (is {2})"),
    "not in": ("{0}不应为{1}", "{0}: must be other than {1}"),
    "op": ("{0}须{1}{2}（现为{3}）", "{0}: must be {1} {2} (is {3})"),
}


def stated_in(found: Determination) -> Source | None:
    """The clause of the sum; else of the last condition that is in force."""
    for read in found.values:
        if read.row is not None:
            return read.row.source
    stated = [r.source for r in found.conditions if r.in_force and r.id not in (APPLIES, WINDOW)]
    return stated[-1] if stated else None


@dataclass(frozen=True, slots=True)
class Teller:
    """Who tells determinations of a pack in one language."""

    pack: Pack
    language: Language

    def words(self, pair: Words) -> str:
        """Words of the pack."""
        return pair.en if self.language == "en" else pair.zh

    def say(self, pair: tuple[str, str], *values: object) -> str:
        """The one of two phrases, with its values filled in."""
        return pair[self.language == "en"].format(*values)

    def listed(self, parts: Sequence[str]) -> str:
        """The parts with commas between them."""
        return ("、" if self.language == "zh" else ", ").join(parts)

    def speaker(self, found: Determination | None = None) -> Speaker:
        """Who says rules; of a determination, with the values that stood on its counted day."""
        known = {}
        if found is not None:
            for read in (v for reason in found.conditions for v in reason.values):
                known[read.name] = read.value
        return Speaker(self.pack.vocabulary, self.language, known)

    def clause(self, source: Source) -> str:
        """Document and article."""
        shown = self.document_title(source.document)
        number = self.pack.documents.get(source.document, {}).get("number")
        if number:
            shown += f"（{number}）" if self.language == "zh" else f" ({number})"
        return f"{shown} {source.article}" if source.article else shown

    def document_title(self, id_: str) -> str:
        """A document's title; its id where the pack gives none."""
        return str(self.pack.documents.get(id_, {}).get("title", {}).get(self.language, id_))

    def basis(self) -> str:
        """On which rules all of it rests. Demonstration values are said elsewhere."""
        version = self.pack.version.partition(VERSION_MARK)[0]
        if edition := re.fullmatch(r"([0-9]{4})\.([0-9]+)", version):
            return self.say(("依据{0}年第{1}版规则", "On edition {1} of the rules of {0}"), *edition.groups())
        return self.say(("依据第 {0} 版规则", "On edition {0} of the rules"), version)

    def given(self, found: Determination) -> str:
        """The amount in yuan, or the name of what is given; empty where nothing is."""
        result, speaker = found.result, self.speaker()
        gives = found.measure.gives[0].rule.type
        if result.amount_fen:
            return speaker.value(result.amount_fen, gives)
        return "" if result.given is None else speaker.value(result.given, gives)

    def needed(self, found: Determination, reason: ConditionReason) -> Iterator[str]:
        """What would have to be otherwise; of several ways, of the nearest."""
        nearest = reason.branches[0] if reason.branches else reason
        speaker = self.speaker(found)
        if reason.branches:
            yield f"→ {self.words(nearest.words)}"
        for need in nearest.needs:
            yield self.need(speaker, need)

    def need(self, speaker: Speaker, need: Need) -> str:
        """One thing that would have to be otherwise, and what it is now."""
        what, type_ = speaker.rule(need.what), need.what.type
        shown = speaker.gathered(need.wanted, type_)
        wanted = self.listed([speaker.value(value, type_) for value in shown])
        value = speaker.value(need.value, type_)
        if type_ == BOOLEAN:
            return self.say(_NEEDS["true"], what, wanted)
        among = _AMONG.get(need.op, need.op)
        if among in ("in", "not in"):
            return self.say(_NEEDS[among], what, wanted, value)
        if need.op in _RANKED:
            return self.say(_NEEDS["op"], what, self.say(_RANKED[need.op]), wanted, value)
        operator = speaker.operator(need.op, type_).removeprefix("is ")
        return self.say(_NEEDS["op"], what, operator, wanted, value)
