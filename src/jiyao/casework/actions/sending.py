"""Examiners of a session, sent with what training knows: nobody examines for whom their own organisation trained."""

from collections.abc import Mapping, Sequence

from jiyao.engine.packs.loading import Pack
from jiyao.evaluation.actions.staffing import draw_examiners, send_examiner
from jiyao.evaluation.models import Candidate, Duty, DutyRole
from jiyao.registry.hand import Hand
from jiyao.training.queries.providers import providers_of


def draw_for_session(session: int, hand: Hand, pack: Pack) -> Sequence[Duty]:
    """The new duties at a session. raises as `draw_examiners`"""
    return draw_examiners(session, _trained_by(session), hand, pack)


def send_by_hand(session: int, sitting: int, person: int, role: DutyRole, hand: Hand) -> Duty:
    """The duty of somebody whom the body chose. raises as `send_examiner`"""
    return send_examiner(sitting, person, role, _trained_by(session), hand)


def _trained_by(session: int) -> Mapping[int, set[int]]:
    people = Candidate.objects.filter(session=session).values_list("person_id", flat=True)
    return providers_of(list(people))
