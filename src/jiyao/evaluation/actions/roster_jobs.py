"""A roster of candidates as work of the queue: its file is kept, and enrolled as a whole or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from jiyao.base.progress import Progress
from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Language, Words
from jiyao.evaluation.actions.enrolling import NotYourself, open_session
from jiyao.evaluation.actions.rostering import Enrolled, enrol_roster
from jiyao.evaluation.models import Session
from jiyao.evaluation.refused_rows import write_refused
from jiyao.evaluation.rosters import read_roster
from jiyao.foundation.actions.attaching import keep_file, open_attachment
from jiyao.foundation.actions.queueing import Outcome, ask_for, enqueue
from jiyao.foundation.models import Attachment, Job
from jiyao.policy.queries.versions import pack_of_job
from jiyao.registry.hand import Hand
from jiyao.registry.imports.rosters import Roster
from jiyao.registry.models import Account
from jiyao.registry.permitting import holder_of

KINDS = frozenset(("csv", "xlsx"))
WORK = "jiyao.evaluation.actions.roster_jobs.run_roster"
CANDIDATES = "candidates"


@dataclass(frozen=True, slots=True)
class Rules:
    """The release whose rules hold, as jobs are told it, and the language in which complaints are made."""

    folder: Path
    demonstration: bool
    language: Language


@transaction.atomic
def ask_for_enrolment(session: int, file: BinaryIO, name: str, hand: Hand, rules: Rules) -> Job:
    """The job that will enrol the people of a file, given to the workers.

    raises   NotYourself, and what `open_session` and `keep_file` raise
    """
    found, account = open_session(session, hand.on), hand.account
    if account is None or not hand.reach(CANDIDATES, "make").organisations:
        raise NotYourself("a roster is brought by an organisation", zh="名单由单位上传")
    kept = keep_file(file, name=name, kinds=KINDS, at=hand.at)
    job = ask_for(
        work=WORK,
        title=Words(zh=f"考生名单：{found.number} {name}", en=f"Roster of candidates: {found.number} {name}"),
        arguments={
            "session": found.pk,
            "attachment": kept.pk,
            "name": name,
            "account": account.pk,
            "on": hand.on.isoformat(),
            "pack": str(rules.folder.absolute()),
            "demonstration": rules.demonstration,
            "language": rules.language,
        },
        by=hand.party,
        unit="rows",
    )
    job.arguments["job"] = job.pk
    job.save(update_fields=["arguments"])
    enqueue(job)
    return job


def rosters_asked(session: Session) -> QuerySet[Job]:
    """The rosters that were brought for a session, the last first."""
    return Job.objects.filter(work=WORK, arguments__session=session.pk).order_by("-pk")


def run_roster(arguments: Mapping[str, Any], *, at: datetime, by: str, progress: Progress) -> Outcome:
    """What came of the roster; its refused rows are the result. Begun again after that, it enrols nobody."""
    counts = Job.objects.values_list("counts", flat=True).get(pk=arguments["job"])
    if counts:
        return Outcome(counts)
    on = date.fromisoformat(arguments["on"])
    hand = Hand(holder_of(Account.objects.get(pk=arguments["account"]), on), on, at)
    pack = pack_of_job(arguments, on)
    kept = Attachment.objects.get(pk=arguments["attachment"])
    with open_attachment(kept) as file:
        roster = read_roster(
            cast(BinaryIO, file),
            pack,
            folder=settings.PROFILES,
            on=on,
            invented=arguments["demonstration"],
            progress=progress,
        )
    progress("record_rows", 0, len(roster.people))
    done = _enrolled(arguments, roster, hand, pack, f"{arguments['name']} sha256:{kept.hash}")
    progress("record_rows", len(roster.people), len(roster.people))
    return _outcome(done, arguments["name"], at)


@transaction.atomic
def _enrolled(arguments: Mapping[str, Any], roster: Roster, hand: Hand, pack: Pack, source: str) -> Enrolled:
    """What came of it; where people were enrolled, the job knows it from the same transaction on."""
    done = enrol_roster(arguments["session"], roster, hand, pack, source=source)
    if not done.bad:
        Job.objects.filter(pk=arguments["job"]).update(counts={"candidates": done.candidates})
    return done


def _outcome(done: Enrolled, name: str, at: datetime) -> Outcome:
    if not done.bad:
        return Outcome({"candidates": done.candidates})
    to = BytesIO()
    write_refused(done.bad, to)
    result = keep_file(to, name=f"{Path(name).stem}.refused.xlsx", kinds={"xlsx"}, at=at)
    return Outcome({"refused": len(done.bad)}, result, is_refused=True)
