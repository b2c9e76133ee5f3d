"""Everybody determined from the command line, with progress; what `jiyao run` and `jiyao offers run` share."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.conf import settings

from jiyao.base.progress import Progress
from jiyao.engine.packs.loading import Pack
from jiyao.engine.population.connecting import Resources
from jiyao.interfaces.cli.progress import shown
from jiyao.interfaces.cli.session import Session, operator
from jiyao.policy.actions.running import Finished, run_everybody
from jiyao.policy.determining import Asked


def asked_for(session: Session, on: date, at: datetime) -> Asked:
    """What a run asks; in a demonstration its files say that they are of one."""
    return Asked(on, at, session.say("demonstration") if settings.DEMONSTRATION else None)


@contextmanager
def shown_run(session: Session, pack: Pack) -> Iterator[Progress]:
    """A progress whose steps are named as the pack names their subjects."""
    names = {subject.id: session.words(subject.words) for subject in pack.vocabulary.subjects.values()}
    names["grants"] = session.say("grants")
    with shown(session, names) as progress:
        yield progress


def determined(session: Session, pack: Pack, on: date, at: datetime, resources: Resources) -> Finished:
    """The run of a day, in a folder of its own under the installation's. raises NoPeople"""
    with shown_run(session, pack) as progress:
        return run_everybody(
            pack=pack,
            asked=asked_for(session, on, at),
            runs=settings.VAR / "runs",
            by=operator(),
            at=at,
            resources=resources,
            progress=progress,
        )
