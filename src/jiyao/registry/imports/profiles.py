"""Profiles: what the columns of a file are called, what they hold, and which table they belong to.

Each area has its own, as YAML in its folder `profiles/`. An installation puts files of its own into the folder that the
setting names; one with the name of a shipped profile replaces it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from django.apps import apps
from django.db.models import Field, ForeignKey
from pydantic import Field as Shape

from jiyao.base.errors import Invalid
from jiyao.engine.packs.located import Located, read_yaml
from jiyao.engine.packs.reading import validated
from jiyao.engine.problems import Place, Problems, nearest, nearest_zh
from jiyao.engine.shapes import File, Id, Titled, Words
from jiyao.registry.actions.versions import IDENTITIES, KEPT
from jiyao.registry.models import PersonVersion, Record

Type = Literal[
    "text",
    "code",
    "date",
    "month",
    "integer",
    "money",
    "ratio",
    "boolean",
    "person",
    "organisation",
    "occupation",
    "identity",
    "credit_code",
    "phone",
]
FITS: Mapping[str, tuple[str, ...]] = {
    "CharField": ("text", "code", "occupation", "credit_code"),
    "DateField": ("date",),
    "IntegerField": ("integer", "month"),
    "PositiveIntegerField": ("integer", "ratio"),
    "PositiveSmallIntegerField": ("integer",),
    "BigIntegerField": ("integer", "money"),
    "BooleanField": ("boolean",),
}
"""The types of column that a field of a table takes."""
OF_PEOPLE: Mapping[str, tuple[str, ...]] = {"identity": ("identity",), "name": ("text",), "phone": ("phone",)}
"""Columns of people that are sealed, with their types."""
REFERENCE = "reference"
"""The column with the number under which the source keeps a row."""


class UnknownProfile(Invalid):
    """No profile has that name."""


class ColumnFile(Titled):
    """One column as its file says it.

    name       the field of the table, or `reference`
    zh, en     its headings; `aliases` are others that it is known by
    codes      the pack's list its codes stand in; without one, the choices of the field
    spellings  what people also write for a code
    named      what it is called on screens, which show a name where a file has a code
    """

    name: Annotated[str, Shape(pattern=r"^[a-z][a-z0-9_]*$")]
    type: Type
    required: bool = False
    aliases: list[str] = []
    codes: str | None = None
    spellings: dict[str, str] = {}
    example: str = ""
    notes: Words | None = None
    named: Words | None = None


class ProfileFile(File):
    """A profile as its file says it.

    table     the records it fills, as `registry.GroupSpell`
    key       columns that make the reference of a row where the source has no number
    prefix    stands before the source's numbers, where two sources may use the same
    period    first and last; `apart` names the columns within whose values periods must not overlap
    ignored   headings that may stand in a file and are not read
    """

    id: Id
    title: Words
    table: Annotated[str, Shape(pattern=r"^[a-z]+\.[A-Za-z]+$")]
    notes: Words | None = None
    key: list[str] = []
    prefix: Annotated[str, Shape(pattern=r"^[a-z0-9-]{0,12}$")] = ""
    period: Annotated[list[str], Shape(max_length=2)] = []
    apart: list[str] = []
    ignored: list[str] = []
    columns: Annotated[list[ColumnFile], Shape(min_length=1)]


@dataclass(frozen=True, slots=True)
class Column:
    """One column, with the field that it fills; none for the reference and for what is sealed."""

    shape: ColumnFile
    field: "Field[Any, Any] | None"

    @property
    def name(self) -> str:
        """The name by which the profile knows it."""
        return self.shape.name

    @property
    def attname(self) -> str:
        """The column of the table."""
        return self.field.attname if self.field is not None else self.shape.name

    @property
    def headings(self) -> tuple[str, ...]:
        """All it may be called in a file, the usual one first."""
        return (self.shape.zh, self.shape.en, self.shape.name, *self.shape.aliases)

    @property
    def longest(self) -> int | None:
        """How many characters fit."""
        return getattr(self.field, "max_length", None)


@dataclass(frozen=True, slots=True)
class Profile:
    """A checked profile."""

    shape: ProfileFile
    model: type[Record]
    columns: tuple[Column, ...]

    @property
    def id(self) -> str:
        """Its name."""
        return self.shape.id

    @property
    def is_of_people(self) -> bool:
        """Whether its rows are people, whose names and numbers are sealed."""
        return self.model is PersonVersion

    def column(self, name: str) -> Column:
        """The column of that name."""
        return next(column for column in self.columns if column.name == name)


def profile_named(name: str, folder: Path | None) -> Profile:
    """The profile of that name. raises UnknownProfile with the nearest known one; PackRefused if its file is wrong"""
    files = profile_files(folder)
    if name not in files:
        raise UnknownProfile(
            f'no profile "{name}"{nearest(name, files)}; `jiyao template` lists them',
            zh=f"没有模板“{name}”{nearest_zh(name, files)}；jiyao template 列出全部模板",
        )
    return read_profile(files[name])


def profiles(folder: Path | None) -> list[Profile]:
    """Every profile, in order of name."""
    return [read_profile(file) for _, file in sorted(profile_files(folder).items())]


def profile_files(folder: Path | None) -> dict[str, Path]:
    """The file of each profile by name: those of the areas, and over them those of the installation's folder."""
    return {file.stem: file for file in (*_shipped(), *sorted(folder.glob("*.yaml") if folder else ()))}


