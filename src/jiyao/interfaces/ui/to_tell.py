"""Lists of those whom somebody else is to tell, as pages and workbooks show them: who, what kind of thing, until when.

No sum and no number of a case stands in them; the list of an employer leaves out measure and place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO

import xlsxwriter
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest

from jiyao.base.errors import JiyaoError
from jiyao.casework.models import Case, Message, MessageStep
from jiyao.casework.queries.determining import said_now
from jiyao.casework.time_limits import clock_of
from jiyao.engine.shapes import Language, Words
from jiyao.interfaces.ui.context import now, today
from jiyao.interfaces.ui.pack import assessor, the_pack
from jiyao.registry.hand import Hand
from jiyao.registry.queries.labels import masked_people, organisation_names, shown_in

SHOWN = 200
"""Lines of one list; the others follow once these are told."""
KINDS = {
    MessageStep.OFFER: Words(zh="有待遇可领取", en="Something is ready to be claimed"),
    MessageStep.ASK_SUPPLEMENT: Words(zh="需要补充材料", en="Papers are missing"),
    MessageStep.GIVE_ACCOUNT: Words(zh="需要更换收款账户", en="Another account is needed"),
}
OTHER = Words(zh="办件有结果", en="There is an answer")
CHANNELS = {
    "village": Words(zh="村、社区告知", en="village or community"),
    "visit": Words(zh="上门走访", en="visit"),
}
HEADS = {
    "person": Words(zh="人员", en="Person"),
    "kind": Words(zh="事由", en="What waits"),
    "until": Words(zh="截止日期", en="Until"),
    "measure": Words(zh="事项", en="Measure"),
    "place": Words(zh="所在地", en="Place"),
    "way": Words(zh="告知方式", en="How"),
    "organisation": Words(zh="单位", en="Organisation"),
    "told": Words(zh="告知情况", en="What came of it"),
}
DEMONSTRATION = Words(zh="演示数据", en="Demonstration data")
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ToTell:
    """One line. `until`: the last day, where one is known; of an offer the day until which it stays as it is."""

    number: int
    person: str
    kind: Words
    until: date | None
    measure: Words
    place: Words
    way: Words
    organisation: str

    def cell(self, name: str, language: Language) -> str:
        """What stands under a heading."""
        if name == "told":
            return ""
        value = getattr(self, name)
        if isinstance(value, Words):
            return value.said(language)
        return "" if value is None else str(value)


def lines_to_tell(waiting: QuerySet[Message]) -> tuple[list[ToTell], bool]:
    """The first lines of a list, and whether there are more."""
    messages = list(waiting[: SHOWN + 1])
    people = masked_people(one.whom for one in messages)
    names = organisation_names({one.organisation_id for one in messages if one.organisation_id is not None})
    lines = [
        ToTell(
            number=one.pk,
            person=shown_in(people, one.whom),
            kind=KINDS.get(MessageStep(one.step), OTHER),
            until=_until(one.case),
            measure=the_pack().title_of(one.measure),
            place=the_pack().place_of(one.division),
            way=CHANNELS.get(one.channel, OTHER),
            organisation=names.get(one.organisation_id or 0, ""),
        )
        for one in messages[:SHOWN]
    ]
    return lines, len(messages) > SHOWN


def _until(case: Case) -> date | None:
    if case.state == "offered":
        return _offered_until(case)
    clock = clock_of(case, the_pack(), today()) if case.state == "supplementing" else None
    return None if clock is None or clock.deadline is None else clock.deadline.on


def _offered_until(case: Case) -> date | None:
    """The last day on which time alone changes nothing of what is offered."""
    try:
        found, _ = said_now(case, Hand(None, today(), now()), assessor())
    except JiyaoError:
        return None
    changes = found.result.next_change_on
    return None if changes is None else changes - ONE_DAY


def chosen(request: HttpRequest) -> list[int]:
    """The messages that a form names: the one whose button was pressed, or all that are ticked or shown."""
    one = request.POST.get("one")
    names = [one] if one else request.POST.getlist("shown" if request.POST.get("all") else "message")
    return sorted({int(name) for name in names if name.isdecimal() and len(name) <= 18})


def workbook_to_tell(
    lines: Sequence[ToTell], columns: Sequence[str], title: Words, language: Language
) -> bytes:
    """The list as a workbook, with room to note what came of it. Every cell is text; nothing in it is a formula."""
    content = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(content, options) as book:
        sheet, bold = book.add_worksheet(title.said(language)[:31]), book.add_format({"bold": True})
        first = 1 if settings.DEMONSTRATION else 0
        if first:
            sheet.write_string(0, 0, DEMONSTRATION.said(language), bold)
        for index, name in enumerate(columns):
            sheet.write_string(first, index, HEADS[name].said(language), bold)
        for row, line in enumerate(lines, first + 1):
            for index, name in enumerate(columns):
                sheet.write_string(row, index, line.cell(name, language))
        sheet.freeze_panes(first + 1, 0)
        sheet.set_column(0, len(columns) - 1, 18)
    return content.getvalue()
