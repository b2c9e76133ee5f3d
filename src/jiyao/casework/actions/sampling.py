"""事后抽查: paid cases are drawn by a seed; each is checked by an official who did not handle it."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import IntegrityError, transaction

from jiyao.base.errors import Conflict, Invalid, NotAllowed
from jiyao.casework.actions.checking import refuse_taken
from jiyao.casework.actions.following import open_again
from jiyao.casework.actions.moving import held, move
from jiyao.casework.kinds import SAMPLE_CHECK
from jiyao.casework.models import Case, CaseState, Channel, Recommendation, Sampled, SampleRun
from jiyao.casework.queries.samples import next_window, paid_between
from jiyao.casework.sampling import digest, drawn, hash_of
from jiyao.casework.tables import CASES
from jiyao.casework.time_limits import sampled_percent
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.packs.loading import Pack
from jiyao.foundation.actions.acting import append_act
from jiyao.registry.hand import Hand

LONGEST_SEED = 64


class BadSeed(Invalid):
    """The seed is missing or too long."""


class NotYoursToDraw(NotAllowed):
    """A draw is over the whole province, and another's duty."""


class NothingToDraw(Conflict):
    """Nothing was paid since the last draw, or no measure says how much is drawn."""


class NoCheck(Conflict):
    """The case is no check of another."""


@transaction.atomic
def draw_sample(seed: str, hand: Hand, pack: Pack) -> SampleRun:
    """The draw, with a case to be checked for each that was drawn, and one act.

    raises   BadSeed, NotYoursToDraw; NothingToDraw: also where somebody else has drawn meanwhile
    """
    if hand.holder is not None and not hand.reach("samples", "make").everything:
        raise NotYoursToDraw("a draw is made at the province, by who supervises", zh="抽取由省级监督人员进行")
    chosen = _checked_seed(seed)
    since, until = next_window(hand.on)
    found = paid_between(since, until) if since is None or since <= until else {}
    shares, taken = _shares(found, chosen, pack)
    if not taken:
        raise NothingToDraw(
            f"nothing to draw from what was paid up to {until}: nothing was, it was drawn from already, "
            "or no procedure in the pack says `sampled_percent`",
            zh=f"截至 {until} 没有可抽取的已拨付办件：没有拨付，或已抽取过，或规则包的流程未写明抽查比例",
        )
    numbers = [case.number for cases in found.values() for case in cases]
    run = _kept(
        SampleRun(
            seed=chosen,
            since=since,
            until=until,
            drawn_on=hand.on,
            drawn_at=hand.at,
            drawn_by=hand.account,
            pack_version=pack.version,
            pack_hash=pack.hash,
            shares=shares,
            population=len(numbers),
            population_hash=hash_of(numbers),
            drawn=len(taken),
        ),
        hand.party,
    )
    _opened(run, taken, hand)
    return run


@transaction.atomic
def check_sampled(
    number: int, finding: Recommendation, hand: Hand, assessor: Assessor, *, reason: str
) -> Case:
    """The check, over, with what was looked at and found. Where it is not in order, what was given is determined again.

    raises   NoCheck, BadReason, NotNow, NotYourDuty, SameHand, TakenByAnother
    """
    case = held(number, hand, "review")
    if case.kind != SAMPLE_CHECK.name or case.parent_id is None:
        raise NoCheck(
            f"case {case.number} is no check after payment; use the buttons of its page",
            zh=f"办件 {case.number} 不是事后抽查，请用页面上的按钮办理",
        )
    refuse_taken(Sampled.objects.select_related("taken_by").get(check_case=case), hand)
    case.recommends = finding
    move(case, "check", hand, reason=reason, codes={"finding": finding.value})
    checked = held(case.parent_id, hand, None)
    stands = checked.grant is not None and checked.grant.reversed_on is None
    if finding is Recommendation.REFUSE and stands:
        open_again(checked, case, Channel.SAMPLE, hand, assessor)
    return case


def _checked_seed(seed: str) -> str:
    chosen = seed.strip()
    if not 0 < len(chosen) <= LONGEST_SEED:
        raise BadSeed(
            f"give a seed of up to {LONGEST_SEED} characters that nobody could choose to suit them",
            zh=f"请给出不超过 {LONGEST_SEED} 个字的种子，应当是事先公开、无人能左右的",
        )
    return chosen


def _shares(
    found: Mapping[str, Sequence[Case]], seed: str, pack: Pack
) -> tuple[dict[str, tuple[int, int | None, int]], list[Case]]:
    """By measure what was paid, the percent and how many are drawn; and all that are drawn, in order."""
    shares: dict[str, tuple[int, int | None, int]] = {}
    taken: list[Case] = []
    for measure, cases in sorted(found.items()):
        percent, by_number = sampled_percent(measure, pack), {case.number: case for case in cases}
        some = [] if percent is None else drawn(by_number, seed, percent)
        shares[measure] = (len(cases), percent, len(some))
        taken += [by_number[number] for number in some]
    return shares, taken


def _kept(run: SampleRun, by: str) -> SampleRun:
    try:
        with transaction.atomic():
            run.save(force_insert=True)
    except IntegrityError:
        raise NothingToDraw(
            f"somebody has drawn from what was paid up to {run.until} already",
            zh=f"截至 {run.until} 的已拨付办件刚刚抽取过",
        ) from None
    append_act(
        kind="draw-sample",
        actor=by,
        subject=f"samplerun:{run.pk}",
        at=run.drawn_at,
        codes={"population": run.population, "hash": run.population_hash, "drawn": run.drawn},
        payload={"seed": run.seed},
    )
    return run


def _opened(run: SampleRun, taken: Iterable[Case], hand: Hand) -> None:
    for paid in taken:
        case = Case.objects.create(
            kind=SAMPLE_CHECK.name,
            state=CaseState.BEFORE,
            measure=paid.measure,
            subject=CASES.name,
            subject_record=paid.pk,
            person_id=paid.person_id,
            organisation_id=paid.organisation_id,
            division=paid.division,
            parent=paid,
            channel=Channel.SAMPLE,
            opened_on=hand.on,
            opened_at=hand.at,
            state_since=hand.on,
        )
        move(case, "open", hand.by_itself, codes={"sample": run.pk})
        Sampled.objects.create(run=run, check_case=case, digest=digest(run.seed, paid.number))
