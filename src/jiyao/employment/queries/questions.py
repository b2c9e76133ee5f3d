"""What was asked about appointments, and what employers answered."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from jiyao.employment.models import AppointmentQuestion
from jiyao.foundation.actions.texts import text_left


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in the clear. `answer` is empty until there is one."""

    row: AppointmentQuestion
    question: str
    answer: str

    @property
    def is_open(self) -> bool:
        """Whether it waits for the employer, or for the official to settle it."""
        return self.row.settled_at is None


def questions_about(appointments: Collection[int]) -> Sequence[Asked]:
    """What was asked about these appointments, the last first."""
    found = AppointmentQuestion.objects.filter(appointment__in=appointments).order_by("-pk")
    return [
        Asked(
            one,
            text_left(None, "question_sealed", one.question_sealed),
            text_left(None, "answer_sealed", one.answer_sealed),
        )
        for one in found
    ]


def asked_open(appointments: Collection[int]) -> frozenset[int]:
    """Of these appointments those about which a question stands open."""
    found = AppointmentQuestion.objects.filter(appointment__in=appointments, settled_at__isnull=True)
    return frozenset(found.values_list("appointment", flat=True))
