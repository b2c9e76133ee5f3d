"""A person as known on a past day: a value entered, a record corrected, a grant given and taken back, each on its day."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as checked
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.packs.loading import load_pack
from jiyao.interfaces.ui.clocks import Clocks, clocks, end_of, reset_clocks, set_clocks
from jiyao.interfaces.ui.pack import assessor
from jiyao.policy.models import Grant, GrantSlot
from jiyao.policy.queries.people import determinations_of
from jiyao.policy.queries.versions import pack_folder_on
from jiyao.registry.actions.correcting import correct_record
from jiyao.registry.models import Account, AccountRole, HeldCertificate
from tests.interfaces.desk.signing import signed_in
from tests.interfaces.story import at_noon, begun, day, entered, rates
from tests.registry.places import COUNTY, HERE

pytestmark = pytest.mark.django_db
CERTIFICATE = 1001
Determined = dict[str, tuple[str, str, int | None]]


def corrected(number: int, level: str) -> None:
    """The certificate is of another level, as is known from that day on."""
    correct_record(
        model=HeldCertificate,
        record=CERTIFICATE,
        changes={"level": level},
        at=at_noon(number),
        by="program:test",
        reason="证书上写的是另一级",
    )


def granted(number: int) -> Grant:
    """The award, given on that day."""
    grant = Grant.objects.create(
        measure="level-award",
        pack_version="7+1",
        subject="certificate",
        subject_record=CERTIFICATE,
        person_id=HERE,
        division=COUNTY,
        amount_fen=150000,
        granted_on=day(number),
        recorded_at=at_noon(number),
    )
    GrantSlot.objects.create(grant=grant, pool="once", key=str(HERE), slot=1)
    return grant


def taken_back(grant: Grant, number: int) -> None:
    """The grant, reversed on that day."""
    grant.reversed_on, grant.reversed_at = day(number), at_noon(number)
    grant.save()
    grant.slots.update(is_taken=False)


@pytest.fixture
def story(settings: Settings, tmp_path: Path) -> tuple[Account, Account]:
    """The value entered on the 10th, the level corrected on the 20th."""
    two = begun(settings, tmp_path)
    entered(two, 10, rates(100000, 150000))
    corrected(20, "L5")
    return two


def text(page: bytes) -> str:
    """What is read of a page, without tags."""
    body = page.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def band(page: bytes) -> str:
    """What the band says."""
    found = re.search(r'<section class="past".*?</section>', page.decode(), re.DOTALL)
    return "" if found is None else " ".join(re.sub(r"<[^>]+>", " ", found[0]).split())


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize(
    ("number", "level", "comes_to"),
    [
        (5, "四级", "符合条件，暂不能兑现"),
        (10, "四级", "符合条件，暂不能兑现"),
        (11, "四级", "1,500"),
        (19, "四级", "1,500"),
        (20, "五级", "1,000"),
        (25, "五级", "1,000"),
    ],
)
def test_determination_as_known_on_a_past_day(number: int, level: str, comes_to: str) -> None:
    asked = f"?known=2025-06-{number:02}"
    pages = [
        signed_in(AccountRole.REVIEW).get(f"/desk/people/{HERE}/{asked}"),
        signed_in(AccountRole.CITIZEN).get(f"/my/{asked}"),
    ]

    for page in pages:
        assert page.status_code == 200
        assert band(page.content).startswith(f"按 2025年6月{number}日 当时所知")
        assert level in text(page.content)
        assert comes_to in text(page.content)


@pytest.mark.usefixtures("story")
def test_own_measure_of_a_past_day_is_explained_by_what_was_known() -> None:
    client = signed_in(AccountRole.CITIZEN)
    then = client.get(f"/my/measures/{CERTIFICATE}/level-award/?known=2025-06-19")
    now = client.get(f"/my/measures/{CERTIFICATE}/level-award/")

    assert ("1,500" in text(then.content), "1,000" in text(then.content)) == (True, False)
    assert ("1,500" in text(now.content), "1,000" in text(now.content)) == (False, True)
    assert "都来自当时的登记资料。" in text(then.content)
    assert 'href="/my/?known=2025-06-19"' in then.content.decode()


@pytest.mark.usefixtures("story")
def test_past_page_has_nothing_of_today() -> None:
    then = signed_in(AccountRole.CITIZEN).get("/my/?known=2025-06-19")
    desk = signed_in(AccountRole.REVIEW).get(f"/desk/people/{HERE}/?known=2025-06-19")

    main = then.content.decode().partition("<main")[2]
    for word in ("谁查看过", "我的更正申请", "显示完整号码", "这不对", "下载 PDF"):
        assert word not in main
    assert "今天" not in text(desk.content)
    assert "unmask" not in desk.content.decode()


@pytest.mark.usefixtures("story")
def test_grant_is_shown_from_the_day_it_was_known_and_its_reversal_too() -> None:
    taken_back(granted(12), 15)
    official = signed_in(AccountRole.REVIEW)

    def told(number: int) -> tuple[list[str], bool]:
        page = official.get(f"/desk/people/{HERE}/?known=2025-06-{number}").content
        rows = re.findall(r"<tr>.*?</tr>", page.decode(), re.DOTALL)
        [*row] = [re.sub("<[^>]+>", "", one) for one in rows if "等级奖励" in one or "level-award" in one]
        return re.findall("2025.0?6.1[25]", "".join(row)), "1,500 元" in text(page)

    assert [told(number) for number in (11, 12, 15)] == [
        ([], True),
        (["2025-06-12"], False),
        (["2025-06-12", "2025-06-15"], True),
    ]


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize(
    ("role", "address"),
    [
        (AccountRole.REVIEW, f"/desk/people/{HERE}/"),
        (AccountRole.CITIZEN, "/my/"),
        (AccountRole.CITIZEN, f"/my/measures/{CERTIFICATE}/level-award/"),
    ],
)
@pytest.mark.parametrize(
    ("asked", "status", "why"),
    [
        ("known=2024-12-31", 404, "没有编号|还没有编号"),
        ("known=2025-07-01", 400, "2025-07-01 还没有到"),
        ("known=1.6.2025", 400, "不是可以查询的日期"),
    ],
)
def test_day_of_which_nothing_is_known_of_a_person(
    role: AccountRole, address: str, asked: str, status: int, why: str
) -> None:
    answer = signed_in(role).get(f"{address}?{asked}")

    assert answer.status_code == status
    assert re.search(why, text(answer.content))
    assert f'href="{address}"' in answer.content.decode()


@pytest.mark.usefixtures("story")
def test_row_that_has_moved_out_of_reach_is_not_shown_of_the_past() -> None:
    correct_record(
        model=HeldCertificate,
        record=CERTIFICATE,
        changes={"person_id": 2},
        at=at_noon(25),
        by="program:test",
        reason="记错了人",
    )

    page = signed_in(AccountRole.CITIZEN).get("/my/?known=2025-06-19")

    assert "S000023990001243000001" not in text(page.content)


EVENTS = st.lists(
    st.tuples(
        st.integers(2, 6),
        st.sampled_from(["value", "level", "grant", "reverse"]),
        st.integers(1, 4),
    ),
    max_size=6,
)


def come_to(who: Assessor, on: date) -> Determined:
    """What was determined of the person by those measures, at the end of the day."""
    found = determinations_of(who, HERE, on=on, known_at=end_of(on))
    return {
        f"{one.case.id} {one.measure.id}": (
            str(one.result.outcome),
            str(one.result.payable),
            one.result.amount_fen,
        )
        for one in found
    }


@contextmanager
def looking_back(known: date) -> Iterator[None]:
    """Asked as known on that day."""
    token = set_clocks(Clocks(known=known))
    try:
        yield
    finally:
        reset_clocks(token)


def happens(two: tuple[Account, Account], number: int, what: str, size: int) -> None:
    """Something of one day, if it can happen."""
    if what == "value":
        entered(two, number, rates(size * 10000 + number, size * 20000 + number))
    elif what == "level":
        if HeldCertificate.objects.filter(record=CERTIFICATE).latest("version").recorded_at < at_noon(number):
            level = HeldCertificate.objects.filter(record=CERTIFICATE).latest("version").level
            corrected(number, "L5" if level == "L4" else "L4")
    elif what == "grant":
        if not Grant.objects.filter(measure="level-award", reversed_at=None).exists():
            granted(number)
    elif (standing := Grant.objects.filter(measure="level-award", reversed_at=None).first()) is not None:
        taken_back(standing, number)


def lived(
    two: tuple[Account, Account], events: list[tuple[int, str, int]], until: int
) -> Mapping[date, Determined]:
    """What was determined and stored at the end of each day, while it all happened."""
    stored = {}
    entered_on = set()
    for number in range(1, until + 1):
        for when, what, size in events:
            if when == number and not (what == "value" and number in entered_on):
                happens(two, number, what, size)
                entered_on |= {number} if what == "value" else set()
        stored[day(number)] = come_to(Assessor(load_pack(pack_folder_on(day(number)))), day(number))
    return stored


def test_what_was_determined_and_stored_is_what_is_known_of_that_day(
    settings: Settings, tmp_path: Path
) -> None:
    two = begun(settings, tmp_path)

    @checked(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(EVENTS)
    def replayed(events: list[tuple[int, str, int]]) -> None:
        with transaction.atomic():
            stored = lived(two, events, 8)
            for known, determined in stored.items():
                with looking_back(known):
                    assert clocks().moment == end_of(known)
                    assert come_to(assessor(), clocks().day) == determined
            transaction.set_rollback(True)

    replayed()


def test_client_of_nobody_is_sent_to_sign_in(client: Client) -> None:
    assert client.get("/my/?known=2025-06-19").status_code == 302
