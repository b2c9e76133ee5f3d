"""`jiyao ask`: the interview. One question at a time, the one expected to settle most."""

from datetime import date

import click
from rich.markup import escape

from jiyao.engine.cases import Case
from jiyao.engine.determination.assessing import Assessment, Assessor
from jiyao.engine.determination.missing import missing_facts
from jiyao.engine.determination.questions import Question, questions
from jiyao.engine.determination.reasons import explain
from jiyao.engine.people import Person
from jiyao.engine.rules.tree import Value
from jiyao.engine.rules.types import Kind
from jiyao.engine.vocabulary import FactDefinition
from jiyao.interfaces.cli.answers import listed
from jiyao.interfaces.cli.check import show
from jiyao.interfaces.cli.days import DAY, today
from jiyao.interfaces.cli.session import Session, failing_clearly, pass_session
from jiyao.interfaces.ui.answers import YES, read_answer


class Ended(Exception):
    """The person has answered enough."""


@click.command()
@click.option("--on", type=DAY, default=today, help="The day of determination; today by default.")
@click.option("--about", multiple=True, help="Subjects to ask about besides the person, e.g. certificate.")
@click.option("--measure", help="Ask for one measure only.")
@pass_session
@failing_clearly
def ask(session: Session, on: date, about: tuple[str, ...], measure: str | None) -> None:
    """Interview a person in the terminal. Nothing is kept."""
    session.console.print(session.say("ask_intro"))
    interview = _Interview(session, on, measure)
    try:
        interview.choose(about)
        interview.run()
    except Ended:
        pass
    interview.tell()


class _Interview:
    """Facts of one person and at most one row of each subject, growing by answers."""

    def __init__(self, session: Session, on: date, measure: str | None) -> None:
        self.session = session
        self.on = on
        self.measure = None if measure is None else session.pack.measure(measure)
        self.assessor = Assessor(session.pack)
        self.facts: dict[str, Value | None] = {}
        self.skipped: set[str] = set()
        self.subjects = [next(iter(session.pack.vocabulary.subjects))]

    def choose(self, about: tuple[str, ...]) -> None:
        """Which rows there are: as told, else as the measure needs, else as the person says."""
        vocabulary = self.session.pack.vocabulary
        root = self.subjects[0]
        for name in about:
            if name not in vocabulary.subjects:
                known = ", ".join(vocabulary.subjects)
                raise click.BadParameter(
                    self.session.say("ask_no_subject", name, known), param_hint="--about"
                )
        if self.measure is not None:
            self.subjects = [self.measure.subject]
            return
        for subject in vocabulary.subjects.values():
            if subject.of != root:
                continue
            if about:
                wanted = subject.id in about
            else:
                name = self.session.words(subject.words).lower()
                wanted = self._answer(f"{self.session.say('ask_row', name)} [y/n]").lower() in YES
            self.subjects += [subject.id] if wanted else []

    def cases(self) -> dict[str, list[Case]]:
        """The person's rows as known so far."""
        return {subject: [Case(subject, "you", self._facts_of(subject))] for subject in self.subjects}

    def _facts_of(self, subject: str) -> dict[str, Value | None]:
        seen = self.session.pack.vocabulary.facts_of(subject)
        return {name: value for name, value in self.facts.items() if name in seen}

    def run(self) -> None:
        """Asks until nothing is worth asking."""
        while (question := self._next()) is not None:
            self._put(question)

    def _assessed(self) -> list[Assessment]:
        only = None if self.measure is None else (self.measure.id, *self.measure.yields_to)
        return self.assessor.assess(self.cases(), self.on, only=only)

    def _next(self) -> Question | None:
        found = questions(self._assessed(), self.session.pack.vocabulary)
        return next((q for q in found if q.fact.id not in self.skipped), None)

    def _put(self, question: Question) -> None:
        fact = question.fact
        while True:
            answer = self._answer(f"{self.session.words(fact.ask)}{self._choices(fact)}")
            if answer == "":
                self.skipped.add(fact.id)
                return
            if answer == "?":
                self.session.console.print(escape(self.session.say("ask_settles", self._matters_for(fact))))
                continue
            vocabulary = self.session.pack.vocabulary
            value = read_answer(fact, answer, vocabulary)
            if vocabulary.complaint(fact.id, value) is None:
                self.facts[fact.id] = value
                return
            self.session.console.print(escape(self.session.say("ask_bad", answer, self._wanted(fact))))

    def _matters_for(self, fact: FactDefinition) -> str:
        """The measures that the answer could still change."""
        vocabulary = self.session.pack.vocabulary
        found = [one for one in self._assessed() if fact.id in missing_facts(one, vocabulary)]
        return "; ".join(self.session.words(one.rule.measure.title) for one in found)

    def _wanted(self, fact: FactDefinition) -> str:
        """What an answer looks like."""
        return self.session.say(f"write_{fact.type.kind}", fact.low, fact.high, fact.example)

    def _answer(self, text: str) -> str:
        try:
            answer: str = click.prompt(text, default="", show_default=False, prompt_suffix=" ")
        except click.Abort:  # the input has ended, or Ctrl-C: tell what is known so far
            raise Ended from None
        if answer.strip().lower() == "q":
            raise Ended
        return answer.strip()

    def _choices(self, fact: FactDefinition) -> str:
        """How to answer; codes are listed line by line below the question."""
        if fact.type.kind is Kind.BOOLEAN:
            return " [y/n]"
        if fact.type.kind is Kind.DATE:
            return " [2024-05-02]"
        if fact.type.codes is None:
            return ""
        return listed(self.session, self.session.pack.vocabulary.codes[fact.type.codes])

    def tell(self) -> None:
        """What has come of it."""
        wanted = None if self.measure is None else self.measure.id
        found = explain(self.assessor, self.cases(), self.on, measure=wanted)
        person = Person("→", self.session.say("outcome"), None, {})
        show(self.session, person, found, full=self.measure is not None)
