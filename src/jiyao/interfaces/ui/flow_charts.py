"""Flow charts: steps in, an SVG out. Only attributes and classes: the page's policy allows no style inside it.

As wide as a telephone, so that its letters are never smaller than those of the page.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from jiyao.interfaces.ui.charts import width

WIDTH, EDGE = 360, 2
PAD, LINE, GAP, HEAD = 12, 21, 26, 5
NUMBERS = 26
"""How much room the number of a step takes."""
TOKEN = re.compile(r"[!-~]+\s*|\S[，。；：、！？）”》]*\s*")
"""What is not torn apart: a word of Latin letters; a character with the marks that close it."""


@dataclass(frozen=True, slots=True)
class FlowStep:
    """A step: what happens, and how long it may take in words. `is_own`: the days are this place's own."""

    words: str
    days: str
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """What a flow chart shows. `end`: what stands under the last step."""

    title: str
    steps: Sequence[FlowStep]
    end: str = ""


def flow_chart(flow: Flow) -> SafeString:
    """The chart of the steps, one below another."""
    y, parts = EDGE, []
    for number, step in enumerate(flow.steps, 1):
        if number > 1:
            parts.append(_arrow(y))
            y += GAP
        lines = wrapped(step.words, WIDTH - 2 * (EDGE + PAD) - NUMBERS)
        height = 2 * PAD + LINE * (len(lines) + bool(step.days))
        parts.append(format_html("<g>{}</g>", _all(_box(number, step, lines, y, height))))
        y += height
    if flow.end:
        parts += [_arrow(y), *_end(flow.end, y + GAP)]
        y += GAP + LINE
    said = " → ".join(f"{step.words} {step.days}".strip() for step in flow.steps)
    return format_html(
        '<svg class="flow" role="img" viewBox="0 0 {} {}" aria-label="{}">{}</svg>',
        WIDTH,
        y + EDGE,
        f"{flow.title}: {said}",
        _all(parts),
    )


def wrapped(text: str, room: float) -> list[str]:
    """The text in lines that are no wider than the room, as far as a word can be parted."""
    lines = [""]
    for token in TOKEN.findall(text):
        if lines[-1] and width((lines[-1] + token).rstrip()) > room:
            lines.append("")
        lines[-1] += token
    return [line.rstrip() for line in lines]


def _box(number: int, step: FlowStep, lines: Sequence[str], y: int, height: int) -> Iterator[SafeString]:
    box = '<rect class="flow-box" x="{}" y="{}" width="{}" height="{}" rx="3"/>'
    yield format_html(box, EDGE, y, WIDTH - 2 * EDGE, height)
    first = y + PAD + LINE - 6
    left = EDGE + PAD + NUMBERS
    yield _text("flow-number", EDGE + PAD, first, str(number))
    for index, line in enumerate(lines):
        yield _text("flow-words", left, first + LINE * index, line)
    if step.days:
        kind = "flow-days flow-own" if step.is_own else "flow-days"
        yield _text(kind, left, first + LINE * len(lines), step.days)


def _arrow(y: int) -> SafeString:
    middle, tip = WIDTH // 2, y + GAP - 1
    return format_html(
        '<path class="flow-arrow" d="M{0} {1}V{2}M{3} {4}L{0} {2}L{5} {4}"/>',
        middle,
        y,
        tip,
        middle - HEAD,
        tip - HEAD,
        middle + HEAD,
    )


def _end(text: str, y: int) -> Iterator[SafeString]:
    yield format_html(
        '<text class="flow-end" x="{}" y="{}" text-anchor="middle">{}</text>', WIDTH // 2, y + LINE - 5, text
    )


def _text(kind: str, x: int, y: int, text: str) -> SafeString:
    return format_html('<text class="{}" x="{}" y="{}">{}</text>', kind, x, y, text)


def _all(parts: Sequence[SafeString] | Iterator[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))
