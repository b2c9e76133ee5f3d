"""The demonstration's evaluation bodies: listed for what they issued, one suspended, one left, a filing in each state.

Who examines and supervises there is invented too. Filings go the way that officials go.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count

from jiyao.base.errors import Conflict
from jiyao.casework.actions.accepting import accept, ask_supplement, reject, withdraw
from jiyao.casework.actions.carrying_out import agree_to_filing, examine_filing
from jiyao.casework.actions.filing import FilingWanted, file_filing, province
from jiyao.casework.kinds import BODY_FILING
from jiyao.casework.models import Case, Recommendation
from jiyao.demo.filling.database import check_demonstration
from jiyao.demo.filling.texts import REFERENCE
from jiyao.engine.packs.loading import Pack
from jiyao.evaluation.actions.bodies import Because, Listing, list_body, suspend_body
from jiyao.evaluation.filed import Days, ScopeLine
from jiyao.evaluation.models import EvaluationBody, Examiner, Supervisor
from jiyao.evaluation.number_parts import levels_of, shape_of_body
from jiyao.evaluation.queries.bodies import Target
from jiyao.registry.actions.recording import record_rows
from jiyao.registry.hand import Hand
from jiyao.registry.models import (
    FOREVER,
    Account,
    AccountRole,
    Assignment,
    HeldCertificate,
    OrganisationRole,
    OrganisationVersion,
    Role,
)
from jiyao.registry.permitting import Holder, holder_of

SOCIAL, EMPLOYER = "social", "employer"
EDITION = "edition_2018"
LISTED_FOR = timedelta(days=3 * 365)
SINCE = timedelta(days=540)
"""How long before the day the bodies were listed, and for how long."""
SCOPES = 200
"""For how many occupations and levels a body is listed at most: for all that it issued, or the rest is flagged."""
EXAMINERS = 6
"""How many examine at each body: more than one group, for the same may not examine again and again."""
FILED_FOR = "6-18-02-04"
SAID = "演示：资料齐全"
FILERS = ("training-body", "technical-school", "employer")
"""Accounts whose organisations file first."""


class ListedAlready(Conflict):
    """There are bodies in the directory."""


class NoHands(Conflict):
    """The demonstration accounts are not there."""


@dataclass(frozen=True, slots=True)
class Issued:
    """What certificates of a body say: an occupation at a level, most of them first."""

    occupation: str
    level: str


@transaction.atomic
def list_province(pack: Pack, *, on: date, at: datetime, by: str) -> tuple[int, int]:
    """How many bodies were listed, and how many filings stand beside them.

    raises   NotADemonstration, NoHands, ListedAlready
    """
    check_demonstration()
    planted = EvaluationBody.objects.filter(reference__startswith=REFERENCE.format(""))
    if EvaluationBody.objects.exclude(pk__in=planted).exists():
        raise ListedAlready("bodies are listed already", zh="公布目录中已有机构")
    hands = _Hands.of(on, at)
    issued = _issued(pack)
    for number, (organisation, scopes) in enumerate(sorted(issued.items()), start=1):
        _list(
            number, organisation, scopes[:SCOPES], pack, Because(at, by, f"demonstration:body-{number}"), on
        )
    _stop(sorted(issued), on, at, by)
    _people(issued, on, at, by)
    return len(issued), _file(hands, pack, frozenset(issued) | _with_office())


def _issued(pack: Pack) -> Mapping[int, Sequence[Issued]]:
    """What each organisation that evaluates has issued, of which certificates can be numbered."""
    shape = shape_of_body(SOCIAL, pack.numbering)
    levels = () if shape is None else levels_of(shape)
    bodies = OrganisationRole.objects.filter(superseded_at=FOREVER, role=Role.EVALUATION_BODY)
    rows = HeldCertificate.objects.filter(
        superseded_at=FOREVER, issuer__in=bodies.values("organisation"), level__in=levels
    ).exclude(issuer__in=EvaluationBody.objects.values("organisation"))
    counted = rows.exclude(occupation=None).values_list("issuer", "occupation", "level")
    found: dict[int, list[Issued]] = defaultdict(list)
    for issuer, occupation, level, _ in counted.annotate(rows=Count("pk")).order_by(
        "issuer", "-rows", "occupation", "level"
    ):
        found[issuer].append(Issued(occupation, level))
    return found


def _list(
    number: int, organisation: int, scopes: Sequence[Issued], pack: Pack, because: Because, on: date
) -> None:
    """Lists one; every third as an employer, and the last day of the second is over."""
    seat = OrganisationVersion.objects.filter(superseded_at=FOREVER, record=organisation).first()
    division = province() if seat is None else seat.division
    starts_on = on - SINCE
    left = number == 2
    days = Days(starts_on, on - timedelta(days=30) if left else starts_on + LISTED_FOR)
    listing = Listing(
        organisation,
        EMPLOYER if number % 3 == 0 else SOCIAL,
        division,
        province(),
        starts_on - timedelta(days=20),
    )
    lines = [ScopeLine(Target(one.occupation, one.level), f"{division[:4]}00", EDITION) for one in scopes]
    list_body(listing, lines, days, because, numbering=pack.numbering)


def _stop(organisations: Sequence[int], on: date, at: datetime, by: str) -> None:
    """The third is suspended."""
    if len(organisations) > 2:
        suspend_body(
            organisations[2],
            "rectification",
            Days(on - timedelta(days=10), None),
            division=None,
            because=Because(at, by, "demonstration:suspension"),
        )


def _people(issued: Mapping[int, Sequence[Issued]], on: date, at: datetime, by: str) -> None:
    """Examiners who hold a certificate of the occupation, and supervisors on both sides."""
    examiners: list[dict[str, Any]] = []
    supervisors: list[dict[str, Any]] = []
    named = {organisation: _with_account(organisation) for organisation in issued}
    taken = {person for people in named.values() for person in people}
    for organisation, scopes in sorted(issued.items()):
        fit = [*named[organisation], *_holders(scopes[0].occupation, taken)][: EXAMINERS + 1]
        taken.update(fit)
        spell = {"organisation_id": organisation, "starts_on": on - SINCE, "ends_on": None}
        examiners += [
            {
                **spell,
                "reference": f"demonstration:examiner-{person}",
                "person_id": person,
                "grade": "senior" if turn == 0 else "examiner",
                "occupation": scopes[0].occupation,
                "level": "L1",
            }
            for turn, person in enumerate(fit[:EXAMINERS])
        ]
        supervisors += [
            {
                **spell,
                "reference": f"demonstration:supervisor-{person}",
                "person_id": person,
                "side": "internal",
                "division": None,
            }
            for person in fit[EXAMINERS:]
        ]
    for model, rows in ((Examiner, examiners), (Supervisor, supervisors)):
        record_rows(model=model, rows=rows, at=at, by=by, source="demonstration:bodies")


def _with_account(organisation: int) -> list[int]:
    """For whom the accounts of a body's examiners stand, in their order; who is first is senior."""
    given = Assignment.objects.filter(role=AccountRole.EXAMINER, organisation=organisation)
    people = given.exclude(account__person=None).order_by("pk").values_list("account__person", flat=True)
    return [person for person in people if person is not None]


