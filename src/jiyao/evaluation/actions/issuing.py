"""Issuing: who passed all of a session gets a certificate, in one act: the body's, or the centre's for an ability."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random, SystemRandom

from django.db import transaction

from jiyao.base.errors import Conflict, NotAllowed
from jiyao.engine.packs.loading import Pack
from jiyao.evaluation.actions.centre import ensure_centre
from jiyao.evaluation.actions.issuer_keys import ensure_key
from jiyao.evaluation.actions.status_lists import free_places
from jiyao.evaluation.models import (
    Candidate,
    CertificatePaper,
    CertificateSeries,
    CertificateStep,
    EvaluationBody,
    IssuedCertificate,
    PartResult,
    Session,
    SessionState,
)
from jiyao.evaluation.numbers import Series, shape_of_kind
from jiyao.evaluation.queries.bodies import Target, check_may_evaluate, listing_of
from jiyao.evaluation.queries.results import without_certificate
from jiyao.evaluation.scoring import kind_of_certificate
from jiyao.foundation.actions.acting import append_bulk_act
from jiyao.registry.actions.recording import record_rows
from jiyao.registry.hand import Hand
from jiyao.registry.models import FOREVER, HeldCertificate

ISSUED, OF_CENTRE = "issued-certificates", "ability-certificates"
CODE_BYTES = 16
"""Of chance in what a QR leads to: nobody tries as many."""
CODE_LENGTH = 22
"""As how many characters they are written."""


class NotYourSession(NotAllowed):
    """There is no such session, or who acts does not issue for its body."""


class NotReported(Conflict):
    """The results of the session are not reported yet."""


class NobodyPassed(Conflict):
    """No candidate of the session passed all of it."""


@dataclass(frozen=True, slots=True)
class _Batch:
    """What is issued together: by whom, to whom, under which numbers."""

    session: Session
    issuer: int
    kind: str
    candidates: Sequence[Candidate]
    numbers: Sequence[str]


@transaction.atomic
def issue_certificates(
    session: int, hand: Hand, pack: Pack, *, chance: Random | None = None
) -> list[IssuedCertificate]:
    """The certificates, each recorded as held by its candidate, with a number, a place in the status lists and a code.

    raises   NotYourSession, NotReported, NobodyPassed; NotListed, Suspended, OutOfScope;
             NoNumbers, SerialsExhausted
    """
    found = _held(session, hand)
    target = Target(found.occupation, found.level, found.work_type, found.ability_item)
    check_may_evaluate(found.organisation_id, target, hand.on)
    passed = without_certificate(found)
    if not passed:
        raise NobodyPassed(
            f"nobody in session {found} passed every part and has no certificate yet; there is nothing to issue",
            zh=f"批次 {found} 没有全部科目合格而未发证的考生，无证可发",
        )
    listing = listing_of(found.organisation_id, hand.on)
    assert listing is not None  # noqa: S101 - or it may not evaluate
    kind = kind_of_certificate(found)
    numbers = _numbers(found, listing, kind, len(passed), hand, pack)
    issuer = _issuer(found, kind, hand, pack)
    ensure_key(organisation=issuer, by=hand.party, at=hand.at)
    batch = _Batch(found, issuer, kind, passed, numbers)
    issued = _recorded(batch, hand, chance or SystemRandom())
    found.state = SessionState.CERTIFIED
    found.save(update_fields=["state"])
    return issued


def _held(number: int, hand: Hand) -> Session:
    found = Session.objects.select_for_update().filter(pk=number).first()
    if found is None or not may_issue(found, hand):
        raise NotYourSession(
            f"{number}: there is no such session, or you do not issue for its body",
            zh=f"{number}：没有这个批次，或不由您发证",
        )
    if found.state not in (SessionState.REPORTED, SessionState.CERTIFIED):
        now = SessionState(found.state)
        raise NotReported(
            f"session {found} is {now.value}; certificates are issued once its results are reported",
            zh=f"批次 {found} 现为“{now.label}”，结果上报后才能发证",
        )
    return found


def may_issue(session: Session, hand: Hand) -> bool:
    """Whether who acts issues for a session: the body's office, or of single abilities the office of the centre."""
    if session.ability_item:
        reach = hand.reach(OF_CENTRE, "make")
        return reach.everything or session.division in reach.divisions
    reach = hand.reach(ISSUED, "make")
    return reach.everything or session.organisation_id in reach.organisations


