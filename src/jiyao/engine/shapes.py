"""Small shapes that pack files and checked measures share: words in both languages, sources, papers to bring."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Language = Literal["zh", "en"]
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*$")]


class File(BaseModel):
    """Strict: an unknown key is an error, and nothing is converted on the quiet."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=True)


class Words(File):
    """The same words in Chinese and in English."""

    zh: str
    en: str

    def said(self, language: Language) -> str:
        """The words in one language."""
        return self.zh if language == "zh" else self.en


class Source(File):
    """Where it is written."""

    document: Id
    article: str | None = None
    note: str | None = None


class SetBy(File):
    """By which day prefectures have to set what is left to them, and where that is written."""

    day: date
    source: Source


class Titled(File):
    """Something with its words beside its other keys."""

    zh: str
    en: str

    @property
    def words(self) -> Words:
        """Both languages."""
        return Words(zh=self.zh, en=self.en)


class Evidence(Titled):
    """A paper to bring."""

    only_if: Words | None = None
