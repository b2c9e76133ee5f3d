"""A body that tests a single ability, with a session whose results are reported."""

from datetime import date

from jiyao.evaluation.models import AbilityItem, BodyScope, EvaluationBody, Session
from jiyao.registry.actions.listing import load_lists
from tests.evaluation.certified import BODY, pack, reported
from tests.foundation.planted import WELDER, plant

ITEM, NAME, CENTRE = "ZX-001", "手工平板对接焊", "演示省技能人才评价中心"
NUMBER_PART = "Z000023000001"


def reported_test() -> Session:
    """The session; two of its three candidates passed."""
    load_lists(pack())
    found = reported()
    body = {"organisation_id": BODY, "starts_on": date(2021, 1, 1), "division": "230100"}
    plant(EvaluationBody, body_kind="special_ability", number_part=NUMBER_PART, **body)
    ability = {"level": "none", "ability_item": ITEM, "standard_edition": "edition_2023"}
    plant(BodyScope, occupation=WELDER, **ability, **body)
    plant(AbilityItem, item=ITEM, name=NAME, occupation=WELDER, starts_on=date(2021, 1, 1))
    Session.objects.update(**ability, division="230100", parts="practical")
    found.refresh_from_db()
    return found
