"""Loading a pack: read everything, note everything that is wrong, and give a pack only if nothing is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jiyao.base.errors import Invalid
from jiyao.engine.measures import Measure, Parameter, Pool
from jiyao.engine.packs.building import PER_WORDS, MeasureBuilder, Surroundings
from jiyao.engine.packs.coverage import check_coverage
from jiyao.engine.packs.files import (
    BreakdownFile,
    DraftFile,
    FactsFile,
    LocalFile,
    LocalValueFile,
    MeasureFile,
    PackFile,
    ParameterFile,
    PoolFile,
)
from jiyao.engine.packs.located import Located, read_yaml
from jiyao.engine.packs.ordering import ordered
from jiyao.engine.packs.overlay import overlaid
from jiyao.engine.packs.parameters import ParameterReader
from jiyao.engine.packs.reading import Folder, validated
from jiyao.engine.packs.vocabulary import build_vocabulary
from jiyao.engine.problems import Place, Problems, nearest
from jiyao.engine.rules.types import Kind
from jiyao.engine.shapes import Words
from jiyao.engine.vocabulary import Vocabulary


class UnknownMeasure(Invalid):
    """The pack has no measure of that id."""


class NoDraft(Invalid):
    """There is no such draft."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A region's policy, checked. `measures` stand in the order in which they are determined."""

    id: str
    title: Words
    version: str
    hash: str
    root: Path
    region: str
    breakdowns: tuple[BreakdownFile, ...]
    vocabulary: Vocabulary
    pools: Mapping[str, Pool]
    measures: Mapping[str, Measure]
    documents: Mapping[str, Mapping[str, Any]]
    procedures: Mapping[str, Mapping[str, Any]]

    def measure(self, id_: str) -> Measure:
        """A measure by id. raises UnknownMeasure with the nearest known id."""
        if id_ not in self.measures:
            raise UnknownMeasure(f'no measure "{id_}" in pack "{self.id}"{nearest(id_, self.measures)}')
        return self.measures[id_]


def load_pack(root: Path, draft: Path | None = None) -> Pack:
    """The checked pack of a folder, with a draft's changes laid over it if one is given.

    raises   PackRefused with every problem found: file, line, what is wrong, what to do
    """
    return _Loader(Folder(root), draft).load()


