"""退回: where the bank gave a payment back, who is paid is told that another account is needed."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from jiyao.base.slices import slices
from jiyao.casework.actions.paying import gave_back
from jiyao.casework.actions.telling import tell
from jiyao.casework.models import Case, Message, MessageStep
from jiyao.casework.models.case import CASE
from jiyao.foundation.models import Act
from jiyao.funds.models import OrderState
from jiyao.funds.queries.payments import payments_of_many
from jiyao.registry.hand import Hand

AT_ONCE = 2_000


def tell_of_returns(subjects: Collection[str], hand: Hand) -> int:
    """Tells of what came back among these, each return once; of how many cases."""
    numbers = sorted({int(one.removeprefix(CASE)) for one in subjects if one.startswith(CASE)})
    return sum(_tell(some, hand) for some in slices(numbers, AT_ONCE))


@transaction.atomic
def _tell(numbers: Collection[int], hand: Hand) -> int:
    held = Case.objects.select_for_update(of=("self",)).filter(pk__in=numbers, grant__isnull=False)
    back = gave_back(list(held.select_related("grant").order_by("pk")))
    since, told = _returned_at(back), _told_at(back)
    fresh = [one for one in back if one.pk not in told or told[one.pk] < since[one.party]]
    tell(fresh, MessageStep.GIVE_ACCOUNT, hand)
    return len(fresh)


def _returned_at(cases: Collection[Case]) -> Mapping[str, datetime]:
    """By case, when the result of the last payment that came back was loaded."""
    payments = payments_of_many([one.party for one in cases])
    acts = {
        party: [one.result_act for one in made if one.state is OrderState.RETURNED and one.result_act]
        for party, made in payments.items()
    }
    wanted = {number for numbers in acts.values() for number in numbers}
    moments = dict(Act.objects.filter(number__in=wanted).values_list("number", "at"))
    return {party: max(moments[number] for number in numbers) for party, numbers in acts.items()}


def _told_at(cases: Collection[Case]) -> Mapping[int, datetime]:
    told = Message.objects.filter(case__in=cases, step=MessageStep.GIVE_ACCOUNT).order_by()
    return dict(told.values_list("case").annotate(last=Max("made_at")))