def _with_office() -> frozenset[int]:
    """Organisations of which an account evaluates."""
    given = Assignment.objects.filter(role=AccountRole.EVALUATION_BODY).exclude(organisation=None)
    return frozenset(one for one in given.values_list("organisation", flat=True) if one is not None)


def _holders(occupation: str, taken: set[int]) -> list[int]:
    """People who hold a certificate of an occupation, the highest level first; one more than examine."""
    held = HeldCertificate.objects.filter(superseded_at=FOREVER, occupation=occupation)
    people = held.exclude(person__in=taken).order_by("level", "person").values_list("person", flat=True)
    return list(dict.fromkeys(people[: 4 * EXAMINERS]))[: EXAMINERS + 1]


@dataclass(frozen=True, slots=True)
class _Hands:
    """The hands of the officials of the province, and of who files for an organisation."""

    officials: Mapping[AccountRole, Hand]
    filer: Account
    on: date
    at: datetime

    @classmethod
    def of(cls, on: date, at: datetime) -> "_Hands":
        """Raises NoHands"""
        roles = (AccountRole.ACCEPT, AccountRole.REVIEW, AccountRole.APPROVE)
        names = {role: f"{role.value}@province" for role in roles}
        found = {
            one.username: one for one in Account.objects.filter(username__in=[*names.values(), FILERS[-1]])
        }
        if len(found) < len(roles) + 1:
            raise NoHands(
                "open the demonstration accounts first: `jiyao --demo demo-accounts`",
                zh="请先运行 jiyao --demo demo-accounts 开通演示账号",
            )
        officials = {role: Hand(holder_of(found[name], on), on, at) for role, name in names.items()}
        return cls(officials, found[FILERS[-1]], on, at)

    def body(self, organisation: int) -> Hand:
        """Who files for an organisation on this occasion."""
        acting = Assignment(
            account=self.filer,
            role=AccountRole.EMPLOYER,
            organisation_id=organisation,
            starts_on=self.on,
        )
        return Hand(Holder(self.filer, [acting]), self.on, self.at)


