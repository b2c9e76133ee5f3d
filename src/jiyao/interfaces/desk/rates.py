"""The rates of ratings by place and organisation: on their page, and as a sheet of the workbook."""

from collections.abc import Sequence
from datetime import date

from jiyao.casework.queries.ratings import RateCount, rates
from jiyao.engine.shapes import Language, Words
from jiyao.interfaces.desk.workbooks import Sheet
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.ratings import GRADES
from jiyao.registry.permitting import Holder
from jiyao.registry.queries.labels import organisation_names

HEADS = (
    Words(zh="受理地", en="Place"),
    Words(zh="单位", en="Organisation"),
    Words(zh="评价数", en="Ratings"),
    *GRADES.values(),
    Words(zh="满意率（%）", en="Content (%)"),
    Words(zh="差评", en="Bad marks"),
    Words(zh="差评已答复", en="Bad marks answered"),
)


def rates_told(holder: Holder, on: date) -> Sequence[tuple[RateCount, Words, str]]:
    """Each rate in reach with its place and organisation in words."""
    found = rates(holder, on)
    names = organisation_names({one.organisation for one in found if one.organisation})
    return [(one, the_pack().place_of(one.division), names.get(one.organisation or 0, "")) for one in found]


def rates_sheet(holder: Holder, on: date, language: Language) -> Sheet:
    """The rates as a sheet."""
    rows = [
        (
            place.said(language),
            name,
            str(one.count),
            *map(str, one.grades),
            str(one.content_percent),
            str(one.bad),
            str(one.answered),
        )
        for one, place, name in rates_told(holder, on)
    ]
    return Sheet(Words(zh="满意率", en="Rates"), HEADS, rows)
