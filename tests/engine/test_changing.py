"""A province's changes make versions of a release: the same bytes each time, and a stop where the release has moved."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiyao.engine.packs.changing import (
    Change,
    NotChangeable,
    StandsOtherwise,
    changes_in,
    expectations,
    make_version,
    touched,
    version_hash,
)
from jiyao.engine.packs.loading import load_pack
from jiyao.engine.packs.located import read_yaml_text
from jiyao.engine.packs.writing import as_yaml
from jiyao.engine.problems import PackRefused
from jiyao.engine.shapes import Words
from tests.interfaces.small import SUBSIDY_YAML, small_pack

WORDS = Words(zh="提高标准", en="A higher amount")
RAISE = "parameters: {amount_fen: {base: [{from: 2024-01-01, values: {L5: 120000}}]}}\n"
_leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.decimals(-1000, 1000, places=2),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
    st.sampled_from(
        [
            "230200",
            "2024-01-01",
            "2024-02-30",
            "true",
            "null",
            "~",
            "",
            "1.50",
            "第四条",
            "a\nb\n",
            "- x",
            "# y",
        ]
    ),
)
_values = st.recursive(
    _leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), inner, max_size=4),
    ),
    max_leaves=12,
)


def change(release: Path, number: int = 1, **lay: str) -> Change:
    """A change made upon a release; files are named by measure."""
    files = {f"measures/{name}.yaml": text for name, text in lay.items()}
    return Change(number, WORDS, files, expectations(release, files))


@given(_values)
def test_what_is_written_reads_back_as_the_same(value: object) -> None:
    assert read_yaml_text(as_yaml(value), "a test").value == value


def test_decimal_stays_exact() -> None:
    assert as_yaml({"a": Decimal("0.10")}) == "a: 0.10\n"


def test_what_no_pack_holds_is_refused() -> None:
    with pytest.raises(TypeError):
        as_yaml({"a": object()})


def test_version_is_the_release_with_the_change_laid_over(tmp_path: Path) -> None:
    release = small_pack(tmp_path / "release")

    pack = load_pack(make_version(release, [change(release, subsidy=RAISE)], tmp_path / "version"))

    [row] = pack.measures["subsidy"].parameters["amount_fen"].base
    assert (pack.version, dict(row.values or {})) == (
        f"{load_pack(release).version}+1",
        {"L5": 120000, "L4": 150000},
    )


def test_version_without_changes_is_the_release(tmp_path: Path) -> None:
    release = small_pack(tmp_path / "release")

    assert version_hash(make_version(release, [], tmp_path / "version")) == version_hash(release)


def test_version_is_made_again_from_what_it_holds_byte_for_byte(tmp_path: Path) -> None:
    release = small_pack(tmp_path / "release")
    first = change(release, subsidy=RAISE)
    one = make_version(release, [first], tmp_path / "one")
    second = change(one, number=2, honour="summary: {zh: 新, en: New}\n")
    two = make_version(release, [first, second], tmp_path / "two")

    again = make_version(release, changes_in(two), tmp_path / "again")

    assert changes_in(two) == [first, second]
    assert version_hash(again) == version_hash(two) != version_hash(one)


def test_new_files_come_whole(tmp_path: Path) -> None:
    release = small_pack(tmp_path / "release")
    lay = {"documents/new.yaml": "{id: new, title: {zh: 新办法, en: New measures}}\n"}

    version = make_version(release, [Change(1, WORDS, lay, expectations(release, lay))], tmp_path / "version")

    assert load_pack(version).documents["new"]["title"]["zh"] == "新办法"


def test_change_is_laid_on_a_release_that_moved_elsewhere(tmp_path: Path) -> None:
    old = small_pack(tmp_path / "old")
    made = change(old, subsidy=RAISE)
    new = small_pack(
        tmp_path / "new", **{"measures/subsidy.yaml": SUBSIDY_YAML.replace("取得证书可领补贴", "另一句话")}
    )

    pack = load_pack(make_version(new, [made], tmp_path / "version"))

    assert pack.measures["subsidy"].summary.zh == "另一句话"


def test_release_that_moved_where_a_change_lies_stops_and_leaves_nothing(tmp_path: Path) -> None:
    old = small_pack(tmp_path / "old")
    made = change(old, subsidy=RAISE)
    new = small_pack(
        tmp_path / "new", **{"measures/subsidy.yaml": SUBSIDY_YAML.replace("L5: 100000", "L5: 110000")}
    )

    with pytest.raises(StandsOtherwise) as stopped:
        make_version(new, [made], tmp_path / "version")

    assert "change 1 (A higher amount), measures/subsidy.yaml: made upon" in str(stopped.value)
    assert "L5: 100000" in stopped.value.zh
    assert "L5: 110000" in stopped.value.zh
    assert not (tmp_path / "version").exists()


def test_file_that_a_release_brought_itself_stops(tmp_path: Path) -> None:
    old = small_pack(tmp_path / "old")
    lay = {"documents/new.yaml": "{id: new, title: {zh: 新办法, en: New measures}}\n"}
    made = Change(1, WORDS, lay, expectations(old, lay))
    new = small_pack(tmp_path / "new", **lay)

    with pytest.raises(StandsOtherwise):
        make_version(new, [made], tmp_path / "version")


@pytest.mark.parametrize(
    "name",
    [
        "facts.yaml",
        "pack.yaml",
        "measures/../facts.yaml",
        "measures/a/b.yaml",
        "divisions.csv",
        "/etc/passwd",
    ],
)
def test_what_belongs_to_the_release_is_not_changed(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotChangeable):
        expectations(small_pack(tmp_path / "release"), {name: "a: 1\n"})


def test_change_that_is_no_yaml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackRefused, match="not YAML"):
        expectations(small_pack(tmp_path / "release"), {"measures/subsidy.yaml": "a: ["})


def test_prefectures_values_are_known_by_measure_and_parameter(tmp_path: Path) -> None:
    local = "division: A\nvalues:\n- {measure: subsidy, parameter: x, base: [{from: 2024-01-01, value: 1}]}\n"
    release = small_pack(tmp_path / "release", **{"local/A.yaml": local})
    lay = {"local/A.yaml": local.replace("parameter: x", "parameter: y")}

    version = make_version(release, [Change(1, WORDS, lay, expectations(release, lay))], tmp_path / "version")

    text = (version / "local/A.yaml").read_text("utf-8")
    assert [line.strip() for line in text.splitlines() if "parameter" in line] == [
        "parameter: x",
        "parameter: y",
    ]


def test_measures_that_a_change_touches_are_named() -> None:
    lay = {
        "measures/subsidy.yaml": RAISE,
        "local/A.yaml": "values: [{measure: honour, parameter: x}]",
        "pools.yaml": "[]",
    }

    assert list(touched(lay)) == ["subsidy", "honour"]
