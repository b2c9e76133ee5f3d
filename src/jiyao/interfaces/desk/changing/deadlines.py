"""The day by which prefectures have to set a value, entered from the document that says so."""

from collections.abc import Sequence

from jiyao.engine.measures import Measure
from jiyao.engine.packs.entering import lay_deadline
from jiyao.engine.shapes import Words
from jiyao.interfaces.desk.changing import words as w
from jiyao.interfaces.desk.changing.documents import Incomplete, day_from
from jiyao.interfaces.desk.changing.proposing import Form
from jiyao.interfaces.ui.forms import Field
from jiyao.interfaces.ui.policy.telling import value_title
from jiyao.policy.actions.changing import Proposal
from jiyao.policy.models import ChangeKind


def deadline_field(measure: Measure, parameter: str) -> Field:
    """The field of the day, with the one that stands."""
    set_by = measure.parameters[parameter].set_by
    return Field(
        name="day",
        label=Words(zh="设定期限（最后一天）", en="Last day by which to set it"),
        kind="day",
        is_required=True,
        value="" if set_by is None else set_by.day.isoformat(),
    )


def without_note(basis: Sequence[Field]) -> list[Field]:
    """The fields of the document; a day has no note of its own."""
    return [field for field in basis if field.name != "note"]


def set_deadline(form: Form, measure: Measure, parameter: str) -> Proposal:
    """The proposal of a day by which prefectures have to set a value. raises Incomplete"""
    day = day_from(form.given, "day")
    if day is None:
        raise Incomplete("day", "give the day", "请填写日期")
    basis = form.basis(measure)
    said = [
        t.say(
            w.SET_UNTIL,
            t.words(measure.title),
            value_title(t, measure, measure.parameters[parameter]),
            day.isoformat(),
        )
        for t in form.tellers()
    ]
    lay = lay_deadline(measure, parameter, day, basis.source)
    return Proposal(ChangeKind.RULE, Words(zh=said[0], en=said[1]), {**lay, **basis.lay})
