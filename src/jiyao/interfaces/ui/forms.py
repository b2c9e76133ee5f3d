"""The fields of forms: what each is called, what stands in it, and what is wrong with it. `{% field %}` shows one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from jiyao.engine.shapes import Words

Kind = Literal["text", "search", "number", "day", "file", "choice", "one_of", "several", "sentence"]
"""How it is filled in; `choice` is a list to open, `one_of` and `several` show every answer, `sentence` has room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An answer to choose, and what is to be known of it."""

    value: str
    words: Words
    hint: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One labelled field.

    hint         how to fill it in
    error        what is wrong, in the language of the page
    is_private   whether a browser may keep what was written
    accept       of a file: the endings that the browser offers
    form         where a page has several forms with fields of the same name: which of them it is in
    """

    name: str
    label: Words
    kind: Kind = "text"
    value: str = ""
    hint: Words | None = None
    error: str = ""
    choices: Sequence[Choice] = ()
    is_required: bool = False
    is_private: bool = False
    accept: str = ""
    form: str = ""

    @property
    def id(self) -> str:
        """What it is called on the page."""
        return f"{self.form}-{self.name}" if self.form else self.name

    @property
    def chosen(self) -> tuple[str, ...]:
        """Of `several`, the answers that are given; its value has them with commas between them."""
        return tuple(self.value.split(","))

    @property
    def described_by(self) -> str:
        """The ids of what describes it."""
        parts = [(self.hint, "hint"), (self.error, "error")]
        return " ".join(f"{self.id}-{part}" for there, part in parts if there)


def filled(fields: Sequence[Field], given: Mapping[str, str], errors: Mapping[str, str]) -> list[Field]:
    """The fields with what was given, and with what is wrong; private ones are empty again."""
    return [
        replace(
            field,
            value=field.value if field.is_private else given.get(field.name, field.value),
            error=errors.get(field.name, ""),
        )
        for field in fields
    ]
