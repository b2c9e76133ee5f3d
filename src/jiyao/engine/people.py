"""People as files give them: own facts, and rows of each subject. Bad rows are set aside, with the reason.

```json
{"id": "E01", "facts": {"birth_on": "1990-03-12", …}, "certificates": [{"id": "C1", "level": "L4", …}]}
```
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from jiyao.base.errors import Invalid
from jiyao.base.periods import read_day
from jiyao.engine.cases import Case, Facts
from jiyao.engine.complaints import complain
from jiyao.engine.packs.located import read_yaml
from jiyao.engine.packs.vocabulary import read_value
from jiyao.engine.problems import PackRefused, nearest, nearest_zh
from jiyao.engine.rules.types import Kind
from jiyao.engine.shapes import Language, Words
from jiyao.engine.vocabulary import SEPARATOR, Subject, Vocabulary


class BadPeople(Invalid):
    """The file holds no people."""


@dataclass(frozen=True, slots=True)
class Person:
    """One owner of rows, ready to be determined. `cases`: rows by subject id."""

    id: str
    name: str
    story: Words | None
    cases: Mapping[str, Sequence[Case]]


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with a part of a person. `pointer`: which part, as a JSON Pointer from the person."""

    pointer: str
    text: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that was left out: which, and why."""

    person: str
    row: str
    complaints: tuple[Complaint, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why, in words."""
        return tuple(complaint.text for complaint in self.complaints)


def read_people(
    file: Path, vocabulary: Vocabulary, language: Language = "en"
) -> tuple[list[Person], list[SetAside]]:
    """The people of a JSON or YAML file (one, or a list), and the rows set aside.

    A person with a bad fact of their own is set aside whole.
    raises   BadPeople: no such file, neither JSON nor YAML, or not people
    """
    listed = _contents(file)
    people: list[Person] = []
    aside: list[SetAside] = []
    seen: set[str] = set()
    for number, raw in enumerate(listed, start=1):
        if not isinstance(raw, dict):
            raise BadPeople(f"{file}: entry {number} is no person; give a mapping with facts")
        person, bad = read_person(raw, vocabulary, language, unnamed=f"#{number}")
        aside += bad
        if person is not None and person.id in seen:
            twice = Complaint("/id", complain("twice_in_file", language))
            aside.append(SetAside(person.id, person.id, (twice,)))
        elif person is not None:
            people.append(person)
            seen.add(person.id)
    return people, aside


def read_person(
    raw: Mapping[str, Any], vocabulary: Vocabulary, language: Language = "en", *, unnamed: str = "#1"
) -> tuple[Person | None, list[SetAside]]:
    """The person of one mapping, and the rows set aside; no person where they are set aside whole.

    unnamed   the id of who has none
    """
    aside: list[SetAside] = []
    person = _Reader(vocabulary, raw, str(raw.get("id", unnamed)), aside, language).read()
    return person, aside


def _contents(file: Path) -> Sequence[Any]:
    if not file.is_file():
        raise BadPeople(f"{file}: {'is a folder; give a file' if file.is_dir() else 'no such file'}")
    if file.suffix in (".yaml", ".yml"):
        try:
            found = read_yaml(file, str(file)).value
        except PackRefused as error:
            raise BadPeople(str(error)) from None
    else:
        try:
            found = json.loads(file.read_text("utf-8"), parse_float=Decimal)
        except (json.JSONDecodeError, UnicodeDecodeError) as error:
            raise BadPeople(f"{file}: not JSON in UTF-8: {error}") from None
    if isinstance(found, dict):
        return [found]
    if not isinstance(found, list) or not found:
        raise BadPeople(f"{file}: holds neither a person nor a list of people")
    return found


