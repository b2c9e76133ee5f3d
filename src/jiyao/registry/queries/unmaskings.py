"""Who saw who a person is, and why."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from jiyao.foundation.actions.acting import PAYLOAD
from jiyao.foundation.actions.keys import HOUSE, house_keyring
from jiyao.foundation.models import Act, ActPayload
from jiyao.registry.permitting import Reach
from jiyao.registry.queries.labels import account_names

SHOWN = 60
"""Acts that are read; one unmasking leaves up to three."""


@dataclass(frozen=True, slots=True)
class Unmasking:
    """One look at who somebody is."""

    at: datetime
    by: str
    reason: str


def unmaskings_of(person: int, acts: Reach, party: str) -> Sequence[Unmasking]:
    """The last unmaskings of a person, the last first: of everybody to who may see acts, else one's own."""
    found = Act.objects.filter(kind="unmask", subject=f"person:{person}").order_by("-at", "-number")
    mine = found if acts.everything else found.filter(actor=party)
    # name, number and telephone seen together are one look
    looks = {(act.at, act.actor): act for act in mine[:SHOWN]}
    reasons = _reasons([act.number for act in looks.values()])
    names = account_names({actor for _, actor in looks})
    return [
        Unmasking(at, names.get(actor, actor), reasons.get(act.number, ""))
        for (at, actor), act in looks.items()
    ]


def _reasons(acts: Sequence[int]) -> Mapping[int, str]:
    if not acts:
        return {}
    keys = house_keyring()
    payloads = ActPayload.objects.filter(act__in=acts)
    return {
        one.act_id: json.loads(keys.unseal(HOUSE, PAYLOAD, bytes(one.sealed)))["reason"] for one in payloads
    }
