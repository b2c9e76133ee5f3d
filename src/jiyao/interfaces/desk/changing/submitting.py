"""A form that proposes a change: what is given becomes a proposal, or the page says what is wrong with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from jiyao.base.errors import Invalid, JiyaoError, NotAllowed
from jiyao.engine.problems import PackRefused
from jiyao.engine.shapes import Words
from jiyao.foundation.actions.attaching import TooLarge, keep_file
from jiyao.foundation.contents import WrongContent
from jiyao.foundation.models import Attachment
from jiyao.interfaces.desk.changing.documents import Incomplete, document_fields, new_document_fields
from jiyao.interfaces.desk.changing.proposing import ENDINGS, SCANS, Form
from jiyao.interfaces.ui.context import language_of_page, now, today
from jiyao.interfaces.ui.forms import Field, filled
from jiyao.interfaces.ui.pack import policy_of
from jiyao.interfaces.ui.permitting import holder_in
from jiyao.interfaces.ui.sentences import Teller
from jiyao.policy.actions.changing import Proposal, propose_change
from jiyao.policy.models import PackChange
from jiyao.policy.queries.changes import check_reach
from jiyao.policy.queries.versions import latest_folder

SCAN = "scan"
MEGABYTE = 1 << 20
WRONG, FORBIDDEN, CAME_FIRST = 422, 403, 409


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why something was not done: the status of the page, the complaint line by line, and the field it belongs to."""

    status: int
    lines: tuple[str, ...]
    field: str = ""
    of_pack: bool = False


def trouble_of(error: JiyaoError) -> Trouble:
    """What a page says of an error, in its language."""
    lines = tuple(error.said(language_of_page()).splitlines())
    if isinstance(error, Incomplete):
        return Trouble(WRONG, lines, error.field)
    if isinstance(error, WrongContent | TooLarge):
        return Trouble(WRONG, lines, SCAN)
    status = (
        FORBIDDEN if isinstance(error, NotAllowed) else WRONG if isinstance(error, Invalid) else CAME_FIRST
    )
    return Trouble(status, lines, of_pack=isinstance(error, PackRefused))


def form_now(request: HttpRequest) -> Form:
    """What is filled in, upon the version that was made last."""
    folder = latest_folder()
    return Form(request.POST.dict(), policy_of(folder), folder, today())


def submitted(request: HttpRequest, build: Callable[[Form], Proposal], division: str | None) -> PackChange:
    """The change that is proposed. raises JiyaoError: what is wrong in the form, or why it may not be proposed"""
    holder = holder_in(request)
    check_reach(holder, "make", division)
    assert holder.account is not None  # noqa: S101 - whoever may propose is signed in
    proposal = build(form_now(request))
    evidence = kept_scan(request)
    return propose_change(replace(proposal, evidence=evidence), by=holder.account, at=now())


def kept_scan(request: HttpRequest) -> Attachment | None:
    """The scan that was sent with a form, kept; None where there is none. raises TooLarge, WrongContent"""
    file = request.FILES.get(SCAN)
    if isinstance(file, UploadedFile):
        return keep_file(file, name=file.name or "", kinds=SCANS, at=now())  # type: ignore[arg-type]
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.LARGEST_UPLOAD_MB * MEGABYTE:
        most = settings.LARGEST_UPLOAD_MB
        raise TooLarge(
            f"the file is larger than {most} MB; scan it smaller", zh=f"文件超过 {most} MB，请压缩后再传"
        )
    return None


def basis_fields(teller: Teller, chosen: str = "") -> tuple[list[Field], list[Field]]:
    """The fields of the document and what belongs to it; and those of a new document."""
    scan = Field(
        name=SCAN,
        label=Words(zh="扫描件或原文", en="Scan or file"),
        kind="file",
        accept=ENDINGS,
        hint=Words(
            zh="PDF、PNG、JPEG 或 DOCX；按内容摘要保存", en="PDF, PNG, JPEG or DOCX; kept by its hash"
        ),
    )
    note = Field(
        name="note",
        label=Words(zh="说明（可不填）", en="Note (may be left out)"),
    )
    return [*document_fields(teller, chosen), scan, note], new_document_fields()


def with_given(fields: Sequence[Field], request: HttpRequest, trouble: Trouble | None) -> list[Field]:
    """The fields with what was given and what is wrong with it."""
    if trouble is None:
        return list(fields)
    errors = {trouble.field: trouble.lines[0]} if trouble.field else {}
    return filled(fields, request.POST.dict(), errors)
