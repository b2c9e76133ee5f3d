"""What is laid between two values: laid over the one it makes the other, and nothing more than that."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiyao.engine.packs.laying import SAME, CannotBeLaid, lay_between
from jiyao.engine.packs.located import read_yaml_text
from jiyao.engine.packs.overlay import overlaid
from jiyao.engine.packs.writing import as_yaml

MEASURES = sorted(Path(__file__).parents[2].glob("packs/*/measures/*.yaml"))


@pytest.mark.parametrize(
    ("old", "new", "laid"),
    [
        ("{a: 1}", "{a: 1}", None),
        ("{a: 1, b: 2}", "{a: 1, b: 3}", {"b": 3}),
        ("{a: 1, b: 2}", "{a: 1}", {"b": None}),
        ("{a: 1, b: null}", "{a: 1}", None),
        ("{a: {b: 1, c: 2}}", "{a: {b: 1, c: 3}}", {"a": {"c": 3}}),
        ("{a: [{id: x, n: 1}, {id: y}]}", "{a: [{id: y}]}", {"a": [{"id": "x", "remove": True}]}),
        ("{a: [{id: x, n: 1}]}", "{a: [{id: x, n: 2}]}", {"a": [{"id": "x", "n": 2}]}),
        ("{a: [{id: x}]}", "{a: [{id: x}, {id: y, n: 1}]}", {"a": [{"id": "y", "n": 1}]}),
        ("{a: [{pool: p}]}", "{a: [{pool: p, at_most: '2'}]}", {"a": [{"pool": "p", "at_most": "2"}]}),
        ("{a: [{from: 1}]}", "{a: [{from: 2}]}", {"a": [{"from": 1, "remove": True}, {"from": 2}]}),
        ("{a: [{id: x}]}", "{a: []}", {"a": []}),
        ("{a: [{zh: one}, {zh: two}]}", "{a: [{zh: two}]}", {"a": [{"zh": "two"}]}),
        ("{a: {n: 1}}", "{a: [{n: 1}, {n: 2}]}", {"a": [{"n": 1}, {"n": 2}]}),
    ],
)
def test_only_what_differs_is_laid(old: str, new: str, laid: Any) -> None:
    found = lay_between(read_yaml_text(old, "").value, read_yaml_text(new, "").value)

    assert (None if found is SAME else found) == laid


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([{"id": "x"}, {"id": "y"}], [{"id": "y"}, {"id": "x"}]),
        ([{"id": "x"}], [{"id": "x", "n": 1}, {"id": "x", "n": 2}]),
    ],
)
def test_what_no_overlay_can_say_is_refused(old: Any, new: Any) -> None:
    with pytest.raises(CannotBeLaid):
        lay_between(old, new)


IDS = st.sampled_from(["a", "b", "c", "d"])
PLAIN = st.one_of(st.integers(0, 3), st.sampled_from(["u", "v"]), st.booleans())
ITEM = st.fixed_dictionaries({}, optional={"n": PLAIN, "m": st.fixed_dictionaries({"k": PLAIN})})


@st.composite
def files(draw: st.DrawFn) -> dict[str, Any]:
    """A file: plain keys, a mapping, a list of things with an id in alphabetical order."""
    listed = [{"id": name, **draw(ITEM)} for name in sorted(draw(st.sets(IDS)))]
    return {**draw(ITEM), "list": listed}


@given(files(), files())
def test_what_is_laid_between_makes_the_one_of_the_other(old: dict[str, Any], new: dict[str, Any]) -> None:
    order = {item["id"]: place for place, item in enumerate(old["list"])}
    new["list"].sort(key=lambda item: order.get(item["id"], len(order)))

    laid = lay_between(old, new)

    after = old if laid is SAME else overlaid(*(read_yaml_text(as_yaml(v), "") for v in (old, laid))).value
    assert {**after, "list": after["list"]} == new


@pytest.mark.parametrize("file", MEASURES, ids=lambda file: f"{file.parts[-3]}/{file.stem}")
def test_nothing_is_laid_between_a_measure_and_itself(file: Path) -> None:
    text = file.read_text("utf-8")

    assert lay_between(read_yaml_text(text, "").value, read_yaml_text(text, "").value) is SAME
