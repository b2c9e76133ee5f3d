"""The centre's button at the desk: it issues certificates of a single ability, and stands for nobody else."""

import pytest
from pytest_django.fixtures import Settings

from jiyao.evaluation.models import IssuedCertificate
from jiyao.registry.models import AccountRole
from tests.evaluation.abilities import CENTRE, reported_test
from tests.evaluation.certified import ISSUED_ON
from tests.interfaces.desk.signing import signed_in

pytestmark = pytest.mark.django_db


def test_office_issues_for_the_centre_once(settings: Settings) -> None:
    settings.DEMONSTRATION, settings.DAY = True, ISSUED_ON
    number = reported_test().pk
    where, button = f"/desk/records/sessions/{number}/", f"/desk/evaluation/sessions/{number}/certify/"
    office, reviewer = (signed_in(role, "230000") for role in (AccountRole.ACCEPT, AccountRole.REVIEW))

    assert (CENTRE in office.get(where).content.decode(), CENTRE in reviewer.get(where).content.decode()) == (
        True,
        False,
    )
    assert reviewer.post(button).status_code == 403
    assert "已发证 2 本" in office.post(button, follow=True).content.decode()
    assert "没有全部科目合格而未发证的考生" in office.post(button, follow=True).content.decode()
    assert IssuedCertificate.objects.count() == 2
