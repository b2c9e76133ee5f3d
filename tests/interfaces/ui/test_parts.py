"""Parts of pages: fields of forms, states of long work, stretches of time."""

import pytest
from django.template import Context, Template
from django.utils.translation import override

from jiyao.engine.shapes import Words
from jiyao.interfaces.ui.forms import Choice, Field, filled
from jiyao.interfaces.ui.templatetags.ui import change, change_in_yuan, span

LABEL = Words(zh="原因", en="Reason")


def shown(one: Field) -> str:
    """The field on a page."""
    with override("zh-hans"):
        return Template("{% field one %}").render(Context({"one": one}))


def test_field_is_labelled_and_described_by_its_hint_and_complaint() -> None:
    one = Field(
        name="reason", label=LABEL, hint=Words(zh="写一句", en="A line"), error="太短", is_required=True
    )

    assert shown(one).replace("\n", "") == (
        '<div class="field wrong"><label for="reason">原因</label>'
        '<p class="hint" id="reason-hint">写一句</p>'
        '<input id="reason" name="reason" type="text" required aria-invalid="true"'
        ' aria-describedby="reason-hint reason-error">'
        '<p class="complaint" id="reason-error" role="alert">太短</p></div>'
    )


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        ("day", 'type="date"'),
        ("number", 'type="text" inputmode="numeric"'),
        ("sentence", "<textarea"),
        ("choice", '<option value="a" selected>甲</option>'),
        ("one_of", '<input type="radio" name="x" value="a" checked>'),
        ("file", 'type="file" accept=".csv"'),
    ],
)
def test_field_of_each_kind_is_filled_in_fittingly(kind: str, part: str) -> None:
    choices = [
        Choice(value="a", words=Words(zh="甲", en="A")),
        Choice(value="b", words=Words(zh="乙", en="B")),
    ]

    page = shown(Field(name="x", label=LABEL, kind=kind, value="a", choices=choices, accept=".csv"))

    assert part in page


def test_private_field_never_holds_what_was_given() -> None:
    private = Field(name="number", label=LABEL, is_private=True)
    open_ = Field(name="year", label=LABEL)

    kept = filled([private, open_], {"number": "123", "year": "<1990>"}, {"year": "不对"})

    assert [(one.value, one.error) for one in kept] == [("", ""), ("<1990>", "不对")]
    assert 'value="&lt;1990&gt;"' in shown(kept[1])
    assert 'autocomplete="off"' in shown(kept[0])


@pytest.mark.parametrize(
    ("state", "part"),
    [
        ("running", '<progress max="80" value="20"></progress>'),
        ("waiting", "等待"),
        ("done", "完成"),
        ("refused", "有退回"),
        ("failed", "失败"),
    ],
)
def test_progress_says_its_state(state: str, part: str) -> None:
    template = Template('{% progress_bar title="导入" done=20 total=80 state=state seconds_left=5 %}')
    with override("zh-hans"):
        page = template.render(Context({"state": state}))

    assert (part in page, "约还需 5 秒" in page) == (True, state == "running")


def test_progress_of_unknown_length_has_no_measure() -> None:
    page = Template('{% progress_bar title="导入" done=0 total=0 %}').render(Context())

    assert "<progress></progress>" in page


@pytest.mark.parametrize(
    ("seconds", "zh", "en"),
    [(0, "0 秒", "0 s"), (59, "59 秒", "59 s"), (95, "2 分钟", "2 min"), (5400, "1.5 小时", "1.5 h")],
)
def test_span_is_as_exact_as_one_waits(seconds: int, zh: str, en: str) -> None:
    with override("zh-hans"):
        chinese = span(seconds)
    with override("en"):
        english = span(seconds)

    assert (chinese, english) == (zh, en)


@pytest.mark.parametrize(
    ("more", "said", "in_yuan"), [(0, "", ""), (1200, "+1,200", "+12"), (-150, "−150", "−1.50")]
)
def test_change_says_its_sign(more: int, said: str, in_yuan: str) -> None:
    assert (change(more), change_in_yuan(more)) == (said, in_yuan)
