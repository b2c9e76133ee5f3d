"""报送: which certificates and sessions are to be sent, which were, and what was answered."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Count, Exists, F, Model, OuterRef, Q, QuerySet, Subquery

from jiyao.base.errors import NotAllowed
from jiyao.evaluation.models import (
    CertificateStep,
    IssuedCertificate,
    PlatformFile,
    SentCertificate,
    SentState,
    Session,
    SessionState,
)
from jiyao.evaluation.queries.supervised import bodies_in_reach
from jiyao.foundation.actions.texts import text_left
from jiyao.registry.hand import Hand
from jiyao.registry.models import Account

Row = TypeVar("Row", bound=Model)
PLATFORM = "platform-files"
"""The thing of the permission table."""


class NotToSend(NotAllowed):
    """Who acts sends nothing to the national platform."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends, for which bodies; None for all of them. `by`: as acts name them."""

    bodies: frozenset[int] | None
    by: str
    account: Account | None
    on: date
    at: datetime


def sender_of(hand: Hand, verb: str = "make") -> Sender:
    """Who acts, with the bodies for which they may. raises NotToSend"""
    reach = hand.reach(PLATFORM, verb)
    if not reach:
        raise NotToSend(
            "you send nothing to the national platform: an evaluation body does, or the office of its place",
            zh="您没有报送全国平台的权限：由评价机构或所在地经办机构报送",
        )
    bodies = None if reach.everything else frozenset(bodies_in_reach(reach)) | reach.organisations
    return Sender(bodies, hand.party, hand.account, hand.on, hand.at)


def due_certificates(bodies: Collection[int] | None) -> QuerySet[IssuedCertificate]:
    """The certificates whose last step was not told yet, or was refused and put right since."""
    last = CertificateStep.objects.filter(certificate=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    told = SentCertificate.objects.filter(step=OuterRef("last_step"), put_right_at__isnull=True)
    found = IssuedCertificate.objects.annotate(last_step=Subquery(last)).filter(last_step__isnull=False)
    return _of(found, bodies).exclude(Exists(told)).order_by("pk")


def sent_lines(bodies: Collection[int] | None) -> QuerySet[SentCertificate]:
    """Every line that was sent, the latest first."""
    found = SentCertificate.objects.select_related("certificate", "file", "step")
    if bodies is not None:
        found = found.filter(certificate__organisation__in=list(bodies))
    return found.order_by("-pk")


def refused_lines(bodies: Collection[int] | None) -> QuerySet[SentCertificate]:
    """What came back and is the body's to put right: nothing was said of the certificate after it."""
    later = SentCertificate.objects.filter(certificate=OuterRef("certificate"), pk__gt=OuterRef("pk"))
    step = CertificateStep.objects.filter(certificate=OuterRef("certificate"), pk__gt=OuterRef("step"))
    found = sent_lines(bodies).filter(state=SentState.REFUSED, put_right_at__isnull=True)
    return found.exclude(Exists(later)).exclude(Exists(step))


def due_sessions(bodies: Collection[int] | None) -> QuerySet[Session]:
    """The sessions that went on since they were told last; what is only planned is not told."""
    told = PlatformFile.objects.filter(session=OuterRef("pk")).order_by("-pk").values("told_state")[:1]
    found = Session.objects.annotate(told=Subquery(told)).exclude(state=SessionState.PLANNED)
    found = found.exclude(state=SessionState.CANCELLED, filed_on__isnull=True)
    went_on = Q(told__isnull=True) | ~Q(told=F("state"))
    return _of(found.filter(went_on), bodies).order_by("-starts_on", "-pk")


def files_of(bodies: Collection[int] | None) -> QuerySet[PlatformFile]:
    """The files that went and came, the latest first."""
    found = PlatformFile.objects.select_related("session", "by")
    if bodies is not None:
        found = found.filter(organisation__in=list(bodies))
    return found.order_by("-pk")


@dataclass(frozen=True, slots=True)
class Standing:
    """How many certificates of a body stand how."""

    body: int
    due: int
    sent: int
    accepted: int
    refused: int


def standings(bodies: Collection[int] | None) -> Sequence[Standing]:
    """Of each body with anything to tell, those with most that was refused or waits first."""
    lines, whose = sent_lines(bodies).order_by(), "certificate__organisation"
    counted = {
        "due": _counts(due_certificates(bodies).order_by(), "organisation"),
        "sent": _counts(lines.filter(state=SentState.SENT), whose),
        "accepted": _counts(lines.filter(state=SentState.ACCEPTED), whose),
        "refused": _counts(refused_lines(bodies).order_by(), whose),
    }
    found = [
        Standing(body, **{name: counts.get(body, 0) for name, counts in counted.items()})
        for body in {body for counts in counted.values() for body in counts}
    ]
    return sorted(found, key=lambda one: (-one.refused, -one.due, one.body))


def _counts(rows: QuerySet[Row], whose: str) -> Mapping[int, int]:
    return dict(rows.values_list(whose).annotate(count=Count("pk")))


def reason_of(line: SentCertificate) -> str:
    """Why a line was refused; empty where it was not, or its holder was anonymised."""
    return text_left(line.certificate.person_id, "reason_sealed", line.reason_sealed)


def _of(found: QuerySet[Row], bodies: Collection[int] | None) -> QuerySet[Row]:
    return found if bodies is None else found.filter(organisation__in=list(bodies))
