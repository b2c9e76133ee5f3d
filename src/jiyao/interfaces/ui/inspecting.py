"""The form in which a finding of an inspection is recorded, at the desk and on a supervisor's phone."""

from collections.abc import Mapping
from datetime import date
from typing import BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, StreamingHttpResponse

from jiyao.base.errors import Invalid
from jiyao.engine.shapes import Words
from jiyao.evaluation.actions.inspecting import Found, take_inspection_file
from jiyao.interfaces.ui.downloads import kept_file
from jiyao.interfaces.ui.forms import Field, filled
from jiyao.interfaces.ui.permitting import hand_of


class NoDay(Invalid):
    """What was written is no day."""


def fields_of(given: Mapping[str, str], on: date) -> list[Field]:
    """The fields, with what was given."""
    fields = [
        Field(
            name="inspected_on",
            label=Words(zh="督导日期", en="Inspected on"),
            kind="day",
            value=on.isoformat(),
            is_required=True,
        ),
        Field(
            name="session",
            label=Words(zh="批次编号", en="Session"),
            hint=Words(
                zh="机构自己的计划编号；不在考核现场就留空",
                en="its number at the body; empty where it was in none",
            ),
        ),
        Field(name="looked_at", label=Words(zh="检查内容", en="What was looked at"), is_required=True),
        Field(name="finding", label=Words(zh="发现", en="Finding"), kind="sentence", is_required=True),
        Field(
            name="put_right_by",
            label=Words(zh="整改期限", en="To be put right by"),
            kind="day",
            hint=Words(zh="无须整改就留空", en="empty where nothing is to be"),
        ),
    ]
    return filled(fields, given, {})


def found_in(organisation: int, request: HttpRequest) -> Found:
    """What was written and attached. raises NoDay"""
    given = request.POST
    until = given.get("put_right_by", "").strip()
    return Found(
        organisation=organisation,
        inspected_on=_day(given.get("inspected_on", "")),
        looked_at=given.get("looked_at", ""),
        finding=given.get("finding", ""),
        put_right_by=_day(until) if until else None,
        session=given.get("session", ""),
        files=[
            (cast(BinaryIO, one), one.name or "")
            for one in request.FILES.getlist("files")
            if isinstance(one, UploadedFile)
        ],
    )


def file_for(request: HttpRequest, number: int) -> StreamingHttpResponse:
    """A file of a finding, for who may take it. raises NoSuchInspection, AttachmentLost"""
    taken = take_inspection_file(number, hand_of(request))
    return kept_file(taken.file)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise NoDay(
            f"“{text[:20]}” is no day; write it as 2025-06-30", zh=f"“{text[:20]}”不是日期，请写成 2025-06-30"
        ) from None
