"""How policy's fields are kept."""

from jiyao.foundation.keeping import keep
from jiyao.policy.models import DocumentIntake, Grant, GrantSlot, PackChange, PackVersion, RuleDraft, Run

keep(
    Grant,
    allowed=(
        "id measure pack_version subject subject_record person organisation division occupation "
        "level amount_fen granted_on recorded_at reversed_on reversed_at"
    ),
)
keep(GrantSlot, allowed="id grant pool key slot is_taken")
keep(
    Run,
    allowed=(
        "id covers pack pack_version pack_hash determined_on known_at folder snapshot_hash subjects "
        "determinations total_fen seconds finished_at"
    ),
)
keep(
    PackChange,
    inside="lay expects evidence answer",
    allowed="id number kind title_zh title_en division state proposed_by proposed_at decided_by decided_at",
)
keep(PackVersion, inside="id release release_hash change hash effective_on made_at")
keep(
    DocumentIntake,
    inside="id original file_name by lines pieces described change begun_at saved_at discarded_at",
)
keep(RuleDraft, inside="id owner state lay expects change preview previewing begun_at changed_at")
