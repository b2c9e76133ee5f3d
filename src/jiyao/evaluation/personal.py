"""How evaluation's fields are kept."""

from jiyao.evaluation.models import Coaching, ContestResult
from jiyao.foundation.keeping import RECORD, keep

keep(
    ContestResult,
    inside="reference",
    allowed=(
        f"{RECORD} person division contest contest_name contest_class event occupation entry_number "
        "event_track event_kind team_size published_on rank last_rank medal score_passed "
        "at_technician_standard entrant_status meets_national_entry_rules"
    ),
)
keep(Coaching, inside="reference", allowed=f"{RECORD} person division contest event entry_number")
