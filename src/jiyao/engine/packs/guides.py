"""Local guides, read and checked: of each measure, what each prefecture has published and for which days."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from jiyao.engine.measures import Measure
from jiyao.engine.packs.guide_files import EditionFile, GuideFile, GuidesFile
from jiyao.engine.packs.located import Located
from jiyao.engine.packs.reading import validated
from jiyao.engine.problems import Problems, nearest
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
                    self.problems.add(place, f'"{guide.measure}" stands twice; put its editions together')
                editions = sorted(guide.editions, key=lambda one: one.starts_on)
                found[guide.measure][division] = tuple(editions)
        return found

    def _check_division(self, division: str, file: GuidesFile, located: Located) -> None:
        place = located.place(("division",))
        listed = self.vocabulary.codes.get(DIVISIONS)
        known = {} if listed is None else listed.parents
        prefectures = [code for code, parent in known.items() if parent == self.region]
        if file.division != division:
            self.problems.add(place, f'must be "{division}", as the file is named')
        elif listed is None or division not in listed.codes:
            self.problems.add(place, f'unknown division "{division}"{nearest(division, prefectures)}')
        elif division not in prefectures:
            self.problems.add(
                place, f'"{division}" is no prefecture of the region; guides are published by those'
            )

    def _check_guide(self, guide: GuideFile, located: Located) -> None:
        measure = self.measures.get(guide.measure)
        if measure is None:
            known = nearest(guide.measure, self.measures)
            self.problems.add(located.place(("measure",)), f'unknown measure "{guide.measure}"{known}')
        places = [located.place(("editions", index)) for index in range(len(guide.editions))]
        for index, edition in enumerate(guide.editions):
            part = located.at("editions", index)
            for path, complaint in self._complaints(edition, measure):
                self.problems.add(part.place(path), complaint)
        for one, other in combinations(range(len(places)), 2):
            if guide.editions[one].period.overlaps(guide.editions[other].period):
                message = f"overlaps the edition at line {places[one].line}; end that one first"
                self.problems.add(places[other], message)

    def _complaints(
        self, edition: EditionFile, measure: Measure | None
    ) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """What is wrong with one edition, and at which part of it."""
        if edition.ends_on is not None and edition.ends_on < edition.starts_on:
            yield ("to",), f"ends on {edition.ends_on}, before it starts"
        if edition.source.document not in self.documents:
            known = nearest(edition.source.document, self.documents)
            yield ("source",), f'unknown document "{edition.source.document}"{known}'
        if not edition.offices:
            yield (), "no office; say where people go, with address, hours and telephone"
        for index, office in enumerate(edition.offices):
            if not office.telephones:
                yield ("offices", index), f'"{office.name.zh}" has no telephone; give one that is answered'
        for index, way in enumerate(edition.ways):
            if way.kind == "online" and way.address is None:
                yield ("ways", index), "a way online has an address, beginning with https://"
        if measure is not None:
            yield from self._about_days(edition, steps_of(self.procedures, measure))

    def _about_days(
        self, edition: EditionFile, steps: list[Mapping[str, Any]]
    ) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """A prefecture may be quicker than the procedure says, and never slower."""
        limits = {step["id"]: step.get("working_days") for step in steps}
        if steps and edition.steps:
            yield ("steps",), "the pack has a procedure; give the days of its steps in `step_days`"
        for id_, days in edition.step_days.items():
            limit = limits.get(id_)
            if id_ not in limits:
                yield ("step_days", id_), f'no step "{id_}" in the procedure{nearest(id_, limits)}'
            elif limit is not None and days > limit:
                yield (
                    ("step_days", id_),
                    f'"{id_}": {days} working days are more than the {limit} of the procedure',
                )
        known = [days for days in limits.values() if days is not None]
        if known and len(known) == len(limits) and edition.promised_days > sum(known):
            message = (
                f"{edition.promised_days} working days are promised, and the procedure allows {sum(known)}"
            )
            yield ("promised_days",), message
        own = sum(edition.step_days.values()) + sum(step.working_days or 0 for step in edition.steps)
        if own > edition.promised_days:
            yield (
                ("promised_days",),
                f"{edition.promised_days} working days are promised, and the steps take {own}",
            )


def with_gaps_filled(own: Guides, laid: Guides) -> Guides:
    """The guides with those of a demonstration where a prefecture has published none of a measure."""
    return {
        measure: {**laid.get(measure, {}), **own.get(measure, {})} for measure in dict.fromkeys([*own, *laid])
    }
