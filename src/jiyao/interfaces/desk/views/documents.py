"""Document intake 文件入库: files loaded, drafts worked on and proposed, and what is to be anchored again."""

from collections.abc import Mapping, Sequence
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jiyao.base.errors import JiyaoError
from jiyao.engine.shapes import Words
from jiyao.foundation.actions.attaching import EmptyFile, TooLarge
from jiyao.interfaces.desk.changing.submitting import MEGABYTE, Trouble, trouble_of
from jiyao.interfaces.desk.intake.anchors import anchoring, loose_lines, loose_of
from jiyao.interfaces.desk.intake.draft import KINDS, given_in, piece_views, worked_on
from jiyao.interfaces.desk.intake.fields import Given, described_fields
from jiyao.interfaces.desk.intake.proposing import proposal_of
from jiyao.interfaces.ui.context import language_of_page, now
from jiyao.interfaces.ui.forms import Field
from jiyao.interfaces.ui.pack import policy_of
from jiyao.interfaces.ui.permitting import holder_in, permitted
from jiyao.interfaces.ui.sentences import Teller
from jiyao.policy.actions.changing import propose_change
from jiyao.policy.actions.intake import (
    Draft,
    Loaded,
    LoadedAlready,
    WorkedOnElsewhere,
    begin_intake,
    discard_intake,
    propose_intake,
    refuse_stale,
    save_intake,
    state_of,
)
from jiyao.policy.intake.filling import taken_over
from jiyao.policy.intake.outline import Piece
from jiyao.policy.intake.parting import NoSuchPlace
from jiyao.policy.intake.pieces import amended, read
from jiyao.policy.models import DocumentIntake
from jiyao.policy.queries.changes import CHANGES, check_reach, lies_in
from jiyao.policy.queries.intakes import draft_of, drafts_of, proposed_intakes
from jiyao.policy.queries.versions import latest_folder
from jiyao.registry.models import Account

INTAKES = "intakes"
FILE = Field(
    name="file",
    label=Words(zh="政策文件原件", en="The document's file"),
    kind="file",
    accept=".docx,.pdf,.html,.htm,.txt",
    hint=Words(
        zh="DOCX、带文字层的 PDF、HTML 或纯文本（UTF-8、UTF-16、GB18030）；扫描件不收",
        en="DOCX, PDF with a text layer, HTML or plain text (UTF-8, UTF-16, GB18030); no scans",
    ),
)


@permitted(INTAKES, "make")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """One's drafts and the form that loads a file; what is loaded leads to its draft."""
    if request.method != "POST":
        return _index(request, None)
    try:
        draft = _loaded(request)
    except JiyaoError as error:
        return _index(request, error)
    return redirect("desk-document", draft.pk)


def _loaded(request: HttpRequest) -> DocumentIntake:
    file = request.FILES.get(FILE.name)
    if not isinstance(file, UploadedFile):
        _refuse_nothing(request)
    reach = holder_in(request).reach(CHANGES, "make")
    whose = None if reach.everything else next(iter(sorted(reach.divisions)), None)
    loaded = Loaded(cast(BinaryIO, file), file.name or "", whose)  # type: ignore[union-attr]
    return begin_intake(loaded, pack=policy_of(latest_folder()), by=_account(request), at=now())


def _refuse_nothing(request: HttpRequest) -> None:
    most = settings.LARGEST_UPLOAD_MB
    if int(request.META.get("CONTENT_LENGTH") or 0) > most * MEGABYTE:
        raise TooLarge(
            f"the file is larger than {most} MB; save it smaller", zh=f"文件超过 {most} MB，请压缩后再传"
        )
    raise EmptyFile("choose a file", zh="请选择文件")


def _index(request: HttpRequest, error: JiyaoError | None) -> HttpResponse:
    trouble = None if error is None else trouble_of(error)
    context = {
        "drafts": drafts_of(_account(request)),
        "proposed": proposed_intakes()[:50],
        "file": FILE,
        "trouble": trouble,
        "there": _there(error, _account(request)),
        "loose": _documents_with_loose(),
    }
    return render(request, "desk/documents.html", context, status=200 if trouble is None else trouble.status)


def _there(error: JiyaoError | None, account: Account) -> tuple[str, Words] | None:
    """Where a document is that was loaded already."""
    if not isinstance(error, LoadedAlready):
        return None
    if error.document:
        return reverse("library-document", args=[error.document]), Words(
            zh="看库中的文件", en="Read it in the library"
        )
    intake = error.intake
    if intake is None or (intake.is_draft and intake.by_id != account.pk):
        return None
    if intake.is_draft:
        return reverse("desk-document", args=[intake.pk]), Words(zh="接着办", en="Go on with the draft")
    return reverse("desk-change", args=[intake.change_id]), Words(
        zh="看待复核的修改", en="Look at the change that waits"
    )


def _documents_with_loose() -> list[tuple[str, str, int]]:
    teller = Teller(policy_of(latest_folder()), language_of_page())
    found = loose_of(latest_folder())
    return sorted((teller.document_title(id_), id_, len(listed)) for id_, listed in found.items())


