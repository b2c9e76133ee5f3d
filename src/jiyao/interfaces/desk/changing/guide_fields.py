"""The form in which a prefecture writes its local guide: its fields, with what it has published as first answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from jiyao.engine.measures import Measure
from jiyao.engine.packs.guide_files import EditionFile
from jiyao.engine.packs.guides import steps_of
from jiyao.engine.shapes import Words
from jiyao.interfaces.ui.forms import Choice, Field
from jiyao.interfaces.ui.sentences import Teller

T = TypeVar("T")
ROOM = 3
"""For how many windows and forms the page has room; for more where more are published."""
OFFICE = {
    "name": Words(zh="窗口名称", en="Name of the window"),
    "address": Words(zh="地址", en="Address"),
    "hours": Words(zh="办公时间", en="Hours"),
}
WAYS = {
    "window": Words(zh="窗口办理", en="At the window"),
    "online": Words(zh="网上办理（网址）", en="Online (address)"),
    "app": Words(zh="手机办理（应用或小程序名称）", en="By telephone app (its name)"),
    "post": Words(zh="邮寄办理（寄到哪里）", en="By post (to where)"),
}
TELEPHONES = Words(zh="电话", en="Telephones")
SEVERAL = Words(zh="几个号码之间用顿号或逗号", en="Several with commas between them")
BY_STEP = Words(
    zh="只填本地自己定的；不填的按规定", en="Only where this prefecture's differ; else the rule's stand"
)
ENGLISH = Words(zh="英文（可不填）", en="In English (may be left out)")
FORM_ENDINGS = ".pdf,.docx,.xlsx"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form with its heading; what is folded need not be filled in."""

    title: Words
    fields: Sequence[Field]
    folded: bool = False


def offices_of(standing: EditionFile | None) -> int:
    """How many windows the form has room for."""
    return ROOM if standing is None else max(ROOM, len(standing.offices))


def forms_of(standing: EditionFile | None) -> int:
    """How many forms the form has room for."""
    return ROOM if standing is None else max(ROOM, len(standing.forms))


def guide_sections(teller: Teller, measure: Measure, standing: EditionFile | None) -> list[Section]:
    """The parts of the form; `standing` gives the first answers."""
    office = [list(_office(index, standing)) for index in range(offices_of(standing))]
    own_steps = not steps_of(teller.pack.procedures, measure)
    return [
        Section(Words(zh="期间和承诺", en="Days and promise"), [*_days(standing), _promised(standing)]),
        Section(Words(zh="受理窗口", en="The window"), office[0]),
        *(
            Section(Words(zh=f"第 {n} 个窗口（可不填）", en=f"Window {n} (may be left out)"), fields, folded=True)
            for n, fields in enumerate(office[1:], 2)
        ),
        Section(Words(zh="可以怎样办", en="Ways to apply"), list(_ways(standing))),
        Section(
            Words(zh="办理步骤", en="Steps"),
            [_own_steps(standing, "zh")] if own_steps else list(_step_days(teller, measure, standing)),
        ),
        Section(Words(zh="表格", en="Forms"), list(_forms(standing))),
        Section(ENGLISH, list(_english(standing, own_steps)), folded=True),
    ]  # fmt: skip


def _days(standing: EditionFile | None) -> Iterator[Field]:
    """A renewed guide begins on another day, so the day is given anew."""
    yield Field(
        name="from",
        label=Words(zh="起始日", en="From"),
        kind="day",
        is_required=True,
        hint=None
        if standing is None
        else Words(
            zh=f"现行指南自 {standing.starts_on} 起；填同一天是更正，填以后的日子是换新",
            en=f"What stands begins on {standing.starts_on}; the same day corrects it, a later one renews it",
        ),
        value="" if standing is None else standing.starts_on.isoformat(),
    )
    ends = None if standing is None else standing.ends_on
    yield Field(
        name="to",
        label=Words(zh="截止日", en="To"),
        kind="day",
        hint=Words(zh="没有截止日就不填", en="Left out where it has no end"),
        value="" if ends is None else ends.isoformat(),
    )
    yield Field(
        name="published_on",
        label=Words(zh="公布日期", en="Published on"),
        kind="day",
        is_required=True,
        value="" if standing is None else standing.published_on.isoformat(),
    )


def _promised(standing: EditionFile | None) -> Field:
    return Field(
        name="promised_days",
        label=Words(zh="承诺时限（工作日）", en="Promised working days"),
        kind="number",
        is_required=True,
        hint=Words(zh="自受理起，到作出决定止", en="From acceptance to decision"),
        value="" if standing is None else str(standing.promised_days),
    )


