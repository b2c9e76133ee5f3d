"""抽查由谁核查: a check after payment is taken by an official, or given to one by who supervises, and left again."""

from django.db import transaction

from jiyao.base.errors import Conflict, Invalid, NotAllowed
from jiyao.casework.actions.moving import check_duty, held
from jiyao.casework.kinds.kind import kind_of
from jiyao.casework.models import Case, Sampled
from jiyao.foundation.actions.acting import append_act
from jiyao.registry.hand import Hand
from jiyao.registry.models import Account
from jiyao.registry.permitting import Holder, holder_of

CHECK = "check"


class TakenByAnother(Conflict):
    """Somebody else has taken the check."""


class NotYoursToGive(NotAllowed):
    """Who checks what is said at the province, by who supervises."""


class NoSuchOfficial(Invalid):
    """No account has that name."""


@transaction.atomic
def take_check(number: int, hand: Hand) -> Sampled:
    """The check, which is of who asks from now on. raises NotYourDuty, SameHand, NotNow, TakenByAnother"""
    case, found = _held(number, hand)
    check_duty(case, kind_of(case).step(CHECK, case), hand)
    refuse_taken(found, hand)
    return _given(found, hand.account, hand)


@transaction.atomic
def give_check(number: int, username: str, hand: Hand) -> Sampled:
    """The check, which is of that account from now on, whoever had it.

    raises   NotYoursToGive, NoSuchOfficial; NotYourDuty, SameHand: it is not for that account; NotNow
    """
    if not may_give(hand.holder):
        raise NotYoursToGive(
            "who checks is said at the province, by who supervises", zh="由谁核查，由省级监督人员指定"
        )
    case, found = _held(number, hand)
    official = Account.objects.filter(username=username.strip(), is_active=True).first()
    if official is None:
        raise NoSuchOfficial(
            f"there is no account {username.strip()!r}; write its user name", zh="没有这个账号，请填写用户名"
        )
    theirs = Hand(holder_of(official, hand.on), hand.on, hand.at)
    check_duty(case, kind_of(case).step(CHECK, case), theirs)
    return _given(found, official, hand)


@transaction.atomic
def leave_check(number: int, hand: Hand) -> Sampled:
    """The check, which is nobody's any more. raises NotYourDuty, NotNow, TakenByAnother"""
    case, found = _held(number, hand)
    kind_of(case).step(CHECK, case)
    if not may_give(hand.holder):
        refuse_taken(found, hand)
    return _given(found, None, hand)


def may_give(holder: Holder | None) -> bool:
    """Whether they say who checks."""
    return holder is not None and holder.reach("samples", "make").everything


def refuse_taken(found: Sampled, hand: Hand) -> None:
    """Nothing where the check is nobody's, or of who acts. raises TakenByAnother"""
    taker = found.taken_by
    if taker is not None and taker != hand.account:
        name = taker.name or taker.username
        raise TakenByAnother(
            f"{name} has taken this check; ask them to leave it", zh=f"这件抽查已由{name}领取，请先由其退回"
        )


def _held(number: int, hand: Hand) -> tuple[Case, Sampled]:
    case = held(number, hand, "see")
    return case, Sampled.objects.select_related("taken_by").get(check_case=case)


def _given(found: Sampled, to: Account | None, hand: Hand) -> Sampled:
    found.taken_by, found.taken_on = to, None if to is None else hand.on
    found.save(update_fields=["taken_by", "taken_on"])
    append_act(
        kind="leave-check" if to is None else "take-check",
        actor=hand.party,
        subject=f"case:{found.check_case_id}",
        at=hand.at,
        codes={} if to is None else {"account": to.pk},
    )
    return found
