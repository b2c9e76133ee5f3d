"""A file that is the body of a request, or a part of it: on disk under no name while the request lasts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from ninja.errors import HttpError

from jiyao.foundation.actions.attaching import TooLarge
from jiyao.interfaces.api.problems import ErrorRecord, Refused, say
from jiyao.interfaces.api.reading import CSV, MULTIPART, PARQUET, XLSX, Unreadable, WrongMedia
from jiyao.interfaces.ui.uploads import MB, OnDisk, largest_file

FILE = "file"
"""The part of a form that holds the file."""
KINDS = {CSV: "csv", XLSX: "xlsx", PARQUET: "parquet"}
"""How a file is named that comes as the body itself."""
BLOCK = 1 << 20
NO_FILE = ("表单中缺少文件 {0}", "the form has no file {0}")
NO_FORM = ("读不懂表单", "the form cannot be read")


@dataclass(frozen=True, slots=True)
class Upload:
    """The file, what it is called, and the hash of what it holds."""

    file: BinaryIO
    name: str
    digest: bytes


@contextmanager
def upload_in(request: HttpRequest, *, name: str) -> Iterator[Upload]:
    """The file of the request. `name`: what it is called where nobody says.

    raises   HttpError where the body is of another type or cannot be read; Refused, TooLarge
    """
    if request.content_type == MULTIPART:
        try:
            found = _part(request)
            yield _upload(cast(BinaryIO, found), PurePath(found.name or name).name)
        finally:
            request.close()  # every file of the form, whether the server closes them or not
    elif request.content_type in KINDS:
        with TemporaryFile() as file:
            _take_body(request, file)
            yield _upload(file, f"{name}.{KINDS[request.content_type]}")
    else:
        raise HttpError(415, "") from WrongMedia([*KINDS, MULTIPART])


def _upload(file: BinaryIO, name: str) -> Upload:
    file.seek(0)
    digest = sha256()
    while block := file.read(BLOCK):
        digest.update(block)
    file.seek(0)
    return Upload(file, name, digest.digest())


def _part(request: HttpRequest) -> "UploadedFile[bytes]":
    request.upload_handlers = [OnDisk(request)]
    try:
        found = request.FILES.get(FILE)
    except (MultiPartParserError, SuspiciousOperation, OSError):
        raise HttpError(400, "") from Unreadable(say(NO_FORM))
    if not isinstance(found, UploadedFile):
        raise Refused([ErrorRecord(detail=say(NO_FILE, FILE), pointer=f"#/{FILE}")])
    return found


def _take_body(request: HttpRequest, file: BinaryIO) -> None:
    taken = 0
    while block := request.read(BLOCK):
        taken += len(block)
        if taken > largest_file():
            most = largest_file() // MB
            raise TooLarge(f"the file is larger than {most} MB; split it", zh=f"文件超过 {most} MB，请拆分")
        file.write(block)
