"""Loading a pack: read everything, note everything that is wrong, and give a pack only if nothing is."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from jiyao.base.errors import Invalid
from jiyao.engine.measures import Measure, Parameter, Pool
from jiyao.engine.packs.building import PER_WORDS, MeasureBuilder, Surroundings
from jiyao.engine.packs.coverage import check_coverage
from jiyao.engine.packs.demonstration import (
    VERSION_MARK,
    DemonstrationOnly,
    Overlay,
    demonstration_of,
    is_overlay,
    refuse_demonstration_values,
)
from jiyao.engine.packs.drafts import read_draft, with_draft
from jiyao.engine.packs.evaluating import EvaluationFile, read_evaluation
from jiyao.engine.packs.files import (
    BreakdownFile,
    FactsFile,
    MeasureFile,
    PackFile,
    ParameterFile,
    PoolFile,
)
from jiyao.engine.packs.flags import Flags, read_flags
from jiyao.engine.packs.guides import GuideReader, Guides, with_gaps_filled
from jiyao.engine.packs.library import Clauses, read_claims, read_clauses, read_plan
from jiyao.engine.packs.library_files import ClaimsFile
from jiyao.engine.packs.local_values import LocalValues
from jiyao.engine.packs.numbering import Numbering, read_numbering
from jiyao.engine.packs.ordering import ordered
from jiyao.engine.packs.overlay import overlaid
from jiyao.engine.packs.papers import Papers, read_papers
from jiyao.engine.packs.parameters import ParameterReader
from jiyao.engine.packs.procedures import Procedures, read_procedures
from jiyao.engine.packs.reading import Folder, contents, validated
from jiyao.engine.packs.repealing import Repeals, read_repeals
from jiyao.engine.packs.supervision import Supervision, read_supervision
from jiyao.engine.packs.telling import Telling, read_telling
from jiyao.engine.packs.vocabulary import build_vocabulary
from jiyao.engine.problems import Problems, nearest, nearest_zh
from jiyao.engine.rules.types import Kind
from jiyao.engine.shapes import Words
from jiyao.engine.vocabulary import DIVISIONS, Vocabulary


class UnknownMeasure(Invalid):
    """The pack has no measure of that id."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A region's policy, checked. `measures` stand in the order in which they are determined.

    clauses   of each document of which clauses are held, in its order
    repeals   of each document that is repealed, or of which clauses are: by which, and since when
    goals, tasks   what the region's plan sets itself, as goals.yaml and tasks.yaml hold it
    guides    by measure and prefecture, what has been published of where and how it is had
    flags     which flags (疑点) are looked for, and how they are set
    papers    which office writes official papers where, and what can be done against a decision
    telling   by which channels people are told of their cases
    numbering how the numbers of certificates are made up
    supervision   when the behaviour of an evaluation body is unusual, and how bodies are graded
    evaluation  routes of evaluation, the ladder of levels, the catalogue of qualifications, if the pack tells of them
    claims    what a feature in the press claims of the policy, if the pack tells of one
    overlay   the folder of demonstration values laid over it, if it is no policy but a demonstration
    """

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
    procedures: Procedures
    clauses: Clauses
    repeals: Repeals
    goals: Mapping[str, Any]
    tasks: Mapping[str, Any]
    claims: ClaimsFile | None
    guides: Guides
    flags: Flags = field(default_factory=dict)
    papers: Papers = field(default_factory=Papers)
    telling: Telling = field(default_factory=Telling)
    numbering: Numbering = field(default_factory=Numbering)
    supervision: Supervision = field(default_factory=Supervision)
    evaluation: EvaluationFile | None = None
    overlay: Path | None = None

    def measure(self, id_: str) -> Measure:
        """A measure by id. raises UnknownMeasure with the nearest known id."""
        if id_ not in self.measures:
            raise UnknownMeasure(
                f'no measure "{id_}" in pack "{self.id}"{nearest(id_, self.measures)}',
                zh=f"政策包“{self.id}”中没有政策“{id_}”{nearest_zh(id_, self.measures)}",
            )
        return self.measures[id_]

    def title_of(self, measure: str) -> Words:
        """What a measure is called; its id where the pack no longer has it."""
        known = self.measures.get(measure)
        return Words(zh=measure, en=measure) if known is None else known.title

    def place_of(self, division: str | None) -> Words:
        """What a division is called; the region where something has no place of its own."""
        code = division or self.region
        return self.vocabulary.codes[DIVISIONS].codes.get(code, Words(zh=code, en=code))


def load_pack(
    root: Path, draft: Path | None = None, *, demonstration: bool = False, over: Path | None = None
) -> Pack:
    """The checked pack of a folder, with a draft's changes laid over it if one is given.

    root            a pack's folder, or a demonstration overlay's: the pack it names, with its values laid over
    demonstration   whether demonstration values may be read
    over            another version of the pack to lay a demonstration overlay over
    raises   PackRefused with every problem found: file, line, what is wrong, what to do
             DemonstrationOnly: the folder holds demonstration values, and none may be read
    """
    if not is_overlay(root):
        return _Loader(Folder(root), draft, None, Problems()).load()
    if not demonstration:
        raise DemonstrationOnly(
            f"{root}: holds demonstration values, which are no policy; in a demonstration say --demo "
            "or set JIYAO_DEMONSTRATION=1",
            zh=f"{root}：是演示值，不是政策；演示时请加 --demo，或设 JIYAO_DEMONSTRATION=1",
        )
    problems = Problems()
    overlay = Overlay(root, problems)
    return _Loader(Folder(over or overlay.over), draft, overlay, problems).load()


def load_version(version: Path, release: Path, *, demonstration: bool = False) -> Pack:
    """A version of a release; in a demonstration with the values laid over that stand beside the release."""
    overlay = demonstration_of(release) if demonstration else release
    if overlay == release:
        return load_pack(version)
    return load_pack(overlay, demonstration=True, over=version)


class _Loader:
    def __init__(
        self, folder: Folder, draft: Path | None, overlay: Overlay | None, problems: Problems
    ) -> None:
        self.folder = folder
        self.problems = problems
        self.overlay = overlay
        self.draft_file = draft
        self.draft = read_draft(draft, problems)

    def load(self) -> Pack:
        head = validated(PackFile, self.folder.yaml("pack.yaml"), self.problems)
        vocabulary = self._vocabulary()
        self.problems.raise_if_any()
        assert head is not None  # noqa: S101 - or a problem was raised
        self._check_breakdowns(head, vocabulary)
        refuse_demonstration_values(self.folder, self.problems)
        documents = self._documents()
        procedures = self._procedures(documents.keys())
        around = Surroundings(
            vocabulary=vocabulary,
            pools=self._pools(vocabulary, set(documents)),
            shared=self._shared(vocabulary, set(documents)),
            documents=set(documents),
            procedures=set(procedures),
            problems=self.problems,
        )
        measures = ordered(self._measures(around), self.problems)
        measures = self._with_local_values(measures, around, head.region)
        for measure in measures.values():
            check_coverage(measure, vocabulary, self.problems)
        clauses = read_clauses(self.folder, documents, self.problems)
        repeals = read_repeals(self.folder, documents, self.problems)
        goals, tasks = self._plan(documents)
        claims, flags = read_claims(self.folder, self.problems), read_flags(self.folder, self.problems)
        papers, telling = self._papers(), read_telling(self.folder, self.problems)
        numbering, supervision = self._numbering(documents), self._supervision(documents)
        reader = GuideReader(measures, documents.keys(), procedures, vocabulary, head.region, self.problems)
        guides, evaluation = self._guides(reader), self._evaluation(around, measures)
        self.problems.raise_if_any()
        return Pack(
            id=head.id,
            title=head.title,
            version=head.version + (VERSION_MARK if self.overlay else ""),
            hash=self._hash(),
            root=self.folder.root,
            region=head.region,
            breakdowns=tuple(head.breakdowns),
            vocabulary=vocabulary,
            pools=around.pools,
            measures=measures,
            documents=documents,
            procedures=procedures,
            clauses=clauses,
            repeals=repeals,
            goals=goals,
            tasks=tasks,
            claims=claims,
            guides=guides,
            flags=flags,
            papers=papers,
            telling=telling,
            numbering=numbering,
            supervision=supervision,
            evaluation=evaluation,
            overlay=self.overlay.folder.root if self.overlay else None,
        )

    def _procedures(self, documents: Collection[str]) -> Procedures:
        laid_over = {} if self.overlay is None else self.overlay.folder.listed("procedures")
        return read_procedures(self.folder.listed("procedures"), laid_over, documents, self.problems)

    def _documents(self) -> Mapping[str, Mapping[str, Any]]:
        own = contents(self.folder, "documents", self.problems)
        return own if self.overlay is None else self.overlay.documents(own)

    def _plan(self, documents: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        names = ("goals.yaml", "tasks.yaml")
        return [read_plan(self.folder, name, documents, self.problems) for name in names]

    def _papers(self) -> Papers:
        return read_papers(self.folder, self.overlay.folder if self.overlay else None, self.problems)

    def _numbering(self, documents: Mapping[str, Any]) -> Numbering:
        over = self.overlay.folder if self.overlay else None
        return read_numbering(self.folder, over, documents, self.problems)

    def _supervision(self, documents: Mapping[str, Any]) -> Supervision:
        over = self.overlay.folder if self.overlay else None
        return read_supervision(self.folder, over, documents, self.problems)

    def _with_local_values(
        self, measures: dict[str, Measure], around: Surroundings, region: str
    ) -> dict[str, Measure]:
        measures = LocalValues(around, region).laid_on(measures, self.folder.listed("local"))
        if self.overlay is None:
            return measures
        return LocalValues(around, region, only_gaps=True).laid_on(measures, self.overlay.local())

    def _evaluation(self, around: Surroundings, measures: Collection[str]) -> EvaluationFile | None:
        return read_evaluation(self.folder, around.documents, measures, around.vocabulary, self.problems)

    def _guides(self, reader: GuideReader) -> Guides:
        own = reader.read(self.folder.listed("guides"))
        return own if self.overlay is None else with_gaps_filled(own, reader.read(self.overlay.guides()))

    def _hash(self) -> str:
        """Over everything that was read: pack, overlay, draft."""
        laid_over = self.overlay.folder.hash() if self.overlay else ""
        return self.folder.hash(laid_over + (self.draft_file.read_text("utf-8") if self.draft_file else ""))

    def _check_breakdowns(self, head: PackFile, vocabulary: Vocabulary) -> None:
        for index, breakdown in enumerate(head.breakdowns):
            fact = vocabulary.facts.get(breakdown.fact)
            place = self.folder.yaml("pack.yaml").place(("breakdowns", index))
            if fact is None:
                known = nearest(breakdown.fact, vocabulary.facts)
                self.problems.add(place, f'unknown fact "{breakdown.fact}"{known}')
            elif bool(breakdown.bands) != (fact.type.kind is Kind.DATE):
                self.problems.add(place, "bands of age are given for a day of birth, and for no other fact")

    def _vocabulary(self) -> Vocabulary:
        located = self.folder.yaml("facts.yaml")
        file = validated(FactsFile, located, self.problems)
        self.problems.raise_if_any()
        assert file is not None  # noqa: S101 - or a problem was raised
        return build_vocabulary(file, located, self.folder, self.problems)

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
        files = with_draft(self.folder.listed("parameters"), self.draft, "parameters", self.problems)
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
        files = self.folder.listed("measures")
        if self.overlay is not None:
            files = self.overlay.measures(files)
        files = with_draft(files, self.draft, "measures", self.problems)
        measures = {}
        for id_, located in files.items():
            file = validated(MeasureFile, located, self.problems)
            if file is None:
                continue
            if file.id != id_:
                self.problems.add(located.place(("id",)), f'the id must be "{id_}", as the file is named')
            measure = MeasureBuilder(file, located, around).build()
            if measure is not None:
                waived = self.overlay is not None and id_ in self.overlay.waiving
                measures[id_] = replace(measure, open=(), waived=measure.open) if waived else measure
        return measures
