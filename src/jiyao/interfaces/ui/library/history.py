"""The history of a value: what was known when, version by version, from which document and by whose hands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.http import Http404

from jiyao.engine.measures import Parameter, Row
from jiyao.engine.shapes import Language
from jiyao.engine.vocabulary import DIVISIONS
from jiyao.interfaces.ui.clocks import clocks
from jiyao.interfaces.ui.context import today
from jiyao.interfaces.ui.library.hanging import value_said
from jiyao.interfaces.ui.pack import made_by, policy_of, version_folder
from jiyao.interfaces.ui.policy.telling import unconfirmed, value_title
from jiyao.interfaces.ui.sentences import Teller
from jiyao.policy.models import PackVersion
from jiyao.policy.queries.versions import folder_known_on, folder_of, version_on
from jiyao.registry.models import Account

BEFORE_ALL = date(1900, 1, 1)
KEPT = 128


@dataclass(frozen=True, slots=True)
class Said:
    """A value in a period with where it is written. `place`: the prefecture that set it."""

    words: str
    place: str
    document: str
    title: str
    article: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Step:
    """What one version brought and took away. `since`: from which day it is known; none for the release."""

    version: str
    since: date | None
    brought: tuple[Said, ...]
    gone: tuple[Said, ...]
    proposed_by: str = ""
    confirmed_by: str = ""


def told_history(teller: Teller, measure: str, parameter: str) -> dict[str, object]:
    """What the page of a value's history tells. raises Http404 where there is no such value"""
    found = teller.pack.measures.get(measure)
    value = None if found is None else found.parameters.get(parameter)
    if found is None or value is None:
        raise Http404
    return {
        "measure": found,
        "title": value_title(teller, found, value),
        "steps": value_history(measure, parameter, teller.language),
    }


def value_history(measure: str, parameter: str, language: Language) -> Sequence[Step]:
    """What was known of a value when, the last first; of a past day what was known by then.

    Empty where no version knows of such a value.
    """
    last = version_on(clocks().known or today(), made_by=made_by())
    numbers = () if last is None else PackVersion.objects.filter(pk__lte=last.pk).values_list("pk", flat=True)
    upon = (version_folder().name, tuple(sorted(numbers)))
    return tuple(reversed(_steps(measure, parameter, language, upon)))


@lru_cache(maxsize=KEPT)
def _steps(
    measure: str, parameter: str, language: Language, upon: tuple[str, tuple[int, ...]]
) -> tuple[Step, ...]:
    """Kept by the versions there are: none of them is ever altered."""
    return tuple(_found(measure, parameter, language, upon[1]))


def _found(measure: str, name: str, language: Language, numbers: Sequence[int]) -> Iterator[Step]:
    versions = PackVersion.objects.select_related("change__proposed_by", "change__decided_by")
    release = policy_of(folder_known_on(BEFORE_ALL, made_by=None)) if _begins_with_release(numbers) else None
    before: dict[Said, None] = {}
    if release is not None:
        before = _series(Teller(release, language), measure, name)
        if before:
            yield Step(release.version, None, tuple(before), ())
    for version in versions.filter(pk__in=numbers).order_by("pk"):
        if not _touches(version, measure, name):
            continue
        after = _series(Teller(policy_of(folder_of(version)), language), measure, name)
        if after != before:
            yield _step(version, before, after)
        before = after


def _begins_with_release(numbers: Sequence[int]) -> bool:
    first = PackVersion.objects.order_by("pk").first()
    return first is None or first.change is not None


def _touches(version: PackVersion, measure: str, name: str) -> bool:
    """Whether the change in it can have altered the value; of a release that was taken up nobody knows."""
    if version.change is None or _takes_up(version):
        return True
    own = f"measures/{measure}.yaml"
    lay = version.change.lay.items()
    return any(
        file == own or (file.startswith(("local/", "parameters/")) and name in text) for file, text in lay
    )


def _takes_up(version: PackVersion) -> bool:
    """Whether it lays changes that were confirmed before over another release."""
    return PackVersion.objects.filter(change=version.change, pk__lt=version.pk).exists()


def _step(version: PackVersion, before: dict[Said, None], after: dict[Said, None]) -> Step:
    change = None if version.change is None or _takes_up(version) else version.change
    return Step(
        version=str(version),
        since=version.effective_on,
        brought=tuple(said for said in after if said not in before),
        gone=tuple(said for said in before if said not in after),
        proposed_by="" if change is None else _called(change.proposed_by),
        confirmed_by="" if change is None or change.decided_by is None else _called(change.decided_by),
    )


def _called(account: Account) -> str:
    return account.name or account.username


def _series(teller: Teller, measure: str, name: str) -> dict[Said, None]:
    """Every row of the value, in the order of the pack; nothing where there is no such value."""
    found = teller.pack.measures.get(measure)
    parameter = None if found is None else found.parameters.get(name)
    if parameter is None:
        return {}
    names = teller.pack.vocabulary.codes[DIVISIONS].codes
    said = {_said(teller, parameter, row, ""): None for row in (*parameter.base, *parameter.relaxed)}
    for division, rows in sorted(parameter.local.items()):
        said |= {_said(teller, parameter, row, teller.words(names[division])): None for row in rows}
    return said


def _said(teller: Teller, parameter: Parameter, row: Row, place: str) -> Said:
    return Said(
        words=value_said(teller, parameter, row),
        place=place,
        document=row.source.document,
        title=teller.document_title(row.source.document),
        article=row.source.article or "",
        confidence=unconfirmed(teller, row.confidence),
    )
