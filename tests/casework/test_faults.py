"""Faults, tried for real: killed between any two writes, told twice, over the year's end, and with no room on the disk."""

import os
import resource
import signal
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from pytest_django.fixtures import Settings

from jiyao.base.progress import silent
from jiyao.casework.actions.accepting import accept
from jiyao.casework.actions.approving import approve
from jiyao.casework.actions.evidence import add_evidence
from jiyao.casework.actions.following import approve_consequence, judge
from jiyao.casework.actions.opening import Wanted, claim
from jiyao.casework.actions.paying import give_account
from jiyao.casework.actions.recovering import note_recovered
from jiyao.casework.actions.reviewing import Finding, review
from jiyao.casework.models import Case, CaseState, Recommendation
from jiyao.foundation.models import Act, Attachment
from jiyao.funds.actions.allocating import confirm_allocation, propose_allocation
from jiyao.funds.actions.ledger import When
from jiyao.funds.actions.loading import LoadedAlready, ask_for_loading, load_results
from jiyao.funds.models import BudgetLine, PaymentOrder
from jiyao.funds.queries.reports import reports_of
from jiyao.registry.models import Account, AccountRole
from tests.casework.claims import (
    CERTIFICATE,
    DUE_FEN,
    MATCHES,
    MEASURE,
    MONEY,
    claimed,
    hand,
    lay_out_entitled,
    reviewed,
)
from tests.casework.dying import killed
from tests.casework.revising import ISSUED, as_proposed, consequence, later, revised
from tests.casework.whole import broken
from tests.funds.money import ACCOUNT, BY, FUND, WHEN, filed, holder, load, pots, proposal, results
from tests.interfaces.desk.signing import signed_in
from tests.packs.heilongjiang import assessor, pack
from tests.registry.places import AT, CITY, COUNTY, DAY, HERE, PROVINCE

R = AccountRole
DECEMBER_31, JANUARY_1 = date(2025, 12, 31), date(2026, 1, 1)
PAPER = b"%PDF-1.4 1 0 obj"
EVERY = 3
"""Where a command is one transaction, only every third of its writes is tried."""


@pytest.fixture
def world(fresh_database: str, settings: Settings, tmp_path: Path) -> None:
    settings.DAY, settings.VAR, settings.ATTACHMENTS = DAY, tmp_path, tmp_path / "attachments"
    lay_out_entitled()


def survives(do: Callable[[], object], so_far: Callable[[], object], step: int = 1) -> int:
    """Kills it before its writes, one after the other, until it comes to its end; how often it was killed.

    so_far   what tells how far it came: whole transactions, and never a part of one
    """
    seen, at, deaths = [so_far()], 1, 0
    while killed(at, do):
        assert broken() == []
        if so_far() != seen[-1]:
            seen.append(so_far())
        at, deaths = at + step, deaths + 1
    assert broken() == []
    assert so_far() != seen[0], "it came to its end and did nothing"
    assert at > 1
    return deaths


def state() -> tuple[str | None, int]:
    """Where the claim stands, and how many acts there are."""
    case = Case.objects.filter(measure=MEASURE).first()
    return (None if case is None else case.state), Act.objects.count()


def line() -> BudgetLine:
    """The county's line."""
    return BudgetLine.objects.get(division=COUNTY, fund=FUND)


def test_server_and_batch_killed_at_every_write_from_claim_to_recovery_pay_once(world: None) -> None:
    claiming, reviewing, approving = (hand(role) for role in (R.CITIZEN, R.REVIEW, R.APPROVE))
    wanted = Wanted(HERE, MEASURE, CERTIFICATE, account=ACCOUNT)
    finding = Finding(Recommendation.GRANT, confirmed=MATCHES)
    deaths = survives(lambda: claim(wanted, claiming, assessor()), state, EVERY)
    number = Case.objects.get(measure=MEASURE).pk
    accepting = signed_in(R.ACCEPT)
    assert accepting.get(f"/desk/cases/{number}/").status_code == 200
    deaths += survives(lambda: accepting.post(f"/desk/cases/{number}/move/", {"do": "accept"}), state, EVERY)
    deaths += survives(lambda: review(number, finding, reviewing, assessor()), state, EVERY)
    deaths += survives(lambda: approve(number, approving, assessor()), state)
    assert state()[0] == CaseState.DECIDED

    order = PaymentOrder.objects.get(commitment__subject=f"case:{number}")
    batch = filed(line(), Account.objects.get(username=f"pay-{PROVINCE}"))
    told = results(batch, [[str(order.pk), "1500.00", "成功", "", "2025-07-01"]])
    job = ask_for_loading(batch, file=BytesIO(told), name="r.csv", by=BY, when=WHEN)
    deaths += survives(lambda: load_results(job.arguments, at=AT, by=BY, progress=silent), state)
    load_results(job.arguments, at=AT, by=BY, progress=silent)
    assert state()[0] == CaseState.CLOSED

    revised(ISSUED, 10)
    judge(consequence().pk, as_proposed(consequence()), later(R.REVIEW, 12))
    following = Case.objects.get(kind="consequence")
    deaths += survives(lambda: approve_consequence(following.pk, later(R.APPROVE, 12), pack()), state)
    paying = hand(R.PAY, PROVINCE, days=13)
    branch = following.branches.get(grant__measure=MEASURE)
    deaths += survives(lambda: note_recovered(branch.pk, DUE_FEN, paying), state, EVERY)

    assert pots(line()) == (MONEY - DUE_FEN, 0, 0, DUE_FEN, 0)
    assert deaths > 60
    assert broken() == []


