"""People as files give them, and what is set aside."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jiyao.engine.cases import Case
from jiyao.engine.people import BadPeople, Complaint, Person, SetAside, read_people, read_person
from jiyao.engine.shapes import Words
from jiyao.engine.vocabulary import Vocabulary
from tests.engine.packs import make_pack

FACTS_YAML = """
subjects:
  - {id: person, plural: people, zh: 人, en: Person}
  - {id: certificate, plural: certificates, of: person, zh: 证, en: Certificate}
  - {id: firm, plural: firms, zh: 企业, en: Firm}
  - {id: project, plural: projects, of: firm, zh: 项目, en: Project}
codes:
  division: {zh: 区划, en: Division, file: divisions.csv}
  level:
    zh: 级
    en: Level
    ordered: true
    codes:
      - {code: L3, zh: 三, en: Three}
      - {code: L2, zh: 二, en: Two}
facts:
  - {id: place, of: [person, firm], type: code, codes: division, zh: 地, en: Place, known_by: registry}
  - {id: insured, of: person, type: boolean, zh: 保, en: Insured, known_by: person}
  - {id: paid_months, of: person, type: integer, unit: month, range: [0, 60], zh: 月, en: Months, known_by: registry,
     aliases: [ui_months]}
  - {id: fee_fen, of: person, type: money, range: [0, 90000], zh: 费, en: Fee, known_by: registry}
  - {id: share, of: person, type: ratio, range: [0.0, 1.0], zh: 比, en: Share, known_by: registry}
  - {id: born_on, of: person, type: date, range: [1950-01-01, 2015-12-31], zh: 生, en: Born, known_by: registry}
  - {id: level, of: certificate, type: code, codes: level, zh: 级, en: Level, known_by: registry}
  - {id: trade, of: certificate, type: text, pattern: '[ab]', zh: 业, en: Trade, known_by: registry}
  - {id: is_done, of: project, type: boolean, zh: 成, en: Done, known_by: registry}
