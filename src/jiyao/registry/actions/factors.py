"""Second factors taken away, where somebody lost theirs."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from jiyao.base.errors import Conflict
from jiyao.foundation.actions.acting import append_act
from jiyao.registry.actions.accounts import refuse_own
from jiyao.registry.actions.tokens import end_tokens
from jiyao.registry.models import Account


class NoSecondFactor(Conflict):
    """There is none to be taken away."""


@transaction.atomic
def remove_factors(*, account: Account, at: datetime, by: str) -> None:
    """No second factor and no recovery code is left, and sessions and tokens end: it may have been stolen, not lost.

    raises   NoSecondFactor, OwnAccount
    """
    refuse_own(account, by)
    removed, _ = Authenticator.objects.filter(user=account.pk).delete()
    if not removed:
        raise NoSecondFactor("the account has no second factor", zh="该账号没有第二验证因素")
    for session in UserSession.objects.filter(user=account.pk):
        session.end()
    end_tokens(account=account, at=at, by=by)
    append_act(kind="remove-factors", actor=by, subject=account.party, at=at)