def _issuer(session: Session, kind: str, hand: Hand, pack: Pack) -> int:
    centre = shape_of_kind(kind, pack.numbering).centre
    return session.organisation_id if centre is None else ensure_centre(centre, pack.region, hand)


def _numbers(
    session: Session, listing: EvaluationBody, kind: str, count: int, hand: Hand, pack: Pack
) -> list[str]:
    """The next numbers of the body's series, which nobody else draws from until this transaction ends."""
    shape = shape_of_kind(kind, pack.numbering)
    made, _ = CertificateSeries.objects.get_or_create(
        number_part=listing.number_part, year=hand.on.year, level=session.level
    )
    series = CertificateSeries.objects.select_for_update().get(pk=made.pk)
    numbers = Series(listing.number_part, hand.on, session.level).first_after(series.last, count, shape)
    series.last += count
    series.save(update_fields=["last"])
    return numbers


def _recorded(batch: _Batch, hand: Hand, chance: Random) -> list[IssuedCertificate]:
    session = batch.session
    records = _held_records(batch, hand)
    places = free_places(organisation=batch.issuer, count=len(batch.numbers), chance=chance, at=hand.at)
    issued = IssuedCertificate.objects.bulk_create(
        IssuedCertificate(
            number=number,
            organisation_id=batch.issuer,
            person_id=candidate.person_id,
            record=records[number],
            candidate=candidate,
            issued_on=hand.on,
            status_list=status_list,
            status_index=status_index,
        )
        for number, candidate, (status_list, status_index) in zip(
            batch.numbers, batch.candidates, places, strict=True
        )
    )
    act = append_bulk_act(
        kind="issue-certificates",
        actor=hand.party,
        subject=f"session:{session.pk}",
        at=hand.at,
        lines=((one.record, 1, "") for one in issued),
        codes={"organisation": batch.issuer, "kind": batch.kind},
    )
    CertificatePaper.objects.bulk_create(first_paper(one, hand) for one in issued)
    CertificateStep.objects.bulk_create(
        CertificateStep(
            certificate=one, step="issued", on=hand.on, at=hand.at, by=hand.account, version=1, act=act.number
        )
        for one in issued
    )
    return issued


def first_paper(certificate: IssuedCertificate, hand: Hand) -> CertificatePaper:
    """What is given out of a certificate that was issued now."""
    return CertificatePaper(
        certificate=certificate,
        version=1,
        code=new_code(),
        status_list=certificate.status_list,
        status_index=certificate.status_index,
        made_at=hand.at,
    )


def new_code() -> str:
    """What a QR leads to."""
    return secrets.token_urlsafe(CODE_BYTES)


def _held_records(batch: _Batch, hand: Hand) -> Mapping[str, int]:
    """The certificates as held by their candidates: numbers of the registry's records, by certificate number."""
    session = batch.session
    failed = _failed_before(batch.candidates, session)
    record_rows(
        model=HeldCertificate,
        rows=[
            {
                "reference": f"issued:{number}",
                "person_id": candidate.person_id,
                "certificate_number": number,
                "certificate_kind": batch.kind,
                "occupation": session.occupation,
                "work_type": session.ability_item or session.work_type,
                "level": session.level,
                "issued_on": hand.on,
                "issuer_id": batch.issuer,
                "found_in_lookup": None,
                "first_time": candidate.person_id not in failed,
                "revoked_on": None,
            }
            for number, candidate in zip(batch.numbers, batch.candidates, strict=True)
        ],
        at=hand.at,
        by=hand.party,
        source=f"session {session.pk}",
    )
    stand = HeldCertificate.objects.filter(certificate_number__in=batch.numbers, superseded_at=FOREVER)
    return {one.certificate_number or "": one.record for one in stand}


def _failed_before(candidates: Iterable[Candidate], session: Session) -> set[int]:
    """Of the people those who did not pass a part of another session of this level here."""
    failed = PartResult.objects.filter(
        passed=False,
        candidate__person__in=[one.person_id for one in candidates],
        candidate__session__occupation=session.occupation,
        candidate__session__level=session.level,
        candidate__session__starts_on__lt=session.starts_on,
    )
    return set(failed.values_list("candidate__person", flat=True))
