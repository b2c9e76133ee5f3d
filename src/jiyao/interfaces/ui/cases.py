"""Cases as people see them: where one stands, every step with its reason, how long it may take."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jiyao.casework.kinds.kind import KINDS
from jiyao.casework.life import OVER, STEPS
from jiyao.casework.models import Case, CaseState, CaseStep
from jiyao.casework.queries.saying import reasons_of
from jiyao.casework.time_limits import Clock, clock_of
from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Words
from jiyao.funds.accounts import BankAccount
from jiyao.interfaces.ui.forms import Field

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
}


@dataclass(frozen=True, slots=True)
class StepTold:
    """A step that was done. `reason`: why, where that was said and may be told."""

    step: CaseStep
    words: Words
    after: Words
    reason: str


@dataclass(frozen=True, slots=True)
class CaseTold:
    """A case in words. `mark`: the mark that its state wears; without a clock nothing runs."""

    case: Case
    kind: Words
    title: Words
    state: Words
    mark: str
    channel: Words
    clock: Clock | None

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


def told(case: Case, pack: Pack, on: date) -> CaseTold:
    """A case, told on a day. The pack names its measure, if it still has it."""
    measure = pack.measures.get(case.measure)
    return CaseTold(
        case=case,
        kind=KINDS[case.kind].words,
        title=_untitled(case) if measure is None else measure.title,
        state=STATES[case.state],
        mark=_MARKS.get(CaseState(case.state), "later"),
        channel=CHANNELS[case.channel],
        clock=None if measure is None else clock_of(case, pack, on),
    )


def _untitled(case: Case) -> Words:
    """What a case is called that is about no measure, or about one that the rules no longer have."""
    return Words(zh=case.measure, en=case.measure) if case.measure else KINDS[case.kind].words


def steps_told(case: Case, *, with_reasons: bool) -> Sequence[StepTold]:
    """Every step of a case, in order."""
    steps = list(case.steps.select_related("by").order_by("pk"))
    reasons = reasons_of(case, steps) if with_reasons else {}
    return [StepTold(one, STEPS[one.step].words, STATES[one.after], reasons.get(one.pk, "")) for one in steps]
