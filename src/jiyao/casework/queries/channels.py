"""By which channels people can be told on a day."""

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from jiyao.casework.models import MessageChannel, SmsConsent
from jiyao.engine.packs.telling import Telling
from jiyao.registry.models import FOREVER, Account, AccountRole, Assignment, HouseholdSpell, PersonVersion
from jiyao.registry.queries.reaching import working_for


@dataclass(frozen=True, slots=True)
class Reached:
    """How some people can be told.

    employers   by person, the organisation that is signed in for and that the person works for, the last begun
    homes       by person, the division where they live
    """

    portal: Set[int] = field(default_factory=frozenset)
    sms: Set[int] = field(default_factory=frozenset)
    employers: Mapping[int, int] = field(default_factory=dict)
    homes: Mapping[int, str] = field(default_factory=dict)

    def can(self, channel: str, person: int) -> bool:
        """Whether a person can be told so. Somebody can always go there."""
        known: Mapping[str, Collection[int]] = {
            MessageChannel.PORTAL: self.portal,
            MessageChannel.SMS: self.sms,
            MessageChannel.EMPLOYER: self.employers,
            MessageChannel.VILLAGE: self.homes,
        }
        return channel not in known or person in known[channel]


def reached(people: Collection[int], telling: Telling, on: date) -> Reached:
    """How these people can be told on a day."""
    accounts = Account.objects.filter(person__in=people, is_active=True)
    return Reached(
        portal=set(accounts.values_list("person", flat=True)),
        sms=_with_telephone(people) & wanting_texts(people, telling),
        employers=employers_of(people, on),
        homes=_homes(people, on),
    )


def wanting_texts(people: Collection[int], telling: Telling) -> Set[int]:
    """Those who want text messages; who was never asked, as the pack says."""
    said = dict(SmsConsent.objects.filter(person__in=people).values_list("person", "wanted"))
    return {person for person in people if said.get(person, telling.texts_unasked)}


def employers_of(people: Collection[int], on: date) -> Mapping[int, int]:
    """By person, the organisation they work for on a day that somebody signs in for; the last begun of several."""
    organisations = frozenset(_signed_in_for(on).values_list("organisation", flat=True).distinct())
    if not organisations:
        return {}
    spells = working_for(organisations, on).filter(person__in=people).order_by("starts_on", "record")
    return dict(spells.values_list("person", "organisation"))


def _with_telephone(people: Collection[int]) -> Set[int]:
    known = PersonVersion.objects.filter(record__in=people, superseded_at=FOREVER, phone_sealed__isnull=False)
    return set(known.values_list("record", flat=True))


def _signed_in_for(on: date) -> QuerySet[Assignment]:
    begun = Assignment.objects.filter(
        role=AccountRole.EMPLOYER, account__is_active=True, starts_on__lte=on, organisation__isnull=False
    )
    return begun.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))


def _homes(people: Collection[int], on: date) -> Mapping[int, str]:
    spells = HouseholdSpell.objects.filter(
        superseded_at=FOREVER, person__in=people, division__isnull=False, starts_on__lte=on
    )
    standing = spells.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on)).order_by("starts_on", "record")
    return {person: home for person, home in standing.values_list("person", "division") if home}
