"""Whatever is done in whatever order, the record is whole; whatever is changed by hand, it is not."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiyao.foundation.actions.acting import append_bulk_act
from jiyao.foundation.actions.keys import create_keys
from jiyao.foundation.actions.rotating import rotate_keys
from jiyao.foundation.actions.sealing import anonymise
from jiyao.foundation.models import SPREAD, Act
from jiyao.foundation.queries.verifying import verify_acts
from jiyao.foundation.sealed import Erased
from tests.foundation.acting import AT, append, change, taken_back

pytestmark = pytest.mark.django_db
generated = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

PEOPLE = st.integers(1, 3)
CODES = st.dictionaries(
    st.sampled_from(["n", "sum_fen", "code"]), st.integers(-(2**63), 2**63 - 1) | st.just("L3")
)
PAYLOADS = st.none() | st.dictionaries(st.text(max_size=4), st.text() | st.integers() | st.none(), max_size=3)
DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("act"), st.none() | PEOPLE, CODES, PAYLOADS),
        st.tuples(st.just("bulk"), st.lists(st.tuples(PEOPLE, PEOPLE, st.just("a")), max_size=3)),
        st.tuples(st.just("taken back"), PEOPLE),
        st.tuples(st.just("rotate")),
        st.tuples(st.just("anonymise"), PEOPLE),
    ),
    max_size=8,
)


def do(deed: tuple[Any, ...], before: list[Act]) -> None:
    """One deed; those that are refused leave nothing."""
    match deed:
        case ("act", owner, codes, payload):
            append(owner=owner, codes=codes, payload=payload, rests_on=before[-2:])
        case ("bulk", lines):
            append_bulk_act(kind="unmask", actor="system", subject="import:1", at=AT, lines=lines)
        case ("taken back", n):
            with taken_back():
                append(n)
        case ("rotate",):
            rotate_keys(by="account:1", at=AT, batch=2)
        case ("anonymise", person):
            anonymise(person, by="account:1", reason="本人申请", at=AT)


def do_all(deeds: list[tuple[Any, ...]]) -> list[Act]:
    """Every act that came of the deeds."""
    create_keys([1, 2, 3])
    for deed in deeds:
        try:
            with transaction.atomic():
                do(deed, list(Act.objects.order_by("number")))
        except Erased:
            pass
    return list(Act.objects.order_by("number"))


@generated
@given(DEEDS)
def test_record_is_whole_after_any_deeds(deeds: list[tuple[Any, ...]]) -> None:
    with taken_back():
        acts = do_all(deeds)

        found = verify_acts()

        assert found.findings == {}
        assert found.acts == len(acts)


TEXTS = st.text(alphabet="abc:0", min_size=1, max_size=5)
HANDS = st.one_of(
    st.tuples(st.just("kind"), TEXTS),
    st.tuples(st.just("actor"), TEXTS),
    st.tuples(st.just("subject"), TEXTS),
    st.tuples(st.just("owner"), st.integers(-5, 5)),
    st.tuples(st.just("codes"), CODES.map(lambda codes: str(codes).replace("'", '"'))),
    st.tuples(st.just("rests_on"), st.just("[[1, 2]]")),
    st.tuples(st.sampled_from(["payload_hash", "previous", "hash"]), st.binary(min_size=32, max_size=32)),
    st.tuples(st.just("gone"), st.none()),
)


@generated
@given(DEEDS, HANDS, st.integers(0, 99))
def test_change_by_hand_is_found_where_it_is(
    deeds: list[tuple[Any, ...]], hand: tuple[str, Any], n: int
) -> None:
    with taken_back():
        acts = do_all([("act", 1, {"n": 1}, {"n": 1}), *deeds])
        column, value = hand
        act = acts[n % len(acts)]
        if column == "gone":
            change("DELETE FROM foundation_act WHERE number = %s", act.number)
        else:
            change(f"UPDATE foundation_act SET {column} = %s WHERE number = %s", value, act.number)
        same = unchanged(act)

        found = verify_acts().findings.get(act.chain)

        assert (found is None) == same
        assert found is None or found.position == act.position or found.act - SPREAD == act.number


def unchanged(act: Act) -> bool:
    """Whether a row still says what it said."""
    now = Act.objects.filter(number=act.number).first()
    return now is not None and said(now) == said(act)


def said(act: Act) -> list[Any]:
    """Every value of an act's row."""
    values = [getattr(act, field.name) for field in Act._meta.concrete_fields]
    return [bytes(value) if isinstance(value, memoryview) else value for value in values]
