"""What would load cleanly and fail, or mean something else, when it runs."""

from pathlib import Path

import pytest

from jiyao.engine.cases import Grant
from jiyao.engine.population.running import determine_population
from jiyao.engine.population.sources import BadSource
from jiyao.engine.problems import PackRefused
from jiyao.engine.rules.types import Kind, Type
from tests.engine.backends import by_population
from tests.engine.generated import FACTS_YAML, ON, POOLS_YAML
from tests.engine.pack_texts import SURE, WORDS, condition, problems, problems_with, series
from tests.engine.packs import make_pack
from tests.engine.refusing import refusal

LEVEL = Type(Kind.CODE, codes="level")


@pytest.mark.parametrize("text", ["is_member -- AND FALSE", "is_member /* AND FALSE */"])
def test_comment_in_a_rule_is_refused(text: str) -> None:
    assert refusal(text) == "holds a comment, which would hide what follows; write it as a YAML comment"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("level = trade", "is text, and code (level) is needed here"),
        ("higher_than(trade, level)", "is text, and code (level) is needed here"),
        (
            "higher_than(level, CASE WHEN is_member THEN 'L3' ELSE 'L9' END)",
            '"L9" is not a code of "level"; did you mean "L3"?',
        ),
        ("issued_on = DATE '20240101'", "'20240101' is not a day; write DATE '2024-01-31'"),
        ("issued_on = DATE '2024-W01-1'", "'2024-W01-1' is not a day; write DATE '2024-01-31'"),
    ],
)
def test_text_that_is_no_code_or_day_is_refused(text: str, message: str) -> None:
    assert refusal(text) == message


def test_choice_between_codes_is_a_code() -> None:
    assert refusal("CASE WHEN is_member THEN 'L3' ELSE 'L2' END", LEVEL) is None


@pytest.mark.parametrize("name", ["window", "applies"])
def test_condition_with_an_id_of_our_own_is_refused(tmp_path: Path, name: str) -> None:
    extra = condition("rule: 'TRUE'").replace("id: c", f"id: {name}")

    assert problems_with(tmp_path, extra) == [
        f'measures/m.yaml:1: "{name}" is an id of our own; choose another'
    ]


@pytest.mark.parametrize("range_", ["[0, null]", "[24, 0]", "[2024-01-01, 2024-12-31]"])
def test_fact_whose_range_is_none_is_refused(tmp_path: Path, range_: str) -> None:
    facts = FACTS_YAML.replace("range: [0, 24]", f"range: {range_}")

    found = problems(tmp_path, {"facts.yaml": facts})

    assert [line.split(": ", 1)[1] for line in found] == [
        'fact "more_months": a range is [least, greatest], both integer'
    ]


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("pools.yaml", "once: {per: [person]}\n", "pools.yaml:1: must be a list of pools"),
        ("parameters/x.yaml", "- 1\n", "parameters/x.yaml:1: must be a mapping of names to parameters"),
        ("pools.yaml", "&a [*a]\n", "pools.yaml:1: is nested too deeply, or holds itself"),
        ("pools.yaml", "? [a]\n: 1\n", "pools.yaml:1: a key must be a plain name"),
        ("divisions.csv", "code,zh,en\nP,省,P\n", "divisions.csv:1: has no column parent"),
        (
            "divisions.csv",
            "code,parent,zh,en\nP,Q,省,P\n",
            'divisions.csv:2: unknown parent "Q"',
        ),
        ("divisions.csv", "code,parent,zh,en\nP,P,省,P\n", 'divisions.csv:1: "P" lies within itself'),
    ],
)
def test_file_of_the_wrong_shape_is_refused(tmp_path: Path, name: str, text: str, problem: str) -> None:
    assert problem in problems(tmp_path, {name: text})


@pytest.mark.parametrize(
    ("extra", "problem"),
    [
        (series(f"value: three, {SURE}"), "14: \"bar\": 'three' is no integer (month)"),
        (
            f"window: {{from: isued_on, months: '5', {WORDS}}}\n",
            '10: unknown fact "isued_on"; did you mean "issued_on"?',
        ),
    ],
)
def test_value_or_name_that_is_none_is_refused(tmp_path: Path, extra: str, problem: str) -> None:
    assert problems_with(tmp_path, extra) == [f"measures/m.yaml:{problem}"]


def test_id_that_stands_twice_is_refused(tmp_path: Path) -> None:
    pack = make_pack(tmp_path / "pack", [{"id": "m", "subject": "person"}])
    row = {"id": "P1", "owner": "P1", "yes_one": True}

    with pytest.raises(BadSource) as refused:
        by_population(pack, {"person": [row, row]}, ON, tmp_path)

    assert str(refused.value).endswith("person.parquet: person_id stands more than once in 1 rows")


def test_run_without_facts_is_refused(tmp_path: Path) -> None:
    pack = make_pack(tmp_path / "pack", [{"id": "m", "subject": "person"}])

    with pytest.raises(BadSource) as refused:
        determine_population(pack, tmp_path / "none", tmp_path / "out", ON)

    assert str(refused.value).endswith("has none of person.parquet, certificate.parquet")


def test_value_of_a_county_is_refused_for_it_is_delegated_to_prefectures(tmp_path: Path) -> None:
    pack = {"local/A1.yaml": 'division: "A1"\nvalues: [{measure: m, parameter: base_fen, base: []}]\n'}
    measure = {"id": "m", "subject": "person"}

    with pytest.raises(PackRefused) as refused:
        make_pack(tmp_path, [measure], **pack)

    assert [str(problem) for problem in refused.value.problems] == [
        'local/A1.yaml:2: "A1" is no prefecture of the region; values are delegated to those'
    ]


@pytest.mark.parametrize(
    ("grant", "message"),
    [
        (("onse", "P1|a|L1"), 'unknown pool "onse"; did you mean "once"?'),
        (("once", "P1|a"), 'key "P1|a" of pool "once" must have the parts person|trade|level'),
    ],
)
def test_grant_that_fits_no_pool_is_refused(tmp_path: Path, grant: tuple[str, str], message: str) -> None:
    pack = make_pack(tmp_path / "pack", [{"id": "m", "subject": "person"}])
    row = {"id": "P1", "owner": "P1", "yes_one": True}

    with pytest.raises(BadSource) as refused:
        by_population(pack, {"person": [row]}, ON, tmp_path, [Grant(grant[0], tuple(grant[1].split("|")))])

    assert str(refused.value) == f"{tmp_path}/grants.parquet: {message}"


def test_id_that_holds_the_separator_of_keys_is_set_aside(tmp_path: Path) -> None:
    pack = make_pack(tmp_path / "pack", [{"id": "m", "subject": "person"}])
    rows = [{"id": name, "owner": name, "yes_one": True} for name in ("a", "a|b")]

    found = by_population(pack, {"person": rows}, ON, tmp_path)

    assert list(found["m"]) == ["a"]


def test_measure_that_draws_on_an_unconfirmed_pool_does_not_pay(tmp_path: Path) -> None:
    pools = POOLS_YAML.replace("at_most: 1, source", "at_most: 1, confidence: partial, source")
    measure = {"id": "m", "subject": "person", "limits": [{"pool": "once"}]}

    pack = make_pack(tmp_path, [measure], **{"pools.yaml": pools})

    assert pack.measures["m"].payable_on(ON, None) == "value_not_confirmed"
