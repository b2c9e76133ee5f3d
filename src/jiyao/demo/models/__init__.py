"""What only the demonstration knows: the truth about what was planted, and where payments departed from the rules."""

from jiyao.demo.models.truth import PaymentDeparture, PlantedTruth

__all__ = ["PaymentDeparture", "PlantedTruth"]
