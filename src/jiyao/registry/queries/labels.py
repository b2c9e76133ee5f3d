"""What numbers are called on a screen: people by masked names, organisations by their names. A query for each kind."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from jiyao.foundation.actions.keys import keyring
from jiyao.foundation.masking import mask_identity, mask_name, mask_phone
from jiyao.foundation.sealed import Keyring
from jiyao.registry.models import FOREVER, Account, Occupation, OrganisationVersion, PersonVersion


@dataclass(frozen=True, slots=True)
class MaskedPerson:
    """A person as shown to who may not see more. Empty where nothing is known; `erased` where it was anonymised."""

    number: int
    name: str
    identity: str
    phone: str
    erased: bool = False

    @property
    def shown(self) -> str:
        """Name and last digits, as a line of a list shows them."""
        return f"{self.name} {self.identity[-4:]}".strip() or f"#{self.number}"


def shown_in(people: Mapping[int, MaskedPerson], number: int | None) -> str:
    """One of these people as a line of a list shows them; empty where there is nobody."""
    found = None if number is None else people.get(number)
    return "" if found is None else found.shown


def masked_people(numbers: Iterable[int], at: datetime | None = None) -> Mapping[int, MaskedPerson]:
    """The people of those numbers, as known now, or at a moment."""
    wanted = set(numbers)
    rows = PersonVersion.objects.filter(record__in=wanted)
    known = {"superseded_at": FOREVER} if at is None else {"recorded_at__lte": at, "superseded_at__gt": at}
    versions = list(rows.filter(**known)) if wanted else []
    keys = keyring(version.record for version in versions)
    return {version.record: _masked(version, keys) for version in versions}


def _masked(version: PersonVersion, keys: Keyring) -> MaskedPerson:
    number = version.record
    if number in keys.erased:
        return MaskedPerson(number, "", "", "", erased=True)

    def text(field: str) -> str:
        sealed = getattr(version, field)
        return "" if sealed is None else keys.unseal(number, field, sealed)

    return MaskedPerson(
        number,
        mask_name(text("name_sealed")),
        mask_identity(text("identity_sealed")),
        mask_phone(text("phone_sealed")),
    )


def own_name(person: int) -> str:
    """A person's name in the clear, for nobody but themselves; empty where it is not known or was anonymised."""
    found = PersonVersion.objects.filter(record=person, superseded_at=FOREVER).first()
    keys = keyring([person])
    if found is None or found.name_sealed is None or person in keys.erased:
        return ""
    return keys.unseal(person, "name_sealed", found.name_sealed)


def names_of(people: Iterable[int]) -> dict[int, str]:
    """Names in the clear, for what names people: papers, and what is sealed with an account; none of the anonymised."""
    versions = list(PersonVersion.objects.filter(record__in=set(people), superseded_at=FOREVER))
    keys = keyring(one.record for one in versions)
    return {
        one.record: keys.unseal(one.record, "name_sealed", one.name_sealed)
        for one in versions
        if one.name_sealed is not None and one.record not in keys.erased
    }


@dataclass(frozen=True, slots=True)
class Named:
    """A person as papers about them name them: the name in the clear, the identity number masked."""

    name: str
    identity: str


def named_at(person: int, at: datetime) -> Named:
    """Who a person was, as known at a moment. raises Erased where they were anonymised"""
    known = PersonVersion.objects.filter(record=person, recorded_at__lte=at, superseded_at__gt=at).first()
    keys = keyring([person])

    def text(field: str) -> str:
        sealed = None if known is None else getattr(known, field)
        return "" if sealed is None else keys.unseal(person, field, sealed)

    return Named(text("name_sealed"), mask_identity(text("identity_sealed")))


def organisation_names(numbers: Collection[int]) -> Mapping[int, str]:
    """The names of the organisations of those numbers."""
    found = OrganisationVersion.objects.filter(record__in=set(numbers), superseded_at=FOREVER)
    return dict(found.values_list("record", "name")) if numbers else {}


def occupation_names(codes: Collection[str]) -> Mapping[str, str]:
    """The names of the occupations of those codes."""
    return dict(Occupation.objects.filter(code__in=set(codes)).values_list("code", "zh")) if codes else {}


def account_names(parties: Collection[str]) -> Mapping[str, str]:
    """What colleagues call the accounts among those who act, by `account:<number>`."""
    numbers = {int(party.partition(":")[2]) for party in parties if party.startswith("account:")}
    found = Account.objects.filter(pk__in=numbers) if numbers else ()
    return {account.party: account.name or account.username for account in found}
