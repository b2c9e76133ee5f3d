"""核验证书: by number and name, by the code of a QR, or a whole list. Nothing enters the database."""

from io import BytesIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiyao.base.errors import JiyaoError
from jiyao.engine.shapes import Words
from jiyao.evaluation.queries.verifying import Asked, Verified, verified, verified_by_code
from jiyao.interfaces.portal.beside import Busy
from jiyao.interfaces.portal.verification_lists import checked_list, list_in
from jiyao.interfaces.portal.views.verified_lists import RESULT_NAME, begun
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.downloads import XLSX, made_file
from jiyao.interfaces.ui.forms import Field
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import everybody
from jiyao.interfaces.ui.rates import TooOften, count_request
from jiyao.interfaces.ui.verification_words import ANSWERS

A_MINUTE, AN_HOUR = 60, 3_600
FIELDS = (
    Field(
        name="number",
        label=Words(zh="证书编号", en="Certificate number"),
        hint=Words(zh="22 位，旧证书 16 位", en="22 characters; 16 of old certificates"),
        is_required=True,
        is_private=True,
    ),
    Field(
        name="name", label=Words(zh="持证人姓名", en="Name of the holder"), is_required=True, is_private=True
    ),
)
NO_FILE = Words(zh="请选择文件。", en="Choose a file.")
IN_THE_REQUEST = 3_000
"""Lines that are answered while who asks waits: a quarter of a second of the processor."""
STATUS = {TooOften: 429, Busy: 503}


@everybody
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """The form; where it is filled in, one of the five answers."""
    if request.method != "POST":
        return _page(request)
    try:
        _count(request)
    except TooOften as error:
        return _page(request, complaint=error.said(language_of_page()), status=429)
    [found] = verified([Asked(request.POST.get("number", ""), request.POST.get("name", ""))], today())
    return _page(request, found=found)


@everybody
@never_cache
@require_safe
def by_code(request: HttpRequest, code: str) -> HttpResponse:
    """What a QR leads to."""
    try:
        _count(request)
    except TooOften as error:
        return _page(request, complaint=error.said(language_of_page()), status=429)
    return _page(request, found=verified_by_code(code, today()))


@everybody
@never_cache
@require_POST
def several(request: HttpRequest) -> HttpResponse:
    """The list with an answer on each line, read, answered and forgotten; of a long one, the way to its result."""
    content = _uploaded(request, settings.LARGEST_UPLOAD_MB * 1024 * 1024)
    language = language_of_page()
    try:
        count_request(request, "verify-list", most=settings.VERIFICATION_LISTS_AN_HOUR, seconds=AN_HOUR)
        if content is None:
            return _page(request, complaint=NO_FILE.said(language), status=422)
        asked = list_in(BytesIO(content))
        if len(asked) > IN_THE_REQUEST:
            return begun(asked, on=today(), language=language)
    except JiyaoError as error:
        return _page(request, complaint=error.said(language), status=STATUS.get(type(error), 422))
    made, _ = checked_list(asked, on=today(), language=language)
    return made_file(made, XLSX, RESULT_NAME.said(language))


def _count(request: HttpRequest) -> None:
    count_request(request, "verify", most=settings.VERIFICATIONS_A_MINUTE, seconds=A_MINUTE)


def _uploaded(request: HttpRequest, most: int) -> bytes | None:
    found = request.FILES.get("file")
    return found.read(most) if isinstance(found, UploadedFile) else None


def _page(
    request: HttpRequest, found: Verified | None = None, *, status: int = 200, complaint: str = ""
) -> HttpResponse:
    context = {
        "fields": FIELDS,
        "found": found,
        "answer": None if found is None else ANSWERS[found.answer],
        "kind": None if found is None else _kind(found),
        "complaint": complaint,
    }
    return render(request, "portal/verify.html", context, status=status)


def _kind(found: Verified) -> Words | None:
    return the_pack().vocabulary.codes["certificate_kind"].codes.get(found.kind)
