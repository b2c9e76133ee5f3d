"""Whose hands hold the demonstration's sessions: bodies' offices, examiners, candidates and officials, on past days."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.packs.loading import Pack
from jiyao.registry.actions.accounts import assign, open_account
from jiyao.registry.hand import Hand
from jiyao.registry.models import Account, AccountRole, Assignment
from jiyao.registry.permitting import holder_of

SINCE = date(2020, 1, 1)
MORNING = time(1)
"""When the first thing of a day is done: nine o'clock in the province."""


@dataclass(slots=True)
class Hands:
    """Everybody who acts in the demonstration that ends on a day. `by`: who opens the accounts that are missing."""

    pack: Pack
    assessor: Assessor
    on: date
    latest: datetime
    by: str
    _turn: int = 0
    _people: dict[int, Account] = field(default_factory=dict)

    def day(self, days: int) -> date:
        """So many days from the day of the demonstration; before it where they are fewer than none."""
        return self.on + timedelta(days=days)

    def hand(self, account: Account, days: int = 0) -> Hand:
        """An account's hand on a day, each time a little later, and never later than now."""
        self._turn += 1
        on = self.day(days)
        moment = datetime.combine(on, MORNING, UTC) + timedelta(seconds=self._turn)
        return Hand(holder_of(account, on), on, min(moment, self.latest))

    def named(self, username: str, days: int = 0) -> Hand:
        """The hand of an account that there is."""
        return self.hand(Account.objects.get(username=username), days)

    def office(self, organisation: int, days: int = 0, *, colleague: bool = False) -> Hand:
        """The hand of a body's office, or of the colleague there who enters marks for the second time."""
        given = Assignment.objects.filter(role=AccountRole.EVALUATION_BODY, organisation=organisation)
        accounts = [one.account for one in given.select_related("account").order_by("pk")]
        while len(accounts) < 1 + colleague:
            accounts.append(self._opened_office(organisation, len(accounts) + 1))
        return self.hand(accounts[1 if colleague else 0], days)

    def person(self, person: int, days: int = 0) -> Hand:
        """The hand of a person."""
        if person not in self._people:
            self._people[person] = Account.objects.filter(person=person).first() or open_account(
                username=f"demonstration-{person}", person=person, at=self.latest, by=self.by
            )
        return self.hand(self._people[person], days)

    def _opened_office(self, organisation: int, number: int) -> Account:
        account = open_account(username=f"office-{organisation}-{number}", at=self.latest, by=self.by)
        assign(
            account=account,
            role=AccountRole.EVALUATION_BODY,
            organisation=organisation,
            starts_on=SINCE,
            at=self.latest,
            by=self.by,
        )
        return account
