"""The credential of a certificate that a body here issued: what its record says, signed by the body."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings

from jiyao.base.errors import Conflict
from jiyao.engine.packs.loading import Pack
from jiyao.evaluation.credentials.achievement import (
    NameShown,
    PartResult,
    Places,
    Said,
    SkillCertificate,
    achievement_credential,
)
from jiyao.evaluation.credentials.proofs import signed
from jiyao.evaluation.credentials.reading import Json
from jiyao.evaluation.credentials.status import Purpose, status_entry
from jiyao.evaluation.models import Candidate, IssuedCertificate, Part, Standing
from jiyao.evaluation.queries.abilities import item_names
from jiyao.evaluation.queries.addresses import issuer_address, list_address, named_for_good
from jiyao.evaluation.queries.issuers import signing_key
from jiyao.evaluation.queries.results import results_of
from jiyao.evaluation.scoring import in_marks, parts_of, scoring_of
from jiyao.registry.models import FOREVER, HeldCertificate, Level
from jiyao.registry.queries.labels import occupation_names, organisation_names, own_name

PARTS = {
    Part.THEORY: Said("理论知识考试", "Theory"),
    Part.PRACTICAL: Said("技能考核", "Practical skill"),
    Part.REVIEW: Said("综合评审", "Comprehensive review"),
}
INVENTED = Said("演示数据，不是真实证书", "Demonstration data, no real certificate")
EDITIONS = "standard_edition"
"""The pack's list of the editions on which standards rest."""
CATALOGUE = "中华人民共和国职业分类大典"
NO_LEVEL = "none"


class NotStanding(Conflict):
    """The certificate was revoked or is suspended; no credential is made of it."""


def credential_of(
    issued: IssuedCertificate, *, shown: NameShown, pack: Pack, address: str, at: datetime
) -> Json:
    """The signed credential. The same certificate has another file for each way of showing the name, and all hold.

    raises   NotStanding, NoSigningKey, NotScored
    """
    if issued.standing != Standing.VALID:
        raise NotStanding(
            f"the certificate is {issued.standing}; a credential is made only of one that stands",
            zh=f"证书{Standing(issued.standing).label}，不能生成凭证",
        )
    record = HeldCertificate.objects.get(record=issued.record, superseded_at=FOREVER)
    organisation = issued.organisation_id
    made = achievement_credential(
        _certificate(issued, record, shown, pack, address),
        places=_places(issued, record, shown, address),
        issuer_name=organisation_names([organisation]).get(organisation, ""),
        status=_entry(issued, address),
    )
    return signed(made, key=signing_key(organisation, address), at=at)


def _certificate(
    issued: IssuedCertificate, record: HeldCertificate, shown: NameShown, pack: Pack, address: str
) -> SkillCertificate:
    code = record.occupation or ""
    occupation = occupation_names([code]).get(code, code)
    named = item_names([record.work_type]) if record.level == NO_LEVEL and record.work_type else {}
    written = named.get(record.work_type or "", record.work_type)
    return SkillCertificate(
        number=issued.number,
        holder=own_name(issued.person_id),
        occupation_code=code,
        occupation=Said(occupation),
        work_type=None if written in (None, "", NO_LEVEL) else Said(written),
        level=_level(record.level),
        catalogue=CATALOGUE,
        standard=_standard(occupation, issued.candidate, pack),
        issued_on=issued.issued_on,
        results=tuple(_results(issued.candidate, pack)),
        note=INVENTED if settings.DEMONSTRATION else None,
        name_shown=shown,
        tested_at=_tested_at(issued, address),
    )


def _level(code: str | None) -> Said | None:
    """The level; None where the certificate has none."""
    if code in (None, NO_LEVEL):
        return None
    found = Level.objects.filter(code=code).first()
    return Said(code or "") if found is None else Said(found.zh, found.en)


def _tested_at(issued: IssuedCertificate, address: str) -> tuple[str, str] | None:
    body = None if issued.candidate is None else issued.candidate.session.organisation_id
    if body in (None, issued.organisation_id):
        return None
    return issuer_address(address, body or 0), organisation_names([body or 0]).get(body or 0, "")


def _standard(occupation: str, candidate: Candidate | None, pack: Pack) -> Said:
    if candidate is not None and candidate.session.ability_item:
        item = candidate.session.ability_item
        return Said(f"{item_names([item]).get(item, item)}考核规范", "the specification of the item")
    editions = pack.vocabulary.codes[EDITIONS].codes
    edition = None if candidate is None else editions.get(candidate.session.standard_edition)
    if edition is None:
        return Said(f"{occupation}国家职业标准")
    return Said(f"{occupation}国家职业标准（{edition.zh}）")


def _results(candidate: Candidate | None, pack: Pack) -> Iterator[PartResult]:
    """The last result of each part of the session; who was absent from one has none in it."""
    if candidate is None:
        return
    scoring = scoring_of(candidate.session, pack)
    found = results_of([candidate.pk]).get(candidate.pk, {})
    for part in parts_of(candidate.session):
        if part in found and found[part].tenths is not None:
            scale = scoring.scale(part)
            marks = (found[part].tenths or 0, scale.full_tenths, scale.pass_tenths)
            yield PartResult(part.value, PARTS[part], *map(in_marks, marks))


def _places(issued: IssuedCertificate, record: HeldCertificate, shown: NameShown, address: str) -> Places:
    edition = "" if issued.candidate is None else issued.candidate.session.standard_edition
    what = (record.occupation, record.work_type, record.level, edition)
    return Places(
        credential=named_for_good(address, "credential", issued.number, record.version, shown.value),
        achievement=named_for_good(address, "achievement", *what),
        occupation=named_for_good(address, "occupation", record.occupation),
        issuer=issuer_address(address, issued.organisation_id),
    )


def _entry(issued: IssuedCertificate, address: str) -> Json:
    revoked, suspended = (
        list_address(address, issued.organisation_id, issued.status_list, purpose)
        for purpose in (Purpose.REVOCATION, Purpose.SUSPENSION)
    )
    return status_entry(revoked, issued.status_index, suspended)
