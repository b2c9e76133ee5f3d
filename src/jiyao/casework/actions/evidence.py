"""材料: papers that are put into a case, and taken out to be looked at. Each look leaves an act."""

from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from jiyao.base.errors import Conflict, Invalid
from jiyao.casework.actions.moving import held
from jiyao.casework.life import OVER
from jiyao.casework.models import CaseEvidence, CaseState
from jiyao.foundation.actions.acting import append_act
from jiyao.foundation.actions.attaching import keep_file
from jiyao.foundation.models import Attachment
from jiyao.registry.hand import Hand

KINDS = ("pdf", "png", "jpeg", "docx")
LONGEST = 200


class NoMorePapers(Conflict):
    """The case is over."""


class NoName(Invalid):
    """Nobody says which paper it is."""


@transaction.atomic
def add_evidence(number: int, what: str, file: BinaryIO, name: str, hand: Hand) -> CaseEvidence:
    """The paper, in the case. raises NotYourDuty, NoMorePapers, NoName; TooLarge, EmptyFile, WrongContent"""
    case = held(number, hand, "make")
    if CaseState(case.state) in OVER:
        raise NoMorePapers(f"case {case.number} is over", zh=f"办件 {case.number} 已结束，不能再加材料")
    said = what.strip()[:LONGEST]
    if not said:
        raise NoName("say which paper it is", zh="请写明是哪一份材料")
    kept = keep_file(file, name=name, kinds=KINDS, at=hand.at)
    made = CaseEvidence.objects.create(
        case=case, what=said, file=kept, added_by=hand.account, added_at=hand.at
    )
    append_act(
        kind="add-evidence",
        actor=hand.party,
        subject=case.party,
        at=hand.at,
        codes={"paper": made.pk, "hash": kept.hash},
        payload={"what": said, "name": kept.name},
        owner=case.person_id,
    )
    return made


@transaction.atomic
def take_evidence(paper: CaseEvidence, *, by: str, at: datetime) -> Attachment:
    """The file of a paper, and an act that says who took it. Who may is asked before."""
    append_act(
        kind="take-evidence",
        actor=by,
        subject=f"case:{paper.case_id}",
        at=at,
        codes={"paper": paper.pk},
        owner=paper.case.person_id,
    )
    return paper.file
