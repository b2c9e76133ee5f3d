"""How training's fields are kept."""

from jiyao.foundation.keeping import RECORD, keep
from jiyao.training.models import Apprenticeship, ApprenticeshipBreak, Enrolment

keep(
    Apprenticeship,
    inside="reference",
    allowed=(
        f"{RECORD} person employer division occupation work_type level starts_on contract_years "
        "duration_years origin long_duration_case taught_jointly"
    ),
)
keep(
    ApprenticeshipBreak,
    inside="reference",
    allowed=f"{RECORD} person employer division starts_on ends_on",
)
keep(
    Enrolment,
    inside="reference",
    allowed=(
        f"{RECORD} person provider division occupation work_type level training_kind training_mode "
        "starts_on ends_on passed attended_days attended_hours attendance_ratio fee_charged_fen "
        "employee_of_enterprise placed_in_province placed_on"
    ),
)
