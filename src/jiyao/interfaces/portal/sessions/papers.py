"""Admission tickets with their codes, and the lists for the doors, as PDF files."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from jiyao.engine.shapes import Words
from jiyao.evaluation.models import Candidate, Part, Seat, Session, Sitting
from jiyao.interfaces.portal.sessions.telling import sessions_told
from jiyao.interfaces.ui.evaluation_words import called
from jiyao.interfaces.ui.paper.qr import alike
from jiyao.interfaces.ui.paper.setting import Frame, paper
from jiyao.interfaces.ui.policy.telling import place_name
from jiyao.interfaces.ui.sentences import Teller
from jiyao.interfaces.ui.templatetags.ui import day
from jiyao.registry.queries.labels import masked_people, names_of

TICKET, DOOR = "portal/paper/ticket.typ", "portal/paper/door.typ"
TICKETS = Words(zh="准考证", en="Admission ticket")
DOORS = Words(zh="考场名单", en="List for the door")


def ticket_papers(session: Session, people: Sequence[Candidate], teller: Teller, on: date) -> bytes:
    """A PDF file with a page for each candidate, who shows it at the door with an identity card."""
    [told] = sessions_told([session], teller)
    seats: dict[int, list[Seat]] = defaultdict(list)
    rows = Seat.objects.filter(candidate__in=people).select_related("sitting__room")
    for seat in rows.order_by("sitting__starts_at"):
        seats[seat.candidate_id].append(seat)
    identities = masked_people(one.person_id for one in people)
    names = names_of(one.person_id for one in people)
    content = {
        "session": told.title,
        "body": told.body,
        "tickets": [
            {
                "name": names.get(one.person_id, ""),
                "identity": identities[one.person_id].identity if one.person_id in identities else "",
                "number": one.ticket or "",
                **_code(one.ticket or ""),
                "seats": [_seat(seat, teller) for seat in seats[one.pk]],
            }
            for one in people
        ],
    }
    return paper(TICKET, frame=frame_of(teller, TICKETS, on), content=content)


def door_lists(session: Session, sittings: Sequence[Sitting], teller: Teller, on: date) -> bytes:
    """A PDF file with a page for each sitting: who sits where, and room to sign."""
    [told] = sessions_told([session], teller)
    seats = list(Seat.objects.filter(sitting__in=sittings).select_related("candidate").order_by("number"))
    people = masked_people(one.candidate.person_id for one in seats)
    names = names_of(one.candidate.person_id for one in seats)
    content = {
        "session": told.title,
        "body": told.body,
        "sittings": [
            {
                "part": teller.words(called(Part(one.part))),
                "room": str(one.room),
                "time": _time(one),
                "rows": [
                    {
                        "seat": str(seat.number),
                        "name": names.get(seat.candidate.person_id, ""),
                        "identity": people[seat.candidate.person_id].identity
                        if seat.candidate.person_id in people
                        else "",
                        "ticket": seat.candidate.ticket or "",
                    }
                    for seat in seats
                    if seat.sitting_id == one.pk
                ],
            }
            for one in sittings
        ],
    }
    return paper(DOOR, frame=frame_of(teller, DOORS, on), content=content)


def _code(ticket: str) -> dict[str, object]:
    """The QR code of a ticket's number."""
    codes = alike("", len(ticket))
    return {"code": [*codes.eights(ticket)], "side": codes.side}


def _seat(seat: Seat, teller: Teller) -> dict[str, str]:
    return {
        "part": teller.words(called(Part(seat.sitting.part))),
        "time": _time(seat.sitting),
        "room": str(seat.sitting.room),
        "number": str(seat.number),
    }


def _time(sitting: Sitting) -> str:
    begins, ends = timezone.localtime(sitting.starts_at), timezone.localtime(sitting.ends_at)
    return f"{day(begins.date())} {begins:%H:%M}–{ends:%H:%M}"


def frame_of(teller: Teller, title: Words, on: date) -> Frame:
    """What stands around a paper of sessions."""
    pack = teller.pack
    return Frame(
        language=teller.language,
        title=teller.words(title),
        house=teller.say(
            ("技耀 · {0}技能人才服务", "Jiyao · {0} · skilled talent"), place_name(teller, pack.region)
        ),
        on=on,
        said=day(on),
        basis=teller.basis(),
        demonstration=pack.overlay is not None,
    )
