"""A local guide 办事指南 as a page: where and how a measure is had in one prefecture, in the page's language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from jiyao.casework.queries.taking import Taken, taken_days
from jiyao.engine.measures import ALWAYS, DEMONSTRATION, Measure
from jiyao.engine.packs.gaps import prefectures
from jiyao.engine.packs.guide_files import EditionFile, OfficeFile, WayFile
from jiyao.engine.packs.guides import guide_on, steps_of
from jiyao.interfaces.ui.flow_charts import Flow, FlowStep, flow_chart
from jiyao.interfaces.ui.policy import words as w
from jiyao.interfaces.ui.policy.telling import Margin, margin, period_in_words, place_name
from jiyao.interfaces.ui.policy.values import ValueRow, local_rows
from jiyao.interfaces.ui.sentences import Teller

FLOW = ("{0}：办理流程", "{0}: how it goes")
NO_DAYS = ("时限未查到", "working days not found")
OWN_DAYS = ("本地 {0} 个工作日", "{0} working days here")
PROMISED = ("承诺 {0} 个工作日内办结", "decided within {0} working days, as promised")
NOT_DIGITS = str.maketrans("", "", " -")
WAYS = {
    "window": ("窗口办理", "at the window"),
    "online": ("网上办理", "online"),
    "app": ("手机办理", "by telephone app"),
    "post": ("邮寄办理", "by post"),
}


@dataclass(frozen=True, slots=True)
class Office:
    """A window. `telephones`: as people write them, and as they are called."""

    name: str
    address: str
    hours: str
    telephones: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Way:
    """A way to apply; `address` is empty where it is no page of the web."""

    words: str
    address: str
    note: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form; `file` is the hash under which it is kept, empty where none was uploaded."""

    words: str
    file: str


@dataclass(frozen=True, slots=True)
class Published:
    """What a prefecture has published."""

    days: str
    published_on: date
    offices: tuple[Office, ...]
    ways: tuple[Way, ...]
    promised_days: int
    forms: tuple[Form, ...]
    notes: tuple[str, ...]
    margin: Margin
    is_demonstration: bool


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A prefecture, and whether it has published a guide of the measure; `begins_on`: of one to come, from when."""

    division: str
    name: str
    is_published: bool
    begins_on: date | None = None


@dataclass(frozen=True, slots=True)
class GuidePage:
    """What stands on the page; `published` is None where the prefecture has published nothing for the day."""

    measure: Measure
    title: str
    summary: str
    division: str
    place: str
    published: Published | None
    steps: tuple[FlowStep, ...]
    chart: SafeString | None
    evidence: tuple[tuple[str, str], ...]
    taken: Taken | None
    local: tuple[tuple[str, ValueRow | None], ...]
    places: tuple[Elsewhere, ...]


def guide_page(teller: Teller, measure: Measure, division: str, on: date) -> GuidePage:
    """The page of a measure in a prefecture on a day."""
    edition = guide_on(teller.pack.guides, measure.id, division, on)
    title, place = teller.words(measure.title), place_name(teller, division)
    steps = tuple(steps_in_words(teller, measure, edition))
    end = "" if edition is None else teller.say(PROMISED, edition.promised_days)
    return GuidePage(
        measure=measure,
        title=title,
        summary="" if measure.summary is None else teller.words(measure.summary),
        division=division,
        place=place,
        published=None if edition is None else published_in_words(teller, edition),
        steps=steps,
        chart=flow_chart(Flow(teller.say(FLOW, title), steps, end)) if steps else None,
        evidence=tuple(
            (teller.words(paper.words), teller.words(paper.only_if) if paper.only_if else "")
            for paper in measure.evidence
        ),
        taken=taken_days(measure.id, division),
        local=local_rows(teller, measure, division, on),
        places=tuple(published_by(teller, measure, on)),
    )


def published_by(teller: Teller, measure: Measure, on: date) -> Iterator[Elsewhere]:
    """Every prefecture, with whether it has published a guide of the measure."""
    for division in prefectures(teller.pack):
        is_published = guide_on(teller.pack.guides, measure.id, division, on) is not None
        editions = teller.pack.guides.get(measure.id, {}).get(division, ())
        coming = next((one.starts_on for one in editions if one.starts_on > on), None)
        yield Elsewhere(
            division, place_name(teller, division), is_published, None if is_published else coming
        )


def steps_in_words(teller: Teller, measure: Measure, edition: EditionFile | None) -> Iterator[FlowStep]:
    """The steps of the measure's procedure with the days of the edition; its own steps where there is no procedure."""
    own = {} if edition is None else edition.step_days
    for step in steps_of(teller.pack.procedures, measure):
        days = own.get(step["id"], step.get("working_days"))
        yield FlowStep(step[teller.language], _days(teller, days, step["id"] in own), step["id"] in own)
    for told in () if edition is None else edition.steps:
        is_own = told.working_days is not None
        yield FlowStep(teller.words(told.words), _days(teller, told.working_days, is_own), is_own)


def _days(teller: Teller, days: int | None, is_own: bool) -> str:
    if days is None:
        return teller.say(NO_DAYS)
    return teller.say(OWN_DAYS if is_own else w.WORKING_DAYS, days)


def published_in_words(teller: Teller, edition: EditionFile) -> Published:
    """An edition in the page's language."""
    return Published(
        days=period_in_words(teller, edition.period),
        published_on=edition.published_on,
        offices=tuple(_office(teller, office) for office in edition.offices),
        ways=tuple(_way(teller, way) for way in edition.ways),
        promised_days=edition.promised_days,
        forms=tuple(Form(teller.words(form.words), form.file or "") for form in edition.forms),
        notes=tuple(teller.words(note) for note in edition.notes),
        margin=margin(teller, edition.source, ALWAYS, edition.confidence),
        is_demonstration=edition.confidence == DEMONSTRATION,
    )


def _office(teller: Teller, office: OfficeFile) -> Office:
    return Office(
        name=teller.words(office.name),
        address=teller.words(office.address),
        hours=teller.words(office.hours),
        telephones=tuple((number, number.translate(NOT_DIGITS)) for number in office.telephones),
    )


def _way(teller: Teller, way: WayFile) -> Way:
    note = "" if way.note is None else teller.words(way.note)
    return Way(teller.say(WAYS[way.kind]), way.address or "", note)
