"""Officials who confirm at the same moment do not make two versions of one change, nor two with one number."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Barrier

from django.db import connection
from pytest_django.fixtures import Settings

from jiyao.engine.shapes import Words
from jiyao.policy.actions.changing import Decided, Proposal, confirm_change, propose_change
from jiyao.policy.models import ChangeKind, PackChange, PackVersion
from jiyao.policy.queries.versions import folder_of
from jiyao.registry.actions.accounts import open_account
from jiyao.registry.models import Account
from tests.interfaces.small import small_pack

AT, DAY = datetime(2025, 6, 30, 8, tzinfo=UTC), date(2025, 6, 30)


def official(name: str) -> Account:
    """An official."""
    return open_account(username=name, at=AT, by="program:test")


def proposed(by: Account, measure: str) -> PackChange:
    """A change of a measure's summary, proposed."""
    lay = {f"measures/{measure}.yaml": "summary: {zh: 新, en: New}"}
    return propose_change(Proposal(ChangeKind.RULE, Words(zh="改", en="Change"), lay), by=by, at=AT)


def at_once(*calls: Callable[[], object]) -> list[object]:
    """What each call gives or raises, all begun at the same moment."""
    ready = Barrier(len(calls))

    def begun(call: Callable[[], object]) -> object:
        try:
            ready.wait()
            return call()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(begun, calls))


def test_two_who_confirm_one_change_make_one_version(
    fresh_database: str, settings: Settings, tmp_path: Path
) -> None:
    settings.VAR, settings.PACK = tmp_path / "var", small_pack(tmp_path / "release")
    change = proposed(official("first"), "subsidy")
    second, third = official("second"), official("third")

    ended = at_once(
        lambda: confirm_change(change, by=second, at=AT, on=DAY),
        lambda: confirm_change(change, by=third, at=AT, on=DAY),
    )

    assert {type(one) for one in ended} == {PackVersion, Decided}
    assert PackVersion.objects.count() == 1


def test_two_changes_confirmed_at_once_follow_each_other(
    fresh_database: str, settings: Settings, tmp_path: Path
) -> None:
    settings.VAR, settings.PACK = tmp_path / "var", small_pack(tmp_path / "release")
    first, second = official("first"), official("second")
    one, other = proposed(first, "subsidy"), proposed(first, "honour")

    at_once(
        lambda: confirm_change(one, by=second, at=AT, on=DAY),
        lambda: confirm_change(other, by=second, at=AT, on=DAY),
    )

    last = PackVersion.objects.order_by("-pk")[0]
    assert sorted(PackChange.objects.values_list("number", flat=True)) == [1, 2]
    texts = [(folder_of(last) / f"measures/{name}.yaml").read_text("utf-8") for name in ("subsidy", "honour")]
    assert ["zh: 新" in text for text in texts] == [True, True]