def _shipped() -> Iterator[Path]:
    for area in apps.get_app_configs():
        yield from sorted((Path(area.path) / "profiles").glob("*.yaml"))


def read_profile(file: Path) -> Profile:
    """A profile from its file. raises PackRefused with every problem: file, line, what to do"""
    problems = Problems()
    located = read_yaml(file, f"{file.parent.name}/{file.name}")
    shape = validated(ProfileFile, located, problems)
    problems.raise_if_any()
    assert shape is not None  # noqa: S101 - or a problem was raised
    profile = _Checking(shape, located, problems).checked()
    if shape.id != file.stem:
        problems.add(located.place(("id",)), f'the id must be "{file.stem}", as the file is named')
    problems.raise_if_any()
    return profile


class _Checking:
    """Holds a profile against its table."""

    def __init__(self, shape: ProfileFile, located: Located, problems: Problems) -> None:
        self.shape = shape
        self.located = located
        self.problems = problems

    def checked(self) -> Profile:
        model = self._model()
        columns = tuple(self._column(model, index) for index in range(len(self.shape.columns)))
        self._check_names(columns)
        self._check_headings(columns)
        return Profile(self.shape, model, columns)

    def _model(self) -> type[Record]:
        tables = {model._meta.label: model for model in apps.get_models() if issubclass(model, Record)}
        found = tables.get(self.shape.table)
        if found is None:
            self._add(f'no table "{self.shape.table}"{nearest(self.shape.table, tables)}', "table")
            self.problems.raise_if_any()
        assert found is not None  # noqa: S101 - or a problem was raised
        return found

    def _column(self, model: type[Record], index: int) -> Column:
        shape = self.shape.columns[index]
        if shape.name == REFERENCE:
            self._check_type(shape, index, ("text", "credit_code"))
            return Column(shape, None)
        if model is PersonVersion and shape.name in OF_PEOPLE:
            self._check_type(shape, index, OF_PEOPLE[shape.name])
            return Column(shape, None)
        fields = _fields(model)
        field = fields.get(shape.name)
        if field is None:
            self._add(
                f'no field "{shape.name}" in {self.shape.table}{nearest(shape.name, fields)}',
                "columns",
                index,
            )
            return Column(shape, None)
        self._check_type(shape, index, _fitting(field))
        if shape.required is False and not (field.null or field.blank or field.has_default()):
            self._add(f'"{shape.name}" cannot be empty in the table: say required: true', "columns", index)
        return Column(shape, field)

    def _check_type(self, shape: ColumnFile, index: int, fitting: tuple[str, ...]) -> None:
        if shape.type not in fitting:
            wanted = " or ".join(fitting) or "nothing that a file can give"
            self._add(f'"{shape.name}" holds {wanted}, not {shape.type}', "columns", index, "type")

    def _check_names(self, columns: tuple[Column, ...]) -> None:
        names = [column.name for column in columns]
        for key in ("key", "period", "apart"):
            for index, name in enumerate(getattr(self.shape, key)):
                if name not in names:
                    self._add(f'no column "{name}"{nearest(name, names)}', key, index)
        if len(self.shape.period) == 1:
            self._add("a period has a first and a last column", "period")
        if not self.shape.key and not any(c.name == REFERENCE and c.shape.required for c in columns):
            self._add("say key, or make the column reference required: a row must be known again", "columns")

    def _check_headings(self, columns: tuple[Column, ...]) -> None:
        met = dict.fromkeys(self.shape.ignored, "ignored")
        for index, column in enumerate(columns):
            for heading in dict.fromkeys(column.headings):
                if heading in met:
                    self._add(f'the heading "{heading}" is also that of {met[heading]}', "columns", index)
                met[heading] = f'"{column.name}"'

    def _add(self, message: str, *path: str | int) -> None:
        place: Place = self.located.place(path)
        self.problems.add(place, message)


def _fields(model: type[Record]) -> dict[str, Any]:
    """What a file may fill; the rest is kept by recording."""
    kept = {*KEPT, "id", *([IDENTITIES[model][1]] if model in IDENTITIES else [])}
    sealed = {f"{name}_sealed" for name in OF_PEOPLE}
    return {f.name: f for f in model._meta.concrete_fields if f.attname not in kept | sealed}


def _fitting(field: "Field[Any, Any]") -> tuple[str, ...]:
    if isinstance(field, ForeignKey):
        return ("organisation",) if field.related_model.__name__ == "Organisation" else ("person",)
    return FITS.get(field.get_internal_type(), ())
