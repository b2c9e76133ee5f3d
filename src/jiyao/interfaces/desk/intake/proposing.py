"""What an official has described as a proposal: the document's files, its clauses, whose matter it is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jiyao.engine.packs.gaps import prefectures
from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Words
from jiyao.interfaces.desk.changing.documents import Incomplete, day_from, document_id
from jiyao.interfaces.desk.intake import words as w
from jiyao.interfaces.desk.intake.fields import REPEALS, Given, one, several
from jiyao.interfaces.ui.library.words import KINDS, LEVELS
from jiyao.interfaces.ui.policy_words import STAGES
from jiyao.policy.actions.changing import Proposal
from jiyao.policy.actions.intake import refuse_same_number
from jiyao.policy.intake.laying import Entered, lay_document
from jiyao.policy.intake.outline import Piece
from jiyao.policy.intake.pieces import clauses_of, wrong_in
from jiyao.policy.models import ChangeKind, DocumentIntake


def proposal_of(draft: DocumentIntake, pieces: Sequence[Piece], given: Given, pack: Pack) -> Proposal:
    """The proposal that enters a document.

    raises   Incomplete naming the field: among others `pieces`, where a clause is wrong; LoadedAlready
    """
    _refuse_wrong(pieces, draft.lines)
    entered = _entered(draft, given, pack)
    refuse_same_number(entered.number, pack, entered.id)
    clauses = clauses_of(pieces, draft.lines)
    titles = (entered.title.zh, entered.title.en)
    said = [pair.format(title, len(clauses)) for pair, title in zip(w.ENTERS, titles, strict=True)]
    return Proposal(
        kind=ChangeKind.DOCUMENT,
        words=Words(zh=said[0], en=said[1]),
        lay=lay_document(pack, entered, clauses),
        division=entered.division,
    )


def _refuse_wrong(pieces: Sequence[Piece], lines: Sequence[str]) -> None:
    for wrong in wrong_in(pieces, lines):
        line = pieces[wrong.piece].first + 1
        raise Incomplete(
            "pieces", f"line {line} of the original: {wrong.en}", f"原文第 {line} 行：{wrong.zh}"
        )


def _entered(draft: DocumentIntake, given: Given, pack: Pack) -> Entered:
    title, issuers = one(given, "title"), _issuers(given)
    if not title:
        raise Incomplete("title", "say what the document is called", "请填写文件名称")
    if not issuers:
        raise Incomplete("issuers", "say who issued it", "请填写发文机关")
    days = {name: one(given, name) for name in ("issued_on", "effective_from", "effective_to")}
    issued_on, starts, ends = (day_from(days, name) for name in days)
    if issued_on is None:
        raise Incomplete("issued_on", "say when it was issued", "请填写发文日期")
    if ends is not None and ends < (starts or issued_on):
        raise Incomplete(
            "effective_to", "it ends before it begins; read the days again", "有效期早于施行日期，请核对"
        )
    kind, level = _chosen(given, "kind", KINDS), _chosen(given, "level", LEVELS)
    division = _division(given, pack)
    number, known = one(given, "number"), one(given, "document")
    _refuse_another_level(pack.documents.get(known, {}), level, division)
    return Entered(
        id=known
        if known in pack.documents
        else document_id(number, issued_on, division or pack.region, pack),
        title=Words(zh=title, en=one(given, "title_en") or _known_title(pack, known) or title),
        number=number,
        kind=kind,
        level=level,
        division=division,
        issuers=issuers,
        issued_on=issued_on,
        effective_from=starts,
        effective_to=ends,
        stages=[stage for stage in several(given, "stages") if stage in STAGES["en"]],
        implements=[id_ for id_ in several(given, "implements") if id_ in pack.documents and id_ != known],
        repeals=list(_repeals(given, pack, known, Whose(level, division))),
        held="part" if one(given, "held") == "part" else "whole",
        original=_original(draft, given),
    )


def _refuse_another_level(known: Mapping[str, Any], level: str, division: str | None) -> None:
    """Nothing where the document that the library names is of that level and that place. raises Incomplete"""
    other_place = known.get("division") not in (None, division)
    if known.get("level") not in (None, level) or other_place:
        raise Incomplete(
            "document",
            "the document that you chose is another level's or another place's; choose it there, or enter a new one",
            "所选文件属于其他层级或其他地方，请改选或新建",
        )


def _known_title(pack: Pack, id_: str) -> str:
    return str(pack.documents.get(id_, {}).get("title", {}).get("en", ""))


def _issuers(given: Given) -> list[str]:
    return [name for name in one(given, "issuers").replace("，", "、").split("、") if name.strip()]


def _chosen(given: Given, name: str, known: Mapping[str, object]) -> str:
    found = one(given, name)
    if found not in known:
        raise Incomplete(name, "choose one of the list", "请从列表中选择")
    return found


def _division(given: Given, pack: Pack) -> str | None:
    division, level = one(given, "division"), one(given, "level")
    if (division in prefectures(pack)) != (level == "prefecture"):
        raise Incomplete(
            "division",
            "a prefecture's document names its prefecture, and no other does",
            "市（地）文件须选明是哪个市（地），其他层级不选",
        )
    return division or None


@dataclass(frozen=True, slots=True)
class Whose:
    """Of which level a document is, and of which prefecture."""

    level: str
    division: str | None

    def may_repeal(self, document: Mapping[str, Any]) -> bool:
        """Whether a document is not above this one, nor another prefecture's."""
        ranks = list(LEVELS)
        level = document.get("level")
        is_above = level in ranks and ranks.index(str(level)) < ranks.index(self.level)
        is_elsewhere = self.division is not None and document.get("division") not in (None, self.division)
        return not is_above and not is_elsewhere


def _repeals(given: Given, pack: Pack, known: str, whose: Whose) -> Iterator[tuple[str, str]]:
    taken = set()
    for number in range(REPEALS):
        document, clause = one(given, f"repeals-{number}"), one(given, f"repeals-clause-{number}")
        if not document:
            continue
        if document not in pack.documents or document == known or (document, clause) in taken:
            raise Incomplete(
                f"repeals-{number}", "choose another document, each once", "请另选文件，不能是本文件或重复"
            )
        if not whose.may_repeal(pack.documents[document]):
            raise Incomplete(
                f"repeals-{number}",
                "a document repeals none from above it, and none of another prefecture",
                "下级文件不能废止上级文件，也不能废止其他市（地）的文件",
            )
        _refuse_repealed(pack, document, clause, number, known)
        taken.add((document, clause))
        yield document, clause


def _refuse_repealed(pack: Pack, document: str, clause: str, number: int, known: str) -> None:
    """Nothing where no other document repeals the same. raises Incomplete naming it"""
    for repeal in pack.repeals.get(document, ()):
        if repeal.clause == clause and repeal.by != known:
            by = pack.documents[repeal.by]["title"]
            what = clause or pack.documents[document]["title"]["zh"]
            raise Incomplete(
                f"repeals-{number}",
                f'{what}: repealed by "{by["en"]}" already (documents/{repeal.by}.yaml); read both, and leave one out',
                f"{what}：已由“{by['zh']}”废止（documents/{repeal.by}.yaml），请核对两份文件，只留一处",
            )


def _original(draft: DocumentIntake, given: Given) -> dict[str, object]:
    kept = draft.original
    return {
        "hash": kept.hash,
        "kind": kept.kind,
        "name": draft.file_name,
        "public": bool(one(given, "public")),
    }
