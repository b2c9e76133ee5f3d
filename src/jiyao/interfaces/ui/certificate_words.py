"""What is said of certificates: how they stand, what was done with them, and what can be."""

from collections.abc import Mapping
from datetime import date

from jiyao.casework.actions.certificates import Change
from jiyao.engine.shapes import Words
from jiyao.evaluation.models import IssuedCertificate, Standing

STANDINGS: Mapping[str, Words] = {
    Standing.VALID: Words(zh="有效", en="valid"),
    Standing.SUSPENDED: Words(zh="暂停", en="suspended"),
    Standing.REVOKED: Words(zh="已撤销", en="revoked"),
}
MARKS: Mapping[str, str] = {Standing.VALID: "yes", Standing.SUSPENDED: "ask", Standing.REVOKED: "no"}
STEPS: Mapping[str, Words] = {
    "issued": Words(zh="核发", en="issued"),
    "corrected": Words(zh="更正", en="corrected"),
    "suspended": Words(zh="暂停", en="suspended"),
    "resumed": Words(zh="恢复使用", en="resumed"),
    "revoked": Words(zh="撤销", en="revoked"),
    "restored": Words(zh="恢复", en="restored"),
}
CHANGES: Mapping[Change, Words] = {
    Change.SUSPEND: Words(zh="暂停证书", en="Suspend the certificate"),
    Change.RESUME: Words(zh="解除暂停", en="End the suspension"),
    Change.REVOKE: Words(zh="撤销证书", en="Revoke the certificate"),
    Change.RESTORE: Words(zh="恢复已撤销的证书", en="Restore the certificate"),
}


def life_of(certificate: IssuedCertificate) -> list[tuple[Words, date]]:
    """The steps of a certificate, with their days."""
    return [(STEPS[one.step], one.on) for one in certificate.steps.order_by("pk")]
