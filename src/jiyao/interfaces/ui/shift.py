"""Who evaluates, year by year: rows of figures, and the chart of what is government's and what is society's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from jiyao.engine.shapes import Words
from jiyao.insight.queries.shift import Counts, IssuerKind

KINDS: Mapping[IssuerKind, Words] = {
    IssuerKind.GOVERNMENT: Words(zh="政府部门", en="Government"),
    IssuerKind.EMPLOYER: Words(zh="用人单位", en="Employers"),
    IssuerKind.SOCIAL: Words(zh="社会培训评价组织", en="Social organisations"),
    IssuerKind.SCHOOL: Words(zh="技工院校", en="Technical schools"),
    IssuerKind.BODY: Words(zh="评价机构（类别未登记）", en="Bodies of unknown kind"),
    IssuerKind.UNKNOWN: Words(zh="发证单位未登记", en="Issuer not on record"),
}
PERCENT = 100
WIDTH, LEFT, RIGHT, STEP, HEIGHT = 480, 48, 424, 26, 16
"""The chart: its width, where bars begin and end, how far they are apart, how high they are."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a row is called, its figures in the order of the kinds, their sum, and society's share of what is known."""

    title: str
    figures: Sequence[int]
    total: int
    society_percent: int | None


def row_of(title: str, counts: Counts) -> Row:
    """A row of a table."""
    figures = [counts.get(kind, 0) for kind in IssuerKind]
    total = sum(figures)
    known = total - counts.get(IssuerKind.UNKNOWN, 0)
    society = known - counts.get(IssuerKind.GOVERNMENT, 0)
    return Row(title, figures, total, round(society * PERCENT / known) if known else None)


def shift_chart(rows: Sequence[Row], title: str) -> SafeString:
    """A bar a year: government's part in ink, society's in the accent, what is not known left open."""
    bars = format_html_join("", "{}", ((_bar(place, row),) for place, row in enumerate(rows)))
    return format_html(
        '<svg class="chart shift" role="img" viewBox="0 0 {} {}" aria-label="{}">{}</svg>',
        WIDTH,
        STEP * len(rows),
        title,
        bars,
    )


def _bar(place: int, row: Row) -> SafeString:
    y, reach = place * STEP + 2, RIGHT - LEFT
    government, unknown = row.figures[0], row.figures[-1]
    parts = (("government", government), ("society", row.total - government - unknown), ("unknown", unknown))
    drawn, x = [], float(LEFT)
    for kind, number in parts:
        width = reach * number / row.total if row.total else 0.0
        drawn.append((kind, round(x, 1), y, round(width, 1), HEIGHT))
        x += width
    said = "—" if row.society_percent is None else f"{row.society_percent}%"
    return format_html(
        '<text x="0" y="{}">{}</text>{}<text class="share" x="{}" y="{}" text-anchor="end">{}</text>',
        y + HEIGHT - 3,
        row.title,
        format_html_join(
            "", '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>', (one for one in drawn if one[3])
        ),
        WIDTH,
        y + HEIGHT - 3,
        said,
    )