class _Loader:
    def __init__(self, folder: Folder, draft: Path | None) -> None:
        self.folder = folder
        self.problems = Problems()
        self.draft_file = draft
        self.draft = self._draft(draft)

    def load(self) -> Pack:
        head = validated(PackFile, self.folder.yaml("pack.yaml"), self.problems)
        vocabulary = self._vocabulary()
        self.problems.raise_if_any()
        assert head is not None  # noqa: S101 - or a problem was raised
        self._check_breakdowns(head, vocabulary)
        self.region = head.region
        documents = self._contents("documents")
        procedures = self._contents("procedures")
        around = Surroundings(
            vocabulary=vocabulary,
            pools=self._pools(vocabulary, set(documents)),
            shared=self._shared(vocabulary, set(documents)),
            documents=set(documents),
            procedures=set(procedures),
            problems=self.problems,
        )
        measures = ordered(self._measures(around), self.problems)
        measures = self._with_local_values(measures, around)
        for measure in measures.values():
            check_coverage(measure, vocabulary, self.problems)
        self.problems.raise_if_any()
        text = self.draft_file.read_text("utf-8") if self.draft_file else ""
        return Pack(
            id=head.id,
            title=head.title,
            version=head.version,
            hash=self.folder.hash(text),
            root=self.folder.root,
            region=head.region,
            breakdowns=tuple(head.breakdowns),
            vocabulary=vocabulary,
            pools=around.pools,
            measures=measures,
            documents=documents,
            procedures=procedures,
        )

    def _check_breakdowns(self, head: PackFile, vocabulary: Vocabulary) -> None:
        for index, breakdown in enumerate(head.breakdowns):
            fact = vocabulary.facts.get(breakdown.fact)
            place = self.folder.yaml("pack.yaml").place(("breakdowns", index))
            if fact is None:
                known = nearest(breakdown.fact, vocabulary.facts)
                self.problems.add(place, f'unknown fact "{breakdown.fact}"{known}')
            elif bool(breakdown.bands) != (fact.type.kind is Kind.DATE):
                self.problems.add(place, "bands of age are given for a day of birth, and for no other fact")

    def _draft(self, draft: Path | None) -> Located:
        nothing = Located({"measures": {}, "pools": [], "parameters": {}}, {(): Place("draft", 1)})
        if draft is None:
            return nothing
        if not draft.is_file():
            raise NoDraft(f"{draft}: no such file; give a draft such as examples/draft.yaml")
        found = read_yaml(draft, str(draft))
        if not isinstance(found.value, dict):
            self.problems.add(found.place(()), "must be a mapping with id, title and measures")
            self.problems.raise_if_any()
        validated(DraftFile, found, self.problems)
        self.problems.raise_if_any()
        return Located({**nothing.value, **found.value}, found.marks)

    def _vocabulary(self) -> Vocabulary:
        located = self.folder.yaml("facts.yaml")
        file = validated(FactsFile, located, self.problems)
        self.problems.raise_if_any()
        assert file is not None  # noqa: S101 - or a problem was raised
        return build_vocabulary(file, located, self.folder, self.problems)

    def _contents(self, folder: str) -> dict[str, Mapping[str, Any]]:
        found: dict[str, Mapping[str, Any]] = {}
        for id_, located in self.folder.listed(folder).items():
            if not isinstance(located.value, dict) or located.value.get("id") != id_:
                self.problems.add(located.place(()), f'its id must be "{id_}", as the file is named')
                continue
            found[id_] = located.value
        return found

    def _pools(self, vocabulary: Vocabulary, documents: set[str]) -> dict[str, Pool]:
        located = self.folder.yaml("pools.yaml")
        if self.draft.value["pools"]:
            located = overlaid(located, self.draft.at("pools"))
        pools: dict[str, Pool] = {}
        if not isinstance(located.value, list | None):
            self.problems.add(located.place(()), "must be a list of pools")
            return pools
        for index in range(len(located.value or [])):
            part = located.at(index)
            file = validated(PoolFile, part, self.problems)
            if file is None:
                continue
            place = part.place(())
            if file.source.document not in documents:
                known = nearest(file.source.document, documents)
                self.problems.add(place, f'unknown document "{file.source.document}"{known}')
            if file.id in pools:
                self.problems.add(place, f'pool "{file.id}" stands twice')
            for name in file.per:
                if name not in PER_WORDS and name not in vocabulary.facts:
                    known = nearest(name, (*PER_WORDS, *vocabulary.facts))
                    self.problems.add(place, f'pool "{file.id}": unknown fact "{name}"{known}')
            pools[file.id] = Pool(
                file.id, file.title, tuple(file.per), file.at_most, file.source, file.confidence
            )
        return pools

    def _shared(self, vocabulary: Vocabulary, documents: set[str]) -> dict[str, Parameter]:
        reader = ParameterReader(vocabulary, documents, self.problems)
        shared: dict[str, Parameter] = {}
        files = self._with_draft(self.folder.listed("parameters"), "parameters")
        for located in files.values():
            if not isinstance(located.value, dict | None):
                self.problems.add(located.place(()), "must be a mapping of names to parameters")
                continue
            for name in located.value or {}:
                part = located.at(name)
                file = validated(ParameterFile, part, self.problems)
                parameter = None if file is None else reader.read(name, file, part)
                if parameter is not None:
                    shared[name] = parameter
        return shared

    def _measures(self, around: Surroundings) -> dict[str, Measure]:
        files = self._with_draft(self.folder.listed("measures"), "measures")
        measures = {}
        for id_, located in files.items():
            file = validated(MeasureFile, located, self.problems)
            if file is None:
                continue
            if file.id != id_:
                self.problems.add(located.place(("id",)), f'the id must be "{id_}", as the file is named')
            measure = MeasureBuilder(file, located, around).build()
            if measure is not None:
                measures[id_] = measure
        return measures

    def _with_draft(self, files: dict[str, Located], folder: str) -> dict[str, Located]:
        """The folder's files with the draft laid over them; the draft may bring new ones."""
        changes = {id_: self.draft.at(folder, id_) for id_ in self.draft.value[folder]}
        for id_, change in changes.items():
            if folder == "measures" and id_ not in files and "id" not in (change.value or {}):
                self.problems.add(change.place(()), f'no measure "{id_}"{nearest(id_, files)}')
                self.problems.raise_if_any()
        changed = {
            id_: overlaid(files[id_], change) if id_ in files else change for id_, change in changes.items()
        }
        return {**files, **changed}

    def _with_local_values(self, measures: dict[str, Measure], around: Surroundings) -> dict[str, Measure]:
        for division, located in self.folder.listed("local").items():
            file = validated(LocalFile, located, self.problems)
            if file is None:
                continue
            if file.division != division:
                self.problems.add(located.place(("division",)), f'must be "{division}", as the file is named')
            for index, values in enumerate(file.values):
                part = located.at("values", index)
                measures = self._with_local(measures, (division, values, part), around)
        return measures

    def _with_local(
        self,
        measures: dict[str, Measure],
        local: tuple[str, LocalValueFile, Located],
        around: Surroundings,
    ) -> dict[str, Measure]:
        division, file, located = local
        place = located.place(())
        measure = measures.get(file.measure)
        parameter = measure.parameters.get(file.parameter) if measure else None
        if measure is None or parameter is None:
            self.problems.add(place, f'no parameter "{file.parameter}" of a measure "{file.measure}"')
            return measures
        if parameter.delegated_to is None:
            self.problems.add(place, f'"{file.parameter}" is not delegated; the province sets it')
            return measures
        if around.vocabulary.parent_of(division) != self.region:
            self.problems.add(
                place, f'"{division}" is no prefecture of the region; values are delegated to those'
            )
            return measures
        key = around.vocabulary.facts[parameter.by].type if parameter.by else None
        reader = ParameterReader(around.vocabulary, around.documents, self.problems)
        rows = reader.rows(file.parameter, (parameter.type, key), file.base, located, ("base",))
        for row in rows:
            reader.check_range(file.parameter, parameter.range, row)
        changed = replace(parameter, local={**parameter.local, division: rows})
        parameters = {**measure.parameters, file.parameter: changed}
        return {**measures, measure.id: replace(measure, parameters=parameters)}
