"""What employment keeps: who is appointed to which post."""

from jiyao.employment.models.appointment import PostAppointment

__all__ = ["PostAppointment"]