"""


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    pack = make_pack(tmp_path_factory.mktemp("pack"), [], **{"facts.yaml": FACTS_YAML, "pools.yaml": "[]\n"})
    return pack.vocabulary


def written(folder: Path, contents: Any) -> Path:
    """The contents as a JSON file."""
    file = folder / "people.json"
    file.write_text(json.dumps(contents, ensure_ascii=False), "utf-8")
    return file


def reasons(folder: Path, vocabulary: Vocabulary, *people: Any) -> list[SetAside]:
    """What is set aside of a file of these people."""
    return read_people(written(folder, list(people)), vocabulary)[1]


def test_person_of_a_json_file_sees_values_of_each_type(tmp_path: Path, vocabulary: Vocabulary) -> None:
    facts = {
        "place": "A1",
        "insured": True,
        "paid_months": 14,
        "fee_fen": 1250,
        "share": 0.1234,
        "born_on": "1990-03-12",
    }

    found = read_people(written(tmp_path, {"id": "P1", "name": "甲", "facts": facts}), vocabulary)

    case = Case(
        "P1",
        "P1",
        {
            "place": "A1",
            "insured": True,
            "paid_months": 14,
            "fee_fen": 1250,
            "share": 1234,
            "born_on": date(1990, 3, 12),
        },
    )
    assert found == ([Person("P1", "甲", None, {"person": [case]})], [])


def test_same_person_in_yaml_is_the_same(tmp_path: Path, vocabulary: Vocabulary) -> None:
    text = "- {id: P1, name: 甲, facts: {place: A1, share: 0.5, born_on: 1990-03-12}, certificates: [{level: L3}]}\n"
    (tmp_path / "people.yaml").write_text(text, "utf-8")
    facts = {"place": "A1", "share": 0.5, "born_on": "1990-03-12"}
    as_json = written(
        tmp_path, [{"id": "P1", "name": "甲", "facts": facts, "certificates": [{"level": "L3"}]}]
    )

    found = read_people(tmp_path / "people.yaml", vocabulary)

    assert found == read_people(as_json, vocabulary)
    assert found[0][0].cases["certificate"] == [
        Case(
            "P1/certificate1",
            "P1",
            {"place": "A1", "share": 5000, "born_on": date(1990, 3, 12), "level": "L3"},
        )
    ]


def test_rows_see_their_persons_facts_and_keep_their_own_id(tmp_path: Path, vocabulary: Vocabulary) -> None:
    person = {
        "id": "P1",
        "facts": {"paid_months": 3},
        "certificates": [{"id": "C1", "level": "L3"}, {"id": "C2", "level": "L2", "trade": "a"}],
    }

    people, _ = read_people(written(tmp_path, [person]), vocabulary)

    assert people[0].cases["certificate"] == [
        Case("C1", "P1", {"paid_months": 3, "level": "L3"}),
        Case("C2", "P1", {"paid_months": 3, "level": "L2", "trade": "a"}),
    ]


def test_rows_of_another_owner_make_a_case_of_that_owner(tmp_path: Path, vocabulary: Vocabulary) -> None:
    firm = {"id": "F1", "facts": {"place": "B"}, "projects": [{"id": "J1", "is_done": True}]}

    people, _ = read_people(written(tmp_path, [firm]), vocabulary)

    assert people == [
        Person(
            "F1",
            "F1",
            None,
            {
                "firm": [Case("F1", "F1", {"place": "B"})],
                "project": [Case("J1", "F1", {"place": "B", "is_done": True})],
            },
        )
    ]


def test_alias_is_read_as_the_fact(tmp_path: Path, vocabulary: Vocabulary) -> None:
    people, aside = read_people(written(tmp_path, [{"id": "P1", "facts": {"ui_months": 7}}]), vocabulary)

    assert (people[0].cases, aside) == ({"person": [Case("P1", "P1", {"paid_months": 7})]}, [])


def test_unknown_value_stays_unknown(tmp_path: Path, vocabulary: Vocabulary) -> None:
    people, aside = read_people(written(tmp_path, [{"id": "P1", "facts": {"insured": None}}]), vocabulary)

    assert (people[0].cases, aside) == ({"person": [Case("P1", "P1", {"insured": None})]}, [])


def test_story_and_number_stand_for_what_is_left_out(tmp_path: Path, vocabulary: Vocabulary) -> None:
    people, _ = read_people(written(tmp_path, [{"story": {"zh": "某", "en": "Some"}}]), vocabulary)

    assert people == [Person("#1", "#1", Words(zh="某", en="Some"), {"person": [Case("#1", "#1", {})]})]


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"paid_months": 61}, "paid_months: 61 is more than 60"),
        ({"paid_months": -1}, "paid_months: -1 is less than 0"),
        ({"paid_months": "14"}, "paid_months: '14' is not a whole number"),
        ({"paid_months": True}, "paid_months: True is not a whole number"),
        ({"insured": 1}, "insured: 1 is not true or false"),
        ({"fee_fen": 1.5}, "fee_fen: 1.5 is not a whole number of fen"),
        ({"share": 0.12345}, "share: 0.12345 is not a ratio such as 0.5"),
        ({"share": 2}, "share: 2 is more than 1"),
        ({"share": True}, "share: True is not a ratio such as 0.5"),
        ({"share": 10**400}, f"share: {10**400} is not a ratio such as 0.5"),
        ({"share": float("inf")}, "share: Infinity is not a ratio such as 0.5"),
        ({"born_on": "12.3.1990"}, "born_on: '12.3.1990' is not a day such as 2024-01-31"),
        ({"born_on": "2016-01-01"}, "born_on: 2016-01-01 is more than 2015-12-31"),
        ({"place": "Z"}, 'place: "Z" is not a code of "division"'),
        ({"place": 230100}, "place: 230100 is not a code in quotes"),
        ({"payd_months": 3}, 'unknown fact "payd_months" of a person; did you mean "paid_months"?'),
        ([], "facts must be a mapping of names to values"),
    ],
)
def test_person_with_a_bad_fact_is_set_aside_whole(
    tmp_path: Path, vocabulary: Vocabulary, facts: Any, reason: str
) -> None:
    person = {"id": "P1", "facts": facts, "certificates": [{"level": "L3"}]}

    people, aside = read_people(written(tmp_path, [person]), vocabulary)

    pointer = "/facts" + "".join(f"/{name}" for name in facts)
    assert (people, aside) == ([], [SetAside("P1", "P1", (Complaint(pointer, reason),))])


def test_every_reason_of_a_person_is_told(tmp_path: Path, vocabulary: Vocabulary) -> None:
    person = {"id": "P1", "facts": {"paid_months": 61, "place": "Z"}, "certificate": []}

    assert reasons(tmp_path, vocabulary, person) == [
        SetAside(
            "P1",
            "P1",
            (
                Complaint("/certificate", 'unknown key "certificate"; did you mean "certificates"?'),
                Complaint("/facts/paid_months", "paid_months: 61 is more than 60"),
                Complaint("/facts/place", 'place: "Z" is not a code of "division"'),
            ),
        )
    ]


def test_bad_row_is_set_aside_alone(tmp_path: Path, vocabulary: Vocabulary) -> None:
    rows = [{"id": "C1", "level": "L9"}, {"trade": "c"}, {"id": "C3", "level": "L2"}, "L3"]

    people, aside = read_people(written(tmp_path, [{"id": "P1", "certificates": rows}]), vocabulary)

    assert people[0].cases["certificate"] == [Case("C3", "P1", {"level": "L2"})]
    assert aside == [
        SetAside("P1", "C1", (Complaint("/certificates/0/level", 'level: "L9" is not a code of "level"'),)),
        SetAside(
            "P1",
            "P1/certificate2",
            (Complaint("/certificates/1/trade", 'trade: "c" does not look like [ab]'),),
        ),
        SetAside("P1", "P1/certificate4", (Complaint("/certificates/3", "must be a mapping of facts"),)),
    ]


def test_rows_that_are_no_list_are_set_aside(tmp_path: Path, vocabulary: Vocabulary) -> None:
    assert reasons(tmp_path, vocabulary, {"id": "P1", "certificates": {"level": "L3"}}) == [
        SetAside("P1", "certificate", (Complaint("/certificates", "must be a list of rows"),))
    ]


@pytest.mark.parametrize(
    ("given", "pointer", "reason"),
    [
        ({"id": True}, "/id", "id must be a text or a number"),
        ({"id": "a|b"}, "/id", "id: 'a|b' holds |, which parts keys"),
        ({"story": False}, "/story", "story must have the texts zh and en"),
        ({"story": {"zh": "某", "en": 3}}, "/story", "story must have the texts zh and en"),
        ({"name": 3}, "/name", "name must be a text"),
        ({"a/b~c": 3}, "/a~1b~0c", 'unknown key "a/b~c"'),
        ({"projects": []}, "/projects", '"projects" belong to a firm, and this is about a person'),
        (
            {"certificates": [{}], "projects": [{}]},
            "/projects",
            '"projects" belong to a firm, and this is about a person',
        ),
    ],
)
def test_head_of_a_person_is_checked(
    vocabulary: Vocabulary, given: dict[str, Any], pointer: str, reason: str
) -> None:
    person, aside = read_person(given, vocabulary)

    assert (person, [one.complaints for one in aside]) == (None, [(Complaint(pointer, reason),)])


def test_row_of_a_strange_id_is_set_aside(vocabulary: Vocabulary) -> None:
    _, aside = read_person({"id": "P1", "certificates": [{"id": None}]}, vocabulary)

    assert aside == [
        SetAside("P1", "None", (Complaint("/certificates/0/id", "id must be a text or a number"),))
    ]


def test_second_entry_of_the_same_person_is_set_aside(tmp_path: Path, vocabulary: Vocabulary) -> None:
    first, second = {"id": "P1", "facts": {"paid_months": 1}}, {"id": "P1", "facts": {"paid_months": 2}}

    people, aside = read_people(written(tmp_path, [first, second]), vocabulary)

    assert [person.cases for person in people] == [{"person": [Case("P1", "P1", {"paid_months": 1})]}]
    assert aside == [SetAside("P1", "P1", (Complaint("/id", "stands twice in the file"),))]


def test_no_such_file_is_refused(tmp_path: Path, vocabulary: Vocabulary) -> None:
    with pytest.raises(BadPeople) as refused:
        read_people(tmp_path / "none.json", vocabulary)

    assert str(refused.value) == f"{tmp_path / 'none.json'}: no such file"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "{",
            "not JSON in UTF-8: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
        ),
        ("7", "holds neither a person nor a list of people"),
        ('["P1"]', "entry 1 is no person; give a mapping with facts"),
    ],
)
def test_file_of_a_wrong_shape_is_refused(
    tmp_path: Path, vocabulary: Vocabulary, text: str, message: str
) -> None:
    file = tmp_path / "people.json"
    file.write_text(text, "utf-8")

    with pytest.raises(BadPeople) as refused:
        read_people(file, vocabulary)

    assert str(refused.value) == f"{file}: {message}"
