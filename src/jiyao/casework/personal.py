"""How casework's fields are kept. What somebody claims and why, and the answer, may lead to them."""

from jiyao.casework.models import CorrectionRequest
from jiyao.foundation.keeping import keep

keep(
    CorrectionRequest,
    sealed="claimed_sealed reason_sealed answer_sealed",
    inside="asked_by decided_by asked_act decided_act",
    allowed="id person division table record version column state asked_at decided_at",
)
