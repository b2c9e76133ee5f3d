"""Entering a document: its file kept and read, the draft saved and thrown away, at last proposed as a change."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from jiyao.base.errors import Conflict
from jiyao.engine.packs.loading import Pack
from jiyao.foundation.actions.acting import append_act
from jiyao.foundation.actions.attaching import keep_file
from jiyao.policy.actions.changing import Proposal, propose_change
from jiyao.policy.intake.filling import Form, form_of
from jiyao.policy.intake.matching import document_with_number, document_with_original, text_is_held
from jiyao.policy.intake.outline import Piece, proposed
from jiyao.policy.intake.pieces import kept
from jiyao.policy.intake.reading import READERS
from jiyao.policy.intake.reading.word import refuse_old_word
from jiyao.policy.models import DocumentIntake, PackChange
from jiyao.policy.queries.intakes import intakes_of_file
from jiyao.registry.models import Account


class LoadedAlready(Conflict):
    """The document is there already. `document`: its id in the pack; `intake`: where it is being entered."""

    def __init__(self, en: str, zh: str, *, document: str = "", intake: DocumentIntake | None = None) -> None:
        super().__init__(en, zh=zh)
        self.document = document
        self.intake = intake


class WorkedOnElsewhere(Conflict):
    """The draft was saved in another window since this one was opened."""


class NoDraft(Conflict):
    """It is no draft any more: proposed or thrown away."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file that somebody has loaded. `division`: the prefecture of who did; none of an official of the province."""

    file: BinaryIO
    name: str
    division: str | None


@dataclass(frozen=True, slots=True)
class Draft:
    """What an official has made of what was read: the lines, parted and joined; the pieces; what is said of it."""

    lines: Sequence[str]
    pieces: Sequence[Piece]
    form: Form


@transaction.atomic
def begin_intake(loaded: Loaded, *, pack: Pack, by: Account, at: datetime) -> DocumentIntake:
    """The draft with what was read of the file, and the clauses that its lines are proposed as.

    raises   TooLarge, EmptyFile, WrongContent; Unreadable: a scan, a password, a wrong encoding, damage;
             LoadedAlready: the same file, or another of a document whose text is held
    """
    loaded.file.seek(0)
    refuse_old_word(loaded.file.read(8))
    original = keep_file(loaded.file, name=loaded.name, kinds=READERS, at=at)
    _refuse_same_file(original.hash, pack)
    loaded.file.seek(0)
    kind = "text" if original.kind == "csv" else original.kind
    lines = READERS[kind](loaded.file.read())
    form = form_of(lines, pack, loaded.division)
    refuse_same_number(str(form["number"]), pack)
    row = DocumentIntake.objects.create(
        original=original,
        file_name=loaded.name[-200:],
        by=by,
        lines=list(lines),
        pieces=kept(proposed(lines)),
        described=form,
        begun_at=at,
        saved_at=at,
    )
    append_act(
        kind="begin-intake",
        actor=by.party,
        subject=f"document-intake:{row.pk}",
        at=at,
        codes={"original": original.hash},
    )
    return row


@transaction.atomic
def save_intake(draft: DocumentIntake, made: Draft, *, by: Account, at: datetime) -> DocumentIntake:
    """The draft with what its official has made of it. raises NoDraft"""
    held = _held(draft, by)
    held.lines, held.pieces = list(made.lines), kept(made.pieces)
    held.described, held.saved_at = dict(made.form), at
    held.save(update_fields=["lines", "pieces", "described", "saved_at"])
    return held


@transaction.atomic
def discard_intake(draft: DocumentIntake, *, by: Account, at: datetime) -> None:
    """The draft is thrown away; its original stays where files are kept. raises NoDraft"""
    held = _held(draft, by)
    held.discarded_at = at
    held.save(update_fields=["discarded_at"])
    append_act(kind="discard-intake", actor=by.party, subject=f"document-intake:{held.pk}", at=at)


@transaction.atomic
def propose_intake(draft: DocumentIntake, proposal: Proposal, *, by: Account, at: datetime) -> PackChange:
    """The change that enters the document, with its original as evidence.

    raises   NoDraft, and as `propose_change`
    """
    held = _held(draft, by)
    change = propose_change(replace(proposal, evidence=held.original), by=by, at=at)
    held.change = change
    held.save(update_fields=["change"])
    return change


def refuse_stale(draft: DocumentIntake, seen: str) -> None:
    """Nothing where the draft is still as it was seen. raises WorkedOnElsewhere"""
    if seen and seen != state_of(draft):
        raise WorkedOnElsewhere(
            "this draft was saved in another window meanwhile; go on with what stands here now",
            zh="这份草稿已在另一个窗口保存过，请以现在显示的内容为准继续",
        )


def state_of(draft: DocumentIntake) -> str:
    """By what it is known whether a draft was saved meanwhile."""
    return f"{draft.saved_at.isoformat()}/{len(draft.lines)}/{len(draft.pieces)}"


def refuse_same_number(number: str, pack: Pack, but: str = "") -> None:
    """Nothing where no document of that number has its text. raises LoadedAlready"""
    found = document_with_number(pack, number)
    if found is not None and found != but and text_is_held(pack, found):
        raise LoadedAlready(
            f'{number} is held already, with its text, as "{found}"; read it there',
            f"{number} 的正文库中已有（{found}），请先查看",
            document=found,
        )


def _refuse_same_file(digest: str, pack: Pack) -> None:
    if document := document_with_original(pack, digest):
        raise LoadedAlready(
            f'this very file is the original of "{document}" already; read it there',
            f"这份文件就是库中“{pack.documents[document]['title']['zh']}”的原件，请先查看",
            document=document,
        )
    if (intake := intakes_of_file(digest).first()) is not None:
        raise LoadedAlready(
            f"{intake.by} is entering this very file already; go on there, or have it thrown away first",
            f"这份文件 {intake.by} 已上传，正在入库；请在那里继续，或请其先放弃",
            intake=intake,
        )


def _held(draft: DocumentIntake, by: Account) -> DocumentIntake:
    held = (
        DocumentIntake.objects.select_for_update(of=("self",))
        .select_related("original", "change")
        .get(pk=draft.pk)
    )
    if not held.is_draft or held.by_id != by.pk:
        raise NoDraft(
            "this is no draft of yours any more: it was proposed or thrown away; look at the list again",
            zh="这份草稿已提出或已放弃，请回列表查看",
        )
    return held
