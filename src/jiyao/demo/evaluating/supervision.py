"""External supervisors of the demonstration: one who is asked to come today, one who found something."""

from datetime import timedelta

from jiyao.demo.evaluating.hands import Hands
from jiyao.evaluation.actions.inspecting import Found, answer_inspection, record_inspection, settle_inspection
from jiyao.evaluation.actions.staffing import send_supervisor
from jiyao.evaluation.models import Session, Supervisor
from jiyao.registry.actions.recording import record_rows
from jiyao.registry.models import Account

COMES, FOUND_OUT = "supervisor", "supervisor-2"
"""Accounts of external supervisors."""
SENDS = "supervise@province"
SINCE = timedelta(days=400)
FINDINGS = (
    (-45, "考场监控", "两间考场的录像不完整", 20),
    (-30, "考评员签到", "一名考评员未按时到场", 40),
    (-10, "题库保管", "试卷柜钥匙由一人保管", 20),
    (-10, "现场秩序", "未发现问题", None),
)
"""Days before, what was looked at, what was found, and in how many days it is to be put right."""
ASKED = (-6, "准考证核验", "一名考生入场时未核对身份证", 30)
"""The same, by the department."""
ANSWERED, SETTLED = 1, 2
"""Which of them the body has answered, and which is settled too."""
ANSWER = "已更换设备，附整改照片"


def send_outside(session: Session, division: str, hands: Hands) -> None:
    """The first supervisor is of the place, and asked to come to the sittings of a session."""
    person = _appointed(COMES, division, hands)
    if person is None:
        return
    for sitting in session.sittings.order_by("starts_at"):
        send_supervisor(sitting.pk, person, hands.named(SENDS, -5))


def find_something(organisation: int, division: str, hands: Hands) -> None:
    """The second has inspected a body: a finding overdue, one answered, one settled, one of nothing."""
    person = _appointed(FOUND_OUT, division, hands)
    if person is None:
        return
    made = []
    for days, looked_at, finding, until in FINDINGS:
        day = hands.day(days)
        by = None if until is None else day + timedelta(days=until)
        found = Found(organisation, day, looked_at, finding, by)
        made.append(record_inspection(found, hands.person(person, days)))
    for one in made[ANSWERED : SETTLED + 1]:
        answer_inspection(one.pk, ANSWER, hands.office(organisation, -8))
    settle_inspection(made[SETTLED].pk, hands.person(person, -4))


def ask_for_answer(organisation: int, hands: Hands) -> None:
    """The department found something at a body, which has not answered yet."""
    day = hands.day(ASKED[0])
    found = Found(organisation, day, *ASKED[1:3], day + timedelta(days=ASKED[3]))
    record_inspection(found, hands.named(SENDS, ASKED[0]))


def _appointed(username: str, division: str, hands: Hands) -> int | None:
    """The person of an account, appointed by the department of a place; None where there is no such account."""
    person = Account.objects.filter(username=username).values_list("person", flat=True).first()
    if person is None:
        return None
    row = {
        "reference": f"demonstration:external-{person}",
        "person_id": person,
        "side": "external",
        "division": division,
        "starts_on": hands.on - SINCE,
        "ends_on": None,
    }
    record_rows(model=Supervisor, rows=[row], at=hands.latest, by=hands.by, source="demonstration:bodies")
    return person
