"""One change as a page: before and after in words and as YAML, the examples it breaks, and whom it makes payable."""

from dataclasses import dataclass
from datetime import date
from difflib import unified_diff
from functools import lru_cache
from pathlib import Path

from jiyao.base.errors import JiyaoError
from jiyao.base.periods import ONE_DAY
from jiyao.engine.examples import Disagreement
from jiyao.engine.packs.changing import StandsOtherwise
from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Language, Words
from jiyao.engine.simulation.paying import Effect
from jiyao.interfaces.desk.changing import words as w
from jiyao.interfaces.desk.changing.differing import Difference, differences
from jiyao.interfaces.desk.changing.expected import expected_in_words
from jiyao.interfaces.desk.intake.entered import entered_text
from jiyao.interfaces.ui.pack import policy_of
from jiyao.interfaces.ui.sentences import Teller
from jiyao.policy.actions.changing import Candidate, candidate
from jiyao.policy.models import ChangeKind, ChangeState, PackChange, PackVersion
from jiyao.policy.queries.changes import acts_about, forms_in
from jiyao.policy.queries.drafts import Overtaken, overtaken
from jiyao.policy.queries.versions import folder_named, folder_of, latest_folder
from jiyao.policy.queries.waiting import effect_on, last_policy_run


@dataclass(frozen=True, slots=True)
class FileDifference:
    """A file before and after as YAML: marks (`+`, `-` or nothing) and lines."""

    name: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """An example that expects something else: what the change gives, and what the example says."""

    measure: str
    title: str
    name: Words
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What a change comes to. `trouble`: why it is no pack any more; `overtaken`: where another came before it."""

    differences: tuple[Difference, ...] = ()
    broken: tuple[Broken, ...] = ()
    effect: Effect | None = None
    effect_on: date | None = None
    trouble: str = ""
    overtaken: tuple[Overtaken, ...] = ()


def change_page(change: PackChange, language: Language, on: date) -> dict[str, object]:
    """What the page of a change tells."""
    is_open = change.state == ChangeState.PROPOSED
    seen = _open(change, language, on) if is_open else _decided(change, language, on)
    return {
        "change": change,
        "title": change.title_zh if language == "zh" else change.title_en,
        "kind": w.CHANGE_KINDS[ChangeKind(change.kind)],
        "state": w.STATES[ChangeState(change.state)],
        "is_open": is_open,
        "files": [
            file_difference(name, change.expects.get(name, ""), change.lay[name]) for name in change.lay
        ],
        "seen": seen,
        "entered": entered_text(change.lay, _upon(change), Teller(policy_of(latest_folder()), language)),
        "holds_from": on + ONE_DAY if is_open else _holds_from(change),
        "acts": list(acts_about(change)),
        "forms": list(forms_in(change)),
        "is_guide": change.kind == ChangeKind.GUIDE,
    }


def _upon(change: PackChange) -> Path:
    """The version that a change was, or would be, laid over."""
    version = PackVersion.objects.filter(change=change).order_by("pk").first()
    return latest_folder() if version is None else _before(version)


def _before(version: PackVersion) -> Path:
    earlier = PackVersion.objects.filter(pk__lt=version.pk).order_by("-pk").first()
    return folder_named(version.release_hash) if earlier is None else folder_of(earlier)


def _holds_from(change: PackChange) -> date | None:
    version = PackVersion.objects.filter(change=change).order_by("pk").first()
    return None if version is None else version.effective_on


def _open(change: PackChange, language: Language, on: date) -> Seen:
    before = policy_of(latest_folder())
    try:
        found = _candidate(_Key(change.pk, latest_folder()))
    except StandsOtherwise:
        return Seen(overtaken=tuple(overtaken(change)))
    except JiyaoError as error:
        return Seen(trouble=error.said(language))
    last = last_policy_run(before)
    return Seen(
        differences=tuple(differences(before, found.pack, language, on)),
        broken=tuple(_broken(found.pack, one, language) for one in found.broken),
        effect=None
        if last is None or change.kind == ChangeKind.GUIDE
        else effect_on(before, found.pack, last),
        effect_on=None if last is None else last.run.determined_on,
    )


@dataclass(frozen=True, slots=True)
class _Key:
    """A change laid over a version: neither is ever altered."""

    change: int
    upon: Path


@lru_cache(maxsize=16)
def _candidate(key: _Key) -> Candidate:
    return candidate(PackChange.objects.get(pk=key.change))


def _decided(change: PackChange, language: Language, on: date) -> Seen:
    """Of a confirmed change what it has changed; of one that came to nothing only its YAML is left."""
    version = PackVersion.objects.filter(change=change).order_by("pk").first()
    if version is None:
        return Seen()
    before, after = policy_of(_before(version)), policy_of(folder_of(version))
    return Seen(differences=tuple(differences(before, after, language, on)))


def file_difference(name: str, stood: str, laid: str) -> FileDifference:
    """A file's part that changes, line by line."""
    before, after = stood.splitlines(), laid.splitlines()
    drawn = list(unified_diff(before, after, n=len(before) + len(after), lineterm=""))[3:]
    lines = tuple((line[:1].strip(), line[1:]) for line in drawn)
    return FileDifference(name, lines)


def _broken(pack: Pack, one: Disagreement, language: Language) -> Broken:
    name = w.NAMES_OF_EXPECTED[one.name]
    measure = pack.measures[one.example.measure]
    expected, found = (
        expected_in_words(one.name, value, measure, Teller(pack, language))
        for value in (one.expected, one.found)
    )
    return Broken(
        measure.title.said(language), one.example.title.said(language), name, expected or "—", found or "—"
    )
