"""The organisation that a flag concerns says what it knows; who resolves the flag reads it."""

from django.db import transaction

from jiyao.base.reasons import checked_reason
from jiyao.casework.actions.clearing import FlagClosed, NotYourFlag
from jiyao.casework.models import STOPPING, Flag, FlagAnswer
from jiyao.casework.tables import FLAGS
from jiyao.foundation.actions.acting import append_act
from jiyao.foundation.actions.texts import seal_text
from jiyao.registry.hand import Hand
from jiyao.registry.queries.listing import one_row


@transaction.atomic
def answer_flag(number: int, hand: Hand, *, text: str) -> FlagAnswer:
    """The answer, kept with the flag. It resolves nothing.

    raises   NotYourFlag, FlagClosed, BadReason
    """
    found = Flag.objects.select_for_update(of=("self",)).filter(pk=number).first()
    account, reach = hand.account, hand.reach(FLAGS.name, "answer")
    if found is None or account is None or one_row(FLAGS, reach, str(number), hand.on) is None:
        raise NotYourFlag(
            f"flag {number}: there is none of your organisation", zh=f"疑点 {number}：不是本单位的疑点"
        )
    if found.state not in STOPPING:
        raise FlagClosed(
            f"flag {number} is resolved, so nothing more is asked of you",
            zh=f"疑点 {number} 已核查完毕，无需再回复",
        )
    said = checked_reason(text)
    made = FlagAnswer.objects.create(
        flag=found,
        answered_by=account,
        answered_on=hand.on,
        text_sealed=seal_text(found.person_id, "text_sealed", said),
    )
    append_act(
        kind="answer-flag",
        actor=hand.party,
        subject=f"flag:{found.pk}",
        at=hand.at,
        codes={"flag": found.flag},
        payload={"answer": said},
        owner=found.person_id,
    )
    return made
