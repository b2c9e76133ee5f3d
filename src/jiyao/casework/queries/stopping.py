"""How far what is due came, and why no further: a stage and a cause for each case, worked out by the database."""

from collections.abc import Mapping
from enum import IntEnum, StrEnum
from typing import Any

from django.db.models import (
    BigIntegerField,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models import (
    Case as Choice,
)
from django.db.models.functions import Cast, Coalesce, Concat

from jiyao.casework.kinds import PERSON_CLAIM  # noqa: F401 - all kinds are known with it
from jiyao.casework.kinds.kind import KINDS
from jiyao.casework.models import STOPPING, Case, CaseDetermination, CaseStep, Flag, FlagState
from jiyao.casework.models import CaseState as S
from jiyao.casework.models.case import CASE
from jiyao.casework.queries.flags import table_of
from jiyao.funds.models import OrderState, PaymentOrder


class Stage(IntEnum):
    """How far something came that is due."""

    ENTITLED = 1
    REACHED = 2
    ACCEPTED = 3
    PAID = 4


class Cause(StrEnum):
    """Why something came no further. The first two are known from a run, the others from cases."""

    NOT_CONFIRMED = "not-confirmed"
    NOT_OFFERED = "not-offered"
    NO_ANSWER = "no-answer"
    TO_ACCEPT = "to-accept"
    SUPPLEMENT = "supplement"
    DECLINED = "declined"
    TAKEN_BACK = "taken-back"
    OFFER_LAPSED = "offer-lapsed"
    SUPPLEMENT_LAPSED = "supplement-lapsed"
    REJECTED = "rejected"
    FLAGGED_BEFORE = "flagged-before"
    FLAGGED = "flagged"
    TO_REVIEW = "to-review"
    TO_APPROVE = "to-approve"
    ON_NOTICE = "on-notice"
    NO_ACCOUNT = "no-account"
    BANK_FAILED = "bank-failed"
    BANK_UNKNOWN = "bank-unknown"
    TO_PAY = "to-pay"
    WITHDRAWN = "withdrawn"
    REFUSED_RULES = "refused-rules"
    REFUSED_FLAG = "refused-flag"
    REFUSED_DEPARTING = "refused-departing"
    REVERSED = "reversed"
    ARRIVED = "arrived"


OF_RUN = frozenset({Cause.NOT_CONFIRMED, Cause.NOT_OFFERED})
"""The causes of what no case was begun for."""
LOST = frozenset(
    {
        Cause.DECLINED,
        Cause.TAKEN_BACK,
        Cause.OFFER_LAPSED,
        Cause.SUPPLEMENT_LAPSED,
        Cause.REJECTED,
        Cause.WITHDRAWN,
        Cause.REFUSED_RULES,
        Cause.REFUSED_FLAG,
        Cause.REFUSED_DEPARTING,
        Cause.REVERSED,
    }
)
"""The causes that end it; the others only delay."""
AT: Mapping[Cause, Stage] = {
    **dict.fromkeys(Cause, Stage.ACCEPTED),
    **dict.fromkeys(OF_RUN, Stage.ENTITLED),
    **dict.fromkeys(
        (
            Cause.NO_ANSWER,
            Cause.TO_ACCEPT,
            Cause.SUPPLEMENT,
            Cause.DECLINED,
            Cause.TAKEN_BACK,
            Cause.OFFER_LAPSED,
            Cause.SUPPLEMENT_LAPSED,
            Cause.REJECTED,
            Cause.FLAGGED_BEFORE,
        ),
        Stage.REACHED,
    ),
    Cause.ARRIVED: Stage.PAID,
}
"""The stage to which something came that each cause holds."""
_CLAIMED = (S.CLAIMED, S.SUPPLEMENTING)
_UNDER_WAY = (S.ACCEPTED, S.REVIEWED, S.APPROVED, S.NOTICED, S.DECIDED)


def paying_kinds() -> list[str]:
    """The kinds of case that give what a measure gives."""
    return [name for name, kind in KINDS.items() if {"claim", "pay"} <= kind.steps.keys()]


def last_cases(rows: QuerySet[Case]) -> QuerySet[Any]:
    """Of these the last case about each record under each measure, with its `cause` and `fen`."""
    kinds = paying_kinds()
    about = {name: OuterRef(name) for name in ("measure", "subject", "subject_record")}
    later = Case.objects.filter(kind__in=kinds, pk__gt=OuterRef("pk"), **about)
    found = rows.filter(~Exists(later), kind__in=kinds).order_by()
    claimed = CaseDetermination.objects.filter(case=OuterRef("pk")).order_by("pk").values("amount_fen")[:1]
    subjects = sorted(set(Case.objects.order_by().values_list("subject", flat=True).distinct()))
    return found.annotate(
        cause=_cause(subjects),
        fen=Coalesce(F("amount_fen"), Subquery(claimed), Value(0), output_field=BigIntegerField()),
    )


def _cause(subjects: list[str]) -> Choice:
    flagged = _has_flag(subjects, *STOPPING)
    return Choice(
        When(state=S.OFFERED, then=Value(Cause.NO_ANSWER)),
        When(Q(state__in=_CLAIMED) & flagged, then=Value(Cause.FLAGGED_BEFORE)),
        When(Q(state__in=_UNDER_WAY) & flagged, then=Value(Cause.FLAGGED)),
        When(state=S.CLAIMED, then=Value(Cause.TO_ACCEPT)),
        When(state=S.SUPPLEMENTING, then=Value(Cause.SUPPLEMENT)),
        When(state=S.ACCEPTED, then=Value(Cause.TO_REVIEW)),
        When(state=S.REVIEWED, then=Value(Cause.TO_APPROVE)),
        When(state__in=(S.APPROVED, S.NOTICED), then=Value(Cause.ON_NOTICE)),
        When(
            state=S.DECIDED,
            account_sealed__isnull=True,
            parent__account_sealed__isnull=True,
            then=Value(Cause.NO_ACCOUNT),
        ),
        When(Q(state=S.DECIDED) & _has_order(OrderState.RETURNED), then=Value(Cause.BANK_FAILED)),
        When(Q(state=S.DECIDED) & _has_order(OrderState.UNKNOWN), then=Value(Cause.BANK_UNKNOWN)),
        When(state=S.DECIDED, then=Value(Cause.TO_PAY)),
        When(Q(state=S.WITHDRAWN) & _did("accept"), then=Value(Cause.WITHDRAWN)),
        When(Q(state=S.WITHDRAWN) & _did("claim"), then=Value(Cause.TAKEN_BACK)),
        When(state=S.WITHDRAWN, then=Value(Cause.DECLINED)),
        When(Q(state=S.LAPSED) & _did("claim"), then=Value(Cause.SUPPLEMENT_LAPSED)),
        When(state=S.LAPSED, then=Value(Cause.OFFER_LAPSED)),
        When(Q(state=S.REFUSED) & ~_did("accept"), then=Value(Cause.REJECTED)),
        When(Q(state=S.REFUSED) & _has_flag(subjects, FlagState.CONFIRMED), then=Value(Cause.REFUSED_FLAG)),
        When(state=S.REFUSED, departs=True, then=Value(Cause.REFUSED_DEPARTING)),
        When(state=S.REFUSED, then=Value(Cause.REFUSED_RULES)),
        When(grant__reversed_on__isnull=False, then=Value(Cause.REVERSED)),
        default=Value(Cause.ARRIVED),
        output_field=CharField(),
    )


def _did(step: str) -> Exists:
    return Exists(CaseStep.objects.filter(case=OuterRef("pk"), step=step))


def _has_flag(subjects: list[str], *states: FlagState) -> Q:
    """Whether the record that a case is about has a flag in one of these states."""
    found = Q(pk__in=())
    for subject in subjects:
        flags = Flag.objects.filter(
            table=table_of(subject), record=OuterRef("subject_record"), state__in=states
        )
        found |= Q(subject=subject) & Q(Exists(flags))
    return found


def _has_order(state: OrderState) -> Exists:
    """Whether a payment of the case stands so, and no other has taken its place."""
    name = Concat(Value(CASE), Cast(OuterRef("pk"), CharField()))
    orders = PaymentOrder.objects.filter(commitment__subject=name, state=state, replaced_by__isnull=True)
    return Exists(orders)
