"""Offers in the world of two counties: a run, and what was offered by it."""

from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp

from django.conf import settings

from jiyao.casework.actions.offering import Offers, offer_due
from jiyao.casework.models import Case, CaseState, Channel
from jiyao.engine.packs.loading import Pack
from jiyao.policy.actions.running import run_everybody
from jiyao.policy.determining import Asked
from jiyao.policy.queries.waiting import RunFolder
from jiyao.registry.hand import Hand
from tests.casework.claims import CERTIFICATE, DUE_FEN, MEASURE
from tests.packs.heilongjiang import pack
from tests.registry.places import AT, COUNTY, DAY, HERE


def run(days: int = 0, rules: Pack | None = None) -> RunFolder:
    """A run of everybody, so many days after the first, by the pack or by other rules."""
    on, at = DAY + timedelta(days=days), AT + timedelta(days=days)
    folder = Path(mkdtemp(dir=settings.VAR))
    made = run_everybody(pack=rules or pack(), asked=Asked(on, at), runs=folder, by="cli:test", at=at).row
    return RunFolder(made, folder / made.folder)


def offer(days: int = 0, last: RunFolder | None = None) -> Offers:
    """What became of the offers of the subsidy."""
    hand = Hand(None, DAY + timedelta(days=days), AT + timedelta(days=days))
    return next(one for one in offer_due(last or run(days), pack(), hand) if one.measure == MEASURE)


def offered() -> Case:
    """The offer to the person here."""
    offer()
    return Case.objects.get(measure=MEASURE)


def standing_offer(**changed: object) -> Case:
    """An offer to the person here, as a run makes it, without one."""
    made = {
        "kind": "person-claim",
        "state": CaseState.OFFERED,
        "measure": MEASURE,
        "subject": "certificate",
        "subject_record": CERTIFICATE,
        "person_id": HERE,
        "division": COUNTY,
        "channel": Channel.OFFER,
        "opened_on": DAY,
        "opened_at": AT,
        "state_since": DAY,
        "amount_fen": DUE_FEN,
    }
    return Case.objects.create(**{**made, **changed})
