"""What prefectures have set themselves, for the values that the province leaves to them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from jiyao.engine.measures import Measure, Parameter
from jiyao.engine.packs.building import Surroundings
from jiyao.engine.packs.files import LocalFile, LocalValueFile
from jiyao.engine.packs.located import Located
from jiyao.engine.packs.parameters import ParameterReader
from jiyao.engine.packs.reading import validated


@dataclass(slots=True)
class LocalValues:
    """Lays prefectures' values on measures, noting what is wrong.

    only_gaps   what a prefecture has set already stays
    """

    around: Surroundings
    region: str
    only_gaps: bool = False

    def laid_on(self, measures: dict[str, Measure], files: Mapping[str, Located]) -> dict[str, Measure]:
        """The measures with the values of the files of local/."""
        for division, located in files.items():
            file = validated(LocalFile, located, self.around.problems)
            if file is None:
                continue
            if file.division != division:
                place = located.place(("division",))
                self.around.problems.add(place, f'must be "{division}", as the file is named')
            for index, values in enumerate(file.values):
                measures = self._with_one(measures, division, values, located.at("values", index))
        return measures

    def _with_one(
        self, measures: dict[str, Measure], division: str, file: LocalValueFile, located: Located
    ) -> dict[str, Measure]:
        measure = measures.get(file.measure)
        parameter = measure.parameters.get(file.parameter) if measure else None
        complaint = self._complaint(parameter, division, file)
        if complaint is not None:
            self.around.problems.add(located.place(()), complaint)
        if measure is None or parameter is None or complaint is not None:
            return measures
        if self.only_gaps and division in parameter.local:
            return measures
        changed = self._with_rows(parameter, division, file, located)
        parameters = {**measure.parameters, file.parameter: changed}
        return {**measures, measure.id: replace(measure, parameters=parameters)}

    def _complaint(self, parameter: Parameter | None, division: str, file: LocalValueFile) -> str | None:
        if parameter is None:
            return f'no parameter "{file.parameter}" of a measure "{file.measure}"'
        if parameter.delegated_to is None:
            return f'"{file.parameter}" is not delegated; the province sets it'
        if self.around.vocabulary.parent_of(division) != self.region:
            return f'"{division}" is no prefecture of the region; values are delegated to those'
        return None

    def _with_rows(
        self, parameter: Parameter, division: str, file: LocalValueFile, located: Located
    ) -> Parameter:
        around = self.around
        key = around.vocabulary.facts[parameter.by].type if parameter.by else None
        reader = ParameterReader(around.vocabulary, around.documents, around.problems)
        rows = reader.rows(file.parameter, (parameter.type, key), file.base, located, ("base",))
        for row in rows:
            reader.check_range(file.parameter, parameter.range, row)
        return replace(parameter, local={**parameter.local, division: rows})
