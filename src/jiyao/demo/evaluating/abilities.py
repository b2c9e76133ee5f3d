"""Single abilities of the demonstration: a catalogue that nobody published, and a body that tests what stands in it."""

from datetime import timedelta
from typing import Any

from jiyao.casework.actions.filing import province
from jiyao.demo.evaluating.hands import Hands
from jiyao.demo.evaluating.scenes import FEW, S, Scene
from jiyao.evaluation.actions.bodies import Because, Listing, list_body
from jiyao.evaluation.filed import Days, ScopeLine
from jiyao.evaluation.models import AbilityItem, Examiner, Part, Session, Supervisor
from jiyao.evaluation.number_parts import shape_of_body
from jiyao.evaluation.queries.bodies import Target
from jiyao.registry.actions.recording import record_rows
from jiyao.registry.models import FOREVER, Account, HeldCertificate, OrganisationVersion

KIND, NO_LEVEL, EDITION = "special_ability", "none", "edition_2018"
SINCE, LISTED_FOR = timedelta(days=500), timedelta(days=3 * 365)
ACCOUNT = "ability-body"
ITEMS = (
    ("YS-ZX-001", "手工平板对接焊（演示）", "6-18-02-04", 40),
    ("YS-ZX-002", "家庭照明线路安装（演示）", "6-31-01-03", 32),
    ("YS-ZX-003", "冰灯雕刻（演示）", None, 60),
)
"""Number, name, the occupation near to it, class hours."""
STAFF = 4
PRACTICE = (Part.PRACTICAL,)


def hold_tests(hands: Hands) -> list[Session]:
    """A body of the account for single abilities, listed with its items; one test is over, one is open."""
    organisation = Account.objects.filter(username=ACCOUNT).values_list(
        "assignments__organisation", flat=True
    )
    body = organisation.first()
    if body is None or shape_of_body(KIND, hands.pack.numbering) is None:
        return []
    _publish(hands)
    _listed(body, hands)
    _staffed(body, hands)
    scene = Scene(body, hands)
    return [
        scene.held(-60, S.CERTIFIED, scene.people(FEW), parts=PRACTICE),
        scene.held(22, S.FILED, scene.people(FEW), parts=PRACTICE),
    ]


def _publish(hands: Hands) -> None:
    rows: list[dict[str, Any]] = [
        {
            "reference": f"demonstration:{item}",
            "item": item,
            "name": name,
            "occupation": occupation,
            "specification": f"{name}考核规范",
            "hours": hours,
            "starts_on": hands.on - SINCE,
            "ends_on": None,
        }
        for item, name, occupation, hours in ITEMS
    ]
    record_rows(model=AbilityItem, rows=rows, at=hands.latest, by=hands.by, source="demonstration:abilities")


def _listed(organisation: int, hands: Hands) -> None:
    seat = OrganisationVersion.objects.filter(superseded_at=FOREVER, record=organisation).first()
    division = province() if seat is None else seat.division
    since = hands.on - SINCE
    lines = [
        ScopeLine(Target(occupation, NO_LEVEL, ability_item=item), f"{division[:4]}00", EDITION)
        for item, _, occupation, _ in ITEMS
        if occupation is not None
    ]
    list_body(
        Listing(organisation, KIND, division, province(), since - timedelta(days=20)),
        lines,
        Days(since, since + LISTED_FOR),
        Because(hands.latest, hands.by, "demonstration:body-abilities"),
        numbering=hands.pack.numbering,
    )


def _staffed(organisation: int, hands: Hands) -> None:
    """Examiners of the first item's occupation, one of them senior, and a supervisor."""
    occupation = ITEMS[0][2]
    held = HeldCertificate.objects.filter(superseded_at=FOREVER, occupation=occupation, level="L3")
    busy = Examiner.objects.values("person").union(Supervisor.objects.values("person"))
    taken = set(busy.values_list("person", flat=True))
    people = [
        one
        for one in dict.fromkeys(held.order_by("person").values_list("person", flat=True)[:200])
        if one not in taken
    ][:STAFF]
    spell = {"organisation_id": organisation, "starts_on": hands.on - SINCE, "ends_on": None}
    examiners = [
        {
            **spell,
            "reference": f"demonstration:examiner-{person}",
            "person_id": person,
            "grade": "senior" if turn == 0 else "examiner",
            "occupation": occupation,
            "level": "L3",
        }
        for turn, person in enumerate(people[:-1])
    ]
    inside = [
        {
            **spell,
            "reference": f"demonstration:supervisor-{person}",
            "person_id": person,
            "side": "internal",
            "division": None,
        }
        for person in people[-1:]
    ]
    for model, rows in ((Examiner, examiners), (Supervisor, inside)):
        record_rows(model=model, rows=rows, at=hands.latest, by=hands.by, source="demonstration:abilities")
