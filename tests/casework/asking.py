"""Requests in the world of two counties: a citizen, and officials who accept and review."""

import json
from datetime import timedelta
from typing import Any

from jiyao.casework.actions.asking import Asked, ask_correction
from jiyao.casework.models import Correction
from jiyao.foundation.actions.keys import keyring
from jiyao.foundation.models import Act
from jiyao.registry.hand import Hand
from jiyao.registry.models import FOREVER, AccountRole, HeldCertificate
from jiyao.registry.permitting import Holder, holder_of
from tests.packs.heilongjiang import pack
from tests.registry.places import AT, COUNTY, DAY, account_as

LATER = AT + timedelta(days=1)
LATEST = AT + timedelta(days=2)


def holder(role: AccountRole, division: str = COUNTY) -> Holder:
    """Who holds that role there."""
    return holder_of(account_as(role, division=division), DAY)


def ask(who: Holder, **changed: Any) -> Correction:
    """A request: that the certificate of the person here was issued two days later."""
    usual = {
        "table": "certificates",
        "record": 1001,
        "version": 1,
        "column": "issued_on",
        "claimed": "2025-02-03",
        "reason": "证书上写的是 3 日",
    }
    return ask_correction(Asked(**{**usual, **changed}), Hand(who, DAY, LATER), vocabulary=pack().vocabulary)


def deciding(who: Holder) -> Hand:
    """A decision of somebody, a day after the request."""
    return Hand(who, DAY, LATEST)


def standing(model: Any = HeldCertificate, record: int = 1001) -> Any:
    """The version of a record that stands."""
    return model.objects.get(record=record, superseded_at=FOREVER)


def payload(act: Act) -> Any:
    """What an act says, unsealed."""
    assert act.owner is not None
    return json.loads(keyring([act.owner]).unseal(act.owner, "act", act.actpayload.sealed))
