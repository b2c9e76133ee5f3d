"""What became of things that were given on a record which was corrected, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jiyao.casework.models import Case, CaseState, Consequence, Reversal
from jiyao.casework.queries.saying import reasons_of
from jiyao.engine.shapes import Words
from jiyao.interfaces.ui.pack import the_pack
from jiyao.registry.tabling import Table, table_named

REVERSALS: Mapping[str, Words] = {
    Reversal.KEEP: Words(zh="维持", en="keep"),
    Reversal.REVERSE: Words(zh="撤销并追回", en="reverse and recover"),
    Reversal.RAISE: Words(zh="补足", en="pay what is missing"),
    Reversal.RESTORE: Words(zh="恢复", en="restore"),
    Reversal.REFER: Words(zh="移送", en="refer"),
}
DECIDED = (CaseState.DECIDED, CaseState.CLOSED)


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that was given, as its holder is told of it. `claim`: the case by which it was given, where one did."""

    title: Words
    decided: Words
    given_fen: int
    stays_fen: int
    reason: str
    claim: int | None


def changes_told(case: Case) -> Sequence[Changed]:
    """What a consequence decided, branch by branch; nothing before it is decided."""
    if CaseState(case.state) not in DECIDED:
        return ()
    branches = list(case.branches.select_related("grant").order_by("pk"))
    reasons = reasons_of(case, branches)
    grants = {grant for one in branches for grant in (one.grant_id, one.renewed_id)}
    claims = dict(Case.objects.filter(grant__in=grants - {None}).values_list("grant", "pk"))
    return [
        _told(one, reasons.get(one.pk, ""), claims.get(one.renewed_id or one.grant_id)) for one in branches
    ]


def _told(branch: Consequence, reason: str, claim: int | None) -> Changed:
    stays = branch.given_fen if branch.stays_fen is None else branch.stays_fen
    return Changed(
        title=the_pack().title_of(branch.grant.measure),
        decided=REVERSALS[branch.decided],
        given_fen=branch.given_fen,
        stays_fen=stays,
        reason=reason,
        claim=claim,
    )


def reversing_case(case: Case) -> int | None:
    """The consequence that took back what a case gave; none where nothing did."""
    found = Consequence.objects.filter(
        grant=case.grant_id, decided=Reversal.REVERSE, case__state__in=DECIDED
    ).order_by("-case")
    return found.values_list("case", flat=True).first() if case.grant_id else None


def record_kind(case: Case) -> Table:
    """The kind of record on which it was given."""
    return table_named(case.subject)
