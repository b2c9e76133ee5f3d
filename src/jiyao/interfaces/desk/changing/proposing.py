"""What is given in a form as a proposal: the YAML to lay, its title in words, whose matter it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jiyao.engine.measures import Measure, Row
from jiyao.engine.packs.entering import (
    Entered,
    Lay,
    lay_answer,
    lay_confirmed,
    lay_local,
    lay_relaxation,
    lay_value,
)
from jiyao.engine.packs.gaps import Gap, GapKind
from jiyao.engine.packs.loading import Pack
from jiyao.engine.problems import Place
from jiyao.engine.shapes import Words
from jiyao.interfaces.desk.changing import words as w
from jiyao.interfaces.desk.changing.differing import values_in_words
from jiyao.interfaces.desk.changing.documents import Basis, Incomplete, basis_from
from jiyao.interfaces.desk.changing.entering import Series, entered_from
from jiyao.interfaces.desk.changing.gaps import title_of
from jiyao.interfaces.ui.policy.telling import place_name, value_title
from jiyao.interfaces.ui.sentences import Teller
from jiyao.policy.actions.changing import Proposal
from jiyao.policy.models import ChangeKind

SCANS = ("pdf", "png", "jpeg", "docx")
ENDINGS = ".pdf,.png,.jpg,.jpeg,.docx"


@dataclass(frozen=True, slots=True)
class Form:
    """What somebody has filled in, upon the version that was made last, on a day."""

    given: Mapping[str, str]
    pack: Pack
    folder: Path
    on: date

    def basis(self, measure: Measure, division: str | None = None) -> Basis:
        """Document and article. raises Incomplete"""
        return basis_from(self.given, self.pack, division, measure.stage)

    def tellers(self) -> tuple[Teller, Teller]:
        """Who says it in Chinese and in English."""
        return Teller(self.pack, "zh"), Teller(self.pack, "en")


def fill_gap(form: Form, gap: Gap) -> Proposal:
    """The proposal that fills a gap of the province. raises Incomplete"""
    measure = form.pack.measures[gap.measures[0]]
    if gap.kind is GapKind.OPEN:
        return _answered(form, gap)
    basis = form.basis(measure)
    if gap.kind is not GapKind.VALUE:
        said = [t.say(w.CONFIRMS, t.words(measure.title), title_of(t, gap)) for t in form.tellers()]
        return _proposal(ChangeKind.RULE, said, basis, lay_confirmed(gap, basis.source))
    series = Series(form.tellers()[0], measure.parameters[gap.name], row_of(measure, gap))
    entered = entered_from(series, form.given, basis.source, form.on)
    said = [_named(t, measure, gap.name, entered) for t in form.tellers()]
    return _proposal(ChangeKind.VALUE, said, basis, lay_value(form.folder, gap, measure, entered))


def row_of(measure: Measure, gap: Gap) -> Row | None:
    """The row that a gap is about; none where nothing stands."""
    parameter = measure.parameters[gap.name]
    rows = parameter.relaxed if gap.series == "relaxed" else parameter.base
    return next((row for row in rows if row.period == gap.period), None)


def _answered(form: Form, gap: Gap) -> Proposal:
    measure = form.pack.measures[gap.measures[0]]
    answer = form.given.get("answer", "").strip()
    if not answer:
        raise Incomplete("answer", "say what has been found", "请写明查到的内容")
    basis = form.basis(measure)
    texts = [t.say(w.STANDS, answer, t.clause(basis.source)) for t in form.tellers()]
    said = [t.say(w.ANSWERS, t.words(measure.title), title_of(t, gap)) for t in form.tellers()]
    lay = lay_answer(form.folder, gap, Words(zh=texts[0], en=texts[1]))
    return _proposal(ChangeKind.RULE, said, basis, lay)


def set_local(form: Form, measure: Measure, parameter: str, division: str) -> Proposal:
    """The proposal of a prefecture's own value. raises Incomplete: out of the province's range, among others"""
    basis = form.basis(measure, division)
    series = Series(form.tellers()[0], measure.parameters[parameter])
    entered = entered_from(series, form.given, basis.source, form.on)
    said = [
        t.say(w.COLON, place_name(t, division), _named(t, measure, parameter, entered))
        for t in form.tellers()
    ]
    lay = lay_local(form.folder, division, measure.id, parameter, entered)
    return _proposal(ChangeKind.LOCAL_VALUE, said, basis, lay, division)


def relax(form: Form, measure: Measure, parameter: str) -> Proposal:
    """The proposal of a relaxation. raises Incomplete: without a last day, or over the days of another"""
    basis = form.basis(measure)
    series = Series(form.tellers()[0], measure.parameters[parameter])
    entered = entered_from(series, form.given, basis.source, form.on, last_day_required=True)
    _refuse_overlap(form, measure, parameter, entered)
    ends = str(entered.period.ends_on)
    said = [
        t.say(
            w.RELAXES,
            t.words(measure.title),
            value_title(t, measure, measure.parameters[parameter]),
            _value(t, measure, parameter, entered),
            ends,
        )
        for t in form.tellers()
    ]
    lay = lay_relaxation(form.folder, measure, parameter, entered)
    return _proposal(ChangeKind.RELAXATION, said, basis, lay)


def _refuse_overlap(form: Form, measure: Measure, parameter: str, entered: Entered) -> None:
    for row in measure.parameters[parameter].relaxed:
        if row.period.overlaps(entered.period):
            zh, en = (values_in_words(t, measure.parameters[parameter], row) for t in form.tellers())
            days = f"{row.period.starts_on or '…'} – {row.period.ends_on or '…'}"
            raise Incomplete(
                "from",
                f"{row.place}: the days overlap with the relaxation of {days}, {en}; choose others",
                f"{row.place}：与已有的阶段性政策（{days}，{zh}）日期重叠，请另选日期",
            )


def _named(teller: Teller, measure: Measure, parameter: str, entered: Entered) -> str:
    title = value_title(teller, measure, measure.parameters[parameter])
    said = _value(teller, measure, parameter, entered)
    return teller.say(w.ENTERS, teller.words(measure.title), title, said)


def _value(teller: Teller, measure: Measure, name: str, entered: Entered) -> str:
    """What was entered, in words."""
    return values_in_words(teller, measure.parameters[name], _as_row(measure, name, entered))


def _as_row(measure: Measure, name: str, entered: Entered) -> Row:
    plain = entered.engine_value(measure.parameters[name].type)
    is_table = isinstance(plain, dict)
    return Row(
        period=entered.period,
        value=None if is_table else plain,
        values=plain if is_table else None,
        source=entered.source,
        confidence="verified",
        confirmed_on=entered.confirmed_on,
        note=entered.note,
        place=Place("", 1),
    )


def _proposal(
    kind: ChangeKind, said: list[str], basis: Basis, lay: Lay, division: str | None = None
) -> Proposal:
    return Proposal(
        kind=kind,
        words=Words(zh=said[0], en=said[1]),
        lay={**lay, **basis.lay},
        division=division,
    )
