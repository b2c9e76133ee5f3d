"""The forms of the rule editor: whatever stands in a measure, a form that is sent as it was shown changes nothing."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiyao.engine.packs.laying import SAME, lay_between
from jiyao.engine.packs.located import Step, read_yaml, read_yaml_text
from jiyao.engine.packs.overlay import overlaid
from jiyao.engine.packs.writing import as_yaml
from jiyao.engine.shapes import Language
from jiyao.interfaces.desk.changing.documents import Incomplete
from jiyao.interfaces.desk.ruling.composing import FACT, composer
from jiyao.interfaces.desk.ruling.editing import Edited, edited_files
from jiyao.interfaces.desk.ruling.naming import fact_lines
from jiyao.interfaces.desk.ruling.page import sections
from jiyao.interfaces.desk.ruling.parts import part_at, parts_of
from jiyao.interfaces.desk.ruling.setting import Setting
from jiyao.interfaces.desk.ruling.slots import SEPARATOR, clean, shown
from jiyao.interfaces.desk.ruling.trying import Complaints, tried
from jiyao.interfaces.ui.forms import Field
from jiyao.policy.queries.drafts import Laid
from tests.interfaces.small import HEILONGJIANG

ON = date(2026, 11, 30)
MEASURES = sorted(file.stem for file in (HEILONGJIANG / "measures").glob("*.yaml"))
DEMONSTRATION = sorted((HEILONGJIANG.parent / "heilongjiang-demo/measures").glob("*.yaml"))
PARTS: Mapping[str, int] = {"about": 59, "applies": 59, "yields": 59}
"""How many parts there are of the kinds of which every measure has one."""


def sent(field: Field) -> str:
    """What a browser sends of a field that nobody has touched."""
    if field.kind == "several":
        return SEPARATOR.join(one.value for one in field.choices if one.value in field.chosen)
    if field.kind == "choice":
        values = [one.value for one in field.choices]
        return field.value if field.value in values else values[0]
    if field.kind == "sentence":
        return field.value.replace("\n", "\r\n")
    return field.value.replace("\n", "")


def unchanged(setting: Setting) -> list[str]:
    """The parts of a measure whose form changes something when it is sent as it was shown."""
    wrong = []
    for part in parts_of(setting.laid, setting.measure):
        edited = Edited(setting, part.kind, part.names, part)
        sent_ = {field.name: sent(field) for field in shown(edited.slots(), edited.value)}
        if edited_files(edited, sent_, ON) != {}:
            wrong.append(part.address)
    return wrong


@pytest.mark.parametrize("measure", MEASURES)
def test_form_of_every_part_sent_as_shown_changes_nothing(measure: str) -> None:
    assert unchanged(Setting(Laid(HEILONGJIANG, {}), measure, "zh", ON)) == []


@pytest.mark.parametrize("file", DEMONSTRATION, ids=lambda file: file.stem)
def test_form_of_every_part_of_the_demonstration_changes_nothing(file: Path) -> None:
    value = dict(read_yaml(file, file.name).value)
    value.pop("waives_open", None)
    laid = Laid(HEILONGJIANG, {f"measures/{file.stem}.yaml": as_yaml(value)})

    assert unchanged(Setting(laid, file.stem, "en", ON)) == []


TEXTS = [
    (measure, part.address)
    for measure in MEASURES
    for part in parts_of(Laid(HEILONGJIANG, {}), measure)
    if part.kind in ("condition", "way", "ask", "limit", "window", "paper", "open", "note")
]


@settings(max_examples=60)
@given(st.sampled_from(TEXTS), st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1))
def test_what_is_written_in_a_form_stands_in_the_file_and_nothing_else(
    where: tuple[str, str], text: str
) -> None:
    setting = Setting(Laid(HEILONGJIANG, {}), where[0], "zh", ON)
    part = part_at(setting.laid, *where)
    edited = Edited(setting, part.kind, part.names, part)
    sent_ = {field.name: sent(field) for field in shown(edited.slots(), edited.value)}
    written = clean(text)

    if not written:
        with pytest.raises(Incomplete):
            edited_files(edited, {**sent_, "zh": text}, ON)
        return
    files = edited_files(edited, {**sent_, "zh": text}, ON)

    old, new = setting.laid.before(part.file), files.get(part.file, setting.laid.before(part.file))
    laid_over = lay_between(old, new)
    after = (
        old
        if laid_over is SAME
        else overlaid(*(read_yaml_text(as_yaml(v), "") for v in (old, laid_over))).value
    )
    assert after == new
    assert value_at(after, part.path) == {**part.value, "zh": written}


def value_at(value: Any, path: tuple[Step, ...]) -> Any:
    """What stands at a path."""
    for step in path:
        value = value[step]
    return value


def test_every_measure_is_there_with_its_parts() -> None:
    laid = Laid(HEILONGJIANG, {})
    kinds = [part.kind for measure in MEASURES for part in parts_of(laid, measure)]

    assert {kind: kinds.count(kind) for kind in PARTS} == PARTS
    assert len(set(kinds)) == 17


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_measure_is_told_with_nothing_wrong_and_every_fact_is_composed(language: Language) -> None:
    for measure in MEASURES:
        setting = Setting(Laid(HEILONGJIANG, {}), measure, language, ON)
        found, wrong = sections(setting, tried(setting.laid))
        lines = [line for section in found for line in section.lines]
        assert [line.address for line in lines if line.rule.wrong or line.state or line.wrong] == []
        assert wrong == Complaints()
        assert [line.address for line in lines if line.expression and not line.rule.said] == []
        assert all(composer(setting, {FACT: name}).value for name in setting.facts)
        assert {one.name for one in fact_lines(setting)} == set(setting.facts)
