"""Determinations as programs read them."""

from collections.abc import Iterable

from django.http import HttpResponse
from pydantic import TypeAdapter

from jiyao.engine.determination.reasons import Determination
from jiyao.engine.determination.records import DeterminationRecord, record
from jiyao.interfaces.api.answering import JSON_ANSWER
from jiyao.interfaces.ui.sentences import Teller

RECORDS = TypeAdapter(list[DeterminationRecord])


def determined(found: Iterable[Determination], who: Teller) -> HttpResponse:
    """The answer that tells them: one record a row and measure."""
    records = [record(one, who.speaker(one)) for one in found]
    return HttpResponse(RECORDS.dump_json(records), content_type=JSON_ANSWER)
