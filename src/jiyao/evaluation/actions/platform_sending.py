"""报送: certificates and sessions told to the national platform: each once, and again only when something changed."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction

from jiyao.base.errors import Conflict, Invalid
from jiyao.base.reasons import checked_reason
from jiyao.evaluation.actions.holding import hold_body
from jiyao.evaluation.models import (
    PlatformFile,
    PlatformFileKind,
    SentCertificate,
    Session,
    SessionState,
)
from jiyao.evaluation.platform.writing import Sheets
from jiyao.evaluation.queries.platform import Sender, due_certificates, refused_lines
from jiyao.evaluation.queries.platform_rows import ToldCertificate, told_certificates, told_session
from jiyao.foundation.actions.acting import append_act, append_bulk_act
from jiyao.foundation.actions.keys import keyring
from jiyao.foundation.actions.texts import seal_text
from jiyao.registry.exchange.writing import Values

SAID, PUT_RIGHT = "said_sealed", "put_right_sealed"
AT_ONCE = 20_000
"""So many certificates go into one file; the others wait for the next."""


class NothingToSend(Conflict):
    """Everything was sent, and nothing changed since."""


class NoSuchFile(Invalid):
    """There is no such file of a body of theirs."""


class NoSuchSession(Invalid):
    """There is no such session of a body of theirs, or it is only planned."""


class NotRefused(Conflict):
    """The line was not refused, or is not to be put right any more."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file says, by sheet. `gone`: how many people were anonymised since; they are left out."""

    file: PlatformFile
    sheets: Sheets
    gone: int = 0


@transaction.atomic
def send_certificates(sender: Sender, format_name: str) -> PlatformFile:
    """The file of every certificate that is to be told. raises NothingToSend

    Who was anonymised is told nothing of. The file itself is taken with `take_certificates`.
    """
    due = list(due_certificates(sender.bodies).select_related("candidate__session")[:AT_ONCE])
    bodies = sorted({one.organisation_id for one in due})
    for body in bodies:
        hold_body(body)
    still = due_certificates(sender.bodies).filter(pk__in=[one.pk for one in due])
    told = told_certificates(list(still.select_related("candidate__session")))
    if not told:
        raise NothingToSend(
            "every certificate was sent and nothing changed since; there is nothing to send",
            zh="证书都已报送，之后没有变化，没有待报送的内容",
        )
    act = append_bulk_act(
        kind="send-certificates",
        actor=sender.by,
        subject=f"organisation:{bodies[0]}" if len(bodies) == 1 else "platform",
        at=sender.at,
        lines=((one.certificate.record, one.version, "") for one in told),
        codes={"format": format_name},
    )
    file = PlatformFile.objects.create(
        kind=PlatformFileKind.CERTIFICATES,
        format=format_name,
        organisation_id=bodies[0] if len(bodies) == 1 else None,
        rows=len(told),
        hash=hash_of([one.values for one in told]),
        by=sender.account,
        made_on=sender.on,
        made_at=sender.at,
        act=act.number,
    )
    SentCertificate.objects.bulk_create(_lines(file, told))
    return file


def _lines(file: PlatformFile, told: Sequence[ToldCertificate]) -> Iterable[SentCertificate]:
    keys = keyring({one.certificate.person_id for one in told})
    for one in told:
        yield SentCertificate(
            file=file,
            certificate=one.certificate,
            step=one.step,
            version=one.version,
            said_sealed=keys.seal(one.certificate.person_id, SAID, _text(one.values)),
        )


