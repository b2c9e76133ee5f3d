"""Looking out for whom something is due: those for whom something changed, with the offers of a look at everybody."""

import re
import sys
from collections.abc import Callable
from datetime import date, timedelta
from itertools import count, pairwise
from subprocess import PIPE, Popen

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from jiyao.casework.actions import looking_out
from jiyao.casework.actions.looking_out import look_at_everybody
from jiyao.casework.actions.offering import offered_measures
from jiyao.casework.models import Case, CaseState
from jiyao.casework.queries.entries import ENTRY, KEYS, counts_for_an_entry, with_their_entries
from jiyao.casework.queries.lists import GROWING, LISTS, rows_of_people, tables_of_people
from jiyao.engine.determination.assessing import Assessor
from jiyao.evaluation.models import Coaching, ContestResult
from jiyao.foundation.fact_sources import fact_tables, table_of_subject
from jiyao.foundation.facts import SLOTS, fact_files, fact_text
from jiyao.foundation.lake import BeingLookedFor, Wakes, wakes_in
from jiyao.foundation.queries.verifying import verify_acts
from jiyao.policy.models import Covers, Run
from jiyao.policy.queries.runs import last_run
from jiyao.registry.models import EmploymentSpell, HouseholdSpell, Level
from tests.casework.lookout import MEASURE, World, lay_out_lists, offered, rules
from tests.packs.heilongjiang import pack
from tests.registry.places import COUNTY, DAY, OTHER_COUNTY

PEOPLE = 6
HUNDREDS = count(100, 100)

DAYS = st.sampled_from([-400, -200, -30, -1, 0, 1, 20])
WHO = st.integers(0, PEOPLE - 1)
CHANGES = st.one_of(
    st.tuples(st.just("certify"), WHO, DAYS, st.sampled_from(["L5", "L4", "L3"])),
    st.tuples(st.just("revoke"), WHO, st.sampled_from([1, 10])),
    st.tuples(st.just("insure"), WHO, st.sampled_from([None, -8, 0, 1])),
    st.tuples(st.just("employ"), WHO, DAYS),
    st.tuples(st.just("move"), WHO, st.sampled_from([COUNTY, OTHER_COUNTY])),
    st.tuples(st.just("graduate"), WHO, st.sampled_from([-20, 3])),
    st.tuples(st.sampled_from(["give", "take_back", "decline"]), WHO),
    st.tuples(st.just("rule"), st.sampled_from(["usual", "more", "less", "longer"])),
)
STEPS = st.tuples(st.sampled_from([0, 1, 9, 40, 400]), st.lists(CHANGES, max_size=2))


@pytest.fixture(autouse=True)
def world(fresh_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out_lists()
    monkeypatch.setattr(looking_out, "MOST", 1)


def some_world() -> World:
    """Six people nobody had before."""
    first = next(HUNDREDS)
    return World(range(first, first + PEOPLE))


def happen(world: World, name: str, *what: object) -> None:
    """One change."""
    if name == "rule":
        world.rules = str(what[0])
        return
    person = world.people[what[0]]  # type: ignore[call-overload]
    this_month = world.on.year * 12 + world.on.month
    changes: dict[str, Callable[..., None]] = {
        "certify": lambda days, level: world.certify(person, days=days, level=level),
        "revoke": lambda days: world.certify(person, days=-40, level="L4", revoked=days),
        "insure": lambda months: world.insure(person, None if months is None else this_month + months),
        "employ": lambda days: world.record(EmploymentSpell, person, ends_on=world.on + timedelta(days=days)),
        "move": lambda place: world.record(HouseholdSpell, person, division=place),
        "graduate": lambda days: world.graduate(person, days=days),
        "give": lambda: world.give(person),
        "take_back": lambda: world.take_back(person),
        "decline": lambda: world.decline(person),
    }
    changes[name](*what[1:])


@settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEPS, min_size=3, max_size=4))
def test_looks_at_what_changed_make_the_offers_of_a_look_at_everybody(
    steps: list[tuple[int, list[tuple[object, ...]]]],
) -> None:
    world = some_world()
    world.look()
    assert offered() == world.due()

    for days, changes in steps:
        world.on += timedelta(days=days)
        for name, *what in changes:
            happen(world, str(name), *what)
        world.look()
        assert offered() == world.due(), (world.on, changes)


def test_time_alone_makes_and_ends_offers_on_the_day() -> None:
    """One is insured long enough from July on, one graduates, one's certificate is revoked, one's insurance ends."""
    world = some_world()
    first, second, third, fourth, *_ = world.people
    world.insure(first, None, first_month=2024 * 12 + 8)
    world.graduate(second, days=3)
    world.certify(third, days=-40, level="L4", revoked=11)
    world.insure(fourth, 2025 * 12 + 8)
    world.look()
    assert offered() == world.due()

    before, seen = len(offered()), []
    for day in (1, 3, 11, 63, 266):
        world.on = DAY + timedelta(days=day)
        world.look()
        assert offered() == world.due(), world.on
        seen.append(len(offered()))

    assert (before, seen) == (5, [6, 7, 6, 5, 1])


def test_month_wakes_only_whose_months_reach_what_a_rule_asks() -> None:
    """In July one has twelve months and the others have thirty-six; then rules ask for fourteen, which one has in September."""
    world = some_world()
    first, *_ = world.people
    world.insure(first, None, first_month=2024 * 12 + 8)
    world.look()

    looked = []
    for month in (7, 8):
        world.on = date(2025, month, 1)
        looked.append(world.look().people)
        assert offered() == world.due()

    world.rules = "longer"
    world.look()
    for month in (9, 10):
        world.on = date(2025, month, 1)
        looked.append(world.look().people)
        assert offered() == world.due()

    assert looked == [PEOPLE, 0, 1, 0]


