"""Which decisions used the record that was wrong."""

from datetime import date, timedelta

import pytest

from jiyao.casework.actions.deciding import correct
from jiyao.casework.models import Correction
from jiyao.casework.queries.resting import resting_on, sources_of
from jiyao.foundation.fact_sources import fact_sources, table_of_subject
from jiyao.foundation.facts import SLOTS, fact_files
from jiyao.policy.models import Grant
from jiyao.registry.models import AccountRole
from jiyao.registry.tabling import TABLES
from tests.casework.asking import LATEST, ask, deciding, holder
from tests.packs.heilongjiang import assessor, pack
from tests.registry.places import AT, HERE, THERE, lay_out

SUBJECTS = [subject for subject in fact_files() if subject != SLOTS]


def grant(measure: str, subject: str, record: int, person: int = HERE, *, days: int = 0) -> Grant:
    return Grant.objects.create(
        measure=measure,
        pack_version="1",
        subject=subject,
        subject_record=record,
        person_id=person,
        amount_fen=100,
        granted_on=date(2025, 3, 1),
        recorded_at=AT + timedelta(days=days),
    )


def corrected(request: Correction) -> Correction:
    return correct(request.pk, deciding(holder(AccountRole.REVIEW)), assessor=assessor())


@pytest.mark.django_db
def test_grants_of_the_record_and_of_facts_that_it_feeds_rest_on_it() -> None:
    lay_out()
    [own] = Grant.objects.filter(person=HERE)
    by_other_certificate = grant("skill-upgrade-subsidy", "certificate", 7777)
    grant("skill-upgrade-subsidy", "certificate", 8888, THERE)
    grant("apprenticeship-training-subsidy-unknown", "apprenticeship", 9999)
    found = corrected(ask(holder(AccountRole.CITIZEN)))

    assert resting_on(found, pack()) == [by_other_certificate, own]


@pytest.mark.django_db
def test_grants_before_and_after_the_wrong_version_do_not_rest_on_it() -> None:
    lay_out()
    grant("skill-upgrade-subsidy", "certificate", 1001, days=-1)
    grant("skill-upgrade-subsidy", "certificate", 1001, days=9)
    [own] = Grant.objects.filter(person=HERE, measure="subsidy")
    found = corrected(ask(holder(AccountRole.CITIZEN)))

    assert found.decided_at == LATEST
    assert resting_on(found, pack()) == [own]


@pytest.mark.django_db
def test_insurance_feeds_every_measure_that_asks_for_it() -> None:
    lay_out()
    upgrade = grant("skill-upgrade-subsidy", "certificate", 1001)
    found = corrected(
        ask(holder(AccountRole.CITIZEN), table="insurance", column="first_month", claimed="2021-05")
    )

    assert resting_on(found, pack()) == [upgrade]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_fact_of_a_subject_has_a_source(subject: str) -> None:
    facts = {name for name, fact in pack().vocabulary.facts.items() if subject in fact.of}
    sources = fact_sources(subject)

    assert [name for name in sources if name in facts and not sources[name]] == []


@pytest.mark.parametrize("subject", SUBJECTS)
def test_subject_is_told_by_a_table_with_records(subject: str) -> None:
    assert table_of_subject(subject) in {table.model._meta.db_table for table in TABLES.values()}


def test_sources_follow_what_a_select_reads_from() -> None:
    assert sources_of("insured_months", pack()) == {"registry_insurancespell"}
    assert sources_of("employed_when_certified", pack()) == {
        "registry_employmentspell",
        "registry_heldcertificate",
    }
    assert "registry_insurancespell" in fact_sources("certificate")["scarce_occupation"]
    assert sources_of("no_such_fact", pack()) == frozenset()
