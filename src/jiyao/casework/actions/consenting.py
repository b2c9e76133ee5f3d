"""短信意愿: a person says whether text messages are wanted; what waits goes another way after a no."""

from django.db import transaction

from jiyao.base.errors import NotAllowed
from jiyao.casework.actions.telling import fail, hand_on
from jiyao.casework.models import ConsentWay, Message, MessageChannel, MessageState, SmsConsent
from jiyao.casework.tables import SMS_CONSENTS
from jiyao.foundation.actions.acting import append_act
from jiyao.registry.hand import Hand
from jiyao.registry.queries.finding import people_within


class NotYoursToSay(NotAllowed):
    """The person is out of reach."""


@transaction.atomic
def say_sms_consent(person: int, wanted: str, hand: Hand) -> SmsConsent:
    """What the person wants from now on: `yes`, or anything else for no. raises NotYoursToSay"""
    reach = hand.reach(SMS_CONSENTS.name, "make")
    is_own = reach.person == person
    if not is_own and not (reach and people_within(reach, hand.on).filter(record=person).exists()):
        raise NotYoursToSay(
            f"person {person}: this is not yours to say", zh="只能为本人或本辖区内到窗口的人员登记"
        )
    way = ConsentWay.PORTAL if is_own else ConsentWay.COUNTER
    said, _ = SmsConsent.objects.update_or_create(
        person_id=person,
        defaults={"wanted": wanted == "yes", "way": way, "said_at": hand.at, "by": hand.account},
    )
    append_act(
        kind="say-sms-consent",
        actor=hand.party,
        subject=f"person:{person}",
        at=hand.at,
        codes={"wanted": "yes" if said.wanted else "no", "way": way.value},
    )
    if not said.wanted:
        _send_otherwise(person, hand)
    return said


def _send_otherwise(person: int, hand: Hand) -> None:
    waiting = Message.objects.select_for_update(of=("self",)).filter(
        person=person, channel=MessageChannel.SMS, state=MessageState.WAITING
    )
    messages = list(waiting.order_by("pk"))
    fail(messages, hand.at)
    hand_on(messages, hand.on, hand.at)