def test_nothing_grows_with_the_months_but_what_is_said_to() -> None:
    world = some_world()
    facts = []
    for month in range(1, 15):
        world.on = DAY + timedelta(days=30 * month)
        rows = world.rows(Assessor(rules()), world.tick())
        facts.append(
            {(s, one.id, *fact) for s, some in rows.items() for one in some for fact in one.facts.items()}
        )

    changed = {name for before, after in pairwise(facts) for *_, name, _ in before ^ after}

    assert changed == GROWING.keys()


def test_everybody_is_looked_at_where_what_changed_cannot_be_known() -> None:
    world = some_world()
    first = world.look()
    known = world.look()
    world.on -= timedelta(days=1)
    back = world.look()
    Level.objects.update(zh="级")
    other_lists = world.look()
    with wakes_in(world.known) as wakes:
        note = {**(wakes.note or {}), "heads": [[0, 1, "00"]]}
        with wakes.kept(note):
            pass
    other_history = world.look()
    world.known.write_bytes(b"no database")
    unreadable = world.look()
    asked = look_at_everybody(world.lookout())

    looked = [first, known, back, other_lists, other_history, unreadable, asked]
    assert [one.people for one in looked] == [None, 0, None, None, None, None, None]


def test_look_that_was_killed_before_it_noted_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    world = some_world()
    world.look()
    world.on += timedelta(days=1)
    with monkeypatch.context() as patched:
        patched.setattr(Wakes, "forget_of", _interrupted)
        with pytest.raises(KeyboardInterrupt):
            world.look()
    made = offered()

    again = world.look()

    assert (made, again.people, offered()) == (world.due(), PEOPLE, made)
    assert Case.objects.filter(state=CaseState.LAPSED).count() == 0
    assert not verify_acts().findings


def _interrupted(*given: object) -> None:
    raise KeyboardInterrupt


def test_two_looks_at_once_do_not_happen() -> None:
    world = some_world()
    world.look()
    holds = f"import duckdb, sys; held = duckdb.connect({str(world.known)!r}); print(1, flush=True); sys.stdin.read()"
    with Popen([sys.executable, "-c", holds], stdin=PIPE, stdout=PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()

        with pytest.raises(BeingLookedFor, match="wait until it ends") as told:
            world.look()

        other.communicate()
    assert told.value.said("zh") == "另一次推送测算正在进行，请等它结束"
    assert world.look().people == 0


def test_run_of_some_is_no_run_of_everybody() -> None:
    world = some_world()
    world.look()
    world.on += timedelta(days=1)
    world.rules = "more"
    found = world.look()

    assert found.measures == (MEASURE,)
    assert list(Run.objects.order_by("pk").values_list("covers", flat=True)) == [
        Covers.EVERYBODY,
        Covers.MEASURES,
        Covers.PEOPLE,
    ]
    whole = last_run()
    assert whole is not None
    assert whole.covers == Covers.EVERYBODY
    assert {fen for measure, _, _, fen, _ in offered() if measure == MEASURE} == {170_000}


def test_facts_of_others_are_read_only_where_people_are_looked_at_together() -> None:
    """Each table of people that a SELECT reads is tied to the row's person, but for the results of a coach's entry."""
    loose = {
        (subject, table)
        for subject in fact_files().keys() - {SLOTS}
        for table, name in re.findall(r"\b(?:FROM|JOIN)\s+(\w+_\w+)\s+(\w+)\b", fact_text(subject))
        if table in tables_of_people() and table != table_of_subject(subject)
        if not re.search(rf"\b{name}\.person_id = \w+\.person_id", fact_text(subject))
    }
    together = {model._meta.db_table for model in ENTRY}

    assert {table for _, table in loose} <= together
    assert table_of_subject("coaching") in together


def test_entry_is_looked_at_together_and_no_other() -> None:
    """A team of two, its coach, who coached another entry by a record that was corrected, and somebody of a third."""
    world = some_world()
    first, second, coach, other, third, alone = world.people
    world.enter(ContestResult, first, "1")
    world.enter(ContestResult, second, "1")
    world.enter(Coaching, coach, "2")
    world.enter(Coaching, coach, "1")
    world.enter(ContestResult, other, "2")
    world.enter(ContestResult, third, "3")

    assert with_their_entries({second}) == {first, second, coach, other}
    assert with_their_entries({third}) == {third}
    assert with_their_entries({alone}) == {alone}

    world.enter(ContestResult, third, None)

    assert with_their_entries({alone}) == {alone, third}


def test_limits_that_are_shared_count_for_an_entry() -> None:
    columns = {
        column
        for subject, facts in zip(("contest_result", "coaching"), KEYS, strict=True)
        for fact in facts
        for column in re.findall(rf"[cr]\.(\w+) AS {fact},|[cr]\.({fact}),", fact_text(subject))
    }
    shared = [
        limit
        for one in offered_measures(pack())
        if one.subject in fact_files()
        for limit in one.limits
        if "person" not in limit.pool.per
    ]

    assert [counts_for_an_entry(limit) for limit in shared] == [True] * len(shared)
    assert len(shared) > 0
    assert {name for both in columns for name in both if name} == {
        name for names in ENTRY.values() for some in names for name in some
    }


def test_facts_are_read_from_people_lists_and_what_acts_lead_to_people_from() -> None:
    lists = {model._meta.db_table for model in LISTS}
    others = {"registry_organisationversion", "policy_grantslot"}

    assert fact_tables() == tables_of_people() | lists | others
    assert rows_of_people(rules()).keys() == fact_tables() | {"registry_person"}
