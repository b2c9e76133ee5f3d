"""Filings decided at the same moment, in processes of their own: no number twice, no filing carried out twice."""

from jiyao.evaluation.models import EvaluationBody, NumberPartSeries
from jiyao.foundation.queries.verifying import verify_acts
from jiyao.registry.actions.accounts import assign, open_account
from jiyao.registry.models import AccountRole
from tests.casework.filings import examined, filed, lay_out_unlisted, official
from tests.casework.test_concurrency import at_once
from tests.registry.places import AT, DAY, PROVINCE


def test_bodies_listed_at_once_have_numbers_of_their_own(fresh_database: str) -> None:
    lay_out_unlisted()
    cases = [examined(filed(organisation=organisation)).pk for organisation in (801, 802)]
    official(AccountRole.APPROVE)

    given = [(str(case), f"approve-{PROVINCE}") for case in cases]
    told = at_once("tests.casework.agreeing", fresh_database, given)

    assert told == ["S000023000001", "S000023000002"]
    assert NumberPartSeries.objects.get().last == 2
    assert verify_acts().findings == {}


def test_one_filing_is_agreed_to_once_by_two_at_once(fresh_database: str) -> None:
    lay_out_unlisted()
    case = examined(filed()).pk
    official(AccountRole.APPROVE)
    other = open_account(username="other", at=AT, by="program:test")
    assign(
        account=other,
        role=AccountRole.APPROVE,
        division=PROVINCE,
        organisation=None,
        starts_on=DAY,
        at=AT,
        by="program:test",
    )

    given = [(str(case), name) for name in (f"approve-{PROVINCE}", "other")]
    told = at_once("tests.casework.agreeing", fresh_database, given)

    assert told == ["NotNow", "S000023000001"]
    assert EvaluationBody.objects.count() == 1
