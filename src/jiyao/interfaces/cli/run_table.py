"""What a run came to: a line a measure, and the total."""

from collections.abc import Mapping

from rich.markup import escape
from rich.table import Table

from jiyao.base.money import yuan
from jiyao.engine.measures import Outcome
from jiyao.engine.packs.loading import Pack
from jiyao.engine.population.running import Run
from jiyao.interfaces.cli.session import Session
from jiyao.interfaces.ui.policy_words import OUTCOME_HEADINGS, PAYABLE_SHORT
from jiyao.policy.counting import counted, total


def run_table(session: Session, pack: Pack, run: Run) -> Table:
    """A line for each measure that there were rows for, and the total."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_footer=True)
    all_measures = total(run)
    tells_sums = "gives" in run.told
    table.add_column(session.say("measure"), session.say("total"), ratio=1, overflow="fold")
    for outcome in Outcome:
        heading = OUTCOME_HEADINGS[session.language][outcome]
        table.add_column(heading, f"{all_measures.outcomes[outcome]:,}", justify="right", no_wrap=True)
    table.add_column(
        session.say("yuan", "").strip(),
        yuan(all_measures.total_fen) if tells_sums else "",
        justify="right",
        no_wrap=True,
    )
    table.add_column(session.say("payable"))
    for count in counted(run):
        title = session.words(pack.measures[count.measure].title)
        numbers = (f"{count.outcomes.get(outcome, 0):,}" for outcome in Outcome)
        sums = yuan(count.total_fen) if tells_sums else ""
        table.add_row(escape(title), *numbers, sums, _payable(session, count.payable))
    return table


def without_rows(session: Session, pack: Pack, run: Run) -> list[str]:
    """The subjects that there were no rows of, each with how many measures ask about it."""
    subjects = [m.subject for m in pack.measures.values() if not run.rows.get(m.subject)]
    return [
        session.say(
            "asked_by", session.words(pack.vocabulary.subjects[subject].words), subjects.count(subject)
        )
        for subject in dict.fromkeys(subjects)
    ]


def _payable(session: Session, payable: Mapping[str, int]) -> str:
    names = PAYABLE_SHORT[session.language]
    between = "，" if session.language == "zh" else ", "
    return between.join(f"{names.get(name, name)} {number:,}" for name, number in payable.items())
