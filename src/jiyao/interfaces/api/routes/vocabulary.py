"""The vocabulary of the pack: subjects, facts, code lists, divisions."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from jiyao.engine.vocabulary import DIVISIONS
from jiyao.interfaces.api.paging import Page, Paged, page_of
from jiyao.interfaces.api.records.vocabulary import (
    CodeListRecord,
    CodeRecord,
    FactRecord,
    SubjectRecord,
    code_list_record,
    code_records,
    fact_record,
    subject_record,
)
from jiyao.interfaces.api.routes.speaking import check_filter, named, teller

router = Router(tags=["vocabulary"])


class FactsAsked(Paged):
    """Which facts: those of a subject itself."""

    subject: Annotated[str | None, Field(json_schema_extra={"x-known": "subjects"})] = None


class DivisionsAsked(Paged):
    """Which divisions: those right below another."""

    parent: Annotated[str | None, Field(json_schema_extra={"x-known": "divisions"})] = None


@router.get("/subjects", response=Page[SubjectRecord], operation_id="subjects")
def subjects(request: HttpRequest, response: HttpResponse, asked: Query[Paged]) -> Page[SubjectRecord]:
    """What measures may be determined for."""
    who = teller()
    listed = list(who.pack.vocabulary.subjects.values())
    return page_of(request, response, asked, listed, lambda one: subject_record(who, one))


@router.get("/facts", response=Page[FactRecord], operation_id="facts")
def facts(request: HttpRequest, response: HttpResponse, asked: Query[FactsAsked]) -> Page[FactRecord]:
    """What may be known, how it is written, and who knows it."""
    who = teller()
    check_filter("subject", asked.subject, who.pack.vocabulary.subjects)
    known = who.pack.vocabulary.facts.values()
    listed = [fact for fact in known if asked.subject is None or asked.subject in fact.of]
    return page_of(request, response, asked, listed, lambda one: fact_record(who, one))


@router.get("/code-lists", response=Page[CodeListRecord], operation_id="code_lists")
def code_lists(request: HttpRequest, response: HttpResponse, asked: Query[Paged]) -> Page[CodeListRecord]:
    """The closed lists of codes."""
    who = teller()
    listed = list(who.pack.vocabulary.codes.values())
    return page_of(request, response, asked, listed, lambda one: code_list_record(who, one))


@router.get("/code-lists/{code_list_id}", response=Page[CodeRecord], operation_id="code_list")
def code_list(
    request: HttpRequest, response: HttpResponse, code_list_id: str, asked: Query[Paged]
) -> Page[CodeRecord]:
    """The codes of one list in its order."""
    who = teller()
    listed = code_records(who, named(code_list_id, who.pack.vocabulary.codes))
    return page_of(request, response, asked, listed, lambda one: one)


@router.get("/divisions", response=Page[CodeRecord], operation_id="divisions")
def divisions(request: HttpRequest, response: HttpResponse, asked: Query[DivisionsAsked]) -> Page[CodeRecord]:
    """The divisions of the region."""
    who = teller()
    known = who.pack.vocabulary.codes[DIVISIONS]
    check_filter("parent", asked.parent, known.codes)
    listed = [one for one in code_records(who, known) if asked.parent in (None, one.parent)]
    return page_of(request, response, asked, listed, lambda one: one)
