"""The rule editor: a measure as parts, and the form of each; what is given is written into the official's draft."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiyao.base.errors import Conflict, JiyaoError
from jiyao.interfaces.desk.changing.documents import new_document_fields
from jiyao.interfaces.desk.changing.submitting import Trouble, trouble_of
from jiyao.interfaces.desk.ruling import words as w
from jiyao.interfaces.desk.ruling.checking import Checked, checked, wanted_by
from jiyao.interfaces.desk.ruling.composing import composed, composer
from jiyao.interfaces.desk.ruling.editing import (
    Edited,
    Files,
    edited_files,
    removed_files,
    undone_files,
)
from jiyao.interfaces.desk.ruling.forms import RULE
from jiyao.interfaces.desk.ruling.naming import fact_lines, function_lines, parameter_lines
from jiyao.interfaces.desk.ruling.page import ADDED, sections, title_within
from jiyao.interfaces.desk.ruling.parts import (
    BETWEEN,
    ROWS,
    WHOLE,
    NoPart,
    PartKind,
    gone_parts,
    part_at,
    parts_before,
    restored,
)
from jiyao.interfaces.desk.ruling.setting import Setting
from jiyao.interfaces.desk.ruling.slots import SEPARATOR, shown
from jiyao.interfaces.desk.ruling.trying import tried
from jiyao.interfaces.ui.context import language_of_page, now, today
from jiyao.interfaces.ui.forms import Field, filled
from jiyao.interfaces.ui.pack import policy_of
from jiyao.interfaces.ui.permitting import holder_in, permitted
from jiyao.policy.actions.drafting import begin_draft, write_in_draft
from jiyao.policy.models import RuleDraft
from jiyao.policy.queries.changes import CHANGES
from jiyao.policy.queries.drafts import DRAFTS, laid_by, open_draft, overtaken
from jiyao.policy.queries.versions import latest_folder

WITHIN = (PartKind.WAY, *ROWS)
"""Parts that are added within another, which their address names."""
WAS = "was"
"""The name of the hidden field that says how the part stood when the form was shown."""
COMPOSED = (PartKind.APPLIES, PartKind.CONDITION, PartKind.WAY)
"""Parts whose expression is a condition, which can be composed."""


class ShownOtherwise(Conflict):
    """A part stands otherwise than the form showed it."""


@permitted(CHANGES, "see")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The catalogue of measures, where each leads to its rules."""
    return redirect("desk-measures")


@permitted(CHANGES, "see")
@never_cache
@require_safe
def measure(request: HttpRequest, measure: str) -> HttpResponse:
    """A measure part by part, as it stands with the draft of who asks."""
    return _measure_page(request, measure, None)


def _measure_page(request: HttpRequest, id_: str, trouble: Trouble | None) -> HttpResponse:
    draft = open_draft(holder_in(request))
    setting = _setting(request, id_, draft)
    try:
        found, wrong = sections(setting, tried(setting.laid))
    except JiyaoError as error:  # what came first has taken away what the draft changes
        return _unlaid(request, setting, draft, trouble_of(error))
    context = {
        "measure": setting.before,
        "sections": found,
        "wrong": wrong,
        "draft": draft,
        "overtaken": [] if draft is None else overtaken(draft),
        "may_make": holder_in(request).may(DRAFTS, "make"),
        "trouble": trouble,
    }
    return render(request, "desk/rule.html", context, status=200 if trouble is None else trouble.status)


def _unlaid(
    request: HttpRequest, setting: Setting, draft: RuleDraft | None, trouble: Trouble
) -> HttpResponse:
    context = {"measure": setting.before, "draft": draft, "trouble": trouble}
    return render(request, "desk/rule.html", context, status=409)


@permitted(DRAFTS, "make")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, measure: str, address: str) -> HttpResponse:
    """The form of a part; what is given is saved in the draft, checked, composed, taken away or put back."""
    setting = _setting(request, measure, open_draft(holder_in(request)))
    try:
        found = part_at(setting.laid, measure, address)
    except NoPart:
        raise Http404 from None
    except JiyaoError:
        return redirect("desk-rule", measure)
    return _answer(request, Edited(setting, found.kind, found.names, found))


@permitted(DRAFTS, "make")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, measure: str, address: str) -> HttpResponse:
    """The form of a new part. The address says of which kind it is, and within what."""
    setting = _setting(request, measure, open_draft(holder_in(request)))
    kind, *names = address.split(BETWEEN)
    is_known = kind in ADDED if not names else kind in WITHIN and len(names) == 1
    if not is_known:
        raise Http404
    if kind in ROWS and names[0] not in setting.value.get("parameters", {}):
        raise Http404
    return _answer(request, Edited(setting, PartKind(kind), tuple(names)))


@permitted(DRAFTS, "make")
@never_cache
@require_POST
def restore(request: HttpRequest, measure: str, address: str) -> HttpResponse:
    """Puts back what the draft has taken away."""
    draft = open_draft(holder_in(request))
    setting = _setting(request, measure, draft)
    before = next((one for one in gone_parts(setting.laid, measure) if one.address == address), None)
    if before is None or draft is None:
        raise Http404
    try:
        write_in_draft(draft, restored(setting.laid, before), at=now())
    except JiyaoError as error:
        return _measure_page(request, measure, trouble_of(error))
    return _done(measure, address)


def _setting(request: HttpRequest, measure: str, draft: RuleDraft | None) -> Setting:
    if measure not in policy_of(latest_folder()).measures:
        raise Http404
    return Setting(laid_by(draft), measure, language_of_page(), today())


def _done(measure: str, address: str) -> HttpResponse:
    return redirect(f"{reverse('desk-rule', args=[measure])}#{address}")


