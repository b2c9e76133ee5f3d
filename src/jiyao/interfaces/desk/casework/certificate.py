"""A case about the standing of a certificate, as a page: what is proposed of it, why, and what was done before."""

from datetime import date

from jiyao.casework.actions.certificates import change_of, reason_of, since_of
from jiyao.casework.models import Case
from jiyao.casework.queries.cases import possible_steps
from jiyao.evaluation.models import IssuedCertificate
from jiyao.evaluation.tables import ISSUED_CERTIFICATES
from jiyao.interfaces.desk.pages import row_address
from jiyao.interfaces.ui.cases import steps_told, told
from jiyao.interfaces.ui.certificate_words import CHANGES, STANDINGS, life_of
from jiyao.interfaces.ui.pack import the_pack
from jiyao.registry.permitting import Holder
from jiyao.registry.queries.labels import masked_people, organisation_names


def certificate_page(case: Case, holder: Holder, on: date) -> dict[str, object]:
    """What the page of such a case tells an official."""
    steps = possible_steps(case, holder, on)
    certificate = IssuedCertificate.objects.get(pk=case.subject_record)
    people = masked_people([certificate.person_id])
    names = organisation_names([certificate.organisation_id])
    is_own = holder.account is not None and case.opened_by_id == holder.account.pk
    return {
        "told": told(case, the_pack(), on),
        "change": CHANGES[change_of(case)],
        "since": since_of(case),
        "reason": reason_of(case),
        "certificate": certificate,
        "standing": STANDINGS[certificate.standing],
        "address": row_address(ISSUED_CERTIFICATES, certificate.pk),
        "person": people.get(certificate.person_id),
        "organisation": names.get(certificate.organisation_id, ""),
        "life": life_of(certificate),
        "decides": any(step.name == "correct" for step in steps) and not is_own,
        "history": steps_told(case, with_reasons=bool(steps)),
    }
