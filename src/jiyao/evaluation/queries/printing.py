"""What a certificate says on paper, for one or for a whole session: names in the clear, the identity number masked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jiyao.evaluation.models import CertificatePaper, IssuedCertificate
from jiyao.evaluation.queries.abilities import item_names, tested_by
from jiyao.foundation.actions.keys import keyring
from jiyao.foundation.masking import mask_identity
from jiyao.foundation.sealed import Keyring
from jiyao.registry.models import FOREVER, HeldCertificate, Level, PersonVersion
from jiyao.registry.queries.labels import occupation_names, organisation_names

NONE = "none"


@dataclass(frozen=True, slots=True)
class Printed:
    """A certificate as it is printed.

    code        what its QR leads to
    version     above 1 where it was corrected
    tested_at   the body that tested, where another issues
    """

    number: str
    kind: str
    name: str
    identity: str
    occupation: str
    work_type: str
    level: str
    level_en: str
    issued_on: date
    body: str
    code: str
    version: int
    tested_at: str = ""


def printed(certificates: Sequence[IssuedCertificate]) -> list[Printed]:
    """Each as it stands now, in their order; six queries for however many. Who was anonymised has none."""
    records = {
        one.record: one
        for one in HeldCertificate.objects.filter(
            record__in=[one.record for one in certificates], superseded_at=FOREVER
        )
    }
    people = {
        one.record: one
        for one in PersonVersion.objects.filter(
            record__in=[one.person_id for one in certificates], superseded_at=FOREVER
        )
    }
    papers = {
        one.certificate_id: one
        for one in CertificatePaper.objects.filter(certificate__in=certificates).order_by("version")
    }
    levels = {one.code: one for one in Level.objects.all()}
    occupations = occupation_names({one.occupation for one in records.values() if one.occupation})
    items = item_names({one.work_type for one in records.values() if one.level == NONE and one.work_type})
    testers = tested_by([one.candidate_id for one in certificates if one.candidate_id])
    bodies = organisation_names({*(one.organisation_id for one in certificates), *testers.values()})
    keys = keyring(people)
    made = []
    for one in certificates:
        if one.person_id in keys.erased or one.pk not in papers:
            continue
        record, person, level = (
            records[one.record],
            people.get(one.person_id),
            levels.get(records[one.record].level or "") if records[one.record].level != NONE else None,
        )
        made.append(
            Printed(
                number=one.number,
                kind=record.certificate_kind or "",
                name=_text(person, "name_sealed", keys),
                identity=mask_identity(_text(person, "identity_sealed", keys)),
                occupation=occupations.get(record.occupation or "", record.occupation or ""),
                work_type=""
                if record.work_type in (None, NONE)
                else items.get(record.work_type or "", record.work_type or ""),
                level="" if level is None else level.zh,
                level_en="" if level is None else level.en,
                issued_on=record.issued_on or one.issued_on,
                body=bodies.get(one.organisation_id, ""),
                code=papers[one.pk].code,
                version=papers[one.pk].version,
                tested_at=_other(testers.get(one.candidate_id or 0), one.organisation_id, bodies),
            )
        )
    return made


def _other(tester: int | None, issuer: int, names: Mapping[int, str]) -> str:
    return "" if tester in (None, issuer) else names.get(tester or 0, "")


def _text(person: PersonVersion | None, field: str, keys: Keyring) -> str:
    sealed = None if person is None else getattr(person, field)
    return "" if person is None or sealed is None else keys.unseal(person.record, field, sealed)