@dataclass(frozen=True, slots=True)
class _Given:
    """A form as it was sent: what is to be done, and the text of each field."""

    do: str
    fields: Mapping[str, str]


def _given(request: HttpRequest) -> _Given:
    """Of a field with several answers they stand with commas between them."""
    fields = {name: SEPARATOR.join(v for v in request.POST.getlist(name) if v) for name in request.POST}
    return _Given(request.POST.get("do", "save"), fields)


def _answer(request: HttpRequest, edited: Edited) -> HttpResponse:
    """The form, or what became of it."""
    if request.method != "POST":
        return _form(request, edited, {}, None)
    given = _given(request)
    if given.do == "check" and request.headers.get("HX-Request"):
        return render(request, "desk/_rule_said.html", {"rule": _said(edited, given.fields)})
    if given.do == "pick" and request.headers.get("HX-Request"):
        chosen = composer(edited.setting, given.fields)
        return render(request, "desk/_composer.html", {"composer": chosen})
    try:
        _check_same(edited, given)
        done = _DOING.get(given.do, _save)(edited, given.fields)
        if isinstance(done, str):  # the expression, composed further
            return _form(request, edited, {**given.fields, RULE: done}, None)
        if done is None:
            return _form(request, edited, given.fields, None)
        _write(request, done)
    except JiyaoError as error:
        return _form(request, edited, given.fields, trouble_of(error))
    address = "" if edited.part is None else edited.part.address
    return _done(edited.setting.measure, address)


def _check_same(edited: Edited, given: _Given) -> None:
    """Nothing where the part stands as it was shown. raises ShownOtherwise: it was changed in another window"""
    if given.fields.get(WAS, edited.mark) != edited.mark:
        raise ShownOtherwise(
            "this part was changed in another window meanwhile; open it again from the measure",
            zh="这一部分已在别的窗口改动，请从政策页重新打开",
        )


def _write(request: HttpRequest, files: Files) -> None:
    """Writes the files into the draft of who asks; where nothing changes, none is begun."""
    account = holder_in(request).account
    assert account is not None  # noqa: S101 - whoever may make drafts is signed in
    if files:
        write_in_draft(begin_draft(by=account, at=now()), files, at=now())


Done = Files | str | None
"""The files that change; an expression to show; or nothing, where only the form is shown again."""


def _save(edited: Edited, given: Mapping[str, str]) -> Done:
    return edited_files(edited, given, today())


def _show(edited: Edited, given: Mapping[str, str]) -> Done:
    return None


def _compose(edited: Edited, given: Mapping[str, str]) -> Done:
    return composed(edited.setting, given, given.get(RULE, ""))


def _remove(edited: Edited, given: Mapping[str, str]) -> Done:
    return removed_files(edited)


def _undo(edited: Edited, given: Mapping[str, str]) -> Done:
    if edited.part is None:
        return {}
    before = parts_before(edited.setting.laid, edited.setting.measure).get(edited.part.address)
    return undone_files(edited, before)


_DOING: Mapping[str, Callable[[Edited, Mapping[str, str]], Done]] = {
    "save": _save,
    "check": _show,
    "pick": _show,
    "compose": _compose,
    "remove": _remove,
    "undo": _undo,
}


def _said(edited: Edited, given: Mapping[str, str]) -> Checked:
    rule = given.get(RULE)
    if rule is None:
        slot = next((slot for slot in edited.slots() if slot.name == RULE), None)
        rule = "" if slot is None else slot.text_of(edited.value)
    return checked(edited.setting, rule, wanted_by(edited.kind, edited.value))


def _form(
    request: HttpRequest, edited: Edited, given: Mapping[str, str], trouble: Trouble | None
) -> HttpResponse:
    setting, part_ = edited.setting, edited.part
    before = {} if part_ is None else parts_before(setting.laid, setting.measure)
    has_rule = any(slot.name == RULE for slot in edited.slots())
    is_composed = has_rule and edited.kind in COMPOSED
    fields = shown(edited.slots(), edited.value)
    context = {
        "measure": setting.before,
        "kind": w.KINDS[edited.kind],
        "title": ADDED.get(edited.kind, w.KINDS[edited.kind]) if part_ is None else w.KINDS[edited.kind],
        "about": title_within(setting, edited.kind, edited.names, part_),
        "is_new": part_ is None,
        "was": edited.mark,
        "fields": _with_given(fields, given, trouble),
        "pool_fields": _with_given(shown(edited.pool_slots(), {}), given, trouble),
        "new_fields": _new_document(fields, given, trouble),
        "rule": _said(edited, given),
        "rule_field": RULE,
        "composer": composer(setting, given, _errors(trouble)) if is_composed else None,
        "facts": fact_lines(setting) if has_rule else (),
        "values": parameter_lines(setting) if has_rule else (),
        "functions": function_lines(setting.language) if has_rule else (),
        "may_remove": part_ is not None and edited.kind not in (*WHOLE, PartKind.POOL),
        "may_undo": part_ is not None and part_.address in before and before[part_.address] != part_,
        "draft": open_draft(holder_in(request)),
        "trouble": trouble,
    }
    return render(request, "desk/rule_part.html", context, status=200 if trouble is None else trouble.status)


def _new_document(fields: list[Field], given: Mapping[str, str], trouble: Trouble | None) -> list[Field]:
    """The fields of a new document, where the part rests on one."""
    rests = any(field.name == "document" for field in fields)
    return _with_given(new_document_fields(), given, trouble) if rests else []


def _with_given(fields: list[Field], given: Mapping[str, str], trouble: Trouble | None) -> list[Field]:
    return filled(fields, given, _errors(trouble))


def _errors(trouble: Trouble | None) -> dict[str, str]:
    return {} if trouble is None or not trouble.field else {trouble.field: trouble.lines[0]}
