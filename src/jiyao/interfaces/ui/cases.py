"""Cases as people see them: where one stands, every step with its reason, how long it may take."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jiyao.casework.kinds.kind import KINDS, Nature
from jiyao.casework.life import OVER
from jiyao.casework.models import STANDS, Case, CaseState, CaseStep, Channel
from jiyao.casework.queries.notices import is_held_up
from jiyao.casework.queries.saying import reasons_of
from jiyao.casework.time_limits import Clock, clock_of
from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Words
from jiyao.funds.accounts import BankAccount
from jiyao.funds.queries.accounts import account_paid_at
from jiyao.interfaces.ui.corrections import STATES as REQUESTS
from jiyao.interfaces.ui.forms import Field
from jiyao.interfaces.ui.hands import hands_of

STATES: Mapping[str, Words] = {
    CaseState.OFFERED: Words(zh="已推送", en="offered"),
    CaseState.SUPPLEMENTING: Words(zh="待补正", en="something is missing"),
    CaseState.CLAIMED: Words(zh="待受理", en="to be accepted"),
    CaseState.ACCEPTED: Words(zh="待审核", en="to be reviewed"),
    CaseState.REVIEWED: Words(zh="待审批", en="to be approved"),
    CaseState.APPROVED: Words(zh="已审批", en="approved"),
    CaseState.NOTICED: Words(zh="公示中", en="on public notice"),
    CaseState.DECIDED: Words(zh="待拨付", en="to be paid"),
    CaseState.PAID: Words(zh="已拨付", en="paid"),
    CaseState.CLOSED: Words(zh="已办结", en="closed"),
    CaseState.REFUSED: Words(zh="不予批准", en="refused"),
    CaseState.WITHDRAWN: Words(zh="已撤回", en="withdrawn"),
    CaseState.LAPSED: Words(zh="已失效", en="lapsed"),
}
_CONTESTING: Mapping[str, Words] = {
    CaseState.ACCEPTED: Words(zh="审查中", en="being examined"),
    CaseState.REVIEWED: Words(zh="待决定", en="to be decided"),
    CaseState.CLOSED: Words(zh="成立，已办结", en="upheld"),
    CaseState.REFUSED: Words(zh="不成立", en="not upheld"),
}
"""What the states of a case are called that contests another."""
_CHECKING: Mapping[str, Words] = {
    CaseState.ACCEPTED: Words(zh="待核查", en="to be checked"),
    CaseState.CLOSED: Words(zh="已核查", en="checked"),
}
"""And of one that checks another."""
_CORRECTING: Mapping[str, Words] = {state: REQUESTS[said] for state, said in STANDS.items()}
"""And of one that asks to correct a record."""
_JUDGING: Mapping[str, Words] = {
    CaseState.ACCEPTED: Words(zh="待决定", en="to be decided"),
    CaseState.CLOSED: Words(zh="已办理", en="carried out"),
    CaseState.REFUSED: Words(zh="不予办理", en="left as it was"),
}
"""And of one that proposes something of a certificate."""
_MARKING: Mapping[str, Words] = {
    CaseState.ACCEPTED: Words(zh="待决定", en="to be decided"),
    CaseState.CLOSED: Words(zh="成立，成绩已改正", en="upheld, the mark corrected"),
    CaseState.REFUSED: Words(zh="不成立", en="not upheld"),
}
"""And of one that appeals against a mark."""
_FILING: Mapping[str, Words] = {
    CaseState.ACCEPTED: Words(zh="待审查", en="to be examined"),
    CaseState.REVIEWED: Words(zh="待决定", en="to be decided"),
    CaseState.APPROVED: Words(zh="已同意", en="agreed to"),
    CaseState.DECIDED: Words(zh="已决定", en="decided"),
    CaseState.CLOSED: Words(zh="已办结并公布", en="carried out and published"),
    CaseState.REFUSED: Words(zh="未予同意", en="not agreed to"),
}
"""And of what is filed: it is no licence, and nothing of it is called approved."""
_OF_NATURE = {
    Nature.CONTESTS: _CONTESTING,
    Nature.CHECKS: _CHECKING,
    Nature.CORRECTS: _CORRECTING,
    Nature.JUDGES: _JUDGING,
    Nature.MARKS: _MARKING,
    Nature.FILES: _FILING,
}
_FILED = (Nature.CONTESTS, Nature.CORRECTS, Nature.JUDGES, Nature.MARKS, Nature.FILES)
"""Kinds of which what is handed in on line is no claim."""
OWED = Words(zh="应退回", en="to be given back")
"""Said of a case of which something is to come back, whatever its state."""
_MARKS = {
    CaseState.SUPPLEMENTING: "ask",
    CaseState.DECIDED: "yes",
    CaseState.PAID: "yes",
    CaseState.CLOSED: "yes",
    CaseState.REFUSED: "no",
    CaseState.WITHDRAWN: "none",
    CaseState.LAPSED: "none",
}
CHANNELS: Mapping[str, Words] = {
    "offer": Words(zh="主动推送", en="offered"),
    "portal": Words(zh="网上申领", en="claimed on line"),
    "counter": Words(zh="窗口", en="at the counter"),
    "roster": Words(zh="单位名册", en="by a roster"),
    "correction": Words(zh="记录更正", en="by a correction"),
    "appeal": Words(zh="申诉", en="by an appeal"),
    "rating": Words(zh="差评整改", en="by a bad mark"),
    "sample": Words(zh="事后抽查", en="drawn to be checked"),
    "desk": Words(zh="主管部门立件", en="opened by the department"),
}

FILED = Words(zh="网上提出", en="filed on line")
"""How a case came that contests another or asks for a correction."""

KNOWN = "known"
"""The field of a form that names the account used before, by its payment."""


@dataclass(frozen=True, slots=True)
class StepTold:
    """A step that was done. `by`: whose hand it was; `reason`: why, where that was said and may be told."""

    step: CaseStep
    words: Words
    after: Words
    by: Words
    reason: str


@dataclass(frozen=True, slots=True)
class CaseTold:
    """A case in words.

    mark         the mark that its state wears; without a clock nothing runs
    is_held_up   whether its public notice goes on because an objection is open
    owed_fen     what is still to come back of what it paid; its state says so then
    sum_fen      what it gives, or what is to come back of it; none of what is refused or reversed
    """

    case: Case
    kind: Words
    title: Words
    state: Words
    mark: str
    channel: Words
    clock: Clock | None
    is_held_up: bool = False
    owed_fen: int = 0

    @property
    def sum_fen(self) -> int | None:
        """The sum that stands beside its state."""
        if self.owed_fen:
            return self.owed_fen
        grant = self.case.grant
        is_gone = grant is not None and grant.reversed_on is not None
        return None if is_gone or self.case.state == CaseState.REFUSED else self.case.amount_fen

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to do."""
        return self.case.state in OVER


