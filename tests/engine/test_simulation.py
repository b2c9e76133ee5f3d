"""A draft beside the pack as it stands: who gains, who loses, what it costs, and where."""

from datetime import date
from pathlib import Path

import pytest

from jiyao.engine.cases import Case
from jiyao.engine.population.sources import BadSource
from jiyao.engine.population.writing import write_facts
from jiyao.engine.shapes import Words
from jiyao.engine.simulation import simulate
from jiyao.engine.simulation.simulating import BadDraft, GroupChange, Side
from tests.engine.generated import ON
from tests.engine.simulated import groups, pack_of, requiring, simulated, write_grants

PLACE = Words(zh="市（地）", en="Prefecture")


def test_change_tells_both_sides_and_who_gains_and_loses(tmp_path: Path) -> None:
    people = {
        "gains": {"paid_months": 8, "yes_one": True},
        "loses": {"paid_months": 20, "yes_one": False},
        "stays": {"paid_months": 20, "yes_one": True},
        "never": {"paid_months": 3, "yes_one": False},
        "opens": {"paid_months": 20},
    }

    found = simulated(
        tmp_path, [requiring("paid_months >= 12")], [requiring("paid_months >= 6 AND yes_one", "120")], people
    )

    [change] = found.measures
    assert (change.measure, change.title, change.rows) == ("m", Words(zh="某", en="Some"), 5)
    assert (change.base, change.draft) == (
        Side(eligible=3, unknown=0, total_fen=300),
        Side(eligible=2, unknown=1, total_fen=240),
    )
    assert change.overall == GroupChange(None, gain=1, lose=2, more=1, less=0, difference_fen=-60)


def test_change_of_the_amount_alone_tells_more_and_less(tmp_path: Path) -> None:
    people = {
        "more": {"fee_fen": 900},
        "less": {"fee_fen": 100},
        "same": {"fee_fen": 500},
        "open": {},
    }

    found = simulated(tmp_path, [requiring("TRUE", "500")], [requiring("TRUE", "fee_fen")], people)

    assert [change.overall for change in found.measures] == [
        GroupChange(None, gain=0, lose=0, more=1, less=2, difference_fen=-500)
    ]


def test_prefectures_take_in_their_counties(tmp_path: Path) -> None:
    people = {
        "county": {"place": "A1", "paid_months": 8},
        "city": {"place": "A", "paid_months": 8},
        "other": {"place": "B", "paid_months": 20},
        "region": {"place": "P", "paid_months": 8},
        "nowhere": {"paid_months": 8},
    }

    found = simulated(tmp_path, [requiring("paid_months >= 12")], [requiring("paid_months < 12")], people)

    assert groups(found.measures[0], "Prefecture") == {
        "Province": (1, 0, 0, 0, 100),
        "A": (2, 0, 0, 0, 200),
        "B": (0, 1, 0, 0, -100),
        None: (1, 0, 0, 0, 100),
    }


def test_codes_stand_in_order_of_their_list_and_unknown_last(tmp_path: Path) -> None:
    people = {
        "a": {"level": "L1", "paid_months": 8},
        "b": {"level": "L3", "paid_months": 8},
        "c": {"paid_months": 8},
        "d": {"level": "L3", "paid_months": 20},
    }

    found = simulated(tmp_path, [requiring("paid_months >= 12")], [requiring("paid_months >= 6")], people)

    assert list(groups(found.measures[0], "Level").items()) == [
        ("Three", (1, 0, 0, 0, 100)),
        ("One", (1, 0, 0, 0, 100)),
        (None, (1, 0, 0, 0, 100)),
    ]


def test_age_bands_begin_on_the_birthday(tmp_path: Path) -> None:
    born = {
        "under": date(2009, 7, 1),
        "sixteen": date(2009, 6, 30),
        "last": date(2000, 7, 1),
        "twenty-five": date(2000, 6, 30),
    }
    people = {name: {"born_on": day, "yes_one": True} for name, day in born.items()}

    found = simulated(tmp_path, [requiring("NOT yes_one")], [requiring("yes_one")], people)

    assert groups(found.measures[0], "Age") == {
        "16–24": (2, 0, 0, 0, 200),
        "25+": (1, 0, 0, 0, 100),
        "< 16": (1, 0, 0, 0, 100),
    }


def test_breakdowns_stand_with_the_prefecture_first(tmp_path: Path) -> None:
    found = simulated(tmp_path, [requiring("yes_one")], [requiring("yes_two")], {"a": {}})

    assert [words for words, _ in found.measures[0].groups] == [
        PLACE,
        Words(zh="级", en="Level"),
        Words(zh="龄", en="Age"),
    ]


