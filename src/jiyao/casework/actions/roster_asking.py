"""名册申请: a list, kept until its roster is opened, with the accounts it gives; a long one is opened by a job."""

from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q

from jiyao.base.progress import Progress
from jiyao.casework.actions.opening import NotYours
from jiyao.casework.actions.rostering import BadRoster, RosterWanted, check_roster, open_roster
from jiyao.casework.models import Case, RosterAsked, RosterAskedLine
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Language, Words
from jiyao.foundation.actions.keys import HOUSE, house_keyring, keyring
from jiyao.foundation.actions.queueing import Outcome, ask_for, enqueue
from jiyao.foundation.models import JobState
from jiyao.funds.accounts import (
    BankAccount,
    opened_account,
    organisation_payee,
    person_payee,
    sealed_account,
)
from jiyao.policy.queries.versions import pack_of_job
from jiyao.registry.hand import Hand
from jiyao.registry.permitting import holder_of

WORK = "jiyao.casework.actions.roster_asking.run_asked"
AT_ONCE = 1_000
"""A roster of more people is opened by a job."""


@transaction.atomic
def keep_list(
    wanted: RosterWanted, people: Mapping[int, int], accounts: Mapping[int, BankAccount], hand: Hand
) -> RosterAsked:
    """The list, kept with the accounts of people sealed; what the same hand kept before and is not claimed is gone.

    people     by record whose it is; accounts were checked, and are by record
    raises     NotYours
    """
    _check_hand(wanted.organisation, hand)
    mine = RosterAsked.objects.filter(organisation=wanted.organisation, by=hand.account, roster__isnull=True)
    mine.filter(Q(job__isnull=True) | Q(job__state=JobState.FAILED)).delete()
    assert hand.account is not None  # noqa: S101 - it has a reach
    asked = RosterAsked.objects.create(
        organisation_id=wanted.organisation, measure=wanted.measure, by=hand.account, on=hand.on, at=hand.at
    )
    keys = keyring(sorted({people[record] for record in accounts}))
    RosterAskedLine.objects.bulk_create(
        [
            RosterAskedLine(
                asked=asked,
                record=record,
                person_id=person,
                account_sealed=sealed_account(keys, person_payee(person, accounts[record]))
                if record in accounts
                else None,
            )
            for record, person in people.items()
        ],
        1_000,
    )
    return asked


def accounts_kept(asked: RosterAsked | None, records: Collection[int]) -> dict[int, bytes]:
    """By record the sealed account that the list gave."""
    if asked is None:
        return {}
    wanted = set(records)
    lines = asked.lines.filter(account_sealed__isnull=False).values_list("record", "account_sealed")
    return {record: bytes(sealed or b"") for record, sealed in lines if record in wanted}


def list_kept(number: int, organisation: int, hand: Hand) -> RosterAsked | None:
    """The list of that number, where this hand kept it for the organisation and has not claimed it."""
    found = RosterAsked.objects.filter(pk=number, organisation=organisation, by=hand.account)
    return found.filter(job__isnull=True, roster__isnull=True).first()


@transaction.atomic
def forget(asked: RosterAsked | None) -> None:
    """Lets go of a list whose roster is open."""
    if asked is not None:
        asked.delete()


@transaction.atomic
def ask_for_roster(
    asked: RosterAsked,
    wanted: RosterWanted,
    pack: Pack,
    *,
    folder: Path,
    demonstration: bool,
    language: Language,
) -> RosterAsked:
    """The list, given to the workers to be opened. raises BadRoster, BadAccount, NoRoster, UnknownMeasure

    wanted   the records that were ticked; those of the list that were not are left out
    folder   of the release
    """
    check_roster(wanted, pack)
    asked.lines.exclude(record__in=wanted.records).delete()
    if wanted.account is not None:
        payee = organisation_payee(wanted.organisation, wanted.account)
        asked.account_sealed = sealed_account(house_keyring(), payee)
    count, title = len(wanted.records), pack.title_of(wanted.measure)
    asked.job = ask_for(
        work=WORK,
        title=Words(zh=f"单位名册：{title.zh} {count} 人", en=f"Roster: {title.en}, {count} people"),
        arguments={
            "asked": asked.pk,
            "pack": str(folder.absolute()),
            "demonstration": demonstration,
            "language": language,
        },
        by=asked.by.party,
        unit="cases",
    )
    asked.save(update_fields=["account_sealed", "job"])
    enqueue(asked.job)
    return asked


def run_asked(arguments: Mapping[str, Any], *, at: datetime, by: str, progress: Progress) -> Outcome:
    """What came of the job. Begun again after the roster was opened, it does nothing."""
    asked = RosterAsked.objects.select_related("by").get(pk=arguments["asked"])
    if asked.roster_id is None:
        hand = Hand(holder_of(asked.by, asked.on), asked.on, at)
        _open(asked, hand, Assessor(pack_of_job(arguments, asked.on)), progress)
    return Outcome({"cases_done": asked.lines.count()})


def _open(asked: RosterAsked, hand: Hand, assessor: Assessor, progress: Progress) -> None:
    """Opens the roster and lets go of the accounts, in one transaction: it is opened whole and once, or not."""
    records = list(asked.lines.order_by("record").values_list("record", flat=True))
    sealed = asked.account_sealed
    account = None if sealed is None else opened_account(house_keyring(), HOUSE, sealed)
    wanted = RosterWanted(
        asked.organisation_id, asked.measure, records, account, accounts_kept(asked, records)
    )

    def keep(roster: Case) -> None:
        held = RosterAsked.objects.select_for_update().get(pk=asked.pk)
        if held.roster_id is not None:
            raise BadRoster("this roster is open already", zh="这份名册已经申领")
        held.roster, held.account_sealed = roster, None
        held.save(update_fields=["roster", "account_sealed"])
        held.lines.update(account_sealed=None)

    open_roster(wanted, hand, assessor, progress=progress, then=keep)


def _check_hand(organisation: int, hand: Hand) -> None:
    if organisation not in hand.reach("cases", "make").organisations:
        raise NotYours("claim for your own organisation", zh="只能为本单位申领")
