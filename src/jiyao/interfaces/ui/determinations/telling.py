"""A determination in lines with their clauses, in the language of the page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jiyao.base.periods import ONE_DAY
from jiyao.engine.cases import OWNER
from jiyao.engine.determination.reasons import ConditionReason, Determination, LimitReason, ValueRead
from jiyao.engine.measures import Ask, Measure, Outcome, Payable
from jiyao.engine.rules.tree import Value
from jiyao.engine.rules.types import Kind
from jiyao.engine.shapes import Evidence, Source
from jiyao.interfaces.ui.library.wording import wording
from jiyao.interfaces.ui.policy.telling import prefecture_of
from jiyao.interfaces.ui.policy_words import CONFIDENCE, PAYABLE, PAYEES
from jiyao.interfaces.ui.sentences import Teller, stated_in
from jiyao.interfaces.ui.templatetags.ui import day

TRUTHS = {True: "yes", False: "no", None: "ask"}
NONE, NONE_WORDS = "none", ("无", "None")
"""What is written into a text where there is nothing to name, and how it is said."""


@dataclass(frozen=True, slots=True)
class Line:
    """One condition, limit or thing to confirm. `margin`: document and article, then what is to be known of them.

    document   the id of the document, whose page the first of the margin opens
    """

    mark: str
    words: str
    facts: Sequence[tuple[str, str]] = ()
    values: Sequence[str] = ()
    said: str = ""
    needs: Sequence[str] = ()
    from_day: date | None = None
    margin: Sequence[str] = ()
    document: str = ""
    branches: Sequence["Line"] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the procedure; None where nobody has found how many working days it takes."""

    words: str
    working_days: int | None


@dataclass(frozen=True, slots=True)
class Told:
    """One determination as a page tells it. `why`: what decides, what is missing or what would have to be otherwise.

    lasts_to     the last day until which time changes nothing
    prefecture   where it is had, whose local guide tells how; empty where the place is not known
    """

    measure: Measure
    title: str
    row: str
    row_words: str
    outcome: str
    fen: int | None
    given: str
    why: Sequence[str]
    clause: str
    from_day: date | None
    lasts_to: date | None
    unpaid: str
    payee: str
    demonstration: bool
    evidence: Sequence[str]
    steps: Sequence[Step]
    notes: Sequence[str]
    document: str = ""
    article: str = ""
    wording: Sequence[str] = ()
    prefecture: str = ""

    @property
    def to_herself(self) -> bool:
        """Whether it is money, and goes to the person who asks."""
        return self.measure.gives_kind == "amount" and self.measure.pays == OWNER

    @property
    def pays(self) -> bool:
        """Whether it is due, and its values may be paid on."""
        return self.outcome in (Outcome.ELIGIBLE, Outcome.TO_BE_CONFIRMED) and not self.unpaid


def tell(found: Determination, teller: Teller, at_most: int | None = None) -> Told:
    """A determination in words. `at_most`: what it could bring while it is open."""
    measure, result = found.measure, found.result
    source = stated_source(found)
    payable = result.payable
    return Told(
        measure=measure,
        title=teller.words(measure.title),
        row=found.case.id,
        row_words=_row_words(found, teller),
        outcome=result.outcome,
        fen=result.amount_fen or at_most,
        given="" if result.amount_fen else teller.given(found),
        why=list(_why(found, teller)),
        clause="" if source is None else teller.clause(source),
        document="" if source is None else source.document,
        article="" if source is None else source.article or "",
        wording=wording(teller.pack, source),
        from_day=found.eligible_from,
        lasts_to=None if result.next_change_on is None else result.next_change_on - ONE_DAY,
        unpaid="" if payable in (None, Payable.PAYS) else PAYABLE[teller.language][payable],
        payee=_payee(measure, teller),
        demonstration=found.rests_on_demonstration,
        evidence=[_paper(teller, paper) for paper in measure.evidence],
        steps=list(_steps(teller, measure)),
        prefecture=prefecture_of(teller, found.case.facts.get(measure.place)) or "",
        notes=[teller.words(words) for words in (*measure.notes, *measure.open, *measure.waived)],
    )


def _payee(measure: Measure, teller: Teller) -> str:
    """Who is paid, where it is somebody else."""
    if measure.gives_kind != "amount" or measure.pays == OWNER:
        return ""
    return teller.say(
        ("由{0}领取，不计入您的金额", "Paid to {0}, not to you"), PAYEES[teller.language][measure.pays]
    )


def _paper(teller: Teller, paper: Evidence) -> str:
    words = teller.words(paper.words)
    if paper.only_if is None:
        return words
    return teller.say(("{0}（{1}）", "{0} ({1})"), words, teller.words(paper.only_if))


def _row_words(found: Determination, teller: Teller) -> str:
    """What the row is called: the second certificate is 证书 2; of what is her own there is nothing to say."""
    subject = found.measure.subject
    if subject == teller.pack.vocabulary.owner(subject):
        return ""
    return numbered(subject, found.case.id.rpartition("-")[2], teller)


