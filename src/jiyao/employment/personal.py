"""How employment's fields are kept."""

from jiyao.employment.models import AppointmentPaper, AppointmentQuestion, PostAppointment
from jiyao.foundation.keeping import RECORD, keep

keep(
    PostAppointment,
    inside="reference document_number",
    allowed=f"{RECORD} person employer division post occupation starts_on ends_on post_pay",
)
keep(AppointmentPaper, inside="file added_by", allowed="id appointment added_at")
keep(
    AppointmentQuestion,
    sealed="question_sealed answer_sealed",
    inside="asked_by answered_by",
    allowed="id appointment person employer division asked_at answered_at settled_at",
)
