"""Everybody determined from the command line, with progress; what `jiyao run` and `jiyao offers run` both do."""

from datetime import date, datetime

from django.conf import settings

from jiyao.engine.packs.loading import Pack
from jiyao.engine.population.connecting import Resources
from jiyao.interfaces.cli.progress import shown
from jiyao.interfaces.cli.session import Session, operator
from jiyao.policy.actions.running import Finished, run_everybody
from jiyao.policy.determining import Asked


def determined(session: Session, pack: Pack, on: date, at: datetime, resources: Resources) -> Finished:
    """The run of a day, in a folder of its own under the installation's. raises NoPeople"""
    mark = session.say("demonstration") if settings.DEMONSTRATION else None
    names = {subject.id: session.words(subject.words) for subject in pack.vocabulary.subjects.values()}
    names["grants"] = session.say("grants")
    with shown(session, names) as progress:
        return run_everybody(
            pack=pack,
            asked=Asked(on, at, mark),
            runs=settings.VAR / "runs",
            by=operator(),
            at=at,
            resources=resources,
            progress=progress,
        )
