"""How employment's fields are kept."""

from jiyao.employment.models import PostAppointment
from jiyao.foundation.keeping import RECORD, keep

keep(
    PostAppointment,
    inside="reference document_number",
    allowed=f"{RECORD} person employer division post occupation starts_on ends_on post_pay",
)
