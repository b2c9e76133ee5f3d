"""Files of a pack, read and validated: each value with its line, each error with what to do."""

import csv
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from jiyao.engine.packs.located import Located, Step, read_yaml
from jiyao.engine.problems import PackRefused, Place, Problem, Problems, nearest
from jiyao.engine.shapes import File

F = TypeVar("F", bound=File)

_MESSAGES = {
    "missing": "is missing",
    "string_type": "must be a text; put it in quotes",
    "int_type": "must be a whole number",
    "date_type": "must be a day such as 2024-01-31",
    "bool_type": "must be true or false",
    "list_type": "must be a list",
    "dict_type": "must be a mapping of keys to values",
    "model_type": "must be a mapping of keys to values",
}


def validated(kind: type[F], located: Located, problems: Problems) -> F | None:
    """The value as the file's shape, or None with its problems noted."""
    if located.value is None:
        problems.add(located.place(()), "is empty")
        return None
    try:
        return kind.model_validate(located.value)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            path: Sequence[Step] = detail["loc"]
            problems.add(located.place(path), _complaint(kind, path, detail))
    return None


def _complaint(kind: type[File], path: Sequence[Step], detail: Any) -> str:
    name = ".".join(str(step) for step in path)
    if detail["type"] == "extra_forbidden":
        return f'unknown key "{path[-1]}"{nearest(str(path[-1]), _known_keys(kind) - {path[-1]})}'
    return f'"{name}" {_MESSAGES.get(detail["type"], detail["msg"])}'


def _known_keys(kind: type[File]) -> set[str]:
    """Every key of the file's schema, at whatever depth: enough to guess what was meant."""
    schema = kind.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return {key for part in parts for key in part.get("properties", {})}


class Folder:
    """A pack's folder, or an overlay's: reads its files, and names them as errors call them.

    head     the file that must be there
    called   what stands before the names of files in errors
    """

    def __init__(self, root: Path, *, head: str = "pack.yaml", called: str = "") -> None:
        if not (root / head).is_file():
            message = "no such file; give the folder of a pack, such as packs/heilongjiang"
            raise PackRefused([Problem(Place(str(root / head), 1), message)])
        self.root = root
        self.called = called

    def name(self, file: Path) -> str:
        """The file as errors call it."""
        return self.called + file.relative_to(self.root).as_posix()

    def yaml(self, name: str) -> Located:
        """A YAML file by name; a missing one is empty."""
        file = self.root / name
        if not file.is_file():
            return Located(None, {(): Place(self.name(file), 1)})
        return read_yaml(file, self.name(file))

    def listed(self, folder: str) -> dict[str, Located]:
        """The YAML files of a folder by id (the name without .yaml), in order of name."""
        files = sorted((self.root / folder).glob("*.yaml"))
        return {file.stem: read_yaml(file, self.name(file)) for file in files}

    def csv(self, name: str) -> list[dict[str, str]]:
        """The rows of a CSV file with a heading."""
        with (self.root / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def hash(self, extra: str = "") -> str:
        """SHA-256 over names and bytes of every file, and over what is laid upon them."""
        digest = sha256(extra.encode())
        for file in sorted(path for path in self.root.rglob("*") if path.is_file()):
            digest.update(self.name(file).encode() + b"\0" + file.read_bytes() + b"\0")
        return digest.hexdigest()


def contents(folder: Folder, name: str, problems: Problems) -> dict[str, Mapping[str, Any]]:
    """What the YAML files of a folder hold, by the id that each has in its name and in itself."""
    found: dict[str, Mapping[str, Any]] = {}
    for id_, located in folder.listed(name).items():
        if not isinstance(located.value, dict) or located.value.get("id") != id_:
            problems.add(located.place(()), f'its id must be "{id_}", as the file is named')
            continue
        found[id_] = located.value
    return found
