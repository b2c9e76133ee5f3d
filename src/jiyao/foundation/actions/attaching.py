"""Attachments kept and opened: once by content, whole or not at all, sealed where they lie."""

import errno
import os
from collections.abc import Collection
from datetime import datetime
from hashlib import sha256
from io import BufferedReader
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from jiyao.base.errors import Conflict, Invalid
from jiyao.foundation.actions.keys import HOUSE, house_keyring
from jiyao.foundation.contents import WrongContent, kind_of
from jiyao.foundation.models import Attachment
from jiyao.foundation.sealed import Tampered
from jiyao.foundation.sealed_files import BLOCK, OVERHEAD, SealedFile, write_sealed

MEGABYTE = 1 << 20


class TooLarge(Invalid):
    """The file is larger than files may be."""


class EmptyFile(Invalid):
    """There is nothing in the file."""


class NoRoom(Conflict):
    """There is no room on the disk for the file."""


class AttachmentLost(Conflict):
    """A kept file is missing or altered."""


def keep_file(file: BinaryIO, *, name: str, kinds: Collection[str], at: datetime) -> Attachment:
    """The attachment with this content: a new one, or the one that has it already.

    file     to be read from its start; it may be read twice
    kinds    what it may be; a text is `text` where that is among them, else `csv`
    raises   TooLarge, EmptyFile, WrongContent, NoRoom
    """
    size = file.seek(0, os.SEEK_END)
    _check_size(name, size)
    kind = kind_of(file)
    if kind == "csv" and "text" in kinds:
        kind = "text"
    if kind not in kinds:
        raise WrongContent(
            f"{name}: this is {kind}; give {' or '.join(sorted(kinds))}",
            zh=f"{name}：这是 {kind}，请用 {'、'.join(sorted(kinds))}",
        )
    digest = content_hash(file)
    _write(file, digest, size)
    attachment, _ = Attachment.objects.get_or_create(
        hash=digest, defaults={"kind": kind, "size": size, "name": name[-200:], "kept_at": at}
    )
    return attachment


def open_attachment(attachment: Attachment) -> BufferedReader:
    """The content. raises AttachmentLost where the file is missing or has another length; Tampered while it is read"""
    place = file_of(attachment.hash)
    try:
        found = place.stat().st_size
    except FileNotFoundError:
        raise AttachmentLost(
            f"{attachment.name}: the kept file {place} is missing; restore it from a backup"
        ) from None
    if found != _sealed_size(attachment.size):
        raise AttachmentLost(
            f"{attachment.name}: the kept file {place} has another length; restore it from a backup"
        )
    return BufferedReader(SealedFile(_cipher(), place, _place(attachment.hash), attachment.size), BLOCK)


def check_attachment(attachment: Attachment) -> None:
    """Reads the whole file. raises AttachmentLost where anything of it was altered"""
    with open_attachment(attachment) as opened:
        try:
            digest = content_hash(opened)
        except Tampered as error:
            raise AttachmentLost(f"{attachment.name}: {error}") from None
    if digest != attachment.hash:
        raise AttachmentLost(
            f"{attachment.name}: the kept file holds something else; restore it from a backup"
        )


def file_of(digest: str) -> Path:
    """Where the content of that hash lies."""
    return Path(settings.ATTACHMENTS) / digest[:2] / digest


def _check_size(name: str, size: int) -> None:
    if size == 0:
        raise EmptyFile(f"{name}: the file is empty", zh=f"{name}：文件是空的")
    if size > settings.LARGEST_FILE_MB * MEGABYTE:
        raise TooLarge(
            f"{name}: {size / MEGABYTE:.0f} MB is more than the {settings.LARGEST_FILE_MB} MB that a file may have; "
            "split it, or raise JIYAO_LARGEST_FILE_MB",
            zh=f"{name}：超过 {settings.LARGEST_FILE_MB} MB；请拆分，或调高 JIYAO_LARGEST_FILE_MB",
        )


def _write(file: BinaryIO, digest: str, size: int) -> None:
    """Leaves the whole sealed file in its place, or nothing. One that is there and whole stays."""
    place = file_of(digest)
    if place.exists() and place.stat().st_size == _sealed_size(size):
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f"{digest}.{os.getpid()}.{token_hex(4)}")
    try:
        with draft.open("xb") as opened:
            write_sealed(_cipher(), file, opened, _place(digest))
            opened.flush()
            os.fsync(opened.fileno())
        draft.replace(place)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise
        raise NoRoom(
            f"there is no room on the disk for {size} bytes; nothing was kept. Tell who runs this installation, "
            "and send the file again",
            zh="存储空间不足，文件没有保存；请联系系统管理员，稍后重新上传",
        ) from None
    finally:
        draft.unlink(missing_ok=True)


def content_hash(file: BinaryIO) -> str:
    """The hash of a content under which it would be kept; the file is read from its start."""
    file.seek(0)
    digest = sha256()
    while block := file.read(BLOCK):
        digest.update(block)
    return digest.hexdigest()


def _sealed_size(size: int) -> int:
    return size + -(-size // BLOCK) * OVERHEAD


def _cipher() -> AESGCM:
    return house_keyring().ciphers[HOUSE]


def _place(digest: str) -> str:
    return f"attachment {digest}"
