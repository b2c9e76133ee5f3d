"""The demonstration overlay: values that nobody has found, laid over a pack and kept in a folder of their own.

It is never policy. It is read only where a demonstration is asked for, and what the pack itself has found goes first.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from jiyao.base.errors import NotAllowed
from jiyao.base.periods import Period
from jiyao.engine.measures import DEMONSTRATION, VERIFIED
from jiyao.engine.packs.demonstration_files import (
    DemonstrationLocalFile,
    DemonstrationMeasureFile,
    OverlayFile,
)
from jiyao.engine.packs.files import MeasureFile, RowFile
from jiyao.engine.packs.guide_files import DemonstrationGuidesFile
from jiyao.engine.packs.located import Located, Step, located_list, read_yaml
from jiyao.engine.packs.reading import Folder, contents, validated
from jiyao.engine.problems import Place, Problems, nearest
from jiyao.engine.shapes import File

HEAD = "overlay.yaml"
VERSION_MARK = "+演示"


class DemonstrationOnly(NotAllowed):
    """The folder holds demonstration values, and nobody has asked for a demonstration."""


def is_overlay(root: Path) -> bool:
    """Whether the folder holds demonstration values and is no pack."""
    return (root / HEAD).is_file()


def demonstration_of(root: Path) -> Path:
    """The overlay beside a pack, `<pack>-demo`; the folder itself where there is none."""
    beside = root.parent / f"{root.name}-demo"
    return beside if is_overlay(beside) else root


def refuse_demonstration_values(folder: Folder, problems: Problems) -> None:
    """Notes each demonstration value that stands in a file of a pack."""
    for file in sorted(folder.root.rglob("*.yaml")):
        if DEMONSTRATION.encode() in file.read_bytes():
            refuse_demonstration_in(read_yaml(file, folder.name(file)), problems)


def refuse_demonstration_in(located: Located, problems: Problems) -> None:
    """Notes each demonstration value in a file that is no overlay."""
    for path in _demonstrated(located.value, ()):
        message = "a demonstration value stands only in an overlay, a folder <pack>-demo; move it there"
        problems.add(located.place(path), message)


def _demonstrated(value: Any, path: tuple[Step, ...]) -> Iterator[tuple[Step, ...]]:
    parts: Iterator[tuple[Step, Any]] = iter(())
    if isinstance(value, dict):
        parts = iter(value.items())
    elif isinstance(value, list):
        parts = iter(enumerate(value))
    for step, part in parts:
        if step == "confidence" and part == DEMONSTRATION:
            yield (*path, step)
        yield from _demonstrated(part, (*path, step))


class Overlay:
    """One folder of demonstration values. `waiving`: measures whose open rules do not stop payment."""

    def __init__(self, root: Path, problems: Problems) -> None:
        self.folder = Folder(root, head=HEAD, called=f"{root.name}/")
        self.problems = problems
        head = validated(OverlayFile, self.folder.yaml(HEAD), problems)
        problems.raise_if_any()
        assert head is not None  # noqa: S101 - or a problem was raised
        self.over = root.parent / head.over
        self.waiving: set[str] = set()

    def documents(self, of_pack: Mapping[str, Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
        """The pack's documents, and those that the overlay names as the source of its values."""
        own = contents(self.folder, "documents", self.problems)
        for id_ in sorted(own.keys() & of_pack.keys()):
            place = Place(self.folder.name(self.folder.root / "documents" / f"{id_}.yaml"), 1)
            self.problems.add(place, f'"{id_}" is a document of the pack; choose another id')
        return {**own, **of_pack}

    def measures(self, files: Mapping[str, Located]) -> dict[str, Located]:
        """The pack's files of measures with the overlay laid over them."""
        found = dict(files)
        for id_, change in self.folder.listed("measures").items():
            wanted = validated(DemonstrationMeasureFile, change, self.problems)
            if id_ not in files:
                self.problems.add(change.place(()), f'no measure "{id_}"{nearest(id_, files)}')
            elif wanted is not None:
                found[id_] = self._laid_over(files[id_], change, wanted)
                self.waiving |= {id_} if wanted.waives_open else set()
        return found

    def local(self) -> dict[str, Located]:
        """The files of prefectures' values."""
        return self._listed("local", DemonstrationLocalFile)

    def guides(self) -> dict[str, Located]:
        """The files of prefectures' guides."""
        return self._listed("guides", DemonstrationGuidesFile)

    def _listed(self, name: str, kind: type[File]) -> dict[str, Located]:
        files = self.folder.listed(name)
        for located in files.values():
            validated(kind, located, self.problems)
        self.problems.raise_if_any()
        return files

    def _laid_over(self, base: Located, change: Located, wanted: DemonstrationMeasureFile) -> Located:
        file = validated(MeasureFile, base, self.problems)
        if file is None:
            return base
        for name in wanted.parameters:
            if name not in file.parameters:
                known = nearest(name, file.parameters)
                self.problems.add(change.place(("parameters", name)), f'no parameter "{name}"{known}')
                continue
            rows = _rows(base.at("parameters", name), change.at("parameters", name), wanted, file, name)
            base = base.with_part(("parameters", name, "base"), rows)
        if wanted.instalments is not None and not (
            file.instalments and file.instalments.confidence == VERIFIED
        ):
            base = base.with_part(("instalments",), change.at("instalments"))
        for index, condition in enumerate(wanted.requires):
            base = self._confirmed(base, change.place(("requires", index)), file, condition.id)
        return base

    def _confirmed(self, base: Located, place: Place, file: MeasureFile, id_: str) -> Located:
        """The measure with one condition counted as confirmed, unless it is."""
        ids = [condition.id for condition in file.requires]
        if id_ not in ids:
            self.problems.add(place, f'no condition "{id_}"{nearest(id_, ids)}')
            return base
        index = ids.index(id_)
        if file.requires[index].confidence == VERIFIED:
            return base
        return base.with_part(("requires", index, "confidence"), Located(DEMONSTRATION, {(): place}))


def _rows(
    base: Located, change: Located, wanted: DemonstrationMeasureFile, file: MeasureFile, name: str
) -> Located:
    """The rows of a series: each of the overlay's takes the place of what lies in its days, unless that is verified."""
    old, new = file.parameters[name].base, wanted.parameters[name].base
    verified = [row for row in old if row.confidence == VERIFIED]
    laid = [index for index, row in enumerate(new) if not _overlaps(row, verified)]
    kept = [index for index, row in enumerate(old) if not _overlaps(row, [new[i] for i in laid])]
    parts = [base.at("base", index) for index in kept] + [change.at("base", index) for index in laid]
    return located_list(parts, change.place(("base",)))


def _overlaps(row: RowFile, others: Sequence[RowFile]) -> bool:
    mine = Period(row.starts_on, row.ends_on)
    return any(mine.overlaps(Period(other.starts_on, other.ends_on)) for other in others)
