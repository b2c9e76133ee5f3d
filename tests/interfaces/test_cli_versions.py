"""`jiyao pack versions`: listed, taken elsewhere byte for byte, and releases taken up."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given
from hypothesis import settings as generated
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from jiyao.engine.packs.changing import Change, changes_in, expectations, make_version, version_hash
from jiyao.engine.shapes import Words
from jiyao.interfaces.cli import main
from jiyao.policy.actions.changing import Proposal, confirm_change, keep_release, propose_change
from jiyao.policy.models import ChangeKind, PackVersion
from jiyao.policy.queries.versions import folder_named, folder_of, latest_folder
from jiyao.registry.actions.accounts import open_account
from tests.interfaces.small import ENVIRONMENT, SUBSIDY_YAML, small_pack
from tests.registry.places import AT

pytestmark = pytest.mark.django_db
DAY = date(2025, 6, 30)
ROW = "parameters: {{amount_fen: {{base: [{{from: 2024-01-01, values: {{L5: {0}}}}}]}}}}"


@pytest.fixture(autouse=True)
def release(settings: Settings, tmp_path: Path) -> Path:
    """The small pack as the release, in an installation of its own."""
    settings.VAR, settings.PACK = tmp_path / "var", small_pack(tmp_path / "release")
    return settings.PACK


def jiyao(*arguments: object, lang: str = "en") -> Result:
    """The command, run."""
    words = ["--lang", lang, "pack", "versions", *map(str, arguments)]
    return CliRunner().invoke(main, words, env=ENVIRONMENT)


def changed(fen: int) -> PackVersion:
    """A version with another amount for level 5."""
    first, second = (
        open_account(username=f"{name}-{fen}", at=AT, by="program:test") for name in ("first", "second")
    )
    words = Words(zh=f"五级{fen}", en=f"Level 5 gets {fen}")
    proposal = Proposal(ChangeKind.VALUE, words, {"measures/subsidy.yaml": ROW.format(fen)})
    return confirm_change(propose_change(proposal, by=first, at=AT), by=second, at=AT, on=DAY)


def files_of(folder: Path) -> Mapping[str, bytes]:
    """Every file by name."""
    found = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in found}


def test_versions_are_listed_in_order() -> None:
    one, two = changed(120000), changed(130000)

    assert jiyao("list").output.splitlines() == [
        f"7+1  2025-07-01  {one.hash[:16]}  Level 5 gets 120000",
        f"7+2  2025-07-01  {two.hash[:16]}  Level 5 gets 130000",
    ]
    assert "五级130000" in jiyao("list", lang="zh").output


def test_where_there_is_none_the_release_holds(release: Path, tmp_path: Path) -> None:
    listed, exported = jiyao("list"), jiyao("export", tmp_path / "out")

    assert (listed.exit_code, listed.output) == (0, "no version yet: the release itself holds\n")
    assert (exported.exit_code, files_of(tmp_path / "out")) == (0, files_of(release))


def test_exported_version_is_taken_up_elsewhere_byte_for_byte(settings: Settings, tmp_path: Path) -> None:
    version, out = changed(120000), tmp_path / "out"
    result = jiyao("export", out)
    PackVersion.objects.all().delete()
    settings.VAR = tmp_path / "elsewhere"

    taken = jiyao("release", out, "--on", "2025-07-09")

    assert result.output.replace("\n", " ").split()[-1] == version.hash
    assert (taken.exit_code, taken.output) == (0, "7+1 is taken up and holds from 2025-07-10\n")
    assert files_of(latest_folder()) == files_of(out)
    assert PackVersion.objects.get().hash == version_hash(out) == version.hash


def test_changes_go_on_from_the_number_of_what_was_taken_up(settings: Settings, tmp_path: Path) -> None:
    make_version(settings.PACK, [_change(settings.PACK, 120000)], tmp_path / "elsewhere")
    assert jiyao("release", tmp_path / "elsewhere", "--on", "2025-06-30").exit_code == 0

    version = changed(130000)

    assert (str(version), [one.number for one in changes_in(folder_of(version))]) == ("7+2", [1, 2])


def _change(folder: Path, fen: int, number: int = 1) -> Change:
    lay = {"measures/subsidy.yaml": ROW.format(fen)}
    return Change(number, Words(zh="改", en="Changed"), lay, expectations(folder, lay))


def test_changes_of_two_installations_are_not_mixed(settings: Settings, tmp_path: Path) -> None:
    make_version(settings.PACK, [_change(settings.PACK, 140000)], tmp_path / "elsewhere")
    changed(120000)

    result = jiyao("release", tmp_path / "elsewhere", "--on", "2025-06-30")

    assert (result.exit_code, "bring changes of different installations" in result.stderr) == (5, True)


def test_release_does_not_lose_what_another_brought(settings: Settings, tmp_path: Path) -> None:
    make_version(settings.PACK, [_change(settings.PACK, 140000)], tmp_path / "elsewhere")
    jiyao("release", tmp_path / "elsewhere", "--on", "2025-06-30")
    new = small_pack(
        tmp_path / "new", **{"pack.yaml": (settings.PACK / "pack.yaml").read_text().replace("'7'", "'8'")}
    )

    result = jiyao("release", new, "--on", "2025-06-30")

    assert (result.exit_code, PackVersion.objects.count()) == (5, 1)


def test_named_version_is_exported_and_an_unknown_one_is_not(tmp_path: Path) -> None:
    one = changed(120000)
    changed(130000)

    named = jiyao("export", tmp_path / "one", "--version", "7+1")
    unknown = jiyao("export", tmp_path / "two", "--version", "7+9")

    assert (named.exit_code, version_hash(tmp_path / "one")) == (0, one.hash)
    assert (unknown.exit_code, unknown.stderr) == (4, 'no version "7+9"; did you mean "7+2"?\n')


def test_full_folder_is_left_alone(release: Path) -> None:
    assert jiyao("export", release).exit_code == 5


def test_new_release_is_taken_up_or_stops_at_what_it_has_overtaken(tmp_path: Path) -> None:
    changed(120000)
    head = "{id: small, title: {zh: 小政策, en: Small policy}, version: '8', region: P}\n"
    new = small_pack(tmp_path / "new", **{"pack.yaml": head})
    moved = small_pack(
        tmp_path / "moved", **{"measures/subsidy.yaml": SUBSIDY_YAML.replace("L5: 100000", "L5: 90000")}
    )

    taken, stopped = (jiyao("release", folder, "--on", "2025-06-30") for folder in (new, moved))

    assert (taken.exit_code, taken.output) == (0, "8+1 is taken up and holds from 2025-07-01\n")
    assert (stopped.exit_code, "L5: 100000" in stopped.stderr, "L5: 90000" in stopped.stderr) == (
        5,
        True,
        True,
    )


AMOUNTS = st.lists(st.integers(1, 10**9).map(lambda fen: fen * 100), min_size=1, max_size=4)
NOTES = st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=12)


@generated(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(amounts=AMOUNTS, words=NOTES)
def test_whatever_was_changed_what_is_exported_and_taken_up_elsewhere_is_the_same(
    settings: Settings, tmp_path_factory: pytest.TempPathFactory, amounts: list[int], words: str
) -> None:
    folder = tmp_path_factory.mktemp("generated")
    standing, changes = settings.PACK, []
    for number, fen in enumerate(amounts, start=1):
        made = _change(standing, fen, number)
        changes.append(Change(number, Words(zh=words, en=words), made.lay, made.expects))
        standing = make_version(settings.PACK, changes, folder / str(number))

    settings.VAR = folder / "elsewhere"
    taken = folder_named(keep_release(standing))

    assert files_of(taken) == files_of(standing)
    assert files_of(make_version(settings.PACK, changes_in(taken), folder / "again")) == files_of(standing)
