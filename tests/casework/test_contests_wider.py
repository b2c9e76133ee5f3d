"""What takes back is appealed against, organisations contest what is theirs, and officials file at the counter."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from jiyao.casework.actions.contesting import Contest, ContestedAlready, NotYoursToContest, contest
from jiyao.casework.actions.following import Judgement, approve_consequence, judge
from jiyao.casework.actions.planning import monthly_plan, propose_plan
from jiyao.casework.actions.recovering import AppealOpen, note_recovered
from jiyao.casework.actions.rostering import approve_roster, reject_roster, review_roster
from jiyao.casework.models import Case, Channel, Consequence, Recommendation, Reversal
from jiyao.casework.queries.recoveries import recovery_of
from jiyao.casework.queries.rosters import lines_of
from tests.casework.claims import hand, lay_out_entitled
from tests.casework.contests import R, by, concluded, contested, noticed, refused, rules, stranger
from tests.casework.recovering import owed
from tests.casework.rosters import BODY, all_of, demonstration, lay_out_class, opened, signed, states
from tests.registry.places import COUNTY, HERE, THERE

pytestmark = pytest.mark.django_db
GRANT, REFUSE = Recommendation.GRANT, Recommendation.REFUSE


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> None:
    settings.ATTACHMENTS = tmp_path


def taken_back() -> Consequence:
    lay_out_entitled()
    return owed()


def appeal(branch: Consequence) -> Case:
    return contested(branch.case, "appeal", hand(R.CITIZEN, days=13), reason="证书有效")


def test_nothing_is_recovered_while_an_appeal_against_it_is_open() -> None:
    branch = taken_back()
    before = recovery_of(branch)
    paying = hand(R.PAY, "230000", days=13)
    made = appeal(branch)

    with pytest.raises(AppealOpen):
        note_recovered(branch.pk, 100, paying)
    with pytest.raises(AppealOpen):
        propose_plan(branch.pk, monthly_plan(before.left_fen, 3, paying.on), paying)
    assert (recovery_of(branch).appealed, recovery_of(branch).left_fen) == (True, before.left_fen)
    assert made.person_id == HERE

    concluded(made, REFUSE, days=13)

    note_recovered(branch.pk, 100, paying)
    assert recovery_of(branch).left_fen == before.left_fen - 100
    with pytest.raises(ContestedAlready):
        appeal(branch)


def test_appeal_that_is_right_has_the_branch_judged_again_and_restored() -> None:
    branch = taken_back()

    concluded(appeal(branch), GRANT, days=13)

    again = Case.objects.get(kind="consequence", state="accepted")
    assert (again.channel, again.person_id) == (Channel.APPEAL, HERE)
    [judged] = again.branches.all()
    assert (judged.grant, judged.proposed) == (branch.grant, Reversal.KEEP)
    judge(again.pk, {judged.pk: Judgement(Reversal.RESTORE, "证书经核实有效")}, hand(R.REVIEW, days=14))
    approve_consequence(again.pk, hand(R.APPROVE, days=14), rules().pack)
    approve_consequence(again.pk, hand(R.APPROVE, "230100", days=14), rules().pack)
    branch.refresh_from_db()
    assert branch.renewed is not None
    assert recovery_of(branch).left_fen == 0


def test_organisation_contests_its_own_roster_and_nobody_elses() -> None:
    roster = opened(lay_out_class(2))
    signed(all_of(roster), "accept", hand(R.ACCEPT))
    review_roster(roster.pk, REFUSE, hand(R.REVIEW), reason="未按计划开班")
    approve_roster(roster.pk, hand(R.APPROVE), demonstration().pack)
    assert states(roster) == ("refused", ["lapsed", "lapsed"])
    wanted = Contest(roster.pk, "appeal", "已按计划开班", organisation=BODY)
    pack = demonstration().pack

    with pytest.raises(NotYoursToContest):
        contest(Contest(roster.pk, "appeal", "不对", organisation=BODY + 1), hand(R.TRAINING_BODY), pack)
    with pytest.raises(NotYoursToContest):
        contest(Contest(roster.pk, "appeal", "不对"), stranger(), pack)
    made = contest(wanted, hand(R.TRAINING_BODY), pack)
    with pytest.raises(ContestedAlready):
        contest(wanted, hand(R.TRAINING_BODY), pack)

    assert (made.person_id, made.organisation_id) == (None, BODY)
    concluded(made, GRANT)
    assert states(roster) == ("accepted", ["accepted", "accepted"])
    assert list(made.papers.order_by("pk").values_list("kind", flat=True)) == ["acceptance", "answer"]


def test_line_that_was_claimed_anew_stays_lapsed_when_its_roster_opens_again() -> None:
    records = lay_out_class(2)
    roster = opened(records)
    reject_roster(roster.pk, hand(R.ACCEPT), reason="名单不全")
    made = contest(
        Contest(roster.pk, "appeal", "名单齐全", organisation=BODY),
        hand(R.TRAINING_BODY),
        demonstration().pack,
    )
    again = opened(records[:1])

    concluded(made, GRANT)

    assert states(roster) == ("accepted", ["lapsed", "accepted"])
    assert states(again) == ("claimed", ["claimed"])


def test_objection_of_the_organisation_sends_its_roster_back_with_what_was_on_notice() -> None:
    roster = opened(lay_out_class(2))
    for duty, role in (("accept", R.ACCEPT), ("review", R.REVIEW), ("approve", R.APPROVE)):
        signed(all_of(roster), duty, hand(role))
    assert states(roster) == ("noticed", ["noticed", "noticed"])
    wanted = Contest(roster.pk, "objection", "漏报一人", organisation=BODY)

    concluded(contest(wanted, hand(R.TRAINING_BODY), demonstration().pack), GRANT)

    assert states(roster) == ("accepted", ["accepted", "accepted"])
    assert lines_of(roster).count() == 2


def test_official_files_at_the_counter_for_another_who_is_in_reach() -> None:
    lay_out_entitled()
    case, accepting = refused(), hand(R.ACCEPT)
    pack = rules().pack

    made = contest(Contest(case.pk, "appeal", "职业相符", person=HERE), accepting, pack)

    assert (made.person_id, made.channel, made.opened_by) == (HERE, Channel.COUNTER, accepting.account)
    with pytest.raises(NotYoursToContest):
        contest(Contest(case.pk, "appeal", "职业相符", person=THERE), accepting, pack)
    with pytest.raises(NotYoursToContest):
        contest(Contest(case.pk, "complaint", "慢", person=THERE), by(R.ACCEPT), pack)
    assert case.division == COUNTY


def test_objection_is_filed_for_whoever_stands_at_the_counter() -> None:
    lay_out_entitled()
    case = noticed()

    made = contest(
        Contest(case.pk, "objection", "不在岗", person=THERE), hand(R.ACCEPT, "230000"), rules().pack
    )

    assert (made.person_id, made.channel) == (THERE, Channel.COUNTER)