@transaction.atomic
def take_certificates(number: int, sender: Sender) -> Taken:
    """What a file of certificates says, for who takes it to the platform, and an act that says who took it.

    It is the same each time; who was anonymised since is left out. raises NoSuchFile
    """
    file = PlatformFile.objects.filter(pk=number, kind=PlatformFileKind.CERTIFICATES).first()
    lines = [] if file is None else list(file.lines.select_related("certificate").order_by("pk"))
    if file is None or not _mine(lines, sender):
        raise NoSuchFile(
            f"{number}: there is no such file, or it is another body's",
            zh=f"{number}：没有这个报送文件，或属于其他机构",
        )
    keys = keyring({one.certificate.person_id for one in lines})
    left = [one for one in lines if one.certificate.person_id not in keys.erased]
    rows: list[Values] = [
        json.loads(keys.unseal(one.certificate.person_id, SAID, one.said_sealed)) for one in left
    ]
    _told_taken(file, sender)
    return Taken(file, {"certificates": rows}, len(lines) - len(left))


def _mine(lines: Sequence[SentCertificate], sender: Sender) -> bool:
    """Whether all of a file is of bodies for which they may."""
    return sender.bodies is None or {one.certificate.organisation_id for one in lines} <= sender.bodies


@transaction.atomic
def send_session(number: int, sender: Sender, format_name: str) -> Taken:
    """What a session's file says as the session is now. Where nothing changed it is the file of last time.

    raises   NoSuchSession
    """
    session = Session.objects.select_for_update().filter(pk=number).first()
    mine = session is not None and (sender.bodies is None or session.organisation_id in sender.bodies)
    if session is None or not mine or session.state == SessionState.PLANNED:
        raise NoSuchSession(
            f"{number}: there is no such session of yours, or it is not filed yet",
            zh=f"{number}：没有这个批次，或尚未报备",
        )
    sheets = told_session(session)
    digest = hash_of([row for rows in sheets.values() for row in rows])
    last = session.platform_files.order_by("-pk").first()
    if last is not None and last.hash == digest:
        _told_taken(last, sender)
        return Taken(last, sheets)
    return Taken(_session_file(session, sheets, digest, sender, format_name), sheets)


def _session_file(
    session: Session, sheets: Sheets, digest: str, sender: Sender, format_name: str
) -> PlatformFile:
    rows = sum(len(one) for one in sheets.values())
    act = append_act(
        kind="send-session",
        actor=sender.by,
        subject=f"session:{session.pk}",
        at=sender.at,
        codes={"format": format_name, "state": session.state, "rows": rows},
    )
    return PlatformFile.objects.create(
        kind=PlatformFileKind.SESSION,
        format=format_name,
        organisation_id=session.organisation_id,
        session=session,
        told_state=session.state,
        rows=rows,
        hash=digest,
        by=sender.account,
        made_on=sender.on,
        made_at=sender.at,
        act=act.number,
    )


@transaction.atomic
def put_right(line: int, sender: Sender, *, what: str) -> SentCertificate:
    """A refused line, to be sent again: what was put right is said. raises NotRefused, BadReason"""
    found = refused_lines(sender.bodies).filter(pk=line).first()
    if found is None:
        raise NotRefused(
            f"line {line} is not refused, or a later one takes its place; look at the list again",
            zh=f"记录 {line} 未被退回，或已有后续报送，请刷新列表",
        )
    said, owner = checked_reason(what), found.certificate.person_id
    append_act(
        kind="put-right-certificate",
        actor=sender.by,
        subject=f"certificate:{found.certificate_id}",
        at=sender.at,
        codes={"version": found.version},
        payload={"what": said},
        owner=owner,
        rests_on=[found.file.act],
    )
    found.put_right_sealed, found.put_right_at = seal_text(owner, PUT_RIGHT, said), sender.at
    found.save(update_fields=["put_right_sealed", "put_right_at"])
    return found


def hash_of(rows: Sequence[Values]) -> str:
    """The hash of what rows say, in their order."""
    return sha256("\n".join(_text(row) for row in rows).encode()).hexdigest()


def _text(values: Mapping[str, str]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def _told_taken(file: PlatformFile, sender: Sender) -> None:
    append_act(
        kind="take-platform-file",
        actor=sender.by,
        subject=f"platform-file:{file.pk}",
        at=sender.at,
        codes={"kind": file.kind, "rows": file.rows},
        rests_on=[file.act],
    )
