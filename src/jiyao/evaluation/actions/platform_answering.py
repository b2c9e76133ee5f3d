"""回执: what the national platform answered, line by line: what it accepted is found there, what it refused returns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from jiyao.base.errors import Conflict
from jiyao.engine.shapes import Words
from jiyao.evaluation.models import PlatformFile, PlatformFileKind, SentCertificate, SentState, Standing
from jiyao.evaluation.platform.answers import AnswerRow, Answers, BadAnswers, WrongRow
from jiyao.evaluation.queries.platform import Sender, sent_lines
from jiyao.foundation.actions.acting import append_bulk_act
from jiyao.foundation.actions.keys import keyring
from jiyao.registry.actions.recording import record_rows
from jiyao.registry.models import FOREVER, HeldCertificate

REASON = "reason_sealed"
Lines = Mapping[str, Sequence[SentCertificate]]


class AnsweredAlready(Conflict):
    """The very same file was read before, or everything in it stands already."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of a file: how many lines were accepted, refused, and stood so already."""

    accepted: int
    refused: int
    unchanged: int


@transaction.atomic
def take_answers(answers: Answers, sender: Sender, format_name: str) -> Answered:
    """What came of it. All of it is taken, or nothing. raises AnsweredAlready; BadAnswers with every wrong row"""
    _refuse_twice(answers)
    lines = _lines(answers, sender)
    wrong = sorted([*answers.wrong, *_wrong(answers, lines)], key=lambda one: one.line)
    if wrong:
        raise BadAnswers(wrong)
    pairs = [(row, _line_of(row, lines)) for row in answers.rows]
    new = [(row, line) for row, line in pairs if line is not None and line.state == SentState.SENT]
    if not new:
        raise AnsweredAlready(
            "all of this was answered before; nothing changed", zh="这些回执此前都已载入，没有任何变化"
        )
    file = _kept(answers, new, sender, format_name)
    _answered(new, file, sender)
    _found_there([line for row, line in new if row.is_accepted], file, sender)
    accepted = sum(row.is_accepted for row, _ in new)
    return Answered(accepted, len(new) - accepted, len(pairs) - len(new))


def _refuse_twice(answers: Answers) -> None:
    before = PlatformFile.objects.filter(kind=PlatformFileKind.ANSWERS, hash=answers.hash).first()
    if before is not None:
        raise AnsweredAlready(
            f"this file was read on {before.made_on}; nothing changed",
            zh=f"这个文件已于 {before.made_on} 载入过，没有任何变化",
        )


def _lines(answers: Answers, sender: Sender) -> Lines:
    """By number what was sent of it, the last first; only of bodies for which they may."""
    found: dict[str, list[SentCertificate]] = {}
    numbers = {row.number for row in answers.rows}
    rows = sent_lines(sender.bodies).filter(certificate__number__in=numbers)
    for line in rows.select_for_update(of=("self",)):
        found.setdefault(line.certificate.number, []).append(line)
    return found


def _line_of(row: AnswerRow, lines: Lines) -> SentCertificate | None:
    """Which line a row answers: that of its version, else the last one; of several the one that waits."""
    fitting = [one for one in lines.get(row.number, ()) if row.version in (None, one.version)]
    waiting = [one for one in fitting if one.state == SentState.SENT]
    return next(iter(waiting or fitting), None)


def _wrong(answers: Answers, lines: Lines) -> Iterator[WrongRow]:
    answered: dict[int, int] = {}
    for row in answers.rows:
        line = _line_of(row, lines)
        if line is None:
            yield WrongRow(row.line, _unknown(row))
        elif line.pk in answered:
            said = answered[line.pk]
            yield WrongRow(
                row.line,
                Words(
                    zh=f"证书 {row.number} 与第 {said} 行重复",
                    en=f"certificate {row.number} stands in line {said} too",
                ),
            )
        elif line.state != SentState.SENT and line.state != _state(row):
            now = SentState(line.state)
            yield WrongRow(
                row.line,
                Words(
                    zh=f"证书 {row.number} 的这次报送此前回执为“{now.label}”，与本行不一致",
                    en=f"certificate {row.number} was answered before: {now.value}; this row says otherwise",
                ),
            )
        if line is not None:
            answered.setdefault(line.pk, row.line)


def _unknown(row: AnswerRow) -> Words:
    which = "" if row.version is None else f" v{row.version}"
    return Words(
        zh=f"证书 {row.number}{which} 不在您的报送记录中",
        en=f"certificate {row.number}{which} is none that you sent",
    )


def _state(row: AnswerRow) -> SentState:
    return SentState.ACCEPTED if row.is_accepted else SentState.REFUSED


def _kept(
    answers: Answers,
    new: Sequence[tuple[AnswerRow, SentCertificate]],
    sender: Sender,
    format_name: str,
) -> PlatformFile:
    bodies = {line.certificate.organisation_id for _, line in new}
    accepted = sum(row.is_accepted for row, _ in new)
    act = append_bulk_act(
        kind="read-platform-answers",
        actor=sender.by,
        subject=f"organisation:{min(bodies)}" if len(bodies) == 1 else "platform",
        at=sender.at,
        lines=((line.certificate.record, line.version, _state(row).value) for row, line in new),
        codes={"accepted": accepted, "refused": len(new) - accepted, "hash": answers.hash},
        rests_on=sorted({line.file.act for _, line in new}),
    )
    return PlatformFile.objects.create(
        kind=PlatformFileKind.ANSWERS,
        format=format_name,
        organisation_id=min(bodies) if len(bodies) == 1 else None,
        rows=len(answers.rows),
        hash=answers.hash,
        by=sender.account,
        made_on=sender.on,
        made_at=sender.at,
        act=act.number,
    )


def _answered(new: Sequence[tuple[AnswerRow, SentCertificate]], file: PlatformFile, sender: Sender) -> None:
    keys = keyring({line.certificate.person_id for row, line in new if not row.is_accepted})
    for row, line in new:
        line.state, line.answer, line.answered_on = _state(row), file, row.day or sender.on
        owner = line.certificate.person_id
        if not row.is_accepted and owner not in keys.erased:
            line.reason_sealed = keys.seal(owner, REASON, row.reason)
    SentCertificate.objects.bulk_update(
        [line for _, line in new], ["state", "answer", "answered_on", "reason_sealed"], batch_size=500
    )


def _found_there(lines: Sequence[SentCertificate], file: PlatformFile, sender: Sender) -> None:
    """The certificates that were accepted as valid are found in the national look-up, as the register now says."""
    records = [one.certificate.record for one in lines if one.certificate.standing == Standing.VALID]
    held = HeldCertificate.objects.filter(record__in=records, superseded_at=FOREVER)
    references = list(held.exclude(found_in_lookup=True).values_list("reference", flat=True))
    record_rows(
        model=HeldCertificate,
        rows=[{"reference": reference, "found_in_lookup": True} for reference in references],
        at=sender.at,
        by=sender.by,
        source=f"platform-file {file.pk}",
    )