def test_measures_that_stay_are_only_counted(tmp_path: Path) -> None:
    others = [{"id": "n1"}, {"id": "n2"}]

    found = simulated(tmp_path, [requiring("yes_one"), *others], [requiring("yes_two"), *others], {"a": {}})

    assert ([change.measure for change in found.measures], found.unchanged) == (["m"], 2)


def test_draft_that_changes_nothing_tells_nothing(tmp_path: Path) -> None:
    found = simulated(tmp_path, [requiring("yes_one")], [requiring("yes_one")], {"a": {}})

    assert (found.measures, found.unchanged, found.on) == ((), 1, ON)


def test_new_measure_only_gains(tmp_path: Path) -> None:
    people = {"a": {"yes_one": True}, "b": {"yes_one": False}}

    found = simulated(tmp_path, [{"id": "n"}], [{"id": "n"}, requiring("yes_one")], people)

    [change] = found.measures
    assert (change.base, change.draft, change.overall, found.unchanged) == (
        Side(eligible=0, unknown=0, total_fen=0),
        Side(eligible=1, unknown=0, total_fen=100),
        GroupChange(None, gain=1, lose=0, more=0, less=0, difference_fen=100),
        1,
    )


def test_removed_measure_only_loses(tmp_path: Path) -> None:
    people = {"a": {"yes_one": True}, "b": {"yes_one": False}, "c": {}}

    found = simulated(tmp_path, [{"id": "n"}, requiring("yes_one")], [{"id": "n"}], people)

    [change] = found.measures
    assert (change.base, change.draft, change.overall) == (
        Side(eligible=1, unknown=1, total_fen=100),
        Side(eligible=0, unknown=0, total_fen=0),
        GroupChange(None, gain=0, lose=1, more=0, less=0, difference_fen=-100),
    )


def test_measure_that_gives_no_money_has_no_difference(tmp_path: Path) -> None:
    gives = {"gives": {"level": "level"}}
    people = {"a": {"paid_months": 8, "level": "L2"}}

    found = simulated(
        tmp_path,
        [{**requiring("paid_months >= 12"), **gives}],
        [{**requiring("paid_months >= 6"), **gives}],
        people,
    )

    assert [change.overall for change in found.measures] == [
        GroupChange(None, gain=1, lose=0, more=0, less=0, difference_fen=0)
    ]


def test_rivals_take_a_pool_in_date_order(tmp_path: Path) -> None:
    limit = {"pool": "trade-wide", "first": "issued_on"}
    days = {"late": date(2025, 3, 1), "early": date(2025, 1, 1), "middle": date(2025, 2, 1)}
    people = {
        name: {
            "trade": "a",
            "level": "L3" if name == "late" else "L2",
            "issued_on": day,
            "yes_one": name != "early",
        }
        for name, day in days.items()
    }

    found = simulated(
        tmp_path, [requiring("TRUE", limits=[limit])], [requiring("yes_one", limits=[limit])], people
    )

    assert groups(found.measures[0], "Level") == {"Three": (1, 0, 0, 0, 100), "Two": (0, 1, 0, 0, -100)}


def test_rival_of_another_subject_is_compared_too(tmp_path: Path) -> None:
    first = {"id": "m", "limits": [{"pool": "once"}], "gives": {"amount": "500"}}
    second = {
        "id": "second",
        "subject": "certificate",
        "limits": [{"pool": "once"}],
        "yields_to": ["m"],
        "gives": {"amount": "300"},
    }
    facts = {"trade": "a", "level": "L3"}
    condition = {"requires": [{"id": "c", "rule": "paid_months >= 12"}]}

    found = simulated(
        tmp_path,
        [first, second],
        [{**first, **condition}, second],
        {"short": {**facts, "paid_months": 1}, "long": {**facts, "paid_months": 20}},
        [Case("C1", "short", facts), Case("C2", "long", facts)],
    )

    assert {change.measure: change.overall for change in found.measures} == {
        "m": GroupChange(None, gain=0, lose=1, more=0, less=0, difference_fen=-500),
        "second": GroupChange(None, gain=1, lose=0, more=0, less=0, difference_fen=300),
    }


ONCE = [{"pool": "once"}]
TRADE = {"trade": "a", "level": "L3"}


