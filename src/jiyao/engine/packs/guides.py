"""Local guides, read and checked: of each measure, what each prefecture has published and for which days."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from jiyao.engine.measures import Measure
from jiyao.engine.packs.guide_files import EditionFile, GuideFile, GuidesFile
from jiyao.engine.packs.located import Located, Step
from jiyao.engine.packs.reading import validated
from jiyao.engine.problems import Problems, nearest, nearest_zh
from jiyao.engine.vocabulary import DIVISIONS, Vocabulary

Guides = Mapping[str, Mapping[str, tuple[EditionFile, ...]]]
"""By measure, then by prefecture: the editions in the order of their days."""


def guide_on(guides: Guides, measure: str, division: str, on: date) -> EditionFile | None:
    """What a prefecture has published of a measure for a day."""
    editions = guides.get(measure, {}).get(division, ())
    return next((one for one in editions if one.period.holds(on)), None)


def steps_of(procedures: Mapping[str, Mapping[str, Any]], measure: Measure) -> list[Mapping[str, Any]]:
    """The steps of a measure's procedure; none where the pack tells of none."""
    return [] if measure.procedure is None else list(procedures[measure.procedure].get("steps") or ())


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with an edition, and at which part of it."""

    path: tuple[Step, ...]
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class GuideReader:
    """Reads guides over the measures of a pack, noting what is wrong."""

    measures: Mapping[str, Measure]
    documents: Collection[str]
    procedures: Mapping[str, Mapping[str, Any]]
    vocabulary: Vocabulary
    region: str
    problems: Problems

    def read(self, files: Mapping[str, Located]) -> Guides:
        """The guides of the files of guides/."""
        found: dict[str, dict[str, tuple[EditionFile, ...]]] = {}
        for division, located in files.items():
            file = validated(GuidesFile, located, self.problems)
            if file is None:
                continue
            self._check_division(division, file, located)
            for index, guide in enumerate(file.guides):
                self._check_guide(guide, located.at("guides", index))
                if division in found.setdefault(guide.measure, {}):
                    place = located.place(("guides", index, "measure"))
                    message = f'"{guide.measure}" stands twice; put its editions together'
                    self.problems.add(place, message, f"“{guide.measure}”出现两次；请把各版放在一起")
                editions = sorted(guide.editions, key=lambda one: one.starts_on)
                found[guide.measure][division] = tuple(editions)
        return found

    def _check_division(self, division: str, file: GuidesFile, located: Located) -> None:
        place = located.place(("division",))
        listed = self.vocabulary.codes.get(DIVISIONS)
        known = {} if listed is None else listed.parents
        prefectures = [code for code, parent in known.items() if parent == self.region]
        if file.division != division:
            message = f'must be "{division}", as the file is named'
            self.problems.add(place, message, f"应为“{division}”，与文件名一致")
        elif listed is None or division not in listed.codes:
            message = f'unknown division "{division}"{nearest(division, prefectures)}'
            self.problems.add(place, message, f"没有区划“{division}”{nearest_zh(division, prefectures)}")
        elif division not in prefectures:
            message = f'"{division}" is no prefecture of the region; guides are published by those'
            self.problems.add(place, message, f"“{division}”不是本省的市（地）；办事指南由市（地）公布")

    def _check_guide(self, guide: GuideFile, located: Located) -> None:
        measure = self.measures.get(guide.measure)
        if measure is None:
            message = f'unknown measure "{guide.measure}"{nearest(guide.measure, self.measures)}'
            zh = f"没有政策“{guide.measure}”{nearest_zh(guide.measure, self.measures)}"
            self.problems.add(located.place(("measure",)), message, zh)
        places = [located.place(("editions", index)) for index in range(len(guide.editions))]
        for index, edition in enumerate(guide.editions):
            part = located.at("editions", index)
            for wrong in self._complaints(edition, measure):
                self.problems.add(part.place(wrong.path), wrong.en, wrong.zh)
        for at, other in combinations(range(len(places)), 2):
            if guide.editions[at].period.overlaps(guide.editions[other].period):
                line = places[at].line
                message = f"overlaps the edition at line {line}; end that one first"
                self.problems.add(places[other], message, f"与第 {line} 行的指南日期重叠；请先让那一版结束")

    def _complaints(self, edition: EditionFile, measure: Measure | None) -> Iterator[Complaint]:
        """What is wrong with one edition."""
        starts, ends, document = edition.starts_on, edition.ends_on, edition.source.document
        if ends is not None and ends < starts:
            yield Complaint(
                ("to",), f"ends on {ends}, before it starts", f"截止日 {ends} 早于起始日 {starts}"
            )
        if document not in self.documents:
            near, near_zh = nearest(document, self.documents), nearest_zh(document, self.documents)
            yield Complaint(
                ("source",), f'unknown document "{document}"{near}', f"没有文件“{document}”{near_zh}"
            )
        yield from _about_reaching(edition)
        if measure is not None:
            yield from _about_days(edition, steps_of(self.procedures, measure))


def _about_reaching(edition: EditionFile) -> Iterator[Complaint]:
    """Somebody who reads it must get there or get through."""
    if not edition.offices:
        en = "no office; say where people go, with address, hours and telephone"
        yield Complaint((), en, "没有受理窗口；请写明地址、时间和电话")
    for index, office in enumerate(edition.offices):
        if not office.telephones:
            en = f'"{office.name.zh}" has no telephone; give one that is answered'
            yield Complaint(("offices", index), en, f"“{office.name.zh}”没有电话；请写有人接听的电话")
    for index, way in enumerate(edition.ways):
        if way.kind == "online" and way.address is None:
            en = "a way online has an address, beginning with https://"
            yield Complaint(("ways", index), en, "网上办理须有网址，以 https:// 开头")


def _about_days(edition: EditionFile, steps: list[Mapping[str, Any]]) -> Iterator[Complaint]:
    """A prefecture may be quicker than the procedure says, and never slower."""
    limits = {step["id"]: step.get("working_days") for step in steps}
    if steps and edition.steps:
        en = "the pack has a procedure; give the days of its steps in `step_days`"
        yield Complaint(("steps",), en, "规则中已有办理流程；各步时限写在 step_days")
    for id_, days in edition.step_days.items():
        limit = limits.get(id_)
        if id_ not in limits:
            en = f'no step "{id_}" in the procedure{nearest(id_, limits)}'
            yield Complaint(("step_days", id_), en, f"办理流程中没有步骤“{id_}”{nearest_zh(id_, limits)}")
        elif limit is not None and days > limit:
            en = f'"{id_}": {days} working days are more than the {limit} of the procedure'
            yield Complaint(("step_days", id_), en, f"步骤“{id_}”：{days} 个工作日超过规定的 {limit} 个")
    known = [days for days in limits.values() if days is not None]
    promised = edition.promised_days
    if known and len(known) == len(limits) and promised > sum(known):
        en = f"{promised} working days are promised, and the procedure allows {sum(known)}"
        yield Complaint(("promised_days",), en, f"承诺 {promised} 个工作日，规定最多 {sum(known)} 个")
    own = sum(edition.step_days.values()) + sum(step.working_days or 0 for step in edition.steps)
    if own > promised:
        en = f"{promised} working days are promised, and the steps take {own}"
        yield Complaint(("promised_days",), en, f"承诺 {promised} 个工作日，各步合计 {own} 个")


def with_gaps_filled(own: Guides, laid: Guides) -> Guides:
    """The guides with those of a demonstration where a prefecture has published none of a measure."""
    return {
        measure: {**laid.get(measure, {}), **own.get(measure, {})} for measure in dict.fromkeys([*own, *laid])
    }
