"""What hangs on documents: every condition, limit, value, step, task and goal with the clause that its source names."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse

from jiyao.base.periods import Period
from jiyao.engine.measures import ALWAYS, Measure, Parameter, Row
from jiyao.engine.shapes import Source
from jiyao.interfaces.ui.library import words as w
from jiyao.interfaces.ui.policy import words as policy_words
from jiyao.interfaces.ui.policy.telling import key, parts, period_in_words, unconfirmed, value, value_title
from jiyao.interfaces.ui.policy_words import CONFIDENCE
from jiyao.interfaces.ui.sentences import Teller


@dataclass(frozen=True, slots=True)
class Hanging:
    """Something that rests on a document. `article`: the clause that its source names, empty where it names none.

    said    the value, or when it holds
    of      what it belongs to: a measure, a procedure, a plan; `link` opens it
    """

    kind: str
    kind_id: str
    words: str
    said: str
    of: str
    link: str
    article: str
    confidence: str


Hangings = Mapping[str, tuple[Hanging, ...]]


def hangings(teller: Teller) -> Hangings:
    """By document, everything that rests on it; each thing once."""
    found: dict[str, dict[Hanging, None]] = defaultdict(dict)
    for measure in sorted(teller.pack.measures.values(), key=lambda one: one.id):
        for document, hanging in _of_measure(teller, measure):
            found[document][hanging] = None
    for document, hanging in (*_steps(teller), *_plans(teller)):
        found[document][hanging] = None
    return {document: tuple(hung) for document, hung in found.items()}


def _of_measure(teller: Teller, measure: Measure) -> Iterator[tuple[str, Hanging]]:
    def hung(kind: str, words: str, said: str, source: Source, confidence: str) -> tuple[str, Hanging]:
        link = reverse("measure", args=[measure.id])
        told = unconfirmed(teller, confidence)
        article = source.article or ""
        kind_said = teller.say(w.HANGING[kind])
        of = teller.words(measure.title)
        return source.document, Hanging(kind_said, kind, words, said, of, link, article, told)

    for condition in measure.all_conditions:
        for part in (condition, *(way for way in parts(condition) if way is not condition)):
            held = _held(teller, condition.period)
            yield hung("condition", teller.words(part.words), held, part.source, part.confidence)
    for ask in measure.asks:
        yield hung("ask", teller.words(ask.words), _held(teller, ask.period), ask.source, ask.confidence)
    for limit in measure.limits:
        held = _held(teller, limit.period)
        yield hung("limit", teller.words(limit.words), held, limit.source, limit.pool.confidence)
    for parameter in measure.parameters.values():
        title = value_title(teller, measure, parameter)
        for row in parameter.rows():
            yield hung("value", title, value_said(teller, parameter, row), row.source, row.confidence)


def _held(teller: Teller, period: Period) -> str:
    return "" if period == ALWAYS else period_in_words(teller, period)


def value_said(teller: Teller, parameter: Parameter, row: Row) -> str:
    """A value, or a table in one line, and when it holds."""
    if row.values is None:
        said = value(teller, parameter, row.value)
    else:
        pairs = [
            (key(teller, parameter, k), value(teller, parameter, found)) for k, found in row.values.items()
        ]
        said = teller.say(policy_words.SEMICOLON).join(f"{k} {found}" for k, found in pairs)
    held = _held(teller, row.period)
    return f"{said}（{held}）" if held and teller.language == "zh" else f"{said} ({held})" if held else said


def _steps(teller: Teller) -> Iterator[tuple[str, Hanging]]:
    """The steps of procedures; each opens the first measure that is claimed in this way."""
    for id_, procedure in sorted(teller.pack.procedures.items()):
        using = sorted(m.id for m in teller.pack.measures.values() if m.procedure == id_)
        link = reverse("measure", args=[using[0]]) + "#steps" if using else ""
        of = str(procedure.get("title", {}).get(teller.language, id_))
        for step in procedure.get("steps", ()):
            source = step.get("source")
            if source is None:
                continue
            days = step.get("working_days")
            yield (
                source["document"],
                Hanging(
                    kind=teller.say(w.HANGING["step"]),
                    kind_id="step",
                    words=step[teller.language],
                    said=teller.say(policy_words.WORKING_DAYS, days) if days else "",
                    of=of,
                    link=link,
                    article=source.get("article") or "",
                    confidence=unconfirmed(teller, source.get("confidence", "verified")),
                ),
            )


def _plans(teller: Teller) -> Iterator[tuple[str, Hanging]]:
    """Goals, numbered tasks, and what else is known to be set as a task."""
    goals, tasks = teller.pack.goals, teller.pack.tasks
    for kind, plan, listed in (
        ("goal", goals, goals.get("goals", ())),
        ("task", tasks, tasks.get("tasks", ())),
        ("task", tasks, tasks.get("known", ())),
    ):
        for one in listed:
            document = one.get("document", plan.get("document"))
            deadline = str(one.get("deadline") or "")
            confidence = one.get("confidence", "verified")
            told = "" if confidence == "verified" else CONFIDENCE[teller.language][confidence]
            words, article = one[teller.language], one.get("article") or ""
            kind_said = teller.say(w.HANGING[kind])
            yield document, Hanging(kind_said, kind, words, deadline, "", "", article, told)
