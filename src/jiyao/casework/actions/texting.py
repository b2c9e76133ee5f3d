"""Text messages go out in files and their reports come back. What went once never goes again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from django.db import transaction

from jiyao.base.errors import Conflict, Invalid
from jiyao.casework.actions.telling import fail, hand_on
from jiyao.casework.models import Message, MessageChannel, MessageState, SmsBatch
from jiyao.casework.queries.channels import wanting_texts
from jiyao.casework.sms import MOST_DIGITS, SmsFile, Text, Told, reported, segments, written
from jiyao.engine.packs.loading import Pack
from jiyao.foundation.actions.acting import append_bulk_act
from jiyao.foundation.actions.keys import keyring
from jiyao.foundation.sealed import Keyring
from jiyao.policy.queries.telling import telling_on
from jiyao.registry.models import FOREVER, PersonVersion

AT_ONCE = 5_000
"""Messages in one file."""


class NothingToSend(Conflict):
    """No message waits."""


class NoSuchBatch(Invalid):
    """No batch has that number."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of a report: messages that say something new, that said it already, and rows that were not taken."""

    changed: int
    unchanged: int
    refused: list[Told]


@transaction.atomic
def make_sms_batch(shape: SmsFile, pack: Pack, *, on: date, at: datetime) -> SmsBatch:
    """The waiting text messages, now sent: as soon as this is over they go in this batch and in no other.

    What is for who wants none, or has no telephone any more, is not sent, and the next channel takes it up.

    raises   NothingToSend
    """
    waiting = Message.objects.select_for_update(of=("self",)).filter(
        channel=MessageChannel.SMS, state=MessageState.WAITING, step__in=shape.steps
    )
    messages = list(waiting.order_by("pk")[:AT_ONCE])
    if not messages:
        raise NothingToSend("no text message waits to be sent", zh="没有待发送的短信")
    wanted = wanting_texts({one.whom for one in messages}, telling_on(on))
    texts = _texts([one for one in messages if one.whom in wanted], shape, pack)
    parts = sum(segments(one.text) for one in texts)
    batch = SmsBatch.objects.create(made_at=at, count=len(texts), segments=parts, pack_hash=pack.hash)
    numbers = {one.number for one in texts}
    unreachable = [one for one in messages if one.pk not in numbers]
    fail(unreachable, at)
    hand_on(unreachable, on, at)
    Message.objects.filter(pk__in=numbers).update(state=MessageState.SENT, state_at=at, batch=batch)
    return batch


@transaction.atomic
def write_sms_batch(number: int, shape: SmsFile, pack: Pack, *, by: str, at: datetime) -> bytes:
    """The file of a batch, with telephone numbers in the clear, and an act that says who took it. The same each time.

    raises   NoSuchBatch
    """
    messages = list(Message.objects.filter(batch=number).order_by("pk"))
    if not messages:
        raise NoSuchBatch(f"there is no batch {number} of text messages", zh=f"没有第 {number} 批短信")
    append_bulk_act(
        kind="take-sms-file",
        actor=by,
        subject=f"sms-batch:{number}",
        at=at,
        lines=((one.pk, 1, "") for one in messages),
    )
    return written(shape, _texts(messages, shape, pack))


def _texts(messages: Sequence[Message], shape: SmsFile, pack: Pack) -> list[Text]:
    """What each says, to whom; of those whose telephone is known."""
    people = {one.whom for one in messages}
    versions = PersonVersion.objects.filter(record__in=people, superseded_at=FOREVER)
    known, keys = {one.record: one for one in versions}, keyring(people)
    found = ((one, _reached(known.get(one.whom), keys)) for one in messages)
    return [
        Text(
            one.pk,
            phone,
            shape.steps[one.step].format(surname=name[:1], measure=pack.title_of(one.measure).zh),
        )
        for one, (name, phone) in found
        if phone
    ]


def _reached(version: PersonVersion | None, keys: Keyring) -> tuple[str, str]:
    """Name and telephone; empty where they are not known or the person was anonymised."""
    if version is None or version.record in keys.erased:
        return "", ""

    def text(field: str) -> str:
        sealed = getattr(version, field)
        return "" if sealed is None else keys.unseal(version.record, field, sealed)

    return text("name_sealed"), text("phone_sealed")


@transaction.atomic
def load_sms_report(file: BinaryIO, shape: SmsFile, *, by: str, on: date, at: datetime) -> Loaded:
    """What became of messages that were sent. The same file again changes nothing.

    Where a message did not arrive and nothing else told the person, the next channel takes it up.

    raises   BadReport, NotATable: nothing of the file was taken
    """
    changed, unchanged, refused, failed = dict[int, str](), 0, list[Told](), list[Message]()
    for told in reported(shape, file):
        message = _sent(told)
        if message is None or not told.result:
            refused.append(told)
        elif message.state == told.result:
            unchanged += 1
        elif message.state in (MessageState.SENT, MessageState.UNKNOWN):
            message.state, message.state_at = MessageState(told.result), at
            message.save(update_fields=["state", "state_at"])
            changed[message.pk] = told.result
            failed += [message] if told.result == MessageState.FAILED else []
        else:
            refused.append(told)
    hand_on(failed, on, at)
    if changed:
        append_bulk_act(
            kind="load-sms-report",
            actor=by,
            subject=f"sms-report:{min(changed)}",
            at=at,
            lines=((number, 1, result) for number, result in changed.items()),
        )
    return Loaded(len(changed), unchanged, refused)


def _sent(told: Told) -> Message | None:
    if not (told.number.isascii() and told.number.isdecimal() and len(told.number) <= MOST_DIGITS):
        return None
    sent = Message.objects.select_for_update(of=("self",))
    return sent.filter(pk=int(told.number), channel=MessageChannel.SMS, batch__isnull=False).first()
