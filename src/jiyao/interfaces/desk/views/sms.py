"""短信: waiting text messages are taken out as a file, and what became of them is loaded; as `jiyao sms` does."""

from typing import BinaryIO, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from jiyao.base.errors import JiyaoError
from jiyao.casework.actions.texting import load_sms_report, make_sms_batch, write_sms_batch
from jiyao.casework.queries.messages import sms_batches, waiting_texts
from jiyao.casework.sms import sms_file
from jiyao.engine.shapes import Words
from jiyao.interfaces.desk.imports import FILE, uploaded
from jiyao.interfaces.ui.context import language_of_page, now, today
from jiyao.interfaces.ui.downloads import made_file
from jiyao.interfaces.ui.forms import Field, filled
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import holder_in, permitted
from jiyao.interfaces.ui.uploads import OnDisk

SMS_FILES = "sms-files"
CSV = "text/csv"
REPORT = Field(
    name=FILE,
    label=Words(zh="发送结果文件", en="Report"),
    kind="file",
    accept=".csv",
    hint=Words(zh="短信平台返回的 CSV 文件", en="The CSV file that came back"),
    is_required=True,
)


@permitted(SMS_FILES, "see")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """How many wait, and the batches that went out."""
    return _page(request, {})


@permitted(SMS_FILES, "export")
@never_cache
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """The page with the batch that was made of what waits; or with why none was."""
    shape = sms_file(settings.PROFILES)
    try:
        made = make_sms_batch(shape, the_pack(), on=today(), at=now())
    except JiyaoError as error:
        return _page(request, {"complaint": error.said(language_of_page())}, 422)
    return _page(request, {"made": made})


@permitted(SMS_FILES, "export")
@never_cache
@require_POST
def take(request: HttpRequest, number: int) -> HttpResponse:
    """The file of a batch, and an act that says who took it; or why there is none."""
    shape, by = sms_file(settings.PROFILES), holder_in(request).party
    try:
        content = write_sms_batch(number, shape, the_pack(), by=by, at=now())
    except JiyaoError as error:
        return _page(request, {"complaint": error.said(language_of_page())}, 422)
    return made_file(content, CSV, f"sms-{number}.csv")


@permitted(SMS_FILES, "import")
@csrf_exempt
@never_cache
@require_POST
def load(request: HttpRequest) -> HttpResponse:
    """What came of a report, or what is wrong with it."""
    request.upload_handlers = [OnDisk(request)]  # before anything reads the form
    return _loaded(request)


@csrf_protect
def _loaded(request: HttpRequest) -> HttpResponse:
    try:
        file, by = cast(BinaryIO, uploaded(request)), holder_in(request).party
        found = load_sms_report(file, sms_file(settings.PROFILES), by=by, on=today(), at=now())
    except JiyaoError as error:
        return _page(request, {"wrong": error.said(language_of_page())}, 422)
    return _page(request, {"loaded": found})


def _page(request: HttpRequest, told: dict[str, object], status: int = 200) -> HttpResponse:
    holder = holder_in(request)
    context = {
        "waiting": waiting_texts(sms_file(settings.PROFILES)),
        "batches": sms_batches(),
        "report": filled([REPORT], {}, {FILE: str(told.get("wrong", ""))})[0],
        "may_take": holder.may(SMS_FILES, "export"),
        "may_load": holder.may(SMS_FILES, "import"),
        **told,
    }
    return render(request, "desk/sms.html", context, status=status)