def _file(hands: _Hands, pack: Pack, bodies: frozenset[int]) -> int:
    """A filing in each state, each of an organisation of its own."""
    made = 0
    for organisation, further in zip(_filers(bodies), _states(hands, pack), strict=False):
        case = file_filing(_wanted(organisation, hands.on), hands.body(organisation), pack)
        further(case)
        made += 1
    return made


def _wanted(organisation: int, on: date) -> FilingWanted:
    lines = [ScopeLine(Target(FILED_FOR, level), province(), EDITION) for level in ("L5", "L4")]
    return FilingWanted(
        BODY_FILING.name, organisation, Days(on, on + LISTED_FOR), body_kind=SOCIAL, added=lines
    )


def _filers(bodies: frozenset[int]) -> Iterator[int]:
    """Organisations that are no bodies: those of the accounts first, then others that train."""
    own = Assignment.objects.filter(account__username__in=FILERS).order_by("pk")
    training = OrganisationRole.objects.filter(superseded_at=FOREVER, role=Role.TRAINING_BODY)
    numbers = [
        *own.values_list("organisation", flat=True),
        *training.order_by("organisation").values_list("organisation", flat=True)[:20],
    ]
    return (number for number in dict.fromkeys(numbers) if number is not None and number not in bodies)


def _states(hands: _Hands, pack: Pack) -> Sequence[Callable[[Case], Any]]:
    """What becomes of each: missing something, accepted, waiting, examined, shown, refused, rejected, withdrawn."""
    accepts, reviews, agrees = (
        hands.officials[role] for role in (AccountRole.ACCEPT, AccountRole.REVIEW, AccountRole.APPROVE)
    )

    def accepted(case: Case) -> None:
        accept(case.pk, accepts)

    def examined(case: Case, recommends: Recommendation = Recommendation.GRANT) -> None:
        accepted(case)
        examine_filing(case.pk, recommends, reviews, reason=SAID)

    def shown(case: Case) -> None:
        examined(case)
        agree_to_filing(case.pk, agrees, pack)

    def refused(case: Case) -> None:
        examined(case, Recommendation.REFUSE)
        agree_to_filing(case.pk, agrees, pack, said="演示：场地不足")

    return (
        lambda case: ask_supplement(case.pk, accepts, missing="演示：缺场地证明"),
        accepted,
        lambda case: case,
        examined,
        shown,
        refused,
        lambda case: reject(case.pk, accepts, reason="演示：不属于备案范围"),
        lambda case: withdraw(case.pk, hands.body(case.subject_record)),
    )
