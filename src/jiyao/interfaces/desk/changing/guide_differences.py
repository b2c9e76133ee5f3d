"""What a change alters in local guides, edition by edition, in words."""

from collections.abc import Iterator

from jiyao.engine.packs.guide_files import EditionFile
from jiyao.interfaces.desk.changing import words as w
from jiyao.interfaces.ui.policy.guides import Published, published_in_words, steps_in_words
from jiyao.interfaces.ui.policy.telling import period_in_words, place_name
from jiyao.interfaces.ui.sentences import Teller
from jiyao.interfaces.ui.templatetags.ui import day

SHORT = 8
"""How many digits of a hash tell files apart for people."""
Said = dict[tuple[str, ...], tuple[str, str]]


def guides_said(teller: Teller) -> dict[tuple[str, str], Said]:
    """Everything that guides tell, by measure and prefecture."""
    return {
        (measure, division): {
            key: told for edition in editions for key, told in _edition(teller, measure, edition)
        }
        for measure, places in teller.pack.guides.items()
        for division, editions in places.items()
    }


def guide_title(teller: Teller, measure: str, division: str) -> str:
    """What the guide is called."""
    title = teller.words(teller.pack.measures[measure].title)
    return teller.say(w.COLON, place_name(teller, division), teller.say(w.GUIDE, title))


def _edition(
    teller: Teller, measure: str, edition: EditionFile
) -> Iterator[tuple[tuple[str, ...], tuple[str, str]]]:
    """The lines of one edition; each is known again by the first day and what it is about."""
    days, starts = period_in_words(teller, edition.period), edition.starts_on.isoformat()
    told = published_in_words(teller, edition)
    steps = steps_in_words(teller, teller.pack.measures[measure], edition)
    lines = [
        *_offices(teller, told),
        (
            teller.say(w.WAYS),
            teller.listed([" ".join((y.words, y.address, y.note)).strip() for y in told.ways]),
        ),
        (teller.say(w.PROMISE), str(told.promised_days)),
        *((teller.say(w.STEP, n), f"{step.words} · {step.days}") for n, step in enumerate(steps, 1)),
        *_forms(teller, told),
        *((teller.say(w.NOTE), note) for note in told.notes),
        (teller.say(w.PUBLISHED_ON), f"{day(told.published_on)} · {teller.clause(edition.source)}"),
    ]
    yield (starts, "days"), (teller.say(w.GUIDE, days), days)
    for title, said in lines:
        yield (starts, title), (title, said)


def _offices(teller: Teller, told: Published) -> Iterator[tuple[str, str]]:
    for number, office in enumerate(told.offices, 1):
        called = teller.listed([written for written, _ in office.telephones])
        said = " · ".join((office.name, office.address, office.hours, called))
        yield teller.say(w.OFFICE, number), said


def _forms(teller: Teller, told: Published) -> Iterator[tuple[str, str]]:
    for number, form in enumerate(told.forms, 1):
        kept = teller.say(w.FORM_KEPT, form.words, form.file[:SHORT]) if form.file else form.words
        yield teller.say(w.FORM, number), kept
