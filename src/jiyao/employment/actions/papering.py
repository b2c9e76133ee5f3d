"""佐证材料: the employer hands in papers on which an appointment rests; who looks at one leaves an act."""

from typing import BinaryIO

from django.db import transaction

from jiyao.base.errors import Invalid
from jiyao.employment.models import AppointmentPaper, PostAppointment
from jiyao.foundation.actions.acting import append_act
from jiyao.foundation.actions.attaching import keep_file
from jiyao.foundation.models import Attachment
from jiyao.registry.hand import Hand
from jiyao.registry.models import FOREVER

THING = "post-appointments"
KINDS = ("pdf", "png", "jpeg", "docx")


class NoSuchAppointment(Invalid):
    """There is no such appointment that who acts answers for."""


def held(record: int, hand: Hand, verb: str = "make") -> PostAppointment:
    """The standing appointment of one of the employers for whom somebody acts. raises NoSuchAppointment"""
    employers = hand.reach(THING, verb).organisations
    found = PostAppointment.objects.filter(
        superseded_at=FOREVER, record=record, employer__in=employers
    ).first()
    if found is None:
        raise NoSuchAppointment(
            f"no appointment {record} of yours; look at the list again", zh="没有这条聘任，请刷新列表"
        )
    return found


@transaction.atomic
def add_paper(record: int, file: BinaryIO, name: str, hand: Hand) -> AppointmentPaper:
    """The paper, beside the appointment. raises NoSuchAppointment; TooLarge, EmptyFile, WrongContent"""
    appointment = held(record, hand)
    kept = keep_file(file, name=name, kinds=KINDS, at=hand.at)
    made = AppointmentPaper.objects.create(
        appointment=record, file=kept, added_by=hand.account, added_at=hand.at
    )
    append_act(
        kind="add-appointment-paper",
        actor=hand.party,
        subject=f"appointment:{record}",
        at=hand.at,
        codes={"paper": made.pk, "hash": kept.hash},
        payload={"name": kept.name},
        owner=appointment.person_id,
    )
    return made


@transaction.atomic
def take_paper(paper: AppointmentPaper, hand: Hand) -> Attachment:
    """The file of a paper, and an act that says who took it. Who may is asked before."""
    append_act(
        kind="take-appointment-paper",
        actor=hand.party,
        subject=f"appointment:{paper.appointment}",
        at=hand.at,
        codes={"paper": paper.pk},
    )
    return paper.file
