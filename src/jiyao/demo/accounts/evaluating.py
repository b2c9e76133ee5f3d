"""For whom accounts of evaluation stand: who examines, who is examined, who holds a certificate, who supervises."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import islice

from django.db.models import Count

from jiyao.evaluation.queries.staffing import employers_of
from jiyao.policy.models import Grant
from jiyao.registry.models import (
    FOREVER,
    HeldCertificate,
    InsuranceSpell,
    OrganisationRole,
    OrganisationVersion,
    PersonVersion,
    Role,
)

TRIED = 400
"""Among how many people somebody is looked for."""
INSURED_MONTHS = 48
"""How long who holds the certificate has been insured: long enough for what is paid on it in any year."""
BORN = (date(1975, 1, 1), date(2000, 12, 31))


def examiners(body: int, count: int) -> Sequence[int]:
    """People who hold a certificate of the occupation of which a body issued most, the highest level first."""
    held = HeldCertificate.objects.filter(superseded_at=FOREVER).exclude(occupation=None).exclude(level=None)
    counted = held.filter(issuer=body).values("occupation", "level").annotate(rows=Count("pk"))
    most = counted.order_by("-rows", "occupation", "level").first()
    if most is None:
        return ()
    people = held.filter(occupation=most["occupation"]).order_by("level", "person")
    return list(dict.fromkeys(people.values_list("person", flat=True)[: TRIED // 10]))[:count]


def insured(body: int, count: int, on: date, taken: Collection[int]) -> Sequence[int]:
    """People at work where a body is, insured for years, who hold nothing and were given nothing; none of some others.

    taken   those others, with whom they do not work either
    """
    month = on.year * 12 + on.month
    rows = InsuranceSpell.objects.filter(
        superseded_at=FOREVER,
        in_province=True,
        employer_pays=True,
        person_pays=True,
        last_month=None,
        first_month__lte=month - INSURED_MONTHS,
        division__startswith=_place(body)[:4],
    )
    people = list(dict.fromkeys(rows.order_by("person").values_list("person", flat=True)[:TRIED]))
    return list(islice(_untouched(people, taken, on), count))


def tester(body: int, but: Collection[int]) -> int | None:
    """An organisation that trains and is no evaluation body, best where a body is; none of some others."""
    evaluating = OrganisationRole.objects.filter(superseded_at=FOREVER, role=Role.EVALUATION_BODY)
    training = OrganisationRole.objects.filter(superseded_at=FOREVER, role=Role.TRAINING_BODY)
    found = training.exclude(organisation__in=evaluating.values("organisation")).exclude(organisation__in=but)
    numbers = list(found.order_by("-organisation").values_list("organisation", flat=True)[:TRIED])
    seats = OrganisationVersion.objects.filter(superseded_at=FOREVER, record__in=numbers)
    near = seats.filter(division__startswith=_place(body)[:4]).order_by("-record")
    return near.values_list("record", flat=True).first() or next(iter(numbers), None)


def _place(body: int) -> str:
    seat = OrganisationVersion.objects.filter(superseded_at=FOREVER, record=body).first()
    return "" if seat is None else seat.division or ""


def _untouched(people: Sequence[int], taken: Collection[int], on: date) -> Iterator[int]:
    known = PersonVersion.objects.filter(superseded_at=FOREVER, person__in=people, birth_on__range=BORN)
    named = set(known.exclude(name_sealed=None).values_list("person", flat=True))
    held = HeldCertificate.objects.filter(superseded_at=FOREVER, person__in=people)
    given = Grant.objects.filter(person__in=people)
    touched = {*held.values_list("person", flat=True), *given.values_list("person", flat=True), *taken}
    work = employers_of([*people, *taken], on)
    theirs = {one for person in taken for one in work.get(person, ())}
    for person in people:
        where = work.get(person, set())
        if person in named and person not in touched and where and not where & theirs:
            yield person
