"""认定批次 at the desk: what bodies filed, what stands out of it, and supervisors sent from outside."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiyao.base.errors import JiyaoError
from jiyao.casework.queries.training_ties import ties_of
from jiyao.engine.shapes import Words
from jiyao.evaluation.actions.issuing import OF_CENTRE, may_issue
from jiyao.evaluation.actions.staffing import ARRANGING_STATES, DUTIES, send_supervisor
from jiyao.evaluation.models import Part as SittingPart
from jiyao.evaluation.models import Session, SessionState, Sitting
from jiyao.evaluation.queries.abilities import item_names
from jiyao.evaluation.queries.results import without_certificate
from jiyao.evaluation.queries.sessions import Remark, filed_sessions
from jiyao.evaluation.queries.staffing import external_supervisors
from jiyao.evaluation.scoring import kind_of_certificate
from jiyao.interfaces.desk.row_actions import Part, on_row_of
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.evaluation_words import called
from jiyao.interfaces.ui.issuing import issue_and_tell
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import hand_of, holder_in, permitted
from jiyao.interfaces.ui.ties import ties_told
from jiyao.registry.queries.labels import masked_people, occupation_names, organisation_names, shown_in

SESSIONS = "sessions"
OF_CENTRE_STATES = (SessionState.REPORTED, SessionState.CERTIFIED)
REMARKS = {
    Remark.SUSPENDED: Words(zh="机构已暂停", en="body suspended"),
    Remark.NOT_ARRANGED: Words(zh="临近未编排", en="soon, and not arranged"),
    Remark.NOBODY: Words(zh="无人报名", en="nobody enrolled"),
    Remark.DECLINED: Words(zh="有谢绝", en="somebody declined"),
    Remark.NO_SUPERVISOR: Words(zh="未派外督", en="no external supervisor"),
}


@permitted(SESSIONS, "see")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The sessions to come in reach, with what stands out of each."""
    reach = holder_in(request).reach(SESSIONS, "see")
    found = filed_sessions(None if reach.everything else reach.divisions, today())
    bodies = organisation_names({one.session.organisation_id for one in found})
    occupations = occupation_names({one.session.occupation for one in found})
    items = item_names({one.session.ability_item for one in found})
    context = {
        "sessions": [
            (
                one,
                bodies.get(one.session.organisation_id, ""),
                items.get(one.session.ability_item)
                or occupations.get(one.session.occupation, one.session.occupation),
                the_pack().place_of(one.session.division),
                called(SessionState(one.session.state)),
                [REMARKS[remark] for remark in one.remarks],
            )
            for one in found
        ],
        "remarkable": sum(bool(one.remarks) for one in found),
    }
    return render(request, "desk/sessions.html", context)


@on_row_of(SESSIONS)
def training(request: HttpRequest, session: Any) -> Part | None:
    """Where who trained candidates touches who examines them."""
    ties = ties_told(ties_of(session, session.starts_on))
    return Part("desk/_session_ties.html", {"ties": ties}) if ties else None


@on_row_of(SESSIONS)
def supervisors(request: HttpRequest, session: Any) -> Part | None:
    """The form that sends a supervisor, where who asks may."""
    reach = holder_in(request).reach(DUTIES, "make")
    in_reach = reach.everything or session.division in reach.divisions
    if not in_reach or session.state not in ARRANGING_STATES:
        return None
    sittings = session.sittings.select_related("room").order_by("starts_at", "pk")
    free = external_supervisors(_senders(session), session.starts_on)
    people = masked_people(free)
    told = {
        "number": session.pk,
        "sittings": [(one, called(SittingPart(one.part))) for one in sittings],
        "people": [(number, shown_in(people, number)) for number in free],
    }
    return Part("desk/_supervisors.html", told)


@on_row_of(SESSIONS)
def ability_certificates(request: HttpRequest, session: Any) -> Part | None:
    """The button by which the centre issues, where the results of a test of a single ability are reported."""
    shape = the_pack().numbering.by_kind.get(kind_of_certificate(session))
    if shape is None or shape.centre is None or session.state not in OF_CENTRE_STATES:
        return None
    if not may_issue(session, hand_of(request)):
        return None
    is_open = session.state == SessionState.REPORTED or bool(without_certificate(session))
    told = {"number": session.pk, "centre": shape.centre.words, "is_open": is_open}
    return Part("desk/_ability_certificates.html", told)


@permitted(OF_CENTRE, "make")
@never_cache
@require_POST
def certify(request: HttpRequest, number: int) -> HttpResponse:
    """The session with the certificates that the centre issued; or why not."""
    issue_and_tell(request, number)
    return redirect("desk-row", SESSIONS, number)


@permitted(DUTIES, "make")
@never_cache
@require_POST
def send(request: HttpRequest, number: int) -> HttpResponse:
    """The session with the supervisor who was sent; or why not."""
    sitting = Sitting.objects.filter(session=number, pk=_number(request, "sitting")).first()
    if sitting is None:
        raise Http404
    try:
        send_supervisor(sitting.pk, _number(request, "person"), hand_of(request))
    except JiyaoError as error:
        messages.error(request, error.said(language_of_page()))
    return redirect("desk-row", SESSIONS, number)


def _senders(session: Session) -> set[str]:
    return {session.division, session.division[:4] + "00", session.division[:2] + "0000"}


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) <= 18 else 0
