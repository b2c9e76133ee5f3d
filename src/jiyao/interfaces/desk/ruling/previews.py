"""A preview that was kept with a draft, in words: by measure and prefecture, the day, and how many people."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Language
from jiyao.engine.vocabulary import DIVISIONS
from jiyao.policy.models import PackChange, RuleDraft
from jiyao.policy.queries.drafts import Laid, draft_of, laid_by


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """Persons and organisations, and fen, of a measure or of one of its prefectures."""

    title: str
    gain: int
    lose: int
    pay_gain: int
    pay_lose: int
    difference_fen: int
    pay_difference_fen: int


@dataclass(frozen=True, slots=True)
class PreviewMeasure:
    """A measure: all together, then prefecture by prefecture, those where nothing changes left out."""

    overall: PreviewLine
    places: tuple[PreviewLine, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """Whom a draft would reach. `is_stale`: the draft, or what it is laid over, has changed since."""

    on: date
    owners: int
    measures: tuple[PreviewMeasure, ...]
    is_stale: bool


def preview_of(draft: RuleDraft, laid: Laid, pack: Pack, language: Language) -> Preview | None:
    """The preview that was kept, if there is one. `laid`: what is laid now."""
    kept = draft.preview
    if not kept:
        return None
    return Preview(
        on=date.fromisoformat(kept["on"]),
        owners=kept["owners"],
        measures=tuple(_measure(one, pack, language) for one in kept["measures"]),
        is_stale=kept["laid"] != laid.of_policy.hash,
    )


def preview_for(change: PackChange, pack: Pack, language: Language) -> Preview | None:
    """The preview of the draft from which a change came, if there is one."""
    draft = draft_of(change)
    return None if draft is None else preview_of(draft, laid_by(change), pack, language)


def _measure(kept: Mapping[str, Any], pack: Pack, language: Language) -> PreviewMeasure:
    id_ = kept["measure"]
    title = pack.measures[id_].title.said(language) if id_ in pack.measures else id_
    return PreviewMeasure(_line(title, kept["overall"]), tuple(_places(kept, pack, language)))


def _places(kept: Mapping[str, Any], pack: Pack, language: Language) -> Iterator[PreviewLine]:
    listed = pack.vocabulary.codes.get(DIVISIONS)
    unknown = "not known" if language == "en" else "地区不明"
    for code, numbers in kept["places"]:
        words = None if listed is None or code is None else listed.codes.get(code)
        if any(numbers.values()):
            yield _line(unknown if code is None else code if words is None else words.said(language), numbers)


def _line(title: str, numbers: Mapping[str, int]) -> PreviewLine:
    return PreviewLine(title, **numbers)
