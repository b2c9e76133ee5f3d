"""Who evaluated, by year, level and prefecture. On both databases."""

from datetime import date

import pytest

from jiyao.evaluation.models import EvaluationBody
from jiyao.insight.queries.shift import IssuerKind, Shift, shift
from jiyao.interfaces.ui.shift import row_of, shift_chart
from jiyao.registry.models import Organisation, OrganisationRole, OrganisationVersion, Person
from tests.foundation.planted import ME, ON, certificate, plant

K = IssuerKind
EMPLOYER, SOCIAL, SCHOOL, UNFILED = 31, 32, 33, 34


def issuer(number: int, role: str = "evaluation_body", filed: str = "") -> None:
    Organisation.objects.create(id=number)
    plant(
        OrganisationVersion,
        record=number,
        organisation_id=number,
        name=f"机构{number}",
        division="230102",
        is_enterprise=True,
        has_skilled_posts=True,
    )
    plant(OrganisationRole, organisation_id=number, role=role, starts_on=date(2015, 1, 1))
    if filed:
        part = f"S0000230{number:05d}"
        given = {"division": "230100", "starts_on": date(2020, 1, 1)}
        plant(EvaluationBody, organisation_id=number, body_kind=filed, number_part=part, **given)


@pytest.mark.django_db
def test_certificates_count_for_who_evaluated() -> None:
    Person.objects.create(id=ME)
    issuer(EMPLOYER, filed="employer")
    issuer(SOCIAL, filed="social")
    issuer(SCHOOL, role="technical_school", filed="social")
    issuer(UNFILED)
    certificate(1, certificate_kind="qualification", issuer_id=SOCIAL, issued_on=date(2019, 5, 1))
    for record, number in enumerate((EMPLOYER, SOCIAL, SCHOOL, UNFILED, None), start=2):
        certificate(record, certificate_kind="skill_level", issuer_id=number)
    certificate(8, certificate_kind="skill_level", issuer_id=SOCIAL, revoked_on=ON)
    certificate(9, certificate_kind="course", issuer_id=SOCIAL)

    found = shift(2016, ON)

    of_2025 = {K.EMPLOYER: 1, K.SOCIAL: 1, K.SCHOOL: 1, K.BODY: 1, K.UNKNOWN: 1}
    assert found.years == {2019: {K.GOVERNMENT: 1}, 2025: of_2025}
    assert found.levels == {"L4": {K.GOVERNMENT: 1, **of_2025}}
    known = {kind: 1 for kind in of_2025 if kind is not K.UNKNOWN}
    assert found.prefectures == {"": {K.UNKNOWN: 1}, "2301": {K.GOVERNMENT: 1, **known}}


@pytest.mark.django_db
def test_nothing_on_record_is_an_empty_table() -> None:
    assert shift(2016, ON) == Shift()


def test_share_leaves_out_whose_issuer_is_not_on_record() -> None:
    row = row_of("2025", {K.GOVERNMENT: 1, K.SOCIAL: 3, K.UNKNOWN: 6})

    assert (row.figures, row.total, row.society_percent) == ([1, 0, 3, 0, 0, 6], 10, 75)
    assert row_of("2024", {K.UNKNOWN: 6}).society_percent is None


def test_bars_reach_as_far_as_their_share() -> None:
    chart = shift_chart([row_of("2025", {K.GOVERNMENT: 1, K.SOCIAL: 3})], "who")

    assert '<rect class="government" x="48.0" y="2" width="94.0" height="16"/>' in chart
    assert '<rect class="society" x="142.0" y="2" width="282.0" height="16"/>' in chart
    assert "unknown" not in chart
