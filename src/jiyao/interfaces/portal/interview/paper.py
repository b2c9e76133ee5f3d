"""The conclusions as a paper to take along."""

from collections.abc import Mapping, Sequence
from datetime import date

from jiyao.engine.determination.interviewing import Standing
from jiyao.engine.shapes import Words
from jiyao.engine.vocabulary import DIVISIONS
from jiyao.interfaces.portal.interview.answering import answered
from jiyao.interfaces.portal.interview.form import Carried
from jiyao.interfaces.portal.interview.headlines import Headline, headline
from jiyao.interfaces.ui.determinations.sorting import Section, conclusions, sections
from jiyao.interfaces.ui.determinations.telling import Told
from jiyao.interfaces.ui.paper.setting import Frame, paper
from jiyao.interfaces.ui.sentences import Teller
from jiyao.interfaces.ui.templatetags.ui import MARKS, day, yuan

TEMPLATE = "portal/paper/conclusions.typ"
TITLE = Words(zh="我的政策清单", en="My measures")
FILE = Words(zh="我的政策清单-{0}.pdf", en="my-measures-{0}.pdf")
FROM_ANSWERS = (
    "本清单按您的回答算出，不是决定；以经办机构审核为准。",
    "This list follows from your answers. It is no decision; the office has the last word.",
)
ANSWERS = ("我的回答", "My answers")
HEADS = (("哪一项", "Of"), ("问题", "Question"), ("回答", "Answer"))
SHORT = ("ask", "no")
"""Of what is open or refused it is told why, not how to go about it."""


def conclusions_paper(carried: Carried, standing: Standing, teller: Teller, on: date) -> bytes:
    """A PDF file with everything that the interview has come to."""
    return conclusions_file(content(carried, standing, teller, on), teller, on)


def conclusions_file(content: Mapping[str, object], teller: Teller, on: date) -> bytes:
    """A PDF file with that content."""
    return paper(TEMPLATE, frame=_frame(teller, on), content=content)


def file_name(teller: Teller, on: date) -> str:
    """What the file is called."""
    return teller.words(FILE).format(on.isoformat())


def _frame(teller: Teller, on: date) -> Frame:
    pack = teller.pack
    region = teller.words(pack.vocabulary.codes[DIVISIONS].codes[pack.region])
    return Frame(
        language=teller.language,
        title=teller.words(TITLE),
        house=teller.say(("技耀 · {0}技能人才服务", "Jiyao · {0} · skilled talent"), region),
        on=on,
        said=day(on),
        basis=teller.basis(),
        demonstration=pack.overlay is not None,
    )


def content(carried: Carried, standing: Standing, teller: Teller, on: date) -> dict[str, object]:
    """What the paper says, in the order in which it is read."""
    found = conclusions(standing.determinations, teller, standing.at_most)
    return {
        "above": f"{teller.words(carried.profile.title)} · {day(on)}",
        "basis": teller.say(FROM_ANSWERS),
        **told_content(headline(standing, found, teller), sections(found, teller), found.apart, teller),
        "facts_title": teller.say(ANSWERS),
        "facts_heads": [teller.say(head) for head in HEADS],
        "facts": [
            {"row": one.row_words, "words": one.words, "value": one.value}
            for one in answered(carried.interview, teller)
        ],
    }


def told_content(above: Headline, listed: Sequence[Section], apart: int, teller: Teller) -> dict[str, object]:
    """The conclusions, whoever they are of."""
    shown = {"what": above.what, "figure": above.figure, "unit": above.unit, "also": list(above.also)}
    return {"headline": shown, "sections": [_section(one, teller) for one in listed], "apart": apart}


def _section(section: Section, teller: Teller) -> dict[str, object]:
    return {
        "kind": section.kind,
        "word": teller.say(MARKS[section.kind]),
        "title": section.title,
        "told": [_told(one, section.kind, teller) for one in section.told],
    }


def _told(one: Told, kind: str, teller: Teller) -> dict[str, object]:
    before, sum_, after = _sum(one, kind, teller)
    lasting = (
        teller.say(("至少到{0}不变", "So until at least {0}"), day(one.lasts_to)) if one.lasts_to else ""
    )
    short = kind in SHORT
    return {
        "title": one.title,
        "row": one.row_words,
        "before": before,
        "sum": sum_,
        "after": after,
        "why": [line for line in (*one.why, one.payee, one.unpaid, "" if short else lasting) if line],
        "papers": [] if short else list(one.evidence),
        "steps": [] if short else [{"words": s.words, "days": s.working_days} for s in one.steps],
        "margin": [
            one.clause,
            *([teller.say(("按演示值", "On demonstration values"))] if one.demonstration else []),
        ],
    }


def _sum(one: Told, kind: str, teller: Teller) -> tuple[str, str, str]:
    """The sum, what is given, or the day, with the words before and after it."""
    if one.from_day:
        fen = (
            teller.say(("起，{0} 元", ", {0} yuan"), yuan(one.fen)) if one.fen else teller.say(("起", " on"))
        )
        return "", day(one.from_day), fen
    if one.fen:
        return (
            teller.say(("最多 ", "At most ")) if kind == "ask" else "",
            yuan(one.fen),
            teller.say((" 元", " yuan")),
        )
    return "", one.given, ""
