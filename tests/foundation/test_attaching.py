"""Attachments: once by content, sealed, whole or missing, and never something else."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from pytest_django.fixtures import Settings

from jiyao.foundation.actions.attaching import (
    AttachmentLost,
    EmptyFile,
    TooLarge,
    check_attachment,
    file_of,
    keep_file,
    open_attachment,
)
from jiyao.foundation.contents import WrongContent, kind_of
from jiyao.foundation.models import Attachment
from jiyao.foundation.sealed_files import BLOCK

pytestmark = pytest.mark.django_db
AT = datetime(2025, 6, 30, 8, tzinfo=UTC)
ANY = {"csv", "pdf", "xlsx"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.ATTACHMENTS = tmp_path
    return tmp_path


def keep(content: bytes, name: str = "名单.csv") -> Attachment:
    return keep_file(BytesIO(content), name=name, kinds=ANY, at=AT)


def workbook() -> bytes:
    file = BytesIO()
    xlsxwriter.Workbook(file).close()
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 ...", "pdf"),
        (b"\x89PNG\r\n\x1a\n...", "png"),
        (b"\xff\xd8\xff\xe0...", "jpeg"),
        (b"PAR1...", "parquet"),
        ("姓名,性别\n".encode("gb18030"), "csv"),
        ("姓名,性别\n".encode("utf-16"), "csv"),
        (b"\n<!-- saved --><!DOCTYPE html><html>", "html"),
        ("<div class='a'>姓名".encode("utf-16"), "html"),
        ("<姓名>,性别\n".encode(), "csv"),
        (workbook(), "xlsx"),
    ],
)
def test_the_kind_of_a_file_is_what_it_holds(content: bytes, kind: str) -> None:
    assert kind_of(BytesIO(content)) == kind


@pytest.mark.parametrize("content", [b"\x7fELF\x02\x01\x01\x00", b"MZ\x90\x00\x03", b"PK\x03\x04 not a zip"])
def test_what_is_of_no_kind_is_refused(content: bytes) -> None:
    with pytest.raises(WrongContent):
        keep(content)


def test_a_kind_that_is_not_wanted_is_refused() -> None:
    with pytest.raises(WrongContent, match=r"名单.csv: this is png; give csv or pdf or xlsx"):
        keep(b"\x89PNG\r\n\x1a\n...")


@pytest.mark.parametrize("size", [1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK + 7])
def test_what_is_kept_comes_back_from_any_place(size: int) -> None:
    content = bytes(ord("a") + i % 26 for i in range(size))

    with open_attachment(keep(content)) as opened:
        assert opened.read() == content
        opened.seek(size // 2)
        assert opened.read(10) == content[size // 2 : size // 2 + 10]
        opened.seek(-1, 2)
        assert opened.read() == content[-1:]


def test_the_same_content_is_kept_once_and_lies_sealed(folder: Path) -> None:
    first, second = keep(b"a,b\n1,2\n"), keep(b"a,b\n1,2\n", "other.csv")

    assert first == second
    [file] = [file for file in folder.rglob("*") if file.is_file()]
    assert file == file_of(first.hash)
    assert b"a,b" not in file.read_bytes()
    assert (first.kind, first.size, first.name) == ("csv", 8, "名单.csv")


def test_a_missing_file_is_told() -> None:
    kept = keep(b"a,b\n")
    file_of(kept.hash).unlink()

    with pytest.raises(AttachmentLost, match="is missing; restore it from a backup"):
        open_attachment(kept)


def test_a_file_that_was_cut_is_told() -> None:
    kept = keep(b"a" * (BLOCK + 5))
    file = file_of(kept.hash)
    file.write_bytes(file.read_bytes()[:-20])

    with pytest.raises(AttachmentLost, match="has another length"):
        check_attachment(kept)


def test_a_byte_that_was_altered_is_told() -> None:
    kept = keep(b"a,b\n")
    content = bytearray(file_of(kept.hash).read_bytes())
    content[-1] ^= 1
    file_of(kept.hash).write_bytes(content)

    with pytest.raises(AttachmentLost, match="was altered or belongs elsewhere"):
        check_attachment(kept)


def test_a_missing_file_is_there_again_when_it_is_given_again() -> None:
    kept = keep(b"a,b\n")
    file_of(kept.hash).unlink()

    keep(b"a,b\n")

    check_attachment(kept)


def test_an_empty_and_a_large_file_are_refused(settings: Settings) -> None:
    settings.LARGEST_FILE_MB = 1

    with pytest.raises(EmptyFile, match="the file is empty"):
        keep(b"")
    with pytest.raises(TooLarge, match="2 MB is more than the 1 MB"):
        keep(b"a" * (2 * BLOCK))
