"""A local guide as a paper to take along."""

from datetime import date

from jiyao.engine.shapes import Words
from jiyao.interfaces.ui.paper.setting import Frame, paper
from jiyao.interfaces.ui.policy.guides import GuidePage, Published
from jiyao.interfaces.ui.policy.telling import place_name
from jiyao.interfaces.ui.sentences import Teller
from jiyao.interfaces.ui.templatetags.ui import day

TEMPLATE = "portal/paper/guide.typ"
FILE = Words(zh="办事指南-{0}-{1}.pdf", en="guide-{0}-{1}.pdf")


def file_name(page: GuidePage, teller: Teller) -> str:
    """What the file is called."""
    return teller.words(FILE).format(page.measure.id, page.division)


def guide_paper(page: GuidePage, teller: Teller, on: date) -> bytes:
    """A PDF file with everything that stands on the page."""
    pack = teller.pack
    frame = Frame(
        language=teller.language,
        title=page.title,
        house=teller.say(
            ("技耀 · {0}技能人才服务", "Jiyao · {0} · skilled talent"), place_name(teller, pack.region)
        ),
        on=on,
        said=day(on),
        basis=teller.basis(),
        demonstration=pack.overlay is not None,
    )
    return paper(TEMPLATE, frame=frame, content=_content(page))


def _content(page: GuidePage) -> dict[str, object]:
    return {
        "place": page.place,
        "summary": page.summary,
        "published": None if page.published is None else _published(page.published),
        "steps": [{"words": step.words, "days": step.days} for step in page.steps],
        "papers": [f"{paper}（{only_if}）" if only_if else paper for paper, only_if in page.evidence],
        "taken": None if page.taken is None else page.taken.working_days,
    }


def _published(told: Published) -> dict[str, object]:
    return {
        "days": told.days,
        "published_on": day(told.published_on),
        "offices": [
            {
                "name": office.name,
                "address": office.address,
                "hours": office.hours,
                "telephones": [number for number, _ in office.telephones],
            }
            for office in told.offices
        ],
        "ways": [
            " · ".join(part for part in (way.words, way.address, way.note) if part) for way in told.ways
        ],
        "promised": told.promised_days,
        "forms": [form.words for form in told.forms],
        "notes": list(told.notes),
        "source": " ".join(part for part in (told.margin.title, told.margin.article) if part),
    }
