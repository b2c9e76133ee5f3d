"""How the demonstration's fields are kept: inside, since no run may rest on the truth. Nobody they speak of exists."""

from jiyao.demo.models import PaymentDeparture, PlantedTruth
from jiyao.foundation.keeping import keep

keep(PlantedTruth, inside="id case kind subject record is_fraud explanation")
keep(
    PaymentDeparture,
    inside="id kind measure subject subject_record decided_on determined_fen paid_fen",
)
