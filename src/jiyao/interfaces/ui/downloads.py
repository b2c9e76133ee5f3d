"""Files that a browser saves: kept ones as they lie, others as they were made."""

from typing import BinaryIO

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from jiyao.foundation.actions.attaching import open_attachment
from jiyao.foundation.contents import MIMES, OTHER
from jiyao.foundation.models import Attachment

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def kept_file(file: Attachment, name: str = "", content_type: str = "") -> StreamingHttpResponse:
    """A kept file under its own name, or another. raises AttachmentLost"""
    return StreamingHttpResponse(
        open_attachment(file),
        content_type=content_type or MIMES.get(file.kind, OTHER),
        headers=_saved_as(name or file.name),
    )


def opened_file(content: BinaryIO, content_type: str, name: str) -> StreamingHttpResponse:
    """A file that was opened for this answer, and is closed with it."""
    return StreamingHttpResponse(content, content_type=content_type, headers=_saved_as(name))


def made_file(content: bytes, content_type: str, name: str) -> HttpResponse:
    """A file that was made for this answer."""
    return HttpResponse(content, content_type=content_type, headers=_saved_as(name))


def _saved_as(name: str) -> dict[str, str]:
    return {"Content-Disposition": str(content_disposition_header(as_attachment=True, filename=name))}