def test_result_file_that_comes_twice_or_with_its_rows_again_pays_and_closes_once(world: None) -> None:
    case = approve(reviewed().pk, hand(R.APPROVE), assessor())
    order = PaymentOrder.objects.get(commitment__subject=f"case:{case.pk}")
    batch = filed(line(), Account.objects.get(username=f"pay-{PROVINCE}"))
    row = [str(order.pk), "1500.00", "成功", "", "2025-07-01"]
    told = results(batch, [row])

    load(batch, told)
    with pytest.raises(LoadedAlready):
        load(batch, told)
    again = load(batch, results(batch, [row, row]))

    assert {name: again.counts[name] for name in ("paid", "unchanged")} == {"paid": 0, "unchanged": 2}
    assert list(case.steps.order_by("pk").values_list("step", flat=True))[-2:] == ["pay", "close"]
    assert pots(line()) == (MONEY - DUE_FEN, 0, DUE_FEN, 0, 0)
    assert broken() == []


def test_approved_on_the_last_day_of_a_year_it_is_paid_in_the_next_from_the_line_that_set_it_apart(
    world: None,
) -> None:
    last, first = (DECEMBER_31 - DAY).days, (JANUARY_1 - DAY).days
    case = approve(reviewed(claimed(account=None)).pk, hand(R.APPROVE, days=last), assessor())
    carry = proposal(kind="carry", division=COUNTY, amount_fen=MONEY - DUE_FEN)
    made = propose_allocation(carry, holder=holder(R.PAY, CITY), at=AT)
    confirm_allocation(made.pk, holder=holder(R.APPROVE, CITY), on=JANUARY_1, at=AT)

    give_account(case.pk, ACCOUNT, hand(R.CITIZEN, days=first), pack())
    order = PaymentOrder.objects.get(commitment__subject=f"case:{case.pk}")
    old = BudgetLine.objects.get(division=COUNTY, fund=FUND, year=2025)
    batch = filed(old, Account.objects.get(username=f"pay-{PROVINCE}"))
    told = results(batch, [[str(order.pk), "1500.00", "成功", "", "2026-01-02"]])
    when = When(date(2026, 1, 2), AT)
    job = ask_for_loading(batch, file=BytesIO(told), name="r.csv", by=BY, when=when)
    load_results(job.arguments, at=AT, by=BY, progress=silent)

    new = BudgetLine.objects.get(division=COUNTY, fund=FUND, year=2026)
    case.refresh_from_db()
    assert (case.state, case.state_since) == (CaseState.CLOSED, date(2026, 1, 2))
    assert (pots(old), pots(new)) == ((0, 0, DUE_FEN, 0, 0), (MONEY - DUE_FEN, 0, 0, 0, 0))
    [report] = reports_of(BudgetLine.objects.filter(pk=old.pk), date(2026, 1, 2))
    assert [(one.year, one.month, one.moved.paid_fen) for one in report.months][-1] == (2026, 1, DUE_FEN)
    assert broken() == []


def test_without_room_on_the_disk_no_paper_is_kept_and_the_case_goes_on(world: None) -> None:
    case = claimed()
    add_evidence(case.pk, "身份证", BytesIO(PAPER), "a.pdf", hand(R.CITIZEN))
    large = PAPER + b"%" * 300_000

    def put_in() -> None:
        add_evidence(case.pk, "证书", BytesIO(large), "b.pdf", hand(R.CITIZEN))

    refused = _refused_apart(put_in)
    kept = [one.name for one in Path(django_settings.ATTACHMENTS).rglob("*") if one.is_file()]

    assert refused == "NoRoom"
    assert kept == [Attachment.objects.get().hash]
    assert case.evidence.count() == 1
    assert broken() == []
    put_in()
    assert case.evidence.count() == 2
    assert accept(case.pk, hand(R.ACCEPT)).state == CaseState.ACCEPTED


def _refused_apart(do: Callable[[], object]) -> str:
    """The name of what a process of its own is refused with whose files may not grow beyond 64,000 bytes."""
    connection.close()
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (64_000, 64_000))
        try:
            do()
        except Exception as error:
            os.write(writes, type(error).__name__.encode())
        finally:
            os._exit(0)
    os.close(writes)
    with os.fdopen(reads, "rb") as told:
        said = told.read().decode()
    os.waitpid(child, 0)
    connection.close()
    return said
