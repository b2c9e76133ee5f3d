"""Who did a step: officials by name, everybody else by what they are to the case."""

import pytest

from jiyao.casework.models import Case
from jiyao.interfaces.ui.cases import steps_told
from jiyao.registry.models import Account
from jiyao.registry.models import AccountRole as R
from tests.casework.claims import lay_out_entitled
from tests.casework.contests import contested, noticed, refused, stranger
from tests.casework.rosters import lay_out_class, opened

pytestmark = pytest.mark.django_db


def hands(case: Case) -> list[tuple[str, str]]:
    """The steps of a case and whose hand each was, in English."""
    return [(one.step.step, one.by.en) for one in steps_told(case, with_reasons=False)]


def test_official_is_named_and_the_person_is_not() -> None:
    lay_out_entitled()
    case = refused()
    Account.objects.filter(username="accept-230102").update(name="王受理")
    Account.objects.filter(person=case.person_id).update(name="张三")

    assert hands(case) == [("claim", "the person"), ("reject", "王受理")]


def test_time_and_who_objects_are_not_named_either() -> None:
    lay_out_entitled()
    case = noticed()
    objection = contested(case, "objection", stranger())
    Case.objects.filter(pk=objection.pk).update(person=None)

    assert hands(case)[-1] == ("notice", "system")
    assert hands(objection) == [("claim", "the person")]
    assert hands(Case.objects.get(pk=objection.pk)) == [("claim", "another person")]


def test_organisation_and_helper_are_told_as_such() -> None:
    roster = opened(lay_out_class(1))
    by = roster.steps.get().by

    assert hands(roster) == [("claim", "the organisation")]
    assert by is not None
    by.assignments.update(role=R.HELPER, organisation=None, division="230102")
    assert hands(roster) == [("claim", "a helper")]
