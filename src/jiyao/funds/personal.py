"""How the fields of funds are kept. Only sealed accounts say anything of anybody; nothing goes into the lake."""

from jiyao.foundation.keeping import keep
from jiyao.funds.models import (
    Allocation,
    BankFile,
    Batch,
    BudgetLine,
    Commitment,
    PaymentOrder,
    Transfer,
)

keep(
    BudgetLine,
    inside="id fund division year available_fen committed_fen paid_fen recovered_fen returned_fen",
)
keep(
    Transfer,
    inside=(
        "id kind source source_pot target target_pot amount_fen moved_on recorded_at division subject grant "
        "commitment order act"
    ),
)
keep(
    Allocation,
    inside=(
        "id kind fund division place year amount_fen basis document article state proposed_by proposed_at decided_by "
        "decided_at answer act"
    ),
)
keep(
    Commitment,
    inside=(
        "id key line subject grant amount_fen ordered_fen paid_fen released_fen recovered_fen made_on act"
    ),
)
keep(
    PaymentOrder,
    sealed="account_sealed",
    inside=(
        "id key commitment line payee owner amount_fen state batch replaces made_on settled_on reason act "
        "result_act"
    ),
)
keep(Batch, inside="id line format state count total_fen made_by made_on made_at")
keep(BankFile, inside="id batch kind attachment hash name counts refused job by kept_at act")
