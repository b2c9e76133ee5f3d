"""Spreadsheets with which somebody walks a session by hand: candidates of whom some cannot be admitted, and marks."""

from collections.abc import Iterator, Sequence
from datetime import date
from random import Random
from typing import BinaryIO

import xlsxwriter

from jiyao.base.errors import Conflict
from jiyao.demo.evaluating.holding import MEAN, SPREAD
from jiyao.demo.evaluating.people import Pool
from jiyao.demo.evaluating.scenes import BELOW, LATELY, usual_scope
from jiyao.demo.filling.database import check_demonstration
from jiyao.evaluation.models import Candidate, CandidateState, Session, SessionState
from jiyao.evaluation.scoring import parts_of
from jiyao.foundation.actions.keys import keyring
from jiyao.registry.models import FOREVER, Account, PersonVersion

OFFICE = "evaluation-body"
CANDIDATES = 500
NOT, LATER, OPEN = 4, 3, 2
"""Of how many no condition is met, of how many only later, and of how many something is not known."""
WORKED, LATE = (72, 180), 30
"""How many months who may apply has worked, and who may not."""
Row = Sequence[object]
HEADINGS: Row = ("公民身份号码", "姓名", "从业月数", "取证后中断月数", "专业对应", "院校经评估")
TICKET = "准考证号"
NO = "否"


class NobodyThere(Conflict):
    """There is no listed body of the demonstration account, or no session of it that waits for marks."""


def write_candidates(to: BinaryIO, *, on: date) -> int:
    """How many candidates for a session of the demonstration account's body stand in the workbook.

    raises   NotADemonstration, NobodyThere
    """
    check_demonstration()
    rows = list(_candidates(_body(), on))
    _write(to, [HEADINGS, *rows])
    return len(rows)


def write_marks(to: BinaryIO) -> tuple[str, int]:
    """The number of the session that waits for marks, and how many of its candidates stand in the workbook.

    raises   NotADemonstration, NobodyThere
    """
    check_demonstration()
    waiting = (
        Session.objects.filter(organisation=_body(), state=SessionState.ARRANGED).order_by("-pk").first()
    )
    if waiting is None:
        raise NobodyThere(
            "no session of the demonstration account's body waits for marks; arrange one first",
            zh="演示机构没有待录入成绩的批次，请先完成编排",
        )
    rows = list(_marks(waiting))
    _write(to, [(TICKET, *(part.label for part in parts_of(waiting))), *rows])
    return waiting.number, len(rows)


def _body() -> int:
    account = Account.objects.filter(username=OFFICE).values_list("assignments__organisation", flat=True)
    found = account.first()
    if found is None:
        raise NobodyThere(
            "open the demonstration accounts and list the bodies first: `jiyao --demo demo-accounts`, then "
            "`jiyao --demo demo-bodies`",
            zh="请先运行 jiyao --demo demo-accounts 和 jiyao --demo demo-bodies",
        )
    return found


def _candidates(body: int, on: date) -> Iterator[Row]:
    scope = usual_scope(body, on)
    pool = Pool(body, scope.occupation, scope.division, on)
    later = pool.holders(BELOW, on - LATELY, LATER)
    others = pool.take(CANDIDATES - len(later))
    told = _told([*later, *others])
    chance = Random(f"{body}:{on}")  # noqa: S311
    for place, person in enumerate([*later, *others]):
        place -= len(later)
        if place < NOT:
            yield *told[person], LATE, 0, NO, NO
        elif place < NOT + OPEN:
            yield *told[person], None, None, NO, NO
        else:
            yield *told[person], chance.randint(*WORKED), None, None, None


def _told(people: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Identity number and name of each."""
    keys = keyring(people)
    versions = PersonVersion.objects.filter(superseded_at=FOREVER, person__in=people)
    return {
        one.person_id: (
            keys.unseal(one.person_id, "identity_sealed", one.identity_sealed or b""),
            keys.unseal(one.person_id, "name_sealed", one.name_sealed or b""),
        )
        for one in versions
    }


def _marks(session: Session) -> Iterator[Row]:
    chance = Random(session.number)  # noqa: S311
    parts = parts_of(session)
    admitted = Candidate.objects.filter(session=session, state=CandidateState.ADMITTED)
    for ticket in admitted.order_by("ticket").values_list("ticket", flat=True):
        yield ticket, *(min(100, round(chance.gauss(MEAN, SPREAD) / 5) / 2) for _ in parts)


def _write(to: BinaryIO, rows: Sequence[Row]) -> None:
    with xlsxwriter.Workbook(to, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.set_column(0, 0, 24)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