@permitted(INTAKES, "make")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def document(request: HttpRequest, number: int) -> HttpResponse:
    """A draft of one's own, worked on piece by piece; at last it becomes a change."""
    draft = _draft(request, number)
    pieces, given = read(draft.pieces), cast(Given, draft.described)
    if request.method != "POST":
        return _page(request, draft, pieces, given, None)
    by, given, before = _account(request), given_in(request), given
    try:
        refuse_stale(draft, request.POST.get("state", ""))
        pieces = amended(pieces, request.POST.dict())
        worked = worked_on(draft, pieces, request.POST.dict())
        pieces, draft.lines = worked.pieces, list(worked.lines)
        if given.get("document") != before.get("document"):
            given = taken_over(given, policy_of(latest_folder()))
        draft = save_intake(draft, Draft(worked.lines, pieces, given), by=by, at=now())
        if request.POST.get("do") == "propose":
            return redirect("desk-change", _proposed(request, draft, pieces, given))
    except WorkedOnElsewhere as error:
        return _page(request, draft, pieces, before, error)
    except JiyaoError as error:
        return _page(request, draft, pieces, given, error)
    place = f"#piece-{worked.at}" if worked.at >= 0 else ""
    return redirect(reverse("desk-document", args=[draft.pk]) + place)


def _proposed(request: HttpRequest, draft: DocumentIntake, pieces: Sequence[Piece], given: Given) -> int:
    proposal = proposal_of(draft, pieces, given, policy_of(latest_folder()))
    check_reach(holder_in(request), "make", proposal.division)
    return propose_intake(draft, proposal, by=_account(request), at=now()).pk


def _page(
    request: HttpRequest,
    draft: DocumentIntake,
    pieces: Sequence[Piece],
    given: Given,
    error: JiyaoError | None,
) -> HttpResponse:
    trouble = None if error is None else trouble_of(error)
    teller = Teller(policy_of(latest_folder()), language_of_page())
    context = {
        "draft": draft,
        "state": state_of(draft),
        "described": described_fields(
            teller, given, holder_in(request).reach(CHANGES, "make"), _wrong(trouble)
        ),
        "pieces": piece_views(pieces, draft.lines, language_of_page()),
        "held": sum(not piece.left_out for piece in pieces),
        "kinds": KINDS,
        "sought": _sought(request, error),
        "trouble": trouble,
        "there": _there(error, _account(request)),
    }
    return render(request, "desk/document.html", context, status=200 if trouble is None else trouble.status)


def _sought(request: HttpRequest, error: JiyaoError | None) -> tuple[int, str] | None:
    """The piece in which words were sought and not found, and these words."""
    if not isinstance(error, NoSuchPlace):
        return None
    return error.piece, request.POST.get(f"words-{error.piece}", "")


def _wrong(trouble: Trouble | None) -> Mapping[str, str]:
    return {trouble.field: trouble.lines[0]} if trouble is not None and trouble.field else {}


@permitted(INTAKES, "make")
@never_cache
@require_POST
def discard(request: HttpRequest, number: int) -> HttpResponse:
    """The list, without the draft."""
    discard_intake(_draft(request, number), by=_account(request), at=now())
    return redirect("desk-documents")


@permitted(CHANGES, "see")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def anchors(request: HttpRequest, document_id: str) -> HttpResponse:
    """What names a document and none of its clauses, with a form that chooses one for each."""
    folder = latest_folder()
    pack = policy_of(folder)
    if document_id not in pack.documents:
        raise Http404
    if request.method != "POST":
        return _anchors(request, document_id, None)
    try:
        proposal = anchoring(
            pack, folder, document_id, request.POST.dict(), (Teller(pack, "zh"), Teller(pack, "en"))
        )
        check_reach(holder_in(request), "make", proposal.division)
        change = propose_change(proposal, by=_account(request), at=now())
    except JiyaoError as error:
        return _anchors(request, document_id, error)
    return redirect("desk-change", change.pk)


def _anchors(request: HttpRequest, document_id: str, error: JiyaoError | None) -> HttpResponse:
    folder, trouble = latest_folder(), None if error is None else trouble_of(error)
    teller = Teller(policy_of(folder), language_of_page())
    reach = holder_in(request).reach(CHANGES, "make")
    listed = loose_lines(teller, folder, loose_of(folder).get(document_id, ()))
    context = {
        "id": document_id,
        "title": teller.document_title(document_id),
        "paths": [(one.path, one.title or "") for one in teller.pack.clauses.get(document_id, ())],
        "lines": [
            (line, lies_in(reach, line.loose.division), request.POST.get(f"anchor:{line.loose.key}", ""))
            for line in listed
        ],
        "may_make": any(lies_in(reach, line.loose.division) for line in listed),
        "trouble": trouble,
    }
    return render(request, "desk/anchors.html", context, status=200 if trouble is None else trouble.status)


def _draft(request: HttpRequest, number: int) -> DocumentIntake:
    found = draft_of(_account(request), number)
    if found is None:
        raise Http404
    return found


def _account(request: HttpRequest) -> Account:
    account = holder_in(request).account
    assert account is not None  # noqa: S101 - whoever may enter documents is signed in
    return account
