"""Files one after the other: what stands is what a plain replay says, and nothing said twice changes anything."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiyao.foundation.models import Act
from jiyao.registry.actions.recording import Recorded
from jiyao.registry.imports.importing import Mode
from jiyao.registry.models import FOREVER, HouseholdSpell, PersonVersion
from tests.registry.imports.files import AT, LI, ZHANG, csv_file, do_import, prepare

HEADS = ["编号", "身份证号", "常住地", "起始日", "截止日"]
PLACES = ["230100", "230200", "nowhere"]
ROWS = st.tuples(
    st.sampled_from("123"),
    st.sampled_from([ZHANG, LI]),
    st.sampled_from(PLACES),
    st.integers(1, 6).flatmap(lambda first: st.tuples(st.just(first), st.integers(first, 6))),
)
File = list[tuple[str, str, str, tuple[int, int]]]
Spell = tuple[str, str, int, int]


def text_of(file: File) -> list[list[str]]:
    return [HEADS, *([n, who, place, f"2020-0{a}-01", f"2020-0{b}-28"] for n, who, place, (a, b) in file)]


def replayed(stands: dict[str, Spell], file: File, mode: Mode) -> dict[str, Spell]:
    """What a plain reader would make of the file, row by row."""
    rows = [(n, (who, place, a, b)) for n, who, place, (a, b) in file if place != "nowhere"]
    first = [(i, n, s) for i, (n, s) in enumerate(rows) if n not in [m for m, _ in rows[:i]]]
    apart = [(n, s) for i, n, s in first if not any(meet(s, other) for j, _, other in first if j < i)]
    while True:
        kept = {n for n, _ in apart}
        clear = [(n, s) for n, s in apart if not any(meet(s, o) for m, o in stands.items() if m not in kept)]
        if clear == apart:
            break
        apart = clear
    if mode is Mode.DRY_RUN or (mode is Mode.ALL_OR_NOTHING and len(apart) < len(file)):
        return stands
    return {**stands, **dict(apart)}


def meet(one: Spell, other: Spell) -> bool:
    return one[0] == other[0] and one[2] <= other[3] and other[2] <= one[3]


def standing() -> dict[str, Spell]:
    who = dict(PersonVersion.objects.filter(superseded_at=FOREVER).values_list("record", "sex"))
    identity = {"male": ZHANG, "female": LI}
    return {
        s.reference: (identity[who[s.person_id]], s.division, s.starts_on.month, s.ends_on.month)
        for s in HouseholdSpell.objects.filter(superseded_at=FOREVER)
    }


@pytest.mark.django_db
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(files=st.lists(st.tuples(st.lists(ROWS, max_size=4), st.sampled_from(Mode)), max_size=4))
def test_what_stands_after_files_is_what_a_replay_says(files: list[tuple[File, Mode]]) -> None:
    if not PersonVersion.objects.exists():
        prepare()
    HouseholdSpell.objects.all().delete()
    said: dict[str, Spell] = {}
    for number, (file, mode) in enumerate(files):
        at = AT + timedelta(hours=2 * number)
        do_import(csv_file(text_of(file)), "households", mode, at=at)
        said = replayed(said, file, mode)
        versions, acts = HouseholdSpell.objects.count(), Act.objects.count()

        again, _ = do_import(csv_file(text_of(file)), "households", mode, at=at + timedelta(hours=1))

        assert standing() == said
        if mode is not Mode.DRY_RUN:
            assert (again.recorded.new, again.recorded.corrected) == (0, 0)
        assert (HouseholdSpell.objects.count(), Act.objects.count()) == (versions, acts)


@pytest.mark.django_db
def test_a_row_without_a_source_number_is_known_again_by_its_main_columns() -> None:
    prepare()
    heads = HEADS[1:]
    do_import(csv_file([heads, [ZHANG, "230100", "2020-01-01", ""]]), "households")

    closed, _ = do_import(
        csv_file([heads, [ZHANG, "230100", "2020-01-01", "2021-01-01"]]),
        "households",
        at=AT + timedelta(hours=1),
    )

    assert closed.recorded == Recorded(corrected=1)
    assert ZHANG not in str(list(HouseholdSpell.objects.values_list("reference")))
