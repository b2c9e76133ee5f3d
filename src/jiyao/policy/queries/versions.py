"""Which version of the pack holds on a day, and where its folder is."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from jiyao.base.errors import Invalid
from jiyao.engine.packs.changing import Change, make_version
from jiyao.engine.packs.loading import Pack, load_version
from jiyao.engine.problems import nearest, nearest_zh
from jiyao.engine.shapes import Words
from jiyao.foundation.queries.planned import planned_rows
from jiyao.policy.models import ChangeState, PackChange, PackVersion

HELD = "SELECT hash FROM policy_packversion WHERE effective_on <= %s ORDER BY id DESC LIMIT 1"


class UnknownVersion(Invalid):
    """No version has that name."""


class ReleaseNotKept(Invalid):
    """Nobody kept which release stood on a past day."""


def version_on(day: date, *, made_by: datetime | None = None) -> PackVersion | None:
    """The version that holds on a day; none before the first, when the release itself does.

    made_by   of those only that were made by this moment: what holds from a past day may have been made later
    """
    begun = PackVersion.objects.filter(effective_on__lte=day).select_related("change")
    if made_by is not None:
        begun = begun.filter(made_at__lte=made_by)
    return begun.order_by("-pk").first()


def latest_version() -> PackVersion | None:
    """The version that was made last, whether it holds yet or not."""
    return PackVersion.objects.select_related("change").order_by("-pk").first()


def latest_versions() -> QuerySet[PackVersion]:
    """Every version with its change and who signed it, the last one first."""
    return PackVersion.objects.select_related("change__proposed_by", "change__decided_by").order_by("-pk")


def version_named(name: str | None) -> PackVersion | None:
    """The version of that name, such as 2026.1+3; the one made last where none is said. raises UnknownVersion"""
    if name is None:
        return latest_version()
    found = {str(version): version for version in PackVersion.objects.select_related("change").order_by("pk")}
    if name not in found:
        raise UnknownVersion(
            f'no version "{name}"{nearest(name, found)}', zh=f"没有版本“{name}”{nearest_zh(name, found)}"
        )
    return found[name]


def pack_folder_on(day: date) -> Path:
    """The folder of what holds on a day. Every page asks, so it is asked by a statement that is planned once."""
    held = planned_rows(HELD, [connection.ops.adapt_datefield_value(day)])
    if not held:
        return settings.PACK
    folder = folder_named(held[0][0])
    return folder if folder.is_dir() else folder_of(PackVersion.objects.get(hash=held[0][0]))


def pack_of_job(arguments: Mapping[str, Any], day: date) -> Pack:
    """The pack that holds on a day, of the release that a job names, with demonstration values where it wants them."""
    release, demonstration = Path(arguments["pack"]), arguments["demonstration"]
    return load_version(pack_folder_on(day), release, demonstration=demonstration)


def folder_known_on(day: date, *, made_by: datetime | None) -> Path:
    """The folder of what held on a past day, as far as it was made by then.

    Before the first version that is the release of which it was made. raises ReleaseNotKept
    """
    version = version_on(day, made_by=made_by)
    if version is not None:
        return folder_of(version)
    first = PackVersion.objects.select_related("change").order_by("pk").first()
    if first is None:
        return settings.PACK
    if first.change is None:
        raise ReleaseNotKept(
            f"which release stood on {day} was not kept; the first that was is {first}, "
            f"which holds from {first.effective_on}",
            zh=f"{day} 用的是哪个发行版没有留存；最早留存的是 {first}，自 {first.effective_on} 起",
        )
    return folder_named(first.release_hash)


def latest_folder() -> Path:
    """The folder of the version made last: what the next change is laid over."""
    version = latest_version()
    return settings.PACK if version is None else folder_of(version)


def folder_of(version: PackVersion) -> Path:
    """A version's folder; made again from its release and its changes where it is not there."""
    folder = folder_named(version.hash)
    if not folder.is_dir():
        number = 0 if version.change is None else version.change.number or 0
        make_version(folder_named(version.release_hash), changes_up_to(number), folder)
    return folder


def folder_named(hash_: str) -> Path:
    """Where the version of that hash has its folder."""
    return versions_folder() / hash_[:16]


def versions_folder() -> Path:
    """Where the folders of all versions stand."""
    return Path(settings.VAR) / "packs"


def changes_up_to(number: int) -> list[Change]:
    """The confirmed changes in order, the numbered one the last."""
    confirmed = PackChange.objects.filter(state=ChangeState.CONFIRMED, number__lte=number).order_by("number")
    return [as_change(row, row.number or 0) for row in confirmed]


def as_change(row: PackChange, number: int) -> Change:
    """A change as the engine lays it."""
    return Change(number, Words(zh=row.title_zh, en=row.title_en), row.lay, row.expects)
