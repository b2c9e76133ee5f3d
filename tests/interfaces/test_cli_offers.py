"""`jiyao offers run`: from the records to offers, and again."""

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner, Result
from django.db.models import Sum
from pytest_django.fixtures import Settings

from jiyao.base.money import yuan
from jiyao.base.progress import silent
from jiyao.casework.models import Case, CaseState
from jiyao.demo.filling.database import fill_database
from jiyao.demo.filling.shapes import shapes
from jiyao.engine.packs.loading import load_pack
from jiyao.foundation.models import Act
from jiyao.foundation.queries.verifying import verify_acts
from jiyao.interfaces.cli import main
from jiyao.policy.models import Grant
from jiyao.registry.actions.listing import load_lists
from tests.demo.provinces import PACK, plan
from tests.interfaces.small import ENVIRONMENT

AT = datetime(2026, 1, 1, tzinfo=UTC)


def jiyao(*arguments: str) -> Result:
    """The command, run."""
    return CliRunner().invoke(main, list(arguments), env=ENVIRONMENT)


@pytest.fixture
def province(fresh_database: str, settings: Settings) -> None:
    """A small province in the database."""
    settings.DEMONSTRATION = True
    load_lists(load_pack(PACK))
    fill_database(plan(), shapes(), by="cli:test", at=AT, processes=1, progress=silent)


def test_offers_over_an_empty_registry_say_what_to_do(fresh_database: str) -> None:
    result = jiyao("offers", "run", "--on", "2025-06-30")

    assert (result.exit_code, Case.objects.count()) == (5, 0)
    assert "the registry holds no people" in result.stderr


def test_what_is_due_in_a_province_is_offered_once(province: None) -> None:
    first = jiyao("--lang", "en", "offers", "run", "--on", "2025-06-30")
    again = jiyao("--lang", "zh", "offers", "run", "--on", "2025-06-30")

    assert (first.exit_code, again.exit_code) == (0, 0), first.output + again.output
    offers = Case.objects.filter(state=CaseState.OFFERED)
    count, fen = offers.count(), offers.aggregate(fen=Sum("amount_fen"))["fen"]
    assert count > 0
    assert first.stdout.splitlines()[-1] == f"{count:,} offered, {yuan(fen)} yuan; 0 lapsed, 0 still stand"
    assert again.stdout.splitlines()[-1] == f"新推送 0 件，合计 0 元；失效 0 件，仍有效 {count:,} 件"
    given = Grant.objects.filter(reversed_on__isnull=True).values("measure", "subject_record")
    asked = {(one["measure"], one["subject_record"]) for one in given}
    assert [case for case in offers if (case.measure, case.subject_record) in asked] == []
    acts = Act.objects.filter(kind="case-offer")
    assert sum(act.codes["rows"] for act in acts) == count
    assert acts.count() == offers.values("measure").distinct().count()
    assert not verify_acts().findings


def test_province_s_offers_lapse_when_time_makes_them_false(province: None) -> None:
    jiyao("offers", "run", "--on", "2025-06-30")
    before = set(Case.objects.filter(state=CaseState.OFFERED).values_list("pk", flat=True))

    result = jiyao("--lang", "en", "offers", "run", "--on", "2035-06-30")

    assert result.exit_code == 0, result.output
    lapsed = set(Case.objects.filter(state=CaseState.LAPSED).values_list("pk", flat=True))
    assert lapsed
    assert lapsed <= before
