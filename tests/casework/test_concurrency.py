"""Two officials at the same moment: what can be done once is done once, and the other is told."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from subprocess import PIPE, Popen
from time import sleep

import pytest
from django.db import connection, transaction
from pytest_django.fixtures import Settings

from jiyao.casework.actions.accepting import accept
from jiyao.casework.actions.approving import approve
from jiyao.casework.actions.passing import pass_day
from jiyao.casework.actions.reviewing import Finding, review
from jiyao.casework.actions.rostering import RosterWanted, approve_roster, open_roster, review_roster
from jiyao.casework.models import Case, CaseState, Channel, Paper, Recommendation
from jiyao.casework.queries.rosters import lines_of
from jiyao.foundation.models import Act
from jiyao.foundation.queries.verifying import verify_acts
from jiyao.funds.models import BudgetLine
from jiyao.policy.models import Grant, GrantSlot
from jiyao.registry.hand import Hand
from jiyao.registry.models import FOREVER, Account, AccountRole, HeldCertificate
from tests.casework.asking import ask, holder
from tests.casework.claims import CERTIFICATE, DUE_FEN, MATCHES, MEASURE, claimed, hand, lay_out_entitled
from tests.casework.offers import offer, offered
from tests.casework.rosters import FUND, all_of, demonstration, lay_out_class, opened, signed, states
from tests.casework.whole import broken
from tests.databases import environment
from tests.funds.money import filed, load, results
from tests.packs.heilongjiang import assessor
from tests.registry.places import CITY, COUNTY, HERE, PROVINCE, lay_out

REVIEWERS = [f"review-{COUNTY}", f"review-{CITY}"]


@contextmanager
def ready(module: str, database: str, given: Sequence[tuple[str, ...]]) -> Iterator[list[Popen[str]]]:
    """Processes of the module that began with one of these arguments, all waiting for the word."""
    command = [sys.executable, "-m", module, database]
    known = environment()
    connection.close()
    with ExitStack() as stack:
        started = [
            stack.enter_context(Popen([*command, *arguments], env=known, stdin=PIPE, stdout=PIPE, text=True))
            for arguments in given
        ]
        for one in started:
            assert one.stdout is not None
            assert one.stdout.readline() == "ready\n"
        yield started


def go(started: Sequence[Popen[str]]) -> None:
    """The word to all of them."""
    for one in started:
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.flush()


def at_once(module: str, database: str, given: Sequence[tuple[str, ...]]) -> list[str]:
    """What each process of the module was told that began with one of these arguments, all at the same moment."""
    with ready(module, database, given) as started:
        go(started)
        return sorted(one.communicate()[0] for one in started)


def test_two_reviewers_at_once_decide_once(fresh_database: str) -> None:
    lay_out()
    request = ask(holder(AccountRole.CITIZEN)).pk
    for division in (COUNTY, CITY):
        holder(AccountRole.REVIEW, division)

    told = at_once(
        "tests.casework.deciding", fresh_database, [(str(request), reviewer) for reviewer in REVIEWERS]
    )

    assert told == ["NotOpen", "corrected"]
    assert HeldCertificate.objects.get(record=1001, superseded_at=FOREVER).version == 2
    assert Act.objects.filter(kind__in=["correct", "case-correct"]).count() == 2
    assert verify_acts().findings == {}


def test_one_certificate_is_claimed_once_by_offer_portal_and_roster(fresh_database: str) -> None:
    lay_out_entitled()
    offered()
    for role in (AccountRole.CITIZEN, AccountRole.EMPLOYER):
        hand(role)
    channels = ("offer", "portal", "roster")

    told = at_once("tests.casework.claiming_at_once", fresh_database, [(channel,) for channel in channels])

    assert told.count("claimed") == 1
    assert set(told) <= {"claimed", "OpenAlready", "NotDue"}
    open_ = Case.objects.filter(measure=MEASURE, subject_record=CERTIFICATE, state=CaseState.CLAIMED)
    assert open_.count() == 1
    assert verify_acts().findings == {}


def two_reviewed() -> tuple[int, int]:
    """Two reviewed claims of one person, of which the year allows one; the second on the employer's roster.

    The first takes up an offer. The second departs, and is endorsed already.
    """
    held = HeldCertificate.objects.filter(record=CERTIFICATE)
    other = held.get()
    other.pk, other.record, other.reference = None, 1011, "r1011"
    other.occupation, other.issued_on = "6-20-01-01", date(2025, 2, 2)
    other.certificate_number = "S000023999901243000091"
    other.save(force_insert=True)
    held.update(revoked_on=date(2025, 2, 1))
    second = on_roster(1011)
    held.update(revoked_on=None)
    offer()
    first = accept(claimed(channel=Channel.OFFER).pk, hand(AccountRole.ACCEPT)).pk
    reviewing = hand(AccountRole.REVIEW)
    review(first, Finding(Recommendation.GRANT, confirmed=MATCHES), reviewing, assessor())
    departing = Finding(Recommendation.GRANT, DUE_FEN, MATCHES, "紧缺职业")
    review(second, departing, reviewing, assessor())
    approve(second, hand(AccountRole.APPROVE, PROVINCE), assessor())
    return first, second


def on_roster(record: int) -> int:
    """The accepted line of a certificate, on a roster that is approved already."""
    wanted = RosterWanted(800 + HERE, MEASURE, [record])
    roster = open_roster(wanted, hand(AccountRole.EMPLOYER), assessor())
    accept(roster.pk, hand(AccountRole.ACCEPT))
    line = accept(lines_of(roster)[0].pk, hand(AccountRole.ACCEPT))
    review_roster(roster.pk, Recommendation.GRANT, hand(AccountRole.REVIEW))
    approve_roster(roster.pk, hand(AccountRole.APPROVE, PROVINCE), assessor().pack)
    return line.pk


def test_last_slot_of_a_year_goes_to_one_of_two_cases(fresh_database: str) -> None:
    lay_out_entitled()
    cases = two_reviewed()
    approvers = [f"approve-{COUNTY}", f"approve-{CITY}"]
    for division in (COUNTY, CITY):
        hand(AccountRole.APPROVE, division)

    told = at_once(
        "tests.casework.approving",
        fresh_database,
        [(str(case), approver) for case, approver in zip(cases, approvers, strict=True)],
    )

    assert sorted(told)[1] == "decided"
    assert sorted(told)[0] in ("FoundOtherwise", "NoSlotLeft")
    taken = GrantSlot.objects.filter(pool="skill-upgrade-per-year", is_taken=True)
    assert list(taken.values_list("key", "slot")) == [("1|2025", 1)]
    assert Grant.objects.filter(measure=MEASURE).count() == 1
    papers = Paper.objects.filter(kind__in=("decision", "explanation")).order_by("pk")
    assert list(papers.values_list("kind", "serial")) == [("decision", 1), ("explanation", 1)]
    assert verify_acts().findings == {}


def half_paid(monkeypatch: pytest.MonkeyPatch) -> Case:
    """A roster of eight: the money of four lines has arrived and nothing was done about it; four wait to be approved."""
    roster = opened(lay_out_class(8))
    signed(all_of(roster), "accept", hand(AccountRole.ACCEPT))
    some = all_of(roster)[:5]
    signed(some, "review", hand(AccountRole.REVIEW))
    signed([roster], "approve", hand(AccountRole.APPROVE, CITY))
    signed(some, "approve", hand(AccountRole.APPROVE))
    later = hand(AccountRole.REVIEW, days=8)
    pass_day(Hand(None, later.on, later.at), demonstration())
    for line in lines_of(roster)[4:]:
        review(line.pk, Finding(Recommendation.GRANT), later, demonstration())
    line_of_budget = BudgetLine.objects.get(fund=FUND, division=COUNTY, year=2025)
    monkeypatch.setattr("jiyao.funds.actions.loading.AFTER", [])
    batch = filed(line_of_budget, Account.objects.get(username="pay-230000"))
    sent = batch.orders.order_by("pk")
    load(batch, results(batch, [(str(one.pk), "1500.00", "成功", "", "2025-07-01") for one in sent]))
    return roster


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite has one writer, and no row waits for another"
)
def test_lines_of_one_roster_are_settled_while_others_are_approved(
    fresh_database: str, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ATTACHMENTS = tmp_path
    roster = half_paid(monkeypatch)
    hand(AccountRole.APPROVE, CITY)
    given = [(str(roster.pk), who) for who in ("bank", CITY)]

    with ready("tests.casework.settling_lines", fresh_database, given) as started:
        with transaction.atomic():
            Case.objects.select_for_update().get(pk=roster.pk)
            go(started)
            wait_for_a_lock(len(given))
            free = len(Case.objects.select_for_update(nowait=True).filter(parent=roster))
        told = sorted(one.communicate()[0] for one in started)

    assert free == 8
    assert told == [f"{CITY} 4", "bank 4"]
    assert states(roster) == ("decided", ["closed"] * 4 + ["noticed"] * 4)
    assert broken() == []


def wait_for_a_lock(count: int) -> None:
    """Until so many other sessions of the database wait for a lock."""
    asked = """
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock' AND pid <> pg_backend_pid()
    """
    for _ in range(600):
        with connection.cursor() as cursor:
            cursor.execute(asked)
            if cursor.fetchone()[0] == count:
                return
        sleep(0.1)
    raise AssertionError(f"{count} sessions were to wait for a lock")
