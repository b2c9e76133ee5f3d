"""Filings of evaluation bodies: the company here files, officials of the province decide."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from jiyao.casework.actions.accepting import accept
from jiyao.casework.actions.carrying_out import agree_to_filing, examine_filing
from jiyao.casework.actions.filing import FilingWanted, file_filing, open_filing
from jiyao.casework.models import Case, Recommendation
from jiyao.engine.packs.loading import Pack
from jiyao.evaluation.filed import Days, ScopeLine
from jiyao.evaluation.models import (
    BodyScope,
    BodySuspension,
    Candidacy,
    EvaluationBody,
    Examiner,
    Supervisor,
)
from jiyao.evaluation.queries.bodies import Target
from jiyao.registry.hand import Hand
from jiyao.registry.models import Account, AccountRole, Occupation
from jiyao.registry.permitting import holder_of
from tests.casework.claims import hand
from tests.packs.heilongjiang import pack
from tests.registry.places import AT, CITY, DAY, PROVINCE, account_as, lay_out

R = AccountRole
ORGANISATION = 801
WELDER, FITTER = "6-18-02-04", "6-18-01-01"
OLD = "edition_2018"
UNTIL = date(2028, 6, 30)
NOTICE_DAYS = 5


def lay_out_unlisted() -> None:
    """The two counties, where nobody is listed as a body yet, with two occupations."""
    lay_out()
    for model in (Candidacy, Examiner, Supervisor, BodyScope, BodySuspension, EvaluationBody):
        model._default_manager.all().delete()
    for code, zh in ((WELDER, "焊工"), (FITTER, "车工")):
        Occupation.objects.create(code=code, depth=4, zh=zh)


def line(occupation: str = WELDER, level: str = "L4", **changed: Any) -> ScopeLine:
    """What is to be evaluated."""
    edition, division = changed.pop("edition", OLD), changed.pop("division", CITY)
    return ScopeLine(Target(occupation, level, **changed), division, edition)


def wanted(kind: str = "body-filing", **changed: Any) -> FilingWanted:
    """A filing for three years, of a welder at level 4."""
    usual: dict[str, Any] = {
        "days": Days(DAY, UNTIL),
        "body_kind": "social",
        "added": [line()] if kind in ("body-filing", "body-change") else [],
        "reason": "" if kind == "body-filing" else "本单位申请",
    }
    return FilingWanted(kind, **{"organisation": ORGANISATION, **usual, **changed})


def body(*, days: int = 0, organisation: int = ORGANISATION) -> Hand:
    """The hand of who acts for the organisation."""
    on = DAY + timedelta(days=days)
    known = Account.objects.filter(username=f"{R.EMPLOYER}-{organisation}").first()
    account = known or account_as(R.EMPLOYER, division=str(organisation), organisation=organisation)
    return Hand(holder_of(account, on), on, AT + (on - AT.date()))


def official(role: AccountRole, *, days: int = 0) -> Hand:
    """The hand of an official of the province."""
    return hand(role, PROVINCE, days=days)


def without_notice() -> Pack:
    """The pack where nothing is shown to the public first."""
    return _with_notice(None, shown=False)


def with_notice(days: int | None = NOTICE_DAYS) -> Pack:
    """The pack where who is to be listed is shown for so many working days."""
    return _with_notice(days, shown=True)


def _with_notice(days: int | None, *, shown: bool) -> Pack:
    given = pack()
    procedure = given.procedures["body-filing"]
    steps: Sequence[dict[str, Any]] = [
        {**step, "working_days": days} if step.get("does") == "notice" else step
        for step in procedure["steps"]
        if shown or step.get("does") != "notice"
    ]
    return replace(given, procedures={**given.procedures, "body-filing": {**procedure, "steps": steps}})


def filed(kind: str = "body-filing", *, days: int = 0, rules: Pack | None = None, **changed: Any) -> Case:
    """What the organisation files."""
    changed.setdefault("days", Days(DAY + timedelta(days=days), UNTIL))
    who = body(days=days, organisation=changed.get("organisation", ORGANISATION))
    return file_filing(wanted(kind, **changed), who, rules or without_notice())


def opened(kind: str, *, days: int = 0, **changed: Any) -> Case:
    """What the department opens."""
    changed.setdefault("days", Days(DAY + timedelta(days=days), None))
    return open_filing(
        wanted(kind, suspension_reason="rectification", **changed),
        official(R.REVIEW, days=days),
        without_notice(),
    )


def examined(case: Case, recommends: str = "grant", *, days: int = 0) -> Case:
    """It, accepted where it was filed, and examined."""
    if case.state == "claimed":
        accept(case.pk, official(R.ACCEPT, days=days))
    return examine_filing(
        case.pk, Recommendation(recommends), official(R.REVIEW, days=days), reason="资料齐全"
    )


def decided(case: Case, *, days: int = 0, rules: Pack | None = None) -> Case:
    """It, examined and agreed to."""
    examined(case, days=days)
    return agree_to_filing(case.pk, official(R.APPROVE, days=days), rules or without_notice())


def listed() -> Case:
    """The organisation, listed for a welder at level 4."""
    return decided(filed())
