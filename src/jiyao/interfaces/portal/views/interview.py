"""What is mine: the interview without an account. Everything is posted, and kept nowhere but in the page's form."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from jiyao.engine.determination.interviewing import Answer, Asked, Interview, Standing, standing
from jiyao.interfaces.portal.interview.answering import answered, row_words
from jiyao.interfaces.portal.interview.fields import OCCUPATION, field_of, value_of
from jiyao.interfaces.portal.interview.form import Altered, Carried, Outdated, knows, read, sign
from jiyao.interfaces.portal.interview.headlines import headline
from jiyao.interfaces.portal.interview.profiles import (
    MOST_ROWS,
    PROFILES,
    counted,
    rows_of,
    subjects_of,
)
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.determinations.sorting import Conclusions, conclusions, sections
from jiyao.interfaces.ui.determinations.telling import NONE, lines, tell
from jiyao.interfaces.ui.pack import assessor, the_pack
from jiyao.interfaces.ui.permitting import everybody
from jiyao.interfaces.ui.sentences import Teller
from jiyao.registry.models import Occupation

PAGE, PART = "portal/interview/page.html", "portal/interview/_form.html"
BEGIN, NEXT, ROWS, ALL = "begin", "next", "rows", "conclusions"
DEEPEST = 4


@dataclass(frozen=True)
class Turn:
    """One request: what was posted, and the interview that came with it."""

    request: HttpRequest
    carried: Carried
    teller: Teller

    @property
    def posted(self) -> QueryDict:
        """The form."""
        return self.request.POST

    @cached_property
    def so_far(self) -> Standing:
        """What has come of the interview, worked out once a request."""
        return standing(self.carried.interview, assessor(), today())

    @cached_property
    def found(self) -> Conclusions:
        """The conclusions, told once a request."""
        return conclusions(self.so_far.determinations, self.teller, self.so_far.at_most)

    def with_interview(self, interview: Interview) -> "Turn":
        """The same request with the interview one step on."""
        return replace(self, carried=replace(self.carried, interview=interview))


@everybody
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """The page that the form asks for; without a form, who asks."""
    teller = Teller(the_pack(), language_of_page())
    do = request.POST.get("do") or ""
    if do.startswith("profile:"):
        profile = PROFILES.get(do.removeprefix("profile:"))
        if profile is not None:
            return _rows(Turn(request, Carried(profile, Interview()), teller), "")
    if "form" not in request.POST or do == BEGIN:
        return _shown(request, {"screen": BEGIN, "profiles": PROFILES.values()})
    try:
        carried = read(request.POST["form"], the_pack())
    except (Altered, Outdated) as error:
        return refused(request, error)
    return _turned(Turn(request, carried, teller), do)


def refused(request: HttpRequest, error: Altered | Outdated) -> HttpResponse:
    """The page that says why a form was not taken."""
    context = {"screen": "refused", "outdated": isinstance(error, Outdated)}
    return _shown(request, context, status=400)


def _turned(turn: Turn, do: str) -> HttpResponse:
    if not do and "value" in turn.posted:
        return _answer(turn, turn.posted.get("value", ""))
    name, _, rest = (do or turn.posted.get("screen", NEXT)).partition(":")
    return _SCREENS.get(name, _question)(turn, rest)


def _shown(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    template = PART if getattr(request, "htmx", False) else PAGE
    return render(request, template, context, status=status)


def _screen(turn: Turn, screen: str, **context: object) -> HttpResponse:
    """A page of an interview under way."""
    now = turn.so_far
    common = {
        "screen": screen.partition(":")[0],
        "screen_again": screen,
        "form_text": sign(turn.carried, turn.teller.pack),
        "profile": turn.carried.profile,
        "found": turn.found,
        "headline": headline(now, turn.found, turn.teller),
        "left": now.left,
        "answers": answered(turn.carried.interview, turn.teller),
    }
    return _shown(turn.request, {**common, **context})


def _rows(turn: Turn, rest: str) -> HttpResponse:
    """Which certificates, trainings and so on she has."""
    counts = counted(turn.carried.profile, turn.carried.interview.rows)
    subjects = [
        {
            "id": subject.id,
            "words": subject.words,
            "count": counts.get(subject.id, 0),
            "measures": [m.title for m in turn.teller.pack.measures.values() if m.subject == subject.id],
        }
        for subject in subjects_of(turn.carried.profile, turn.teller.pack.vocabulary)
    ]
    return _screen(turn, ROWS, subjects=subjects, numbers=range(MOST_ROWS + 1))


def _chosen(turn: Turn, rest: str) -> HttpResponse:
    """The first question about the rows that she has."""
    counts = {}
    for subject in subjects_of(turn.carried.profile, turn.teller.pack.vocabulary):
        written = turn.posted.get(f"rows-{subject.id}", "0")
        counts[subject.id] = (
            min(int(written), MOST_ROWS) if written.isdecimal() and len(written) < DEEPEST else 0
        )
    interview = turn.carried.interview.about(rows_of(counts))
    return _question(turn.with_interview(interview), "")


def _question(turn: Turn, rest: str) -> HttpResponse:
    """The next question; the conclusions, where nothing is worth asking."""
    ask = turn.so_far.ask
    return _all(turn, "") if ask is None else _asked(turn, ask, NEXT)


def _asked(turn: Turn, ask: Asked, screen: str, written: str = "", error: str = "") -> HttpResponse:
    old = turn.carried.interview.answer_to(ask.row, ask.fact.id)
    field = field_of(ask, turn.teller, old.value if old else None, written=written, error=error)
    return _screen(
        turn,
        screen,
        asking=True,
        asked=f"{ask.row}:{ask.fact.id}",
        question=turn.teller.words(ask.fact.ask),
        about=row_words(ask.row, turn.teller),
        field=field,
        occupations=_occupations() if field.kind == OCCUPATION else (),
        matters=_matters(turn, ask),
    )


def _occupations() -> object:
    return Occupation.objects.filter(depth=DEEPEST).order_by("code").values_list("code", "zh")


def _matters(turn: Turn, ask: Asked) -> list[str]:
    """The measures that the answer could still change."""
    names = [one.measure.title for one in turn.so_far.determinations if ask.fact.id in one.missing]
    return list(dict.fromkeys(turn.teller.words(name) for name in names))


def _pointed(turn: Turn, text: str) -> Asked | None:
    """The question that is meant, if the interview has it."""
    row, _, fact = text.partition(":")
    if not knows(turn.carried.interview, row, fact, turn.teller.pack):
        return None
    return Asked(row, turn.teller.pack.vocabulary.facts[fact])


def _answer(turn: Turn, written: str) -> HttpResponse:
    """The next page after an answer; the same question with what is wrong beside it, after none."""
    ask = _pointed(turn, turn.posted.get("asked", ""))
    if ask is None:
        return _question(turn, "")
    value, complaint = value_of(ask.fact, written, turn.teller)
    if complaint:
        return _asked(turn, ask, f"change:{ask.row}:{ask.fact.id}", written=written, error=complaint)
    return _question(turn.with_interview(_with(turn, ask, value)), "")


def _with(turn: Turn, ask: Asked, value: object) -> Interview:
    return turn.carried.interview.answered(Answer(ask.row, ask.fact.id, value))  # type: ignore[arg-type]


def _skip(turn: Turn, rest: str) -> HttpResponse:
    """The next question, this one being left open."""
    ask = _pointed(turn, turn.posted.get("asked", ""))
    return _question(turn if ask is None else turn.with_interview(_with(turn, ask, None)), "")


def _back(turn: Turn, rest: str) -> HttpResponse:
    """The last question again with its answer; before the first, which rows she has."""
    answers = turn.carried.interview.answers
    if not answers:
        return _rows(turn, "")
    last = answers[-1]
    ask = Asked(last.row, turn.teller.pack.vocabulary.facts[last.fact])
    earlier = turn.with_interview(turn.carried.interview.taken_back())
    return _asked(earlier, ask, f"change:{last.row}:{last.fact}", written=_plain(turn, ask))


def _plain(turn: Turn, ask: Asked) -> str:
    old = turn.carried.interview.answer_to(ask.row, ask.fact.id)
    field = field_of(ask, turn.teller, old.value if old else None)
    return field.text or next((choice.value for choice in field.choices if choice.chosen), "")


def _change(turn: Turn, rest: str) -> HttpResponse:
    """A question that was answered before, with its answer."""
    ask = _pointed(turn, rest)
    return _question(turn, "") if ask is None else _asked(turn, ask, f"change:{rest}")


def _all(turn: Turn, rest: str) -> HttpResponse:
    """Every conclusion in full; this is what is printed."""
    return _screen(turn, ALL, sections=sections(turn.found, turn.teller))


def _measure(turn: Turn, rest: str) -> HttpResponse:
    """One measure with every condition, its clause beside it."""
    row, _, measure = rest.partition(":")
    now = turn.so_far
    found = next((one for one in now.determinations if (one.case.id, one.measure.id) == (row, measure)), None)
    if found is None:
        return _all(turn, "")
    told = tell(found, turn.teller, now.at_most.get((row, measure)))
    return _screen(turn, f"measure:{rest}", told=told, lines=lines(found, turn.teller))


_SCREENS: dict[str, Callable[[Turn, str], HttpResponse]] = {
    ROWS: _rows,
    "chosen": _chosen,
    NEXT: _question,
    NONE: lambda turn, rest: _answer(turn, NONE),
    "skip": _skip,
    "back": _back,
    "change": _change,
    ALL: _all,
    "measure": _measure,
}
