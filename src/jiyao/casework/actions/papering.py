"""公文: what a paper says is written down once, its files are kept once, and each look of an official leaves an act."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Literal

from django.db import transaction

from jiyao.base.errors import Invalid, NotAllowed
from jiyao.casework.issuing import held_series, numbered
from jiyao.casework.models import Paper
from jiyao.casework.queries.together import Over
from jiyao.casework.tables import PAPERS
from jiyao.foundation.actions.acting import append_act
from jiyao.foundation.actions.attaching import keep_file
from jiyao.foundation.actions.texts import seal_text, unseal_text
from jiyao.foundation.models import Attachment
from jiyao.registry.hand import Hand

Form = Literal["docx", "pdf"]
FORMS: tuple[Form, ...] = ("docx", "pdf")
FIELD = "content_sealed"
MOST_CASES = 2_000
"""How many cases one paper lists; a file of more is no longer read by anybody."""


class NotYourPaper(NotAllowed):
    """The place is out of reach."""


class NoCases(Invalid):
    """There is nothing to write of."""


class TooManyCases(Invalid):
    """More than one paper can list."""


def written(paper: Paper) -> str | None:
    """What the paper says, as JSON; None where nobody has written it yet. raises Erased"""
    return None if paper.content_sealed is None else unseal_text(paper.owner, FIELD, paper.content_sealed)


@transaction.atomic
def issue_over(over: Over, hand: Hand, write: Callable[[Paper], tuple[str, str]]) -> Paper:
    """The paper over several cases, written down at once; or the one that was issued over the same before.

    write    what it says as JSON, and its reference, once it has its number
    raises   NotYourPaper, NoCases
    """
    _check(over, hand)
    series = held_series(over.kind, over.division, hand)
    before = Paper.objects.filter(kind=over.kind, division=series.division, about=over.about).first()
    if before is not None:
        return before
    act = append_act(
        kind="issue-papers",
        actor=hand.party,
        subject=f"division:{over.division}",
        at=hand.at,
        codes={over.kind.value.replace("-", "_"): 1, "cases": len(over.cases)},
        payload={"cases": [case.pk for case in over.cases]},
    )
    paper = numbered(over.kind, over.division, hand, act=act.number, about=over.about)
    content, paper.reference = write(paper)
    paper.content_sealed = seal_text(None, FIELD, content)
    paper.save(force_insert=True)
    return paper


def _check(over: Over, hand: Hand) -> None:
    reach = hand.reach(PAPERS.name, "make")
    if not (reach.everything or over.division in reach.divisions):
        raise NotYourPaper(
            f"papers of {over.division} are not yours to issue", zh=f"{over.division} 的公文不由您出具"
        )
    if not over.cases:
        raise NoCases(
            "there is no case that such a paper would speak of; choose another measure or place",
            zh="没有可以列入的办件，请另选事项或地区",
        )
    if len(over.cases) > MOST_CASES:
        raise TooManyCases(
            f"{len(over.cases)} cases are more than the {MOST_CASES} that one paper lists; choose a smaller place",
            zh=f"共 {len(over.cases)} 件，超过一份公文可列的 {MOST_CASES} 件，请选择较小的地区",
        )


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
