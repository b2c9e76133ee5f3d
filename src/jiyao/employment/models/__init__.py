"""What employment keeps: who is appointed to which post, on which papers, and what is asked about it."""

from jiyao.employment.models.appointment import PostAppointment
from jiyao.employment.models.beside import AppointmentPaper, AppointmentQuestion

__all__ = ["AppointmentPaper", "AppointmentQuestion", "PostAppointment"]
