"""Everything of a pack in which words can be found: documents, clauses, measures, values, steps, tasks."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse

from jiyao.engine.packs.library_files import ClauseFile
from jiyao.engine.shapes import Words
from jiyao.interfaces.ui.library.documents import entry
from jiyao.interfaces.ui.library.hanging import Hangings
from jiyao.interfaces.ui.library.searching import Passage
from jiyao.interfaces.ui.policy.words import SEMICOLON
from jiyao.interfaces.ui.sentences import Teller


def passages(teller: Teller, hung: Hangings) -> Iterator[Passage]:
    """All of them, documents first."""
    yield from (_document(teller, id_) for id_ in teller.pack.documents)
    for id_, clauses in teller.pack.clauses.items():
        yield from (_clause(teller, id_, clause) for clause in clauses)
    yield from _measures(teller)
    yield from _procedures(teller)
    yield from _hanging(hung, teller)


def document_link(id_: str, path: str = "") -> str:
    """The address of a document, or of one of its clauses."""
    return reverse("library-document", args=[id_]) + (f"#{path}" if path else "")


def _document(teller: Teller, id_: str) -> Passage:
    document = teller.pack.documents[id_]
    told = entry(teller, id_)
    facts = [text for fact in document.get("facts") or () for text in _both(fact)]
    title = document.get("title", {})
    return Passage(
        kind="document",
        title=told.title,
        texts=(
            *(str(one) for one in title.values()),
            told.number,
            *told.issuers,
            *facts,
            *(text for one in document.get("targets") or () for text in _both(one.get("metric", {}))),
            *(text for one in document.get("open") or () for text in _both(one)),
        ),
        link=document_link(id_),
        about=" · ".join(part for part in (told.number, told.level, told.dated) if part),
        documents=frozenset({id_}),
    )


def _both(told: Mapping[str, Any] | str) -> tuple[str, ...]:
    """What is told in each language in which it is."""
    if isinstance(told, str):
        return (told,)
    return tuple(str(told[language]) for language in ("zh", "en") if told.get(language))


def _clause(teller: Teller, id_: str, clause: ClauseFile) -> Passage:
    restated = () if clause.restated is None else (clause.restated.zh, clause.restated.en)
    return Passage(
        kind="clause",
        title=f"{clause.path} {clause.title or ''}".strip(),
        texts=tuple(text for text in (clause.text, *restated) if text),
        link=document_link(id_, clause.path),
        about=teller.document_title(id_),
        documents=frozenset({id_}),
    )


def _measures(teller: Teller) -> Iterator[Passage]:
    for measure in sorted(teller.pack.measures.values(), key=lambda one: one.id):
        pairs: list[Words] = [measure.title, *((measure.summary,) if measure.summary else ())]
        for condition in measure.all_conditions:
            pairs += [condition.words, *(way.words for way in condition.branches)]
        pairs += [ask.words for ask in measure.asks] + [limit.words for limit in measure.limits]
        pairs += [*measure.open, *measure.notes, *(paper.words for paper in measure.evidence)]
        summary = teller.words(measure.summary) if measure.summary else ""
        yield Passage(
            kind="measure",
            title=teller.words(measure.title),
            texts=tuple(text for pair in pairs for text in (pair.zh, pair.en)),
            link=reverse("measure", args=[measure.id]),
            about=summary,
            documents=frozenset(name for name, _ in measure.documents),
        )


def _procedures(teller: Teller) -> Iterator[Passage]:
    for id_, procedure in sorted(teller.pack.procedures.items()):
        using = sorted(
            (m.id, teller.words(m.title)) for m in teller.pack.measures.values() if m.procedure == id_
        )
        if not using:
            continue
        steps = procedure.get("steps", ())
        sources = [step["source"]["document"] for step in steps if step.get("source")]
        yield Passage(
            kind="procedure",
            title=str(procedure.get("title", {}).get(teller.language, id_)),
            texts=tuple(str(step[language]) for step in steps for language in ("zh", "en")),
            link=reverse("measure", args=[using[0][0]]) + "#steps",
            about=teller.listed([title for _, title in using[:3]]),
            documents=frozenset(sources),
        )


def _hanging(hung: Hangings, teller: Teller) -> Iterator[Passage]:
    """Values, each with all its rows, tasks and goals; conditions and limits are found in their measures."""
    values: dict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
    for document, listed in hung.items():
        for one in listed:
            if one.kind_id == "value":
                values[one.words, one.of, one.link].append((one.said, document))
            if one.kind_id in ("task", "goal"):
                title, link = teller.document_title(document), document_link(document)
                yield Passage("task", one.words, (one.words,), link, title, frozenset({document}))
    for (title, of, link), rows in values.items():
        said = teller.say(SEMICOLON).join(dict.fromkeys(said for said, _ in rows))
        documents = frozenset(document for _, document in rows)
        yield Passage("value", title, (of, said), f"{link}#values", f"{of} · {said}", documents)
