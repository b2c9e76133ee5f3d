"""One document as a page: what is held of it, its clauses with what hangs on each, what was read and what is open."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jiyao.engine.measures import Measure
from jiyao.engine.packs.library_files import ClauseFile
from jiyao.engine.packs.repealing import repeal_of
from jiyao.engine.shapes import Language
from jiyao.interfaces.ui.library import words as w
from jiyao.interfaces.ui.library.documents import Entry
from jiyao.interfaces.ui.library.hanging import Hanging
from jiyao.interfaces.ui.library.shelves import Library
from jiyao.interfaces.ui.policy.telling import unconfirmed
from jiyao.interfaces.ui.sentences import Teller
from jiyao.interfaces.ui.templatetags.ui import day

WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the text, or something that tells of it."""

    title: str
    link: str
    told: str


@dataclass(frozen=True, slots=True)
class Said:
    """Something told, in the language in which it is at hand; `confidence` is empty where it is verified."""

    words: str
    language: Language
    confidence: str
    source: str
    link: str


@dataclass(frozen=True, slots=True)
class RepealView:
    """By which document something is repealed, and since when; the day is empty where nobody knows it."""

    by: str
    title: str
    since: str


@dataclass(frozen=True, slots=True)
class ClauseView:
    """A clause with what hangs on it: its words, or what is told of it."""

    path: str
    title: str
    kind: str
    paragraphs: tuple[str, ...]
    restated: str
    confidence: str
    hangings: tuple[Hanging, ...]
    repealed: RepealView | None = None


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """What stands on the page of a document.

    repeals   what it repeals: document, its title, the clause
    original  name, kind and hash of the file that was loaded; whether everybody may have it
    whole   what rests on it without naming a clause
    loose   what names a clause that is not held
    """

    entry: Entry
    days: tuple[tuple[str, str], ...]
    note: str
    copies: tuple[Copy, ...]
    facts: tuple[Said, ...]
    targets: tuple[Said, ...]
    open: tuple[Said, ...]
    clauses: tuple[ClauseView, ...]
    whole: tuple[Hanging, ...]
    loose: tuple[Hanging, ...]
    measures: tuple[tuple[Measure, str], ...]
    slots: int
    repealed: RepealView | None = None
    repeals: tuple[tuple[str, str, str], ...] = ()
    original: Mapping[str, Any] | None = None


def document_page(library: Library, id_: str, money: Sequence[Hanging] = ()) -> DocumentPage:
    """The page of a document of the library. `money`: the budget lines that hang on it."""
    teller, document = library.teller, library.teller.pack.documents[id_]
    held = teller.pack.clauses.get(id_, ())
    hung = (*library.hangings.get(id_, ()), *money)
    paths = {clause.path for clause in held}
    copies = {copy["id"]: copy for copy in document.get("sources") or () if "id" in copy}
    return DocumentPage(
        entry=library.entries[id_],
        days=tuple(_days(teller, document)),
        note=str(document.get("effective_note") or ""),
        copies=tuple(_copy(teller, copy) for copy in document.get("sources") or ()),
        facts=tuple(_said(teller, fact, copies) for fact in document.get("facts") or ()),
        targets=tuple(_target(teller, target, copies) for target in document.get("targets") or ()),
        open=tuple(
            _said(teller, {"en": one} if isinstance(one, str) else one, copies)
            for one in document.get("open") or ()
        ),
        clauses=tuple(_clause(teller, id_, clause, hung) for clause in held),
        whole=tuple(one for one in hung if not one.article),
        loose=tuple(sorted((one for one in hung if one.article and one.article not in paths), key=_article)),
        measures=tuple(_resting(teller, id_)),
        slots=(document.get("slots") or {}).get("count", 0),
        repealed=_repealed(teller, id_, ""),
        repeals=tuple(_repeals(teller, document)),
        original=document.get("original"),
    )


def _article(hanging: Hanging) -> str:
    """By what the template groups."""
    return hanging.article


def _days(teller: Teller, document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, pair in w.DAYS.items():
        found = document.get(key)
        if found is not None:
            yield teller.say(pair), day(found) if hasattr(found, "year") else str(found)


def _copy(teller: Teller, copy: Mapping[str, Any]) -> Copy:
    told = (copy.get("publisher"), w.COPIES.get(copy.get("kind", "")), copy.get("date"))
    words = [teller.say(part) if isinstance(part, tuple) else str(part) for part in told if part]
    link = str(copy.get("url") or "")
    return Copy(str(copy.get("title") or ""), link if link.startswith(WEB) else "", " · ".join(words))


def _said(teller: Teller, told: Mapping[str, Any], copies: Mapping[str, Mapping[str, Any]]) -> Said:
    language: Language = teller.language if told.get(teller.language) else "en" if told.get("en") else "zh"
    copy = copies.get(told.get("source", ""), {})
    return Said(
        words=str(told.get(language, "")),
        language=language,
        confidence=unconfirmed(teller, told.get("confidence", "verified")),
        source=str(copy.get("publisher") or copy.get("title") or ""),
        link=str(copy.get("url") or "") if str(copy.get("url")).startswith(WEB) else "",
    )


def _target(teller: Teller, target: Mapping[str, Any], copies: Mapping[str, Mapping[str, Any]]) -> Said:
    """An aim with its figure: what, how much at least, in which unit, by when."""
    value = target.get("value")
    unit = teller.say(w.UNITS.get(str(target.get("unit")), ("", str(target.get("unit") or ""))))
    bound = teller.say(w.BOUNDS.get(str(target.get("comparator")), ("", "")))
    ends = target.get("by") or target.get("to")
    when = teller.say(w.BY, ends) if ends else ""
    figure = f"{bound}{value:,}{unit}" if isinstance(value, int) else str(value or "") + unit
    words = "，".join(part for part in (target["metric"].get(teller.language, ""), figure, when) if part)
    words = words if teller.language == "zh" else words.replace("，", ", ")
    return _said(teller, {**target, teller.language: words}, copies)


def _repealed(teller: Teller, id_: str, path: str) -> RepealView | None:
    found = repeal_of(teller.pack.repeals, id_, path)
    if found is None:
        return None
    return RepealView(found.by, teller.document_title(found.by), day(found.since) if found.since else "")


def _repeals(teller: Teller, document: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for one in document.get("repeals") or ():
        yield one["document"], teller.document_title(one["document"]), one.get("clause") or ""


def _clause(teller: Teller, id_: str, clause: ClauseFile, hung: tuple[Hanging, ...]) -> ClauseView:
    return ClauseView(
        path=clause.path,
        title=clause.title or "",
        kind=clause.kind,
        paragraphs=tuple((clause.text or "").splitlines()),
        restated=teller.words(clause.restated) if clause.restated and not clause.text else "",
        confidence=unconfirmed(teller, clause.confidence),
        hangings=tuple(one for one in hung if one.article == clause.path),
        repealed=_repealed(teller, id_, clause.path),
    )


def _resting(teller: Teller, id_: str) -> Iterator[tuple[Measure, str]]:
    """The measures that name the document as their basis, and which articles."""
    for measure in sorted(teller.pack.measures.values(), key=lambda one: one.id):
        for name, articles in measure.documents:
            if name == id_:
                yield measure, articles or ""