def _office(index: int, standing: EditionFile | None) -> Iterator[Field]:
    office = _nth([] if standing is None else standing.offices, index)
    for name, label in OFFICE.items():
        value = "" if office is None else getattr(office, name).zh
        yield Field(name=f"office{index}.{name}", label=label, value=value, is_required=not index)
    numbers = [] if office is None else office.telephones
    yield Field(
        name=f"office{index}.telephones",
        label=TELEPHONES,
        hint=SEVERAL,
        value="、".join(numbers),
        is_required=not index,
    )


def _nth(items: Sequence[T], index: int) -> T | None:
    return items[index] if index < len(items) else None


def _ways(standing: EditionFile | None) -> Iterator[Field]:
    ways = {} if standing is None else {way.kind: way for way in standing.ways}
    yes, no = Words(zh="可以", en="yes"), Words(zh="不可以", en="no")
    yield Field(
        name="way.window",
        label=WAYS["window"],
        kind="choice",
        value="yes" if standing is None or "window" in ways else "no",
        choices=(Choice(value="yes", words=yes), Choice(value="no", words=no)),
    )
    for kind in ("online", "app", "post"):
        way = ways.get(kind)
        note = "" if way is None or way.note is None else way.note.zh
        value = (way.address or "") if way is not None and kind == "online" else note
        hint = Words(zh="以 https:// 开头", en="Beginning with https://") if kind == "online" else None
        yield Field(name=f"way.{kind}", label=WAYS[kind], value=value, hint=hint)


def _step_days(teller: Teller, measure: Measure, standing: EditionFile | None) -> Iterator[Field]:
    own = {} if standing is None else standing.step_days
    for step in steps_of(teller.pack.procedures, measure):
        limit = step.get("working_days")
        most = Words(zh=f"工作日；规定最多 {limit} 个", en=f"Working days; the rule allows {limit}")
        yield Field(
            name=f"step.{step['id']}",
            label=Words(zh=step["zh"], en=step["en"]),
            kind="number",
            value=str(own.get(step["id"], "")),
            hint=BY_STEP if limit is None else most,
        )


def _own_steps(standing: EditionFile | None, language: str) -> Field:
    told = [] if standing is None else standing.steps
    lines = [f"{getattr(step, language)} {step.working_days or ''}".rstrip() for step in told]
    hint = Words(
        zh="一行一步；末尾可写工作日数，如：初审 5",
        en="A line a step; working days may stand at its end: First review 5",
    )
    label = Words(zh="步骤", en="Steps")
    return Field(name=f"steps.{language}", label=label, kind="sentence", value="\n".join(lines), hint=hint)


def _forms(standing: EditionFile | None) -> Iterator[Field]:
    for index in range(forms_of(standing)):
        form = _nth([] if standing is None else standing.forms, index)
        number = index + 1
        yield Field(
            name=f"form{index}.name",
            label=Words(zh=f"表格 {number} 名称", en=f"Name of form {number}"),
            value="" if form is None else form.zh,
        )
        kept = Words(zh="已上传；不选就沿用", en="Uploaded; choose a file to replace it")
        yield Field(
            name=f"form{index}.file",
            label=Words(zh=f"表格 {number} 文件", en=f"File of form {number}"),
            kind="file",
            accept=FORM_ENDINGS,
            hint=kept
            if form is not None and form.file
            else Words(zh="PDF、DOCX 或 XLSX", en="PDF, DOCX or XLSX"),
        )


def _english(standing: EditionFile | None, own_steps: bool) -> Iterator[Field]:
    """The English of what stands above; it is the Chinese where nothing is given."""
    for index in range(offices_of(standing)):
        office = _nth([] if standing is None else standing.offices, index)
        for name, label in OFFICE.items():
            words = None if office is None else getattr(office, name)
            yield Field(
                name=f"office{index}.{name}.en",
                label=Words(zh=f"窗口 {index + 1} · {label.zh}", en=f"Window {index + 1} · {label.en}"),
                value=_other(words),
            )
    for index in range(forms_of(standing)):
        form = _nth([] if standing is None else standing.forms, index)
        number = index + 1
        yield Field(
            name=f"form{index}.name.en",
            label=Words(zh=f"表格 {number} 名称", en=f"Name of form {number}"),
            value=_other(None if form is None else form.words),
        )
    if own_steps:
        yield _own_steps(standing, "en")


def _other(words: Words | None) -> str:
    """The English where it is not the Chinese again."""
    return "" if words is None or words.en == words.zh else words.en
