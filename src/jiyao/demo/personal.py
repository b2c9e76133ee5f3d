"""How the demonstration's fields are kept. Nobody they speak of exists."""

from jiyao.demo.models import PaymentDeparture, PlantedTruth
from jiyao.foundation.keeping import keep

keep(PlantedTruth, allowed="id case kind subject record is_fraud explanation")
keep(
    PaymentDeparture,
    allowed="id kind measure subject subject_record decided_on determined_fen paid_fen",
)