@dataclass(slots=True)
class _Reader:
    vocabulary: Vocabulary
    raw: Mapping[str, Any]
    id: str
    aside: list[SetAside]
    language: Language

    def read(self) -> Person | None:
        root = self._root()
        complaints = [*self._unknown_keys(root), *self._bad_head()]
        own = self._facts(root, self._given(), "/facts", complaints)
        if complaints:
            self._set_aside(self.id, complaints)
            return None
        cases: dict[str, Sequence[Case]] = {root: [Case(self.id, self.id, own)]}
        for subject in self.vocabulary.subjects.values():
            if subject.of is not None and subject.plural in self.raw:
                cases[subject.id] = list(self._rows(subject, self.raw[subject.plural], own))
        story = self.raw.get("story")
        words = None if story is None else Words(zh=story["zh"], en=story["en"])
        return Person(self.id, self.raw.get("name", self.id), words, cases)

    def _given(self) -> Any:
        facts = self.raw.get("facts")
        return {} if facts is None else facts

    def _set_aside(self, row: str, complaints: Iterable[Complaint]) -> None:
        self.aside.append(SetAside(self.id, row, tuple(complaints)))

    def _root(self) -> str:
        """The subject that owns the rows given: of whichever plural stands there, a person otherwise."""
        for subject in self.vocabulary.subjects.values():
            if subject.of is not None and self.raw.get(subject.plural):
                return self.vocabulary.owner(subject.id)
        return next(iter(self.vocabulary.subjects))

    def _unknown_keys(self, root: str) -> Iterator[Complaint]:
        owners = {s.plural: self.vocabulary.owner(s.id) for s in self.vocabulary.subjects.values() if s.of}
        known = {"id", "name", "story", "facts", *owners}
        for key in self.raw:
            if key not in known:
                yield self._say(_at("", key), "key", key=key, hint=self._hint(key, known))
            elif owners.get(key, root) != root:
                yield self._say(_at("", key), "owner", key=key, owner=owners[key], root=root)

    def _say(self, pointer: str, complaint: str, **values: object) -> Complaint:
        return Complaint(pointer, complain(complaint, self.language, **values))

    def _hint(self, key: object, known: Iterable[str]) -> str:
        return nearest_zh(str(key), known) if self.language == "zh" else nearest(str(key), known)

    def _bad_id(self, given: Mapping[str, Any], id_: str, at: str) -> Iterator[Complaint]:
        if type(given.get("id", "")) not in (str, int):
            yield self._say(f"{at}/id", "id")
        elif SEPARATOR in id_:
            yield self._say(f"{at}/id", "separator", name="id", value=repr(id_), mark=SEPARATOR)

    def _bad_head(self) -> Iterator[Complaint]:
        yield from self._bad_id(self.raw, self.id, "")
        if not isinstance(self.raw.get("name", ""), str):
            yield self._say("/name", "name")
        story = self.raw.get("story")
        if story is not None and not _is_pair(story):
            yield self._say("/story", "story")

    def _rows(self, subject: Subject, rows: Any, own: Facts) -> Iterator[Case]:
        at = f"/{subject.plural}"
        if not isinstance(rows, list):
            self._set_aside(subject.id, [self._say(at, "rows")])
            return
        seen: set[str] = set()
        for number, row in enumerate(rows):
            row_id, where = f"{self.id}/{subject.id}{number + 1}", f"{at}/{number}"
            if not isinstance(row, dict):
                self._set_aside(row_id, [self._say(where, "row")])
                continue
            row_id = str(row.get("id", row_id))
            complaints: list[Complaint] = []
            given = {k: v for k, v in row.items() if k != "id"}
            facts = self._facts(subject.id, given, where, complaints)
            if row_id in seen:
                complaints.append(self._say(f"{where}/id", "twice"))
            complaints += self._bad_id(row, row_id, where)
            seen.add(row_id)
            if complaints:
                self._set_aside(row_id, complaints)
            else:
                yield Case(row_id, self.id, {**own, **facts})

    def _facts(self, subject: str, given: Any, at: str, complaints: list[Complaint]) -> Facts:
        if not isinstance(given, dict):
            complaints.append(self._say(at, "facts"))
            return {}
        known = {n: f for n, f in self.vocabulary.facts.items() if subject in f.of}
        aliases = {alias: name for name, fact in known.items() for alias in fact.aliases}
        found = {}
        for key, plain in given.items():
            name, where = aliases.get(key, key), _at(at, key)
            if name not in known:
                hint = self._hint(key, known)
                complaints.append(self._say(where, "fact", subject=subject, key=key, hint=hint))
                continue
            if name in found:
                complaints.append(self._say(where, "alias", key=key))
            value = _plain_value(plain, known[name].type.kind, self.vocabulary, name)
            complaint = self.vocabulary.complaint(name, value, self.language)
            if complaint is not None:
                complaints.append(Complaint(where, complaint))
            found[name] = value
        return found


def _is_pair(story: object) -> bool:
    """Whether it is the same words in both languages."""
    return (
        isinstance(story, dict)
        and set(story) == {"zh", "en"}
        and all(isinstance(text, str) for text in story.values())
    )


def _at(pointer: str, key: object) -> str:
    """The pointer one step further."""
    return f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"


def _plain_value(plain: Any, kind: Kind, vocabulary: Vocabulary, name: str) -> Any:
    """A value as JSON can give it: days are texts there."""
    if kind is Kind.DATE and isinstance(plain, str):
        try:
            return read_day(plain)
        except ValueError:
            return plain
    return read_value(vocabulary.facts[name].type, plain)