def account_fields(name: str) -> list[Field]:
    """Where somebody wants to be paid; their own name stands there already."""
    return [
        Field(name="holder", label=Words(zh="户名", en="In whose name"), value=name, is_required=True),
        Field(
            name="account",
            label=Words(zh="账号或社会保障卡金融账号", en="Account number"),
            hint=Words(
                zh="6 至 32 位数字；加密保存",
                en="6 to 32 digits; kept sealed",
            ),
            kind="number",
            is_private=True,
            is_required=True,
        ),
        Field(name="bank", label=Words(zh="开户行", en="Bank"), is_private=True, is_required=True),
    ]


def account_in(posted: Mapping[str, str]) -> BankAccount | None:
    """The account that a form names; none where all of it is empty."""
    holder, number, bank = (posted.get(name, "").strip() for name in ("holder", "account", "bank"))
    return BankAccount(holder, number.replace(" ", ""), bank) if holder or number or bank else None


def account_given(posted: Mapping[str, str], person: int) -> BankAccount | None:
    """The account that a form names, typed or used before; none where it names none. raises NotThatAccount"""
    typed, known = account_in(posted), posted.get(KNOWN, "")
    return account_paid_at(person, known) if typed is None and known else typed


def told(case: Case, pack: Pack, on: date, owed_fen: int = 0) -> CaseTold:
    """A case, told on a day. The pack names its measure, if it still has it. `owed_fen`: what is to come back of it"""
    measure = pack.measures.get(case.measure)
    state, mark = standing_told(case, owed_fen)
    nature = KINDS[case.kind].nature
    has_clock = measure is not None or nature in (Nature.CONTESTS, Nature.FILES)
    return CaseTold(
        case=case,
        kind=KINDS[case.kind].words,
        title=title_of(case, pack),
        state=state,
        mark=mark,
        channel=FILED if nature in _FILED and case.channel == Channel.PORTAL else CHANNELS[case.channel],
        clock=clock_of(case, pack, on) if has_clock else None,
        is_held_up=is_held_up(case),
        owed_fen=owed_fen,
    )


def mark_of(case: Case) -> str:
    """The mark that the state of a case wears."""
    return _MARKS.get(CaseState(case.state), "later")


def standing_told(case: Case, owed_fen: int) -> tuple[Words, str]:
    """Where a case stands and the mark that it wears, with what is to come back of it."""
    return (OWED, "ask") if owed_fen else (state_told(case, case.state), mark_of(case))


def state_told(case: Case, state: str) -> Words:
    """What a state is called in a case of this kind."""
    return _OF_NATURE.get(KINDS[case.kind].nature, {}).get(state, STATES[state])


def _about(case: Case, pack: Pack) -> Words:
    """Its measure; where it has none, its kind, or the kind of the case that it looks into."""
    if case.measure:
        return pack.title_of(case.measure)
    looked_at = case.parent if KINDS[case.kind].looks_at_parent else None
    return KINDS[(looked_at or case).kind].words


def title_of(case: Case, pack: Pack) -> Words:
    """What a case is called: by its measure, or its kind; one that looks into another, by both."""
    measure = _about(case, pack)
    if not KINDS[case.kind].looks_at_parent:
        return measure
    form = KINDS[case.kind].words
    return Words(zh=f"{form.zh}：{measure.zh}", en=f"{form.en}: {measure.en}")


def steps_told(case: Case, *, with_reasons: bool) -> Sequence[StepTold]:
    """Every step of a case, in order, as its kind calls them."""
    steps = list(case.steps.select_related("by").order_by("pk"))
    reasons = reasons_of(case, steps) if with_reasons else {}
    named, hands = KINDS[case.kind].steps, hands_of(case, steps)
    return [
        StepTold(
            one, named[one.step].words, state_told(case, one.after), hands[one.pk], reasons.get(one.pk, "")
        )
        for one in steps
    ]
