"""公示名单: all that is on public notice on a day, for everybody to take home; unlike a paper it has no reference."""

from collections.abc import Mapping, Sequence
from datetime import date

from jiyao.casework.kinds import FILINGS
from jiyao.casework.models import Case
from jiyao.casework.queries.notices import Notice
from jiyao.engine.packs.loading import Pack
from jiyao.interfaces.ui.cases import title_of
from jiyao.interfaces.ui.official.around import office_of, warning_of
from jiyao.interfaces.ui.official.content import Content, Table, Text, said_day
from jiyao.interfaces.ui.official.lists import UNKNOWN
from jiyao.interfaces.ui.official.saying import figures
from jiyao.interfaces.ui.policy.telling import place_name
from jiyao.interfaces.ui.sentences import Teller
from jiyao.registry.queries.labels import MaskedPerson, masked_people, organisation_names

MOST = 2_000
"""How many cases one file lists, the newest first; the note beneath says where there are more."""
TITLE = "公示名单"
HEADS = ("受理编号", "事项", "姓名", "受理地", "金额（元）", "公示起止")


def notices_listed(found: Sequence[Notice], pack: Pack, on: date) -> Content:
    """Number, measure, masked name, place, sum and days of each."""
    first = Text(
        text="下列事项拟予批准，现予公示。有异议的，请在公示期内实名向办理机关提出；异议办结前公示顺延。姓名已作隐去处理。"
    )
    table = Table(heads=HEADS, rows=_rows(found[:MOST], pack), widths=(42, 48, 14, 22, 20, 44), right=(4,))
    more = f"，本表列出最近{MOST}件" if len(found) > MOST else ""
    return Content(
        form="lying",
        office=office_of(pack, pack.region),
        reference=f"截至{said_day(on)}，共{len(found)}件{more}",
        title=TITLE,
        blocks=(first, table),
        on=on,
        notes=(Teller(pack, "zh").basis(),),
        warning=warning_of(pack),
    )


def _rows(found: Sequence[Notice], pack: Pack) -> tuple[tuple[str, ...], ...]:
    teller = Teller(pack, "zh")
    people = masked_people(one.case.person_id for one in found if one.case.person_id)
    names = organisation_names({one.case.subject_record for one in found if one.case.kind in FILINGS})
    return tuple(
        (
            one.case.number,
            title_of(one.case, pack).zh,
            _whose(one.case, people, names),
            place_name(teller, one.case.division) or "—",
            figures(one.case.amount_fen) if one.case.amount_fen else "—",
            days_of(one),
        )
        for one in found
    )


def _whose(case: Case, people: Mapping[int, MaskedPerson], names: Mapping[int, str]) -> str:
    """The masked name of whom a case is about, or of a filing the organisation."""
    if case.kind in FILINGS:
        return names.get(case.subject_record, "—")
    person = people.get(case.person_id or 0)
    return person.name if person is not None and person.name else "—"


def days_of(one: Notice) -> str:
    """From when to when it is shown; goes on while an objection is examined."""
    until = UNKNOWN if one.until is None else said_day(one.until.on)
    return f"{said_day(one.since)}至{until}" + ("（有异议，顺延）" if one.held_up else "")
