"""Imports: which tables take files, their templates, and a file that is brought."""

from io import BytesIO

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from jiyao.base.errors import Invalid
from jiyao.interfaces.desk.imports import (
    FIELDS,
    FILE,
    MODE,
    UnknownMode,
    begin_import,
    importable,
    profile_of,
)
from jiyao.interfaces.desk.job_lists import job_lines
from jiyao.interfaces.ui.context import language_of_page
from jiyao.interfaces.ui.downloads import XLSX, made_file
from jiyao.interfaces.ui.forms import filled
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import OF_TABLE, holder_in, permitted
from jiyao.interfaces.ui.uploads import OnDisk
from jiyao.registry.imports.checking.codes import vocabulary_codes
from jiyao.registry.imports.jobs import WORK
from jiyao.registry.imports.templates import write_template
from jiyao.registry.tabling import table_named


@permitted("jobs", "see")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The tables that take files, and the imports that were asked for."""
    holder = holder_in(request)
    context = {"tables": importable(holder), **job_lines(holder, WORK, language_of_page())}
    return render(request, "desk/imports.html", context)


@permitted(OF_TABLE, "import")
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, table: str) -> HttpResponse:
    """The form of a table's files; a file that is brought leads to its job, or back with what is wrong."""
    request.upload_handlers = [
        OnDisk(request)
    ]  # before anything reads the form, the check against forgery too
    return _uploaded(request, table)


@csrf_protect
def _uploaded(request: HttpRequest, table: str) -> HttpResponse:
    if request.method != "POST":
        return _form(request, table, {})
    try:
        job = begin_import(request, table_named(table), holder_in(request).party)
    except UnknownMode as error:
        return _form(request, table, {MODE: error.said(language_of_page())})
    except Invalid as error:
        return _form(request, table, {FILE: error.said(language_of_page())})
    return redirect("desk-job", job.pk)


def _form(request: HttpRequest, table: str, errors: dict[str, str]) -> HttpResponse:
    found = table_named(table)
    fields = filled(FIELDS, request.POST.dict(), errors)
    context = {"table": found, "columns": profile_of(found).columns, "fields": fields}
    return render(request, "desk/import.html", context, status=422 if errors else 200)


@permitted(OF_TABLE, "import")
@require_safe
def template(request: HttpRequest, table: str) -> HttpResponse:
    """The workbook to fill in."""
    found, language, made = table_named(table), language_of_page(), BytesIO()
    codes = vocabulary_codes(the_pack().vocabulary)
    write_template(profile=profile_of(found), codes_named=codes, to=made, language=language)
    name = f"{found.title.said(language)}.xlsx"
    return made_file(made.getvalue(), XLSX, name)
