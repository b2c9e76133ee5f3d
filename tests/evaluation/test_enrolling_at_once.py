"""People who enrol at the same moment: nobody twice, and the last seat once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from jiyao.evaluation.actions.enrolling import EnrolledAlready, Full, enrol
from jiyao.evaluation.models import Candidate, Part
from tests.evaluation.planned import PEOPLE, account_of, acting, body, filed, pack, sitting


def at_once(*calls: Callable[[], object]) -> list[type]:
    """What each call gives or raises, by its type, all begun at the same moment."""
    ready = Barrier(len(calls))

    def begun(call: Callable[[], object]) -> type:
        try:
            ready.wait()
            return type(call())
        except Exception as error:
            return type(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(begun, calls))


def test_one_person_twice_is_enrolled_once(fresh_database: str) -> None:
    body()
    session, mine = filed().pk, account_of(PEOPLE[0])

    def call(minute: int) -> object:
        return enrol(session, {PEOPLE[0]: {}}, acting(mine, later=minute), pack(), source="test")

    assert set(at_once(lambda: call(1), lambda: call(2))) == {list, EnrolledAlready}
    assert Candidate.objects.count() == 1


def test_last_seat_is_given_to_one(fresh_database: str) -> None:
    body()
    session = filed()
    sitting(session, Part.THEORY, 1, seats=1)
    sitting(session, Part.PRACTICAL, 3, seats=1)
    accounts = {person: account_of(person) for person in PEOPLE[:2]}

    def call(person: int) -> object:
        hand = acting(accounts[person], later=person)
        return enrol(session.pk, {person: {}}, hand, pack(), source="test")

    assert set(at_once(lambda: call(PEOPLE[0]), lambda: call(PEOPLE[1]))) == {list, Full}
    assert Candidate.objects.count() == 1
