"""报送 on pages of bodies and the desk: what stands there of lines, files and sessions, and what comes of buttons."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse

from jiyao.base.errors import Invalid, JiyaoError
from jiyao.engine.shapes import Language, Words
from jiyao.evaluation.actions.platform_answering import take_answers
from jiyao.evaluation.actions.platform_sending import (
    Taken,
    put_right,
    send_certificates,
    send_session,
    take_certificates,
)
from jiyao.evaluation.models import PlatformFile, PlatformFileKind, SentCertificate, SessionState
from jiyao.evaluation.platform.answers import BadAnswers, read_answers
from jiyao.evaluation.platform.formats import USUAL, format_files, platform_format
from jiyao.evaluation.platform.writing import Shape, ending, written
from jiyao.evaluation.queries.platform import (
    due_certificates,
    due_sessions,
    files_of,
    reason_of,
    refused_lines,
    sender_of,
)
from jiyao.foundation.masking import mask_certificate
from jiyao.interfaces.ui.certificate_words import STANDINGS, STEPS
from jiyao.interfaces.ui.context import language_of_page
from jiyao.interfaces.ui.downloads import XLSX, made_file
from jiyao.interfaces.ui.evaluation_words import called
from jiyao.interfaces.ui.permitting import hand_of
from jiyao.registry.queries.labels import masked_people, organisation_names, shown_in

SHOWN = 100
"""So many lines, files and sessions stand on a page."""
FEW = 20
CONTENT: Mapping[str, str] = {"csv": "text/csv", "zip": "application/zip", "xlsx": XLSX}
KINDS: Mapping[str, Words] = {
    PlatformFileKind.CERTIFICATES: Words(zh="证书报送", en="Certificates"),
    PlatformFileKind.SESSION: Words(zh="批次报送", en="Session"),
    PlatformFileKind.ANSWERS: Words(zh="平台回执", en="Receipt"),
}


class NoFileGiven(Invalid):
    """Nothing was uploaded, or more than may be."""


@dataclass(frozen=True, slots=True)
class RefusedTold:
    """A line that came back: which certificate, whose, and why."""

    line: SentCertificate
    number: str
    holder: str
    body: str
    step: Words
    standing: Words
    reason: str


@dataclass(frozen=True, slots=True)
class FileTold:
    """A file that went or came. `endings`: as what it can be taken again."""

    file: PlatformFile
    kind: Words
    endings: Sequence[str]


def workbook_note() -> str:
    """What stands above each table of a workbook in a demonstration."""
    return "演示数据" if settings.DEMONSTRATION else ""


def parts_of_page(bodies: Collection[int] | None) -> dict[str, object]:
    """What stands on the page of one body, of several, or of all."""
    return {
        "due": due_certificates(bodies).count(),
        "refused": refused_told(list(refused_lines(bodies)[:SHOWN])),
        "files": [_file_told(one) for one in files_of(bodies)[:SHOWN]],
        "sessions": [(one, called(SessionState(one.state))) for one in due_sessions(bodies)[:SHOWN]],
        "formats": _formats(language_of_page()),
    }


def refused_told(lines: Sequence[SentCertificate]) -> list[RefusedTold]:
    """Lines that came back, in words; holders by masked names."""
    people = masked_people({one.certificate.person_id for one in lines})
    bodies = organisation_names({one.certificate.organisation_id for one in lines})
    return [
        RefusedTold(
            line=one,
            number=mask_certificate(one.certificate.number),
            holder=shown_in(people, one.certificate.person_id),
            body=bodies.get(one.certificate.organisation_id, ""),
            step=STEPS[one.step.step],
            standing=STANDINGS[one.certificate.standing],
            reason=reason_of(one),
        )
        for one in lines
    ]


def sent(request: HttpRequest) -> None:
    """Sends what waits; says how many, or why not."""
    try:
        name = _format_in(request)
        file = send_certificates(sender_of(hand_of(request)), name)
    except JiyaoError as error:
        messages.error(request, error.said(language_of_page()))
        return
    said = (
        f"已生成报送文件：{file.rows} 本证书，请下载",
        f"A file of {file.rows} certificates is made: take it",
    )
    messages.success(request, _said(said))


def taken(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """A file of certificates, for who takes it to the platform."""
    shape = _shape_in(form)
    try:
        found = take_certificates(number, sender_of(hand_of(request)))
    except JiyaoError:
        raise Http404 from None
    return _download(found, shape)


def session_taken(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """A session's file as the session is now."""
    shape = _shape_in(form)
    try:
        found = send_session(number, sender_of(hand_of(request)), _format_in(request))
    except JiyaoError:
        raise Http404 from None
    return _download(found, shape)


def corrected(request: HttpRequest, line: int) -> None:
    """A refused line, to be sent again; or why not."""
    try:
        put_right(line, sender_of(hand_of(request)), what=request.POST.get("what", ""))
    except JiyaoError as error:
        messages.error(request, error.said(language_of_page()))
    else:
        messages.success(request, _said(("已列入待报送", "It is to be sent again")))


def answered(request: HttpRequest) -> BadAnswers | None:
    """Reads what came back: says what came of it, or returns the rows because of which nothing was taken."""
    try:
        name = _format_in(request)
        shape, file = platform_format(name, settings.PROFILES), _uploaded(request)
        done = take_answers(read_answers(file, shape), sender_of(hand_of(request)), name)
    except BadAnswers as error:
        return error
    except JiyaoError as error:
        messages.error(request, error.said(language_of_page()))
        return None
    said = (
        f"接收 {done.accepted} 本，退回 {done.refused} 本，此前已知 {done.unchanged} 本",
        f"{done.accepted} accepted, {done.refused} refused, {done.unchanged} known already",
    )
    messages.success(request, _said(said))
    return None


def wrong_told(error: BadAnswers) -> dict[str, object]:
    """The wrong rows of a file for a page."""
    return {"wrong": error.rows, "wrong_shown": error.rows[:FEW]}


def _file_told(file: PlatformFile) -> FileTold:
    endings = ("csv", "xlsx") if file.kind == PlatformFileKind.CERTIFICATES else ()
    return FileTold(file, KINDS[file.kind], endings)


def _formats(language: Language) -> list[tuple[str, str]]:
    """The profiles to choose from, the usual one first; none where there is only that."""
    names = sorted(format_files(settings.PROFILES), key=lambda name: (name != USUAL, name))
    titles = [(name, platform_format(name, settings.PROFILES).title.said(language)) for name in names]
    return titles if len(titles) > 1 else []


def _format_in(request: HttpRequest) -> str:
    name = request.POST.get("format", "") or USUAL
    platform_format(name, settings.PROFILES)
    return name


def _shape_in(form: str) -> Shape:
    if form not in ("csv", "zip", "xlsx"):
        raise Http404
    return Shape.XLSX if form == "xlsx" else Shape.CSV


def _download(found: Taken, form: Shape) -> HttpResponse:
    shape = platform_format(found.file.format, settings.PROFILES)
    content = written(found.sheets, shape, form, made_at=found.file.made_at, note=workbook_note())
    end, mark = ending(found.sheets, form), f"{workbook_note()}-" if workbook_note() else ""
    return made_file(content, CONTENT[end], f"{mark}platform-{found.file.pk}.{end}")


def _uploaded(request: HttpRequest) -> BytesIO:
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        raise NoFileGiven("choose the file that the platform sent back", zh="请选择平台返回的回执文件")
    return BytesIO(file.read())


def _said(words: tuple[str, str]) -> str:
    return words[0] if language_of_page() == "zh" else words[1]
