"""The catalogue: every measure in short, by stage, and what of it is asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from jiyao.engine.measures import Measure, Payable
from jiyao.interfaces.ui.policy.giving import Given, given_on
from jiyao.interfaces.ui.policy.paying import why_not
from jiyao.interfaces.ui.policy_words import PAYEES, STAGES
from jiyao.interfaces.ui.sentences import Teller


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the catalogue is wanted; empty is everything."""

    stage: str = ""
    subject: str = ""
    payable: str = ""
    text: str = ""

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.stage or self.subject or self.payable or self.text)


@dataclass(frozen=True, slots=True)
class Entry:
    """A measure in short."""

    id: str
    stage: str
    subject: str
    title: str
    summary: str
    about: str
    gives: Given
    state: str
    why_not: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """The measures of one stage."""

    id: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What was asked for. `subjects` and `stages_offered` are what may be asked."""

    asked: Asked
    stages: tuple[Stage, ...]
    found: int
    of: int
    stages_offered: Mapping[str, str]
    subjects: Mapping[str, str]


def asked_from(given: Mapping[str, str], teller: Teller) -> Asked:
    """What an address asks for; what there is none of counts as not asked."""
    stage, subject = given.get("stage", ""), given.get("subject", "")
    payable = given.get("payable", "")
    return Asked(
        stage=stage if stage in STAGES["zh"] else "",
        subject=subject if subject in teller.pack.vocabulary.subjects else "",
        payable=payable if payable in ("yes", "no") else "",
        text=" ".join(given.get("q", "").split())[:100],
    )


def catalogue(teller: Teller, asked: Asked, on: date) -> Catalogue:
    """The measures asked for, by stage."""
    entries = [entry(teller, measure, on) for measure in wanted(teller, asked, on)]
    names = STAGES[teller.language]
    stages = [Stage(s, names[s], tuple(e for e in entries if e.stage == s)) for s in names]
    subjects = {m.subject for m in teller.pack.measures.values()}
    listed = teller.pack.vocabulary.subjects.values()
    return Catalogue(
        asked=asked,
        stages=tuple(stage for stage in stages if stage.entries),
        found=len(entries),
        of=len(teller.pack.measures),
        stages_offered=names,
        subjects={s.id: teller.words(s.words) for s in listed if s.id in subjects},
    )


def entry(teller: Teller, measure: Measure, on: date) -> Entry:
    """One measure in short."""
    return Entry(
        id=measure.id,
        stage=measure.stage,
        subject=measure.subject,
        title=teller.words(measure.title),
        summary=teller.words(measure.summary) if measure.summary else "",
        about=about(teller, measure),
        gives=given_on(teller, measure, on),
        state=state_on(measure, on),
        why_not=tuple(why_not(teller, measure, on)),
    )


def about(teller: Teller, measure: Measure) -> str:
    """For whom it is, and what one determination is about."""
    vocabulary = teller.pack.vocabulary
    owner = vocabulary.owner(measure.subject)
    who = PAYEES[teller.language].get(measure.pays, "") if measure.pays != "nobody" else ""
    who = who or teller.words(vocabulary.subjects[owner].words)
    if measure.subject == owner:
        return who
    return f"{who} · {teller.words(vocabulary.subjects[measure.subject].words)}"


def state_on(measure: Measure, on: date) -> str:
    """The mark of a measure: whether it pays, and if it gives no money, whether it holds."""
    payable = measure.payable_on(on, None)
    return "holds" if payable is Payable.PAYS and measure.gives_kind != "amount" else payable.value


def wanted(teller: Teller, asked: Asked, on: date) -> Iterator[Measure]:
    """The measures asked for, by id."""
    words = asked.text.casefold().split()
    for measure in sorted(teller.pack.measures.values(), key=lambda one: one.id):
        pays = measure.payable_on(on, None) is Payable.PAYS
        if (
            asked.stage in ("", measure.stage)
            and asked.subject in ("", measure.subject)
            and asked.payable in ("", "yes" if pays else "no")
            and all(word in _searched(teller, measure) for word in words)
        ):
            yield measure


def _searched(teller: Teller, measure: Measure) -> str:
    """Everything in which a word is looked for, in both languages."""
    subject = teller.pack.vocabulary.subjects[measure.subject].words
    pairs = [measure.title, subject, *((measure.summary,) if measure.summary else ())]
    pairs += [condition.words for condition in measure.all_conditions]
    numbers = [str(teller.pack.documents[name].get("number") or "") for name, _ in measure.documents]
    return " ".join((measure.id, *numbers, *(f"{pair.zh} {pair.en}" for pair in pairs))).casefold()
