"""People found by their numbers, and seen in the clear, each with what it leaves behind."""

import pytest

from jiyao.foundation.models import Act
from jiyao.registry.actions.looking_up import look_up
from jiyao.registry.actions.unmasking import ReasonTooShort, Unmasked, unmask_person
from jiyao.registry.models import PersonVersion
from jiyao.registry.permitting import Reach
from jiyao.registry.queries.finding import by_certificate, by_number, by_work
from jiyao.registry.queries.unmaskings import unmaskings_of
from tests.registry.places import AT, COUNTY, DAY, HERE, IDENTITIES, THERE, lay_out

pytestmark = pytest.mark.django_db
HERE_ONLY, EVERYTHING = Reach(divisions=frozenset({COUNTY})), Reach(everything=True)


@pytest.mark.parametrize(
    ("identity", "reach", "found", "subject"),
    [
        (IDENTITIES[HERE], HERE_ONLY, [HERE], "person:1"),
        (IDENTITIES[THERE], HERE_ONLY, [], "person:2"),
        (IDENTITIES[THERE], EVERYTHING, [THERE], "person:2"),
        ("230102197001010018", EVERYTHING, [], "people"),
    ],
)
def test_look_up_finds_within_reach_and_leaves_an_act(
    identity: str, reach: Reach, found: list[int], subject: str
) -> None:
    lay_out()

    assert look_up(identity, reach=reach, on=DAY, by="account:9", at=AT) == found
    act = Act.objects.get(kind="look-up")
    assert (act.subject, act.actor, act.codes) == (subject, "account:9", {"found": len(found)})


def test_other_ways_of_finding_keep_within_reach() -> None:
    lay_out()
    reaches = (HERE_ONLY, EVERYTHING, Reach())

    assert [by_number(THERE, reach, DAY) for reach in reaches] == [[], [THERE], []]
    assert [by_certificate("S000023990001243000002", reach, DAY, 9) for reach in reaches] == [[], [THERE], []]
    assert [by_work("第802公司", 1990, "female", reach, DAY, 9) for reach in reaches] == [[], [THERE], []]
    assert by_certificate("S000023990001243000002", EVERYTHING, DAY, 0) == []


def test_unmasking_tells_what_is_known_and_who_saw_it() -> None:
    lay_out()
    version = PersonVersion.objects.get(record=HERE)

    seen = unmask_person(version, by="account:9", reason=" 核对申请材料 ", at=AT)

    assert seen == Unmasked("张三", IDENTITIES[HERE], "")
    told = [unmaskings_of(HERE, reach, party) for reach, party in ((EVERYTHING, ""), (Reach(), "account:9"))]
    assert [[(one.by, one.reason, one.at) for one in some] for some in told] == [
        [("account:9", "核对申请材料", AT)]
    ] * 2
    assert unmaskings_of(HERE, Reach(), "account:8") == []


def test_unmasking_for_no_reason_is_refused_before_anything_is_seen() -> None:
    lay_out()

    with pytest.raises(ReasonTooShort, match="say why"):
        unmask_person(PersonVersion.objects.get(record=HERE), by="account:9", reason="看看", at=AT)

    assert not Act.objects.filter(kind="unmask").exists()
