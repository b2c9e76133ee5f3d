"""Records enter one way: new ones begin, others follow, and what stands already is left alone."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiyao.registry.actions.recording import Recorded, RecordedLater, ReferenceTwice, Row, record_rows
from jiyao.registry.models import FOREVER, GroupSpell, Organisation, OrganisationVersion, Person

AT = datetime(2025, 6, 30, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


def person(number: int = 1) -> int:
    return Person.objects.get_or_create(id=number)[0].id


def spell(reference: str, group: str | None = "veteran", **other: object) -> Row:
    return {
        "reference": reference,
        "person_id": person(),
        "person_group": group,
        "starts_on": date(2020, 1, 1),
        "ends_on": None,
        **other,
    }


def record(rows: Sequence[Row], at: datetime = AT) -> Recorded:
    return record_rows(model=GroupSpell, rows=rows, at=at, by="program:test", source="a test")


def versions() -> list[tuple[object, ...]]:
    found = GroupSpell.objects.order_by("reference", "version")
    return [(v.reference, v.version, v.person_group, v.recorded_at, v.superseded_at) for v in found]


@pytest.mark.django_db
def test_rows_that_are_new_begin_records_with_numbers_of_their_own() -> None:
    recorded = record([spell("a"), spell("b", "disabled")])

    assert recorded == Recorded(new=2)
    assert versions() == [("a", 1, "veteran", AT, FOREVER), ("b", 1, "disabled", AT, FOREVER)]
    assert len(set(GroupSpell.objects.values_list("record", flat=True))) == 2


@pytest.mark.django_db
def test_same_rows_again_change_nothing() -> None:
    record([spell("a"), spell("b", None)])

    assert record([spell("b", None), spell("a")], AT + HOUR) == Recorded(unchanged=2)
    assert len(versions()) == 2


@pytest.mark.django_db
def test_other_content_is_the_next_version_and_the_old_one_ends() -> None:
    record([spell("a"), spell("b")])

    recorded = record([spell("a", "disabled"), spell("b"), spell("c")], AT + HOUR)

    assert recorded == Recorded(new=1, corrected=1, unchanged=1)
    assert versions()[:2] == [
        ("a", 1, "veteran", AT, AT + HOUR),
        ("a", 2, "disabled", AT + HOUR, FOREVER),
    ]
    assert len(set(GroupSpell.objects.filter(reference="a").values_list("record", flat=True))) == 1


@pytest.mark.django_db
def test_a_column_that_is_not_given_keeps_what_stands() -> None:
    record([spell("a", ends_on=date(2021, 1, 1))])
    row = dict(spell("a", "disabled"))
    del row["ends_on"]

    record([row], AT + HOUR)

    assert GroupSpell.objects.get(version=2).ends_on == date(2021, 1, 1)


@pytest.mark.django_db
def test_a_reference_given_twice_is_refused_and_nothing_recorded() -> None:
    with pytest.raises(ReferenceTwice, match="reference a stands twice"):
        record([spell("a"), spell("a", "disabled")])

    assert versions() == []


@pytest.mark.django_db
def test_a_correction_before_what_it_corrects_is_refused() -> None:
    record([spell("a")])

    with pytest.raises(RecordedLater, match="reference a was recorded at 2025-06-30 08:00:00 or later"):
        record([spell("a", "disabled")], AT)

    assert record([spell("a")], AT - HOUR) == Recorded(unchanged=1)


@pytest.mark.django_db
def test_an_organisation_has_the_number_of_its_record() -> None:
    row = {"reference": "91230100MA18X2345C", "name": "一厂", "division": "230100"}

    record_rows(model=OrganisationVersion, rows=[row], at=AT, by="program:test", source="a test")

    [version] = OrganisationVersion.objects.all()
    assert version.record == version.organisation_id == Organisation.objects.get().id
    assert (version.is_enterprise, version.version) == (None, 1)


@pytest.mark.django_db
def test_no_rows_record_nothing() -> None:
    assert record([]) == Recorded()


@pytest.mark.django_db
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    files=st.lists(
        st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["veteran", "disabled", None])), max_size=6
    )
)
def test_what_stands_is_what_was_said_last_and_nothing_is_lost(files: list[dict[str, str | None]]) -> None:
    GroupSpell.objects.all().delete()
    said: dict[str, list[str | None]] = {}
    for number, file in enumerate(files):
        record([spell(name, group) for name, group in file.items()], AT + number * HOUR)
        for name, group in file.items():
            history = said.setdefault(name, [])
            if not history or history[-1] != group:
                history.append(group)

    standing = GroupSpell.objects.filter(superseded_at=FOREVER)
    assert {v.reference: v.person_group for v in standing} == {n: h[-1] for n, h in said.items()}
    assert [(v[0], v[2]) for v in versions()] == [(n, group) for n in sorted(said) for group in said[n]]
    for name in said:
        mine = GroupSpell.objects.filter(reference=name).order_by("version")
        assert [v.superseded_at for v in mine][:-1] == [v.recorded_at for v in mine][1:]
