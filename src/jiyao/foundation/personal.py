"""How the foundation's fields are kept. Keys, acts and payloads never leave the database."""

from jiyao.foundation.keeping import keep
from jiyao.foundation.models import (
    Act,
    ActBasis,
    ActChain,
    ActManifest,
    ActPayload,
    Attachment,
    DataKey,
    Job,
    WrappingKey,
)

keep(Act, inside="number kind actor subject at owner codes rests_on payload_hash manifest_hash previous hash")
keep(ActPayload, sealed="sealed", inside="act")
keep(ActManifest, inside="id act part lines")
keep(ActBasis, inside="id act basis")
keep(ActChain, inside="chain length hash")
keep(WrappingKey, inside="id wrapped retired_at")
keep(DataKey, inside="owner wrapped wrapping_key erased_at")
keep(Attachment, inside="id hash kind size name kept_at")
keep(
    Job,
    inside=(
        "id work title_zh title_en arguments by state step done total seconds_left unit counts message result "
        "attempts worker queue asked_at started_at beat_at ended_at"
    ),
)