def numbered(subject: str, number: str, teller: Teller) -> str:
    """A row by its subject and its number."""
    return f"{teller.words(teller.pack.vocabulary.subjects[subject].words)} {number}"


def stated_source(found: Determination) -> Source | None:
    """The clause that decides: of the first failure, else of the sum."""
    failed = [r.source for r in found.conditions if r.truth is False]
    failed += [limit.source for limit in found.limits if limit.truth is False]
    return failed[0] if failed else stated_in(found)


def _why(found: Determination, teller: Teller) -> Iterator[str]:
    speaker = teller.speaker()
    for reason in found.conditions:
        if reason.truth is False:
            needed = list(teller.needed(found, reason))
            yield teller.say(("不符合：{0}", "Not met: {0}"), teller.words(reason.words))
            yield from needed
    for limit in found.limits:
        if limit.truth is False:
            yield f"{teller.words(limit.words)} · {_taken(limit, teller)}"
    if found.missing:
        missing = teller.listed([speaker.fact(name) for name in found.missing])
        yield teller.say(("还需知道：{0}", "Still to know: {0}"), missing)
    if found.missing_values:
        yield teller.say(
            ("有 {0} 项规定值尚未查到", "Values of the policy not found yet: {0}"),
            len(found.missing_values),
        )


def _taken(limit: LimitReason, teller: Teller) -> str:
    if limit.at_most is None:
        return teller.say(("已用 {0} 次", "{0} taken"), limit.taken)
    return teller.say(("已用 {0} 次，上限 {1} 次", "{0} taken, {1} allowed"), limit.taken, limit.at_most)


def _steps(teller: Teller, measure: Measure) -> Iterator[Step]:
    if measure.procedure is not None:
        for step in teller.pack.procedures[measure.procedure].get("steps", ()):
            yield Step(step[teller.language], step.get("working_days"))


def lines(found: Determination, teller: Teller) -> list[Line]:
    """Every condition, limit and thing to confirm, in the order of the measure."""
    told = [_condition(found, reason, teller) for reason in found.conditions]
    told += [_limit(limit, teller) for limit in found.limits]
    told += [_asked(ask, teller) for ask in found.asked]
    return told


def _asked(ask: Ask, teller: Teller) -> Line:
    return Line(
        "confirm",
        teller.words(ask.words),
        margin=[teller.clause(ask.source)],
        document=ask.source.document,
    )


def _condition(found: Determination, reason: ConditionReason, teller: Teller) -> Line:
    words, margin = teller.words(reason.words), _margin(reason.source, reason.confidence, teller)
    document = reason.source.document if reason.source.document in teller.pack.documents else ""
    if reason.in_force is False:
        return Line("none", words, margin=margin, document=document)
    later = reason.truth is False and reason.true_from is not None
    needs = [] if reason.branches else [teller.need(teller.speaker(found), need) for need in reason.needs]
    return Line(
        "later" if later else TRUTHS[reason.truth],
        words,
        facts=[] if reason.branches else _facts(reason.facts, teller),
        values=_values(found, reason.values, teller),
        needs=needs,
        from_day=reason.true_from,
        margin=margin,
        document=document,
        branches=[_condition(found, branch, teller) for branch in reason.branches],
    )


def _facts(facts: Mapping[str, Value | None], teller: Teller) -> list[tuple[str, str]]:
    return [(teller.speaker().fact(name), said(name, value, teller)) for name, value in facts.items()]


def said(fact: str, value: Value | None, teller: Teller) -> str:
    """The value of a fact as people say it."""
    definition = teller.pack.vocabulary.facts[fact]
    if isinstance(value, date):
        return day(value)
    if definition.type.kind is Kind.TEXT and value == NONE:
        return teller.say(NONE_WORDS)
    return teller.speaker().value(value, definition.type)


def _values(found: Determination, read: Sequence[ValueRead], teller: Teller) -> list[str]:
    """The values of policy that were read, each with what is to be known of it."""
    speaker, told = teller.speaker(), []
    for one in read:
        if one.value is not None and one.row is not None:
            type_ = found.measure.parameters[one.name].type
            value = day(one.value) if isinstance(one.value, date) else speaker.value(one.value, type_)
            confidence = CONFIDENCE[teller.language][one.row.confidence]
            told.append(teller.say(("{0}（{1}）", "{0} ({1})"), value, confidence))
    return told


def _margin(source: Source, confidence: str, teller: Teller) -> list[str]:
    found = [teller.clause(source)] if source.document in teller.pack.documents else []
    return found if confidence == "verified" else [*found, CONFIDENCE[teller.language][confidence]]


def _limit(limit: LimitReason, teller: Teller) -> Line:
    return Line(
        TRUTHS[limit.truth],
        teller.words(limit.words),
        said=_taken(limit, teller),
        margin=[teller.clause(limit.source)],
        document=limit.source.document,
    )
