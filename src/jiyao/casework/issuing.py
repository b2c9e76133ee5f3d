"""Which papers a step of a case issues. They are numbered in the transaction of the step: none is lost, none doubled.

Kinds name these as what their steps do besides. What a paper says is written from what the step left frozen.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from jiyao.casework.kinds.kind import Effect
from jiyao.casework.models import Case, CaseState, CaseStep, Paper, PaperKind, PaperSeries, Reversal
from jiyao.casework.models.case import FINISHED
from jiyao.foundation.actions.acting import append_act
from jiyao.registry.hand import Hand
from jiyao.registry.models import Division, DivisionLevel

ROSTER, ROSTER_LINE = "roster", "roster-line"
"""The kinds whose names their own files declare; they name this module's effects, so it does not ask them."""
_DECIDED = (CaseState.DECIDED, CaseState.PAID, *FINISHED)
"""Where a line stands that nobody decides any more."""
NOWHERE = "000000"
"""Stands for a place where no province is laid out."""


def _issues(*kinds: PaperKind) -> Effect:
    """What a step does that issues these papers."""

    def issue(case: Case, hand: Hand) -> None:
        issue_papers(case.steps.order_by("-pk")[0], hand, kinds)

    return issue


OF_CLAIMS: Mapping[str, Effect] = {
    "accept": _issues(PaperKind.ACCEPTANCE),
    "ask-supplement": _issues(PaperKind.SUPPLEMENT),
    "reject": _issues(PaperKind.REJECTION),
    "refuse": _issues(PaperKind.REFUSAL, PaperKind.EXPLANATION),
}
"""The papers of what somebody claims, by step. What is given is told at the end of its decision: see `DECIDED`."""


def _then_of_roster(effect: Effect | None) -> Effect:
    """The effect, and then the paper of the roster where the line was the last to be decided."""

    def issue(case: Case, hand: Hand) -> None:
        if effect is not None:
            effect(case, hand)
        issue_with_last_line(case.steps.order_by("-pk")[0], hand)

    return issue


OF_LINES: Mapping[str, Effect] = {
    step: _then_of_roster(OF_CLAIMS.get(step)) for step in ("reject", "refuse", "lapse")
}
"""The papers of a line of a roster: what is accepted or asked for is told with the roster, to the organisation."""
OF_CONTESTS: Mapping[str, Effect] = {
    **{step: OF_CLAIMS[step] for step in ("accept", "ask-supplement", "reject")},
    "refuse": _issues(PaperKind.ANSWER),
}
"""The papers of what somebody contests. What is upheld is told at the end of its decision: see `conclude`."""
DECIDED = (PaperKind.DECISION, PaperKind.EXPLANATION)
"""The papers of what is given. What is taken back has its own, once it is carried out: see `issue_reversal`."""


def issue_reversal(decided: CaseStep, hand: Hand) -> None:
    """Issues the paper of what a consequence takes back, if it does. The caller has carried it out."""
    if decided.case.branches.filter(decided=Reversal.REVERSE).exists():
        issue_papers(decided, hand, [PaperKind.REVERSAL])


def issue_with_last_line(step: CaseStep, hand: Hand) -> None:
    """Issues the paper of a roster, once, where with this step of it or of a line all its lines are decided.

    The caller holds the roster.
    """
    roster = step.case if step.case.kind == ROSTER else step.case.parent
    if roster is None or roster.state != CaseState.DECIDED:
        return
    lines = Case.objects.filter(parent=roster, kind=ROSTER_LINE)
    told = Paper.objects.filter(case=roster, kind=PaperKind.LINES)
    if not told.exists() and not lines.exclude(state__in=_DECIDED).exists():
        issue_papers(step, hand, [PaperKind.LINES], of=roster)


def issue_papers(step: CaseStep, hand: Hand, kinds: Sequence[PaperKind], *, of: Case | None = None) -> None:
    """Issues papers of a step of a case. The caller is in its transaction, and locks no budget line after this.

    of   the case that the papers are of, where it is the roster of the line whose step it is
    """
    case = of or step.case
    act = append_act(
        kind="issue-papers",
        actor=hand.party,
        subject=case.party,
        at=hand.at,
        codes={kind.value.replace("-", "_"): 1 for kind in kinds},
        owner=case.person_id,
        rests_on=[step.act],
    )
    for kind in kinds:
        numbered(kind, case.division, hand, act=act.number, case=case, step=step).save(force_insert=True)


def numbered(
    kind: PaperKind,
    division: str | None,
    hand: Hand,
    *,
    act: int,
    case: Case | None = None,
    step: CaseStep | None = None,
    about: str = "",
) -> Paper:
    """A paper with the next number of its series, not saved yet. The series is held until the transaction ends."""
    held = held_series(kind, division, hand)
    held.last += 1
    held.save(update_fields=["last"])
    return Paper(
        kind=kind,
        division=held.division,
        year=held.year,
        serial=held.last,
        case=case,
        step=step,
        about=about,
        issued_on=hand.on,
        issued_at=hand.at,
        issued_by=hand.account,
        act=act,
    )


def held_series(kind: PaperKind, division: str | None, hand: Hand) -> PaperSeries:
    """The series that the next number is taken from, held until the transaction ends."""
    series: dict[str, Any] = {"division": division or _province(), "year": hand.on.year, "kind": kind}
    PaperSeries.objects.get_or_create(**series)
    return PaperSeries.objects.select_for_update().get(**series)


def _province() -> str:
    found = Division.objects.filter(level=DivisionLevel.PROVINCE).values_list("code", flat=True).first()
    return found or NOWHERE
