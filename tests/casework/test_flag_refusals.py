"""flags.yaml: what is read, and what is refused with file, line and what to do."""

from pathlib import Path

import pytest

from jiyao.casework.flagging import check_flags
from jiyao.engine.problems import PackRefused
from tests.engine.pack_texts import problems_in
from tests.engine.packs import make_pack, write_pack

FLAGS = """flags:
  - id: impossible-age
    on: true
    title: {zh: 年龄, en: Age}
    explanation: {zh: "{age} 岁", en: "aged {age}"}
    thresholds: {age: 16}
    basis: extension
    source: {zh: 出处, en: Source}
"""


def test_flags_are_read_with_where_they_stand(tmp_path: Path) -> None:
    [(id_, setting)] = make_pack(tmp_path, [], **{"flags.yaml": FLAGS}).flags.items()

    assert (id_, setting.file.thresholds, setting.columns) == (
        "impossible-age",
        {"age": 16},
        frozenset({"age"}),
    )
    assert str(setting.place) == "flags.yaml:2"


def test_pack_without_the_file_has_no_flags(tmp_path: Path) -> None:
    assert make_pack(tmp_path, []).flags == {}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (FLAGS.replace("on: true", "on: yes"), ["flags.yaml:3"]),
        (FLAGS.replace("basis: extension", "basis: rumour"), ["flags.yaml:7"]),
        (FLAGS.replace("thresholds:", "threshold:"), ["flags.yaml:6"]),
        (FLAGS.replace("aged {age}", "aged {years}"), ["flags.yaml:5"]),
        (FLAGS + FLAGS.removeprefix("flags:\n"), ["flags.yaml:9"]),
        ("flags: []\n", ["flags.yaml:1"]),
    ],
)
def test_bad_flags_are_refused_with_the_line(text: str, wanted: list[str], tmp_path: Path) -> None:
    found = problems_in(write_pack(tmp_path, [], **{"flags.yaml": text}))

    assert [str(one).rpartition(": ")[0].split(": ")[0] for one in found] == wanted


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            "impossible-age",
            "imposible-age",
            'flag "imposible-age": there is none; did you mean "impossible-age"?',
        ),
        ("{age: 16}", "{}", 'flag "impossible-age": the threshold "age" is missing'),
        (
            "{age: 16}",
            "{age: 16, ages: 1}",
            'flag "impossible-age": unknown threshold "ages"; did you mean "age"?',
        ),
    ],
)
def test_flag_that_is_set_otherwise_than_its_select_asks_is_refused(
    before: str, after: str, said: str, tmp_path: Path
) -> None:
    pack = make_pack(tmp_path, [], **{"flags.yaml": FLAGS.replace(before, after)})

    with pytest.raises(PackRefused) as refused:
        check_flags(pack)
    assert str(refused.value) == f"flags.yaml:2: {said}"


def test_explanation_that_names_what_is_not_found_is_refused(tmp_path: Path) -> None:
    pack = make_pack(
        tmp_path, [], **{"flags.yaml": FLAGS.replace("{age} 岁", "{ago} 岁").replace("aged {age}", "{ago}")}
    )

    with pytest.raises(PackRefused, match='the explanation names "ago", which is not found'):
        check_flags(pack)
