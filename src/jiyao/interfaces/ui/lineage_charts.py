"""Lineage drawn: a table of documents in, an SVG out; three columns where there is room, a tree on a phone."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from jiyao.interfaces.ui.charts import width as width_of

BOX, HEIGHT, GAP, BETWEEN = 268, 78, 14, 78
HEAD = 34
"""The wide drawing: how wide and high a box is, how far boxes and columns stand apart, how high the heading is."""
NARROW, INDENT, DOT, ROW, LINE = 350, 16, 4.5, 18, 19
"""The narrow drawing: its width, how far a generation is set in, dots, space between rows, a line of text."""
MOST_LINES = 2
PIECE = re.compile(r"[A-Za-z0-9.,()\[\]–—-]+ ?|[（“《‘〔]*.[），。”》’、；：〕]*")
"""What stays on one line: a word, or a character with the brackets and marks that cling to it."""


@dataclass(frozen=True, slots=True)
class Node:
    """A document to draw. `above`: what it stands under, nearest first; `between`: the days since each, in words."""

    id: str
    title: str
    told: str
    column: int
    here: bool
    above: tuple[str, ...]
    dashed: tuple[str, ...]
    between: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LineageTable:
    """What a drawing shows. Nodes stand after those above them."""

    title: str
    columns: tuple[str, ...]
    nodes: tuple[Node, ...]
    also: str


def _branches(table: LineageTable) -> Iterator[tuple[Node, int]]:
    """The nodes as a tree, each under the first of those above it, with how deep it is."""
    ids = {node.id for node in table.nodes}
    below: dict[str, list[Node]] = {}
    for node in table.nodes:
        below.setdefault(next((id_ for id_ in node.above if id_ in ids), ""), []).append(node)
    given: set[str] = set()

    def under(id_: str, depth: int) -> Iterator[tuple[Node, int]]:
        for node in below.get(id_, ()):
            if node.id not in given:
                given.add(node.id)
                yield node, depth
                yield from under(node.id, depth + 1)

    yield from under("", 0)
    for node in table.nodes:  # what stands in a circle
        if node.id not in given:
            given.add(node.id)
            yield node, 0


def lineage_columns(table: LineageTable) -> SafeString:
    """The wide drawing: a column a level, and a line from each document to those under it."""
    places = _columns_places(table)
    wide = len(table.columns) * BOX + (len(table.columns) - 1) * BETWEEN
    high = max((y for _, y in places.values()), default=0) + HEIGHT + 2
    parts = [
        _text("lineage-column", column * (BOX + BETWEEN), 16, title)
        for column, title in enumerate(table.columns)
    ]
    for node in table.nodes:
        parts += [_curve(places, node, id_) for id_ in node.above if id_ in places]
    parts += [_box(node, *places[node.id]) for node in table.nodes]
    for node in table.nodes:
        parts += [_days(places, node, id_) for id_ in node.between if id_ in places]
    return _svg("lineage lineage-wide", wide, high, table.title, parts)


def _columns_places(table: LineageTable) -> dict[str, tuple[float, float]]:
    """Where each box stands: beside what it is under, and below what is already there."""
    free = [float(HEAD)] * len(table.columns)
    places: dict[str, tuple[float, float]] = {}
    for node, depth in _branches(table):
        above = [places[id_][1] for id_ in node.above if id_ in places]
        y = max(free[node.column], max(free) if depth == 0 else above[0] if above else HEAD)
        places[node.id] = (node.column * (BOX + BETWEEN), y)
        free[node.column] = y + HEIGHT + GAP
    return places


def _box(node: Node, x: float, y: float) -> SafeString:
    kind = "lineage-box lineage-here" if node.here else "lineage-box"
    lines = _lines(node.title, BOX - 24, MOST_LINES)
    text = [_text("lineage-title", x + 12, y + 22 + LINE * n, line) for n, line in enumerate(lines)]
    told = _text("lineage-told", x + 12, y + 22 + LINE * MOST_LINES, _lines(node.told, BOX - 20, 1, 12)[0])
    rect = format_html('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>', kind, x, y, BOX, HEIGHT)
    return rect + format_html_join("", "{}", ((part,) for part in (*text, told)))


def _curve(places: Mapping[str, tuple[float, float]], node: Node, above: str) -> SafeString:
    (x1, y1), (x2, y2) = places[above], places[node.id]
    kind = "lineage-link lineage-follows" if above in node.dashed else "lineage-link"
    if x1 < x2:
        start, end, middle = x1 + BOX, x2, (x1 + BOX + x2) / 2
        if x2 - x1 > BOX + BETWEEN:  # past a column: bend in the last gap, so that boxes are not crossed
            middle = x2 - BETWEEN / 2
        path = f"M{start} {y1 + 39} C{middle} {y1 + 39} {middle} {y2 + 39} {end} {y2 + 39}"
    else:
        side = x1 - 12
        path = f"M{x1} {y1 + 50} C{side - 8} {y1 + 50} {side - 8} {y2 + 28} {x2} {y2 + 28}"
    return format_html('<path class="{}" d="{}"/>', kind, path)


def _days(places: Mapping[str, tuple[float, float]], node: Node, above: str) -> SafeString:
    (x1, _), (x2, y2) = places[above], places[node.id]
    x, y = (x2 - BETWEEN / 2, y2 + 34) if x1 < x2 else (x2 + BOX / 2, y2 - 3)
    return _text("lineage-days", x, y, node.between[above], anchor="middle")


def lineage_tree(table: LineageTable) -> SafeString:
    """The narrow drawing: a row a document, set in under the one it stands under."""
    parts: list[SafeString] = []
    dots: dict[str, tuple[float, float]] = {}
    titles = {node.id: node.title for node in table.nodes}
    y = 4.0
    for node, depth in _branches(table):
        x = 8 + depth * INDENT
        left = x + 14
        lines = _lines(node.title, NARROW - left - 8, 3)
        above = next((id_ for id_ in node.above if id_ in dots), None)
        dots[node.id] = (x, y + 14)
        if above is not None:
            parts.append(_elbow(dots[above], dots[node.id], above in node.dashed))
        parts.append(_dot(node, x, y + 14))
        kind = "lineage-title lineage-here" if node.here else "lineage-title"
        parts += [_text(kind, left, y + 19 + LINE * n, line) for n, line in enumerate(lines)]
        y += 19 + LINE * len(lines)
        for told in _told(table, node, above, titles):
            parts.append(_text("lineage-told", left, y, _lines(told, NARROW - left - 8, 1, 12)[0]))
            y += LINE - 2
        y += ROW - 17
    return _svg("lineage lineage-narrow", NARROW, y, table.title, parts)


def _told(table: LineageTable, node: Node, above: str | None, titles: Mapping[str, str]) -> Iterator[str]:
    level = table.columns[node.column]
    since = node.between.get(above or "", "")
    yield " · ".join(part for part in (level, node.told) if part)
    if since:
        yield f"+{since}"
    for id_ in node.above:
        if id_ != above and id_ in titles:
            yield (
                f"{table.also}：{titles[id_]}"
                if since or not titles[id_].isascii()
                else f"{table.also}: {titles[id_]}"
            )


def _elbow(above: tuple[float, float], here: tuple[float, float], dashed: bool) -> SafeString:
    kind = "lineage-link lineage-follows" if dashed else "lineage-link"
    path = f"M{above[0]} {above[1] + DOT} V{here[1]} H{here[0] - DOT}"
    return format_html('<path class="{}" d="{}"/>', kind, path)


def _dot(node: Node, x: float, y: float) -> SafeString:
    kind = "lineage-dot lineage-here" if node.here else f"lineage-dot lineage-level-{node.column}"
    return format_html('<circle class="{}" cx="{}" cy="{}" r="{}"/>', kind, x, y, DOT)


def _lines(text: str, room: float, most: int, size: float = 14) -> Sequence[str]:
    """The text in lines that fit; what does not is cut with a mark."""
    room *= 14 / size
    lines = [""]
    for piece in PIECE.findall(text):
        if lines[-1] and width_of(lines[-1] + piece.rstrip()) > room:
            lines.append("")
        lines[-1] += piece
    lines = [line.strip() for line in lines]
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width_of(last + "…") > room:
        last = last[:-1]
    return [*lines[: most - 1], f"{last}…"]


def _svg(kind: str, wide: float, high: float, title: str, parts: Sequence[SafeString]) -> SafeString:
    return format_html(
        '<svg class="{}" role="img" viewBox="0 0 {} {}" aria-label="{}">{}</svg>',
        kind,
        wide,
        round(high, 1),
        title,
        format_html_join("", "{}", ((part,) for part in parts)),
    )


def _text(kind: str, x: float, y: float, text: str, anchor: str = "start") -> SafeString:
    return format_html(
        '<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>',
        kind,
        round(x, 1),
        round(y, 1),
        anchor,
        text,
    )
