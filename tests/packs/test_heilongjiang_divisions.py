"""The divisions of Heilongjiang: three levels, and rules that hold in a county as in its prefecture."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from jiyao.engine.cases import Case
from jiyao.engine.population.writing import write_facts
from jiyao.engine.rules.places import within
from jiyao.engine.simulation import simulate
from jiyao.engine.vocabulary import DIVISIONS
from tests.engine.backends import Rows, by_function, by_population, by_reference
from tests.engine.generated import ON
from tests.engine.packs import make_pack
from tests.engine.simulated import groups, requiring
from tests.engine.spec.specs import told
from tests.engine.spec.test_local_values import FEN, local
from tests.packs.heilongjiang import HEILONGJIANG, pack

TEXT = (HEILONGJIANG / "divisions.csv").read_text("utf-8")
KINDS = ("自治县", "区", "县", "市")
PACK_YAML = "{id: test, title: {zh: 试, en: Test}, version: '1', region: '230000'}\n"
FILES = {"divisions.csv": TEXT, "pack.yaml": PACK_YAML}


def rows(level: str) -> list[dict[str, str]]:
    """The divisions of one level."""
    return [row for row in csv.DictReader(TEXT.splitlines()) if row["level"] == level]


def test_divisions_are_a_province_13_prefectures_and_125_counties() -> None:
    assert {level: len(rows(level)) for level in ("province", "prefecture", "county")} == {
        "province": 1,
        "prefecture": 13,
        "county": 125,
    }
    assert len(TEXT.splitlines()) == 1 + 1 + 13 + 125


def test_counties_are_districts_cities_counties_and_one_autonomous_county() -> None:
    kinds = Counter(next(kind for kind in KINDS if row["zh"].endswith(kind)) for row in rows("county"))

    assert kinds == {"区": 58, "县": 45, "市": 21, "自治县": 1}


def test_codes_of_counties_begin_as_those_of_their_prefecture() -> None:
    prefectures = {row["code"] for row in rows("prefecture")}

    assert [row["code"] for row in rows("county") if row["parent"] != row["code"][:4] + "00"] == []
    assert {row["parent"] for row in rows("county")} == prefectures


def test_codes_stand_once_and_in_order_of_level_and_code() -> None:
    codes = [row["code"] for level in ("province", "prefecture", "county") for row in rows(level)]

    assert codes == list(pack().vocabulary.codes[DIVISIONS].codes)
    assert codes == [*codes[:1], *sorted(set(codes[1:14])), *sorted(set(codes[14:]))]


def test_english_names_of_counties_say_what_they_are() -> None:
    form = re.compile(r"[A-Z][a-z']+( [A-Z][a-z]+)? (District|County|City|Autonomous County)")

    assert [row["en"] for row in rows("county") if not form.fullmatch(row["en"])] == []


@pytest.mark.parametrize("back_end", ["reference", "function", "population"])
def test_county_has_the_local_value_of_its_prefecture(tmp_path: Path, back_end: str) -> None:
    places = {"city": "230200", "county": "230221", "town": "230281", "other": "230102"}
    measure = {"id": "m", "subject": "person", "gives": {"amount": "param('fen')"}, "parameters": FEN}
    small = make_pack(tmp_path / "pack", [measure], **FILES, **local("230200", value=808))
    rows: Rows = {"person": [{"id": name, "owner": name, "place": place} for name, place in places.items()]}

    match back_end:
        case "reference":
            found = by_reference(small, rows, ON)
        case "function":
            found = by_function(small, rows, ON)
        case _:
            found = by_population(small, rows, ON, tmp_path)

    assert told(found, "amount_fen") == {"city": 808, "county": 808, "town": 808, "other": 700}


def test_effects_are_broken_down_by_prefecture_and_not_by_county(tmp_path: Path) -> None:
    people = {"city": "230200", "county": "230221", "town": "230281", "other": "230102", "province": "230000"}
    cases = [Case(name, name, {"place": place, "yes_one": True}) for name, place in people.items()]
    base, draft = (
        make_pack(tmp_path / rule, [{**requiring(rule), "subject": "person", "parameters": {}}], **FILES)
        for rule in ("yes_two", "yes_one")
    )
    write_facts(base.vocabulary, [{"person": cases}], tmp_path / "facts")

    [change] = simulate(base, draft, tmp_path / "facts", ON).measures

    assert groups(change, "Prefecture") == {
        "Heilongjiang": (1, 0, 0, 0, 100),
        "Harbin": (1, 0, 0, 0, 100),
        "Qiqihar": (3, 0, 0, 0, 300),
    }


def test_no_rule_compares_a_place_with_a_prefecture_alone() -> None:
    """A rule that means a prefecture means its counties too, and says `lies_in`."""
    above = set(pack().vocabulary.codes[DIVISIONS].parents.values())
    texts = {file.name: file.read_text("utf-8") for file in (HEILONGJIANG / "measures").iterdir()}
    compared = {
        (name, code)
        for name, text in texts.items()
        for code in re.findall(r"(?:=|<>|IN \()\s*'(23\d{4})'", text)
    }

    assert [(name, code) for name, code in sorted(compared) if code in above] == []


def test_nine_districts_seven_counties_and_two_cities_lie_in_harbin() -> None:
    names = [
        pack().vocabulary.codes[DIVISIONS].codes[code].zh
        for code in within("230100", pack().vocabulary.codes[DIVISIONS].parents)
    ]

    assert Counter(name[-1] for name in names[1:]) == {"区": 9, "县": 7, "市": 2}