def test_rival_of_another_subject_that_stays_takes_its_slots(tmp_path: Path) -> None:
    first = requiring("yes_one", limits=ONCE)
    second = {**requiring("FALSE"), "id": "second", "subject": "certificate"}
    second |= {"limits": ONCE, "yields_to": ["m"]}
    changed = {**second, "requires": [{"id": "c", "rule": "TRUE"}]}

    found = simulated(
        tmp_path,
        [first, second],
        [first, changed],
        {"takes": {**TRADE, "yes_one": True}, "leaves": {**TRADE, "yes_one": False}},
        [Case("C1", "takes", TRADE), Case("C2", "leaves", TRADE)],
    )

    assert [(change.measure, change.overall) for change in found.measures] == [
        ("second", GroupChange(None, gain=1, lose=0, more=0, less=0, difference_fen=100))
    ]


def test_rival_is_determined_first_whatever_the_ids(tmp_path: Path) -> None:
    rival = requiring("yes_one", limits=ONCE)
    yielding = {**requiring("TRUE"), "id": "z", "subject": "certificate", "limits": ONCE, "yields_to": ["m"]}
    early = {**requiring("yes_two"), "id": "a", "subject": "certificate"}
    people = {"p": {**TRADE, "yes_one": True, "yes_two": False}}

    found = simulated(
        tmp_path,
        [early, rival, yielding],
        [{**early, **requiring("TRUE"), "id": "a"}, requiring("NOT yes_one", limits=ONCE), yielding],
        people,
        [Case("C1", "p", {**TRADE, "yes_one": True, "yes_two": False})],
    )

    assert {change.measure: (change.overall.gain, change.overall.lose) for change in found.measures} == {
        "a": (1, 0),
        "m": (0, 1),
        "z": (1, 0),
    }


def test_rival_whose_subject_has_no_rows_takes_nothing(tmp_path: Path) -> None:
    rival = {**requiring("TRUE"), "id": "r", "subject": "certificate", "limits": ONCE}
    yielding = requiring("FALSE", limits=ONCE, yields_to=["r"])

    found = simulated(
        tmp_path, [rival, yielding], [rival, requiring("TRUE", limits=ONCE, yields_to=["r"])], {"p": TRADE}
    )

    assert [(change.measure, change.overall.gain) for change in found.measures] == [("m", 1)]


def test_draft_that_turns_round_who_yields_is_refused(tmp_path: Path) -> None:
    person, other = (
        requiring("TRUE", limits=ONCE),
        {**requiring("TRUE", limits=ONCE), "id": "n", "subject": "certificate"},
    )

    with pytest.raises(BadDraft) as refused:
        simulated(
            tmp_path,
            [person, {**other, "yields_to": ["m"]}],
            [{**person, "yields_to": ["n"]}, other],
            {"p": TRADE},
            [Case("C1", "p", TRADE)],
        )

    assert "try it in two steps" in str(refused.value)


def test_grants_leave_less_of_a_pool_to_both_sides(tmp_path: Path) -> None:
    limits = [{"pool": "trade-wide"}]
    base = pack_of(tmp_path / "base", requiring("yes_one", limits=limits))
    draft = pack_of(tmp_path / "draft", requiring("TRUE", limits=limits))
    facts = {"yes_one": False, "trade": "a"}
    cases = {"person": [Case("a", "a", facts), Case("b", "b", facts)]}
    write_facts(base.vocabulary, [cases], tmp_path / "facts")
    grants = tmp_path / "grants.parquet"
    write_grants(grants, [("trade-wide", "a")])

    found = simulate(base, draft, tmp_path / "facts", ON, grants=grants)

    assert [change.overall for change in found.measures] == [
        GroupChange(None, gain=1, lose=0, more=0, less=0, difference_fen=100)
    ]


def test_facts_that_the_draft_needs_must_be_there(tmp_path: Path) -> None:
    facts = tmp_path / "facts"
    facts.mkdir()
    base, draft = (
        pack_of(tmp_path / "base", requiring("yes_one")),
        pack_of(tmp_path / "draft", requiring("yes_two")),
    )

    with pytest.raises(BadSource) as refused:
        simulate(base, draft, facts, ON)

    assert str(refused.value) == (
        f"{facts / 'person'}.parquet: no such file, and the draft changes a measure of it"
    )


def test_nothing_is_written(tmp_path: Path) -> None:
    base, draft = (
        pack_of(tmp_path / "base", requiring("yes_one")),
        pack_of(tmp_path / "draft", requiring("yes_two")),
    )
    write_facts(base.vocabulary, [{"person": [Case("a", "a", {"yes_one": True})]}], tmp_path / "facts")
    before = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*")}

    simulate(base, draft, tmp_path / "facts", ON)

    assert {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*")} == before
