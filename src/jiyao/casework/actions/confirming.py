"""办事码: the person confirms at the counter by a code of her own page, instead of a signature.

She signs in on her telephone, has a code made and says it. It is good once, for ten minutes, and five wrong ones end
it: so nobody claims in her name who does not have her before them.
"""

from datetime import datetime, timedelta
from secrets import randbelow

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from jiyao.base.errors import Invalid, NotAllowed
from jiyao.casework.models import Case, CounterCode
from jiyao.foundation.actions.acting import append_act
from jiyao.registry.hand import Hand

GOOD_FOR = timedelta(minutes=10)
TRIES = 5
DIGITS = 8


class NobodyToConfirm(NotAllowed):
    """The account stands for nobody who could confirm."""


class WrongCode(Invalid):
    """The code is not the person's, or not good any more."""


@transaction.atomic
def make_code(hand: Hand) -> tuple[str, datetime]:
    """A code for the account's own person, and until when it is good; earlier ones are over. raises NobodyToConfirm"""
    account = hand.account
    if account is None or account.person_id is None:
        raise NobodyToConfirm("this account stands for no person", zh="该账号没有对应的人员")
    code = f"{randbelow(10**DIGITS):0{DIGITS}}"
    CounterCode.objects.create(
        person_id=account.person_id, digest=_digest(account.person_id, code), made_at=hand.at
    )
    append_act(
        kind="make-counter-code",
        actor=hand.party,
        subject=f"person:{account.person_id}",
        at=hand.at,
        owner=account.person_id,
    )
    return code, hand.at + GOOD_FOR


def check_code(person: int, said: str, hand: Hand) -> CounterCode:
    """The person's code, where it is the one that is said. A wrong one counts, whatever becomes of the claim.

    raises   WrongCode
    """
    found = _counted(person, "".join(said.split()), hand.at)
    if found is None:
        raise WrongCode(
            "this is not the person's code, or it is over; they make another on their own page",
            zh="办事码不对或已失效，请本人在“我的资料”重新生成",
        )
    return found


@transaction.atomic
def _counted(person: int, said: str, at: datetime) -> CounterCode | None:
    newest = CounterCode.objects.select_for_update().filter(person=person).order_by("-made_at", "-pk").first()
    if newest is None or newest.case_id or newest.refused >= TRIES or at > newest.made_at + GOOD_FOR:
        return None
    if constant_time_compare(newest.digest, _digest(person, said)):
        return newest
    newest.refused += 1
    newest.save(update_fields=["refused"])
    return None


@transaction.atomic
def use_code(code: CounterCode, case: Case, hand: Hand) -> None:
    """Has a code confirm a case; it confirms no other. raises WrongCode"""
    if not CounterCode.objects.filter(pk=code.pk, case=None).update(case=case):
        raise WrongCode("the code was used meanwhile", zh="该办事码刚刚已被使用，请本人重新生成")
    append_act(
        kind="confirm-by-code",
        actor=hand.party,
        subject=case.party,
        at=hand.at,
        codes={"code": code.pk},
        owner=case.person_id,
    )


def _digest(person: int, code: str) -> str:
    return salted_hmac("jiyao.counter-code", f"{person}:{code}", algorithm="sha256").hexdigest()
