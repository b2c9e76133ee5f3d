"""Money moves as transfers: allocated by two, committed, released; never more than there is, and never altered."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from jiyao.foundation.models import Act
from jiyao.funds.actions.allocating import (
    BadAllocation,
    Decided,
    NotYourPlace,
    OwnProposal,
    confirm_allocation,
    propose_allocation,
    return_allocation,
    withdraw_allocation,
)
from jiyao.funds.actions.committing import (
    BadSum,
    KeyTaken,
    NoSuchCommitment,
    Wanted,
    commit_many,
    release,
)
from jiyao.funds.actions.ledger import Overdrawn
from jiyao.funds.models import AllocationKind, AllocationState, BudgetLine, Commitment, Transfer
from jiyao.funds.queries.balancing import Difference, differences
from jiyao.funds.queries.lines import NoLine, line_for
from jiyao.registry.models import AccountRole
from tests.funds.money import BY, FUND, OTHER_FUND, WHEN, YEAR, Hands, committed, holder, pots, proposal
from tests.registry.places import AT, CITY, COUNTY, DAY, OTHER_CITY, OTHER_COUNTY, PROVINCE, lay_out

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, str, str, int]]:
    """Every transfer: kind, from, to, sum."""
    return [
        (t.kind, t.source_pot, t.target_pot, t.amount_fen)
        for t in Transfer.objects.filter(moved_on=DAY).order_by("pk")
    ]


def test_money_goes_from_the_treasury_down_to_a_county(hands: Hands) -> None:
    county = hands.county_line(1_000_000)

    assert told() == [
        ("allocate", "", "available", 1_000_000),
        ("allocate", "available", "available", 1_000_000),
        ("allocate", "available", "available", 1_000_000),
    ]
    assert pots(county) == (1_000_000, 0, 0, 0, 0)
    assert pots(BudgetLine.objects.get(fund=FUND, division=PROVINCE)) == (0, 0, 0, 0, 0)
    assert differences() == []


def test_confirmed_allocation_names_both_hands_and_its_act(hands: Hands) -> None:
    made = hands.allocate()

    act = Act.objects.get(number=made.act)
    [transfer] = Transfer.objects.filter(moved_on=DAY)
    assert (made.state, made.proposed_by, made.decided_by) == (
        AllocationState.CONFIRMED,
        hands.pays.account,
        hands.approves.account,
    )
    assert (act.kind, act.subject, act.codes["amount_fen"]) == (
        "confirm-allocation",
        f"allocation:{made.pk}",
        1_000_000,
    )
    assert (transfer.act, transfer.subject, transfer.division) == (act.number, made.subject, PROVINCE)


def test_line_above_cannot_pass_on_more_than_it_has(hands: Hands) -> None:
    hands.allocate(amount_fen=500)

    with pytest.raises(Overdrawn, match="5 yuan available, and 6 are to leave it"):
        hands.allocate(division=CITY, amount_fen=600)


def test_cut_takes_what_is_not_committed_and_no_more(hands: Hands) -> None:
    line = hands.county_line(1_000)
    committed(line, 700)

    hands.allocate(kind=AllocationKind.CUT, division=COUNTY, amount_fen=300)
    with pytest.raises(Overdrawn):
        hands.allocate(kind=AllocationKind.CUT, division=COUNTY, amount_fen=1)

    assert pots(line) == (0, 700, 0, 0, 0)
    assert pots(BudgetLine.objects.get(fund=FUND, division=CITY)) == (300, 0, 0, 0, 0)
    assert differences() == []


def test_province_is_cut_by_the_treasury(hands: Hands) -> None:
    hands.allocate(amount_fen=500)

    hands.allocate(kind=AllocationKind.CUT, amount_fen=200)

    assert told()[-1] == ("cut", "available", "", 200)


def test_at_the_end_of_the_year_some_goes_on_and_the_rest_goes_back(hands: Hands) -> None:
    line = hands.county_line(1_000)
    committed(line, 100)

    hands.allocate(kind=AllocationKind.CARRY, division=COUNTY, amount_fen=400)
    hands.allocate(kind=AllocationKind.RETURN, division=COUNTY, amount_fen=500)

    following = BudgetLine.objects.get(fund=FUND, division=COUNTY, year=YEAR + 1)
    assert pots(line) == (0, 100, 0, 0, 500)
    assert pots(following) == (400, 0, 0, 0, 0)
    assert differences() == []


def test_sources_are_kept_apart(hands: Hands) -> None:
    hands.allocate(amount_fen=500)

    with pytest.raises(Overdrawn):
        hands.allocate(division=CITY, amount_fen=500, fund=OTHER_FUND)


def test_proposal_can_be_returned_with_a_reason_and_withdrawn(hands: Hands) -> None:
    first = propose_allocation(proposal(), holder=hands.pays, at=AT)
    second = propose_allocation(proposal(), holder=hands.pays, at=AT)

    with pytest.raises(BadAllocation):
        return_allocation(first.pk, holder=hands.approves, at=AT, answer=" ")
    returned = return_allocation(first.pk, holder=hands.approves, at=AT, answer="文号有误")
    withdrawn = withdraw_allocation(second.pk, holder=hands.pays, at=AT)

    assert (returned.state, returned.answer) == ("returned", "文号有误")
    assert withdrawn.state == "withdrawn"
    assert told() == []
    with pytest.raises(Decided):
        confirm_allocation(first.pk, holder=hands.approves, on=DAY, at=AT)


def test_nobody_but_who_proposed_withdraws(hands: Hands) -> None:
    made = propose_allocation(proposal(), holder=hands.pays, at=AT)

    with pytest.raises(NotYourPlace):
        withdraw_allocation(made.pk, holder=hands.approves, at=AT)


def test_who_proposed_does_not_confirm(hands: Hands) -> None:
    made = propose_allocation(proposal(), holder=hands.pays, at=AT)
    type(made).objects.filter(pk=made.pk).update(proposed_by=hands.approves.account)

    with pytest.raises(OwnProposal):
        confirm_allocation(made.pk, holder=hands.approves, on=DAY, at=AT)


@pytest.mark.parametrize(
    "changed", [{"amount_fen": 0}, {"amount_fen": -5}, {"basis": " "}, {"division": "999999"}]
)
def test_bad_proposal_is_refused(hands: Hands, changed: dict[str, object]) -> None:
    with pytest.raises(BadAllocation):
        propose_allocation(proposal(**changed), holder=hands.pays, at=AT)


def test_city_allocates_to_its_counties_and_not_to_itself_nor_others() -> None:
    lay_out()
    pays = holder(AccountRole.PAY, CITY)

    assert propose_allocation(proposal(division=COUNTY), holder=pays, at=AT).state == "proposed"
    for division in (CITY, PROVINCE, OTHER_CITY, OTHER_COUNTY):
        with pytest.raises(NotYourPlace):
            propose_allocation(proposal(division=division), holder=pays, at=AT)


def test_commitment_takes_from_the_line_and_release_gives_back(hands: Hands) -> None:
    line = hands.county_line(1_000)

    made = committed(line, 700, grant=5)
    released = release(made.pk, when=WHEN, by=BY)

    transfer = Transfer.objects.get(kind="commit")
    assert (transfer.subject, transfer.grant, transfer.commitment, transfer.act) == (
        "case:12",
        5,
        made.pk,
        made.act,
    )
    assert Act.objects.get(number=made.act).subject == "case:12"
    assert (released.released_fen, released.left_fen) == (700, 0)
    assert pots(line) == (1_000, 0, 0, 0, 0)
    assert release(made.pk, when=WHEN, by=BY).released_fen == 700
    assert differences() == []


def test_part_of_a_commitment_is_released_and_never_more_than_is_left(hands: Hands) -> None:
    line = hands.county_line(1_000)
    made = committed(line, 700)

    release(made.pk, when=WHEN, by=BY, amount_fen=200)
    for amount in (501, 0, -1):
        with pytest.raises(BadSum):
            release(made.pk, when=WHEN, by=BY, amount_fen=amount)

    assert pots(line) == (500, 500, 0, 0, 0)


def test_same_key_commits_once_and_other_content_is_refused(hands: Hands) -> None:
    line = hands.county_line(1_000)

    first, again = committed(line, 100), committed(line, 100)
    with pytest.raises(KeyTaken):
        committed(line, 101)

    assert first == again
    assert pots(line) == (900, 100, 0, 0, 0)


def test_more_than_is_available_is_not_committed(hands: Hands) -> None:
    line = hands.county_line(1_000)

    with pytest.raises(Overdrawn):
        committed(line, 1_001)

    assert (Commitment.objects.filter(line=line).count(), pots(line)) == (0, (1_000, 0, 0, 0, 0))


def test_many_are_committed_together_or_none(hands: Hands) -> None:
    line = hands.county_line(1_000)
    wanted = [Wanted(amount_fen=300, for_=f"case:{n}", key=f"k{n}") for n in range(3)]
    too_many = [Wanted(amount_fen=300, for_=f"case:{n}", key=f"k{n}") for n in range(4)]

    made = commit_many(line=line.pk, wanted=wanted, when=WHEN, by=BY)
    with pytest.raises(Overdrawn):
        commit_many(line=line.pk, wanted=too_many, when=WHEN, by=BY)

    assert [one.key for one in made] == ["k0", "k1", "k2"]
    assert len({one.act for one in made}) == 1
    assert Act.objects.get(number=made[0].act).codes == {"amount_fen": 900, "rows": 3}
    assert pots(line) == (100, 900, 0, 0, 0)
    assert commit_many(line=line.pk, wanted=wanted, when=WHEN, by=BY) == made


def test_nothing_and_nobody_is_not_committed(hands: Hands) -> None:
    line = hands.county_line(1_000)

    with pytest.raises(BadSum):
        committed(line, 0)
    with pytest.raises(NoSuchCommitment):
        release(999, when=WHEN, by=BY)


def test_line_that_pays_is_the_nearest_from_below(hands: Hands) -> None:
    hands.allocate(amount_fen=500)
    hands.allocate(division=CITY, amount_fen=300)

    assert line_for(FUND, COUNTY, YEAR).division_id == CITY
    assert line_for(FUND, OTHER_COUNTY, YEAR).division_id == PROVINCE
    with pytest.raises(NoLine):
        line_for(FUND, COUNTY, YEAR + 1)
    with pytest.raises(NoLine):
        line_for(OTHER_FUND, COUNTY, YEAR)


STATEMENTS = [
    "UPDATE funds_transfer SET amount_fen = amount_fen + 1",
    "DELETE FROM funds_transfer",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_transfer_is_never_changed_or_taken_away(hands: Hands, statement: str) -> None:
    hands.allocate()

    with (
        pytest.raises(DatabaseError, match="kept for ever"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert Transfer.objects.count() == 3


def test_database_itself_refuses_an_overdrawn_line(hands: Hands) -> None:
    line = hands.county_line(1_000)

    with pytest.raises(IntegrityError), transaction.atomic():
        BudgetLine.objects.filter(pk=line.pk).update(available_fen=-1)


def test_balance_that_was_altered_is_named(hands: Hands) -> None:
    line = hands.county_line(1_000)

    BudgetLine.objects.filter(pk=line.pk).update(available_fen=2_000)

    assert differences() == [Difference(line.pk, "available", 2_000, 1_000)]
