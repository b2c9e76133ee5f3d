"""A version of the pack taken elsewhere: its folder as it is, changes and all, known by the same hash."""

import shutil
from pathlib import Path

from django.conf import settings

from jiyao.base.folders import finished
from jiyao.engine.packs.changing import version_hash
from jiyao.engine.population.running import check_free
from jiyao.policy.models import PackVersion
from jiyao.policy.queries.versions import folder_of


def export_version(version: PackVersion | None, out: Path) -> str:
    """The hash of what was written: the version, or the release itself where there is none yet.

    raises   Conflict: `out` holds something already
    """
    check_free(out)
    source = settings.PACK if version is None else folder_of(version)
    with finished(out) as folder:
        shutil.copytree(source, folder, dirs_exist_ok=True)
    return version_hash(out)
