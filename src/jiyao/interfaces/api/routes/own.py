"""What is the account's own: who it is, what is recorded of its person, and what that person is entitled to."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from jiyao.engine.determination.records import DeterminationRecord
from jiyao.interfaces.api.handlers import Unknown
from jiyao.interfaces.api.problems import ErrorRecord, Refused
from jiyao.interfaces.api.reading import Asked, Day
from jiyao.interfaces.api.records.accounts import AccountRecord, account_record
from jiyao.interfaces.api.records.determinations import determined
from jiyao.interfaces.api.records.tables import OwnRecord, row_records
from jiyao.interfaces.api.routes.speaking import asked_of, teller
from jiyao.interfaces.api.throttling import TOKEN_DETERMINATIONS
from jiyao.interfaces.api.tokens import BearerToken, Caller, count
from jiyao.interfaces.ui.clocks import KNOWN
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.pack import assessor
from jiyao.policy.queries.people import NobodyKnown, determinations_of
from jiyao.registry.permitting import PERMISSIONS, Holder, Reach
from jiyao.registry.queries.reaching import rows_in_reach
from jiyao.registry.tabling import Table, tables_of_people

router = Router(tags=["own"])


class OwnDayAsked(Asked):
    """For which day, and as known on which."""

    on: Day | None = None
    known: Day | None = None


@router.get("/me", response=AccountRecord, auth=BearerToken(), operation_id="me")
def me(request: HttpRequest) -> AccountRecord:
    """Who asks, and what the token may do."""
    return account_record(_caller(request))


@router.get("/me/records", response=list[OwnRecord], auth=BearerToken("own"), operation_id="own_records")
def own_records(request: HttpRequest) -> list[OwnRecord]:
    """Every record of the account's own person, table by table."""
    language, holder, on = language_of_page(), _caller(request).holder, today()
    own = [(table, _own_rows(table, holder, on)) for table in tables_of_people() if _is_own(table)]
    return [
        OwnRecord(table=table.name, title=table.title.said(language), rows=row_records(table, rows, language))
        for table, rows in own
        if rows
    ]


@router.get(
    "/me/determinations",
    response=list[DeterminationRecord],
    auth=BearerToken("own"),
    operation_id="own_determinations",
)
def own_determinations(request: HttpRequest, asked: Query[OwnDayAsked]) -> HttpResponse:
    """What the account's own person is entitled to, by the records of the registry."""
    count(request, TOKEN_DETERMINATIONS)
    person = _own_person(_caller(request).holder)
    then = asked_of(asked.on, asked.known)
    try:
        found = determinations_of(assessor(), person, on=then.day, known_at=then.moment)
    except NobodyKnown as error:
        if then.known is not None:
            detail = error.said(language_of_page())
            raise Refused([ErrorRecord(detail=detail, parameter=KNOWN)]) from None
        raise Unknown(str(error), zh=error.said("zh")) from None
    return determined(found, teller())


def _caller(request: HttpRequest) -> Caller:
    caller: Caller = request.auth  # type: ignore[attr-defined]
    return caller


def _own_person(holder: Holder) -> int:
    """The person, of whom `own.see` is."""
    person = holder.reach("own", "see").person
    assert person is not None  # noqa: S101 - nobody reaches farther than to a person
    return person


def _is_own(table: Table) -> bool:
    row = PERMISSIONS.get((table.name, "see"))
    return row is not None and "citizen" in row.cells


def _own_rows(table: Table, holder: Holder, on: date) -> list[object]:
    rows = rows_in_reach(table, Reach(person=_own_person(holder)), on)
    return list(rows.order_by("-" + table.key))
