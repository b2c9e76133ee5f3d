"""公文: what a paper says is written down once, its files are kept once, and each look of an official leaves an act."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Literal

from django.db import transaction

from jiyao.casework.models import Paper
from jiyao.casework.sealing import seal_text, unseal_text
from jiyao.foundation.actions.acting import append_act
from jiyao.foundation.actions.attaching import keep_file
from jiyao.foundation.models import Attachment

Form = Literal["docx", "pdf"]
FORMS: tuple[Form, ...] = ("docx", "pdf")
FIELD = "content_sealed"


def written(paper: Paper) -> str | None:
    """What the paper says, as JSON; None where nobody has written it yet. raises Erased"""
    return None if paper.content_sealed is None else unseal_text(paper.owner, FIELD, paper.content_sealed)


@transaction.atomic
def write_down(number: int, content: str, reference: str) -> str:
    """What the paper says from now on: this, or what another wrote down before. raises Erased"""
    paper = Paper.objects.select_for_update(of=("self",)).select_related("case").get(pk=number)
    before = written(paper)
    if before is not None:
        return before
    paper.content_sealed, paper.reference = seal_text(paper.owner, FIELD, content), reference
    paper.save(update_fields=["content_sealed", "reference"])
    return content


def kept_paper(number: int, form: Form, make: Callable[[], bytes], *, name: str, at: datetime) -> Attachment:
    """The file of a paper: the one that is kept, or what `make` brings, from now on kept."""
    kept: Attachment | None = getattr(Paper.objects.select_related(form).get(pk=number), form)
    if kept is not None:
        return kept
    made = keep_file(BytesIO(make()), name=name, kinds={form}, at=at)
    Paper.objects.filter(pk=number, **{f"{form}__isnull": True}).update(**{form: made})
    found: Attachment = getattr(Paper.objects.select_related(form).get(pk=number), form)
    return found


def note_look(paper: Paper, form: Form, *, by: str, at: datetime) -> None:
    """An act that says who took a paper. Who may is asked before."""
    append_act(
        kind="take-paper",
        actor=by,
        subject=f"paper:{paper.pk}",
        at=at,
        codes={"form": form},
        owner=paper.owner,
        rests_on=[paper.act],
    )
