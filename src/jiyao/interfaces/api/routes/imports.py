"""Files of records that programs bring."""

from functools import wraps
from typing import Any, Literal

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from jiyao.foundation.actions.queueing import enqueue
from jiyao.foundation.models import Job
from jiyao.interfaces.api.answering import JSON_ANSWER, Renderer
from jiyao.interfaces.api.idempotency import NEEDED, View, repeatable
from jiyao.interfaces.api.reading import CSV, MULTIPART, PARQUET, XLSX, Asked
from jiyao.interfaces.api.records.jobs import JobRecord, job_address, job_record
from jiyao.interfaces.api.routes.tables import TableName
from jiyao.interfaces.api.tokens import BearerToken
from jiyao.interfaces.api.uploads import FILE, Upload, upload_in
from jiyao.interfaces.ui.context import language_of_page, now
from jiyao.interfaces.ui.permitting import OF_TABLE, holder_in
from jiyao.registry.imports.importing import Mode
from jiyao.registry.imports.jobs import ask_for_import
from jiyao.registry.imports.profiles import profile_named

router = Router(tags=["records"])
BINARY = {"schema": {"type": "string", "format": "binary"}}
BODY: dict[str, Any] = {
    "required": True,
    "content": {
        CSV: BINARY,
        XLSX: BINARY,
        PARQUET: BINARY,
        MULTIPART: {
            "schema": {
                "type": "object",
                "properties": {FILE: {"type": "string", "format": "binary"}},
                "required": [FILE],
            }
        },
    },
}
"""What may be sent, as the OpenAPI document says it."""


class ImportAsked(Asked):
    """What becomes of a file with bad rows."""

    mode: Literal["good_rows", "all_or_nothing", "dry_run"] = Mode.ALL_OR_NOTHING.value


def with_file(view: View[...]) -> View[...]:
    """The view, with the file that came with the request on disk, where the request ends with it."""

    @wraps(view)
    def answered(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponse:
        with upload_in(request, name=kwargs["table"]) as upload:
            request.upload = upload  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

    return answered


def _upload(request: HttpRequest) -> Upload:
    found: Upload = request.upload  # type: ignore[attr-defined]
    return found


@router.post(
    "/tables/{table}/imports",
    response={202: JobRecord},
    auth=BearerToken(OF_TABLE, "import"),
    operation_id="import_file",
    openapi_extra={"parameters": [NEEDED], "requestBody": BODY},
)
@with_file
@repeatable(lambda request: _upload(request).digest)
def import_file(request: HttpRequest, table: TableName, asked: Query[ImportAsked]) -> HttpResponse:
    """The job that imports the file, given to the workers."""
    upload = _upload(request)
    with transaction.atomic():
        job = ask_for_import(
            file=upload.file,
            name=upload.name,
            profile=profile_named(table, settings.PROFILES),
            mode=Mode(asked.mode),
            pack=settings.PACK,
            by=holder_in(request).party,
            at=now(),
            language=language_of_page(),
            invented=settings.DEMONSTRATION,
        )
        enqueue(job)
    return _accepted(request, job)


def _accepted(request: HttpRequest, job: Job) -> HttpResponse:
    told = job_record(job, language_of_page()).model_dump()
    content = Renderer().render(request, told, response_status=202)
    headers = {"Location": job_address(job)}
    return HttpResponse(content, status=202, content_type=JSON_ANSWER, headers=headers)
