"""The life of a certificate after its issue: suspended, resumed, revoked, restored, corrected. A case decides each."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random, SystemRandom

from django.db import transaction

from jiyao.base.errors import Conflict
from jiyao.evaluation.actions.issuing import new_code
from jiyao.evaluation.actions.status_lists import free_places, revoke_place, show_standing
from jiyao.evaluation.models import CertificatePaper, CertificateStep, IssuedCertificate, Standing
from jiyao.foundation.actions.acting import append_act
from jiyao.foundation.actions.texts import seal_text
from jiyao.registry.hand import Hand
from jiyao.registry.models import FOREVER, HeldCertificate


class StandsSoAlready(Conflict):
    """The certificate does not stand so that this step could follow."""


@dataclass(frozen=True, slots=True)
class Decided:
    """By whom, why, and by which act of a case it was decided."""

    hand: Hand
    reason: str
    act: int


@dataclass(frozen=True, slots=True)
class _Step:
    """A step: what it is called, and between which standings it leads."""

    name: str
    comes_from: tuple[Standing, ...]
    leads_to: Standing


SUSPENDED = _Step("suspended", (Standing.VALID,), Standing.SUSPENDED)
RESUMED = _Step("resumed", (Standing.SUSPENDED,), Standing.VALID)
REVOKED = _Step("revoked", (Standing.VALID, Standing.SUSPENDED), Standing.REVOKED)
RESTORED = _Step("restored", (Standing.REVOKED,), Standing.VALID)
ACTS: Mapping[str, str] = {
    "suspended": "suspend-certificate",
    "resumed": "resume-certificate",
    "revoked": "revoke-certificate",
    "restored": "restore-certificate",
}


@transaction.atomic
def suspend_certificate(certificate: int, decided: Decided) -> None:
    """The certificate counts for nothing new until it is resumed. raises StandsSoAlready"""
    _moved(certificate, SUSPENDED, decided)


@transaction.atomic
def resume_certificate(certificate: int, decided: Decided) -> None:
    """The suspension is over. raises StandsSoAlready"""
    _moved(certificate, RESUMED, decided)


@transaction.atomic
def revoke_certificate(certificate: int, decided: Decided) -> None:
    """The certificate does not stand any more. The caller has corrected its record. raises StandsSoAlready"""
    _moved(certificate, REVOKED, decided)


@transaction.atomic
def restore_certificate(certificate: int, decided: Decided) -> None:
    """A revoked certificate stands again. The caller has corrected its record. raises StandsSoAlready"""
    _moved(certificate, RESTORED, decided)


@transaction.atomic
def correct_certificate(
    record: int, decided: Decided, *, chance: Random | None = None
) -> CertificatePaper | None:
    """The paper that follows a correction of the record, under the same number; none where no body here issued it.

    What was given out before is superseded: its code says so, and its file does not stand any more.
    """
    found = IssuedCertificate.objects.select_for_update().filter(record=record).first()
    if found is None:
        return None
    hand = decided.hand
    _give_new_place(found, hand, chance)
    version = _version(found)
    _written(found, "corrected", decided, decided.act)
    return CertificatePaper.objects.create(
        certificate=found,
        version=version,
        code=new_code(),
        status_list=found.status_list,
        status_index=found.status_index,
        made_at=hand.at,
    )


@transaction.atomic
def renew_credential(
    certificate: int, decided: Decided, *, chance: Random | None = None
) -> IssuedCertificate:
    """The certificate, of which a file that was taken before does not stand any more: it tells a mark that changed.

    The paper shows no marks; it and its code stand.
    """
    found = IssuedCertificate.objects.select_for_update().get(pk=certificate)
    _give_new_place(found, decided.hand, chance)
    place = {"status_list": found.status_list, "status_index": found.status_index}
    CertificatePaper.objects.filter(certificate=found, version=_version(found)).update(**place)
    _written(found, "corrected", decided, decided.act)
    return found


def _give_new_place(found: IssuedCertificate, hand: Hand, chance: Random | None) -> None:
    """Another place in the status lists; the old one is revoked."""
    before = (found.status_list, found.status_index)
    [place] = free_places(
        organisation=found.organisation_id, count=1, chance=chance or SystemRandom(), at=hand.at
    )
    found.status_list, found.status_index = place
    found.save(update_fields=["status_list", "status_index"])
    revoke_place(found.organisation_id, before, at=hand.at)
    show_standing([found], at=hand.at)


def _moved(certificate: int, step: _Step, decided: Decided) -> None:
    found = IssuedCertificate.objects.select_for_update().get(pk=certificate)
    if found.standing not in step.comes_from:
        now = Standing(found.standing)
        raise StandsSoAlready(
            f"certificate {found.pk} is {now.value}; it cannot be {step.name}",
            zh=f"证书现为“{now.label}”，不能办理这一步",
        )
    hand = decided.hand
    act = append_act(
        kind=ACTS[step.name],
        actor=hand.party,
        subject=f"certificate:{found.pk}",
        at=hand.at,
        codes={"before": found.standing, "record": found.record},
        payload={"reason": decided.reason},
        owner=found.person_id,
        rests_on=[decided.act],
    )
    found.standing = step.leads_to
    found.save(update_fields=["standing"])
    show_standing([found], at=hand.at)
    _written(found, step.name, decided, act.number)


def _version(certificate: IssuedCertificate) -> int:
    return HeldCertificate.objects.get(record=certificate.record, superseded_at=FOREVER).version


def _written(certificate: IssuedCertificate, step: str, decided: Decided, act: int) -> None:
    hand = decided.hand
    CertificateStep.objects.create(
        certificate=certificate,
        step=step,
        on=hand.on,
        at=hand.at,
        by=hand.account,
        version=_version(certificate),
        reason_sealed=seal_text(certificate.person_id, "reason_sealed", decided.reason),
        act=act,
    )
