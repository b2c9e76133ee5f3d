"""Seats: drawn for every admitted candidate in every part, by a seed that is kept."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from jiyao.base.errors import Conflict, Invalid
from jiyao.evaluation.actions.working_on import held
from jiyao.evaluation.arranging import in_order_of
from jiyao.evaluation.models import Candidate, CandidateState, Seat, Session, SessionState, Sitting
from jiyao.evaluation.scoring import parts_of
from jiyao.foundation.actions.acting import append_bulk_act
from jiyao.registry.hand import Hand

LONGEST_SEED = 32


class BadSeed(Invalid):
    """A draw needs a seed."""


class NoSeats(Conflict):
    """Somebody would stand."""


class DrawnAlready(Conflict):
    """Examiners were drawn for those who sit there."""


@transaction.atomic
def draw_seats(session: int, seed: str, hand: Hand) -> Sequence[Seat]:
    """The seats of every admitted candidate, one in each part, at times that do not overlap.

    raises   NotYours, NotNow, BadSeed, DrawnAlready; NoSeats: it says in which part how many would stand
    """
    found = held(session, hand, SessionState.FILED)
    if not 0 < len(seed) <= LONGEST_SEED:
        raise BadSeed(
            f"a draw needs a seed of 1 to {LONGEST_SEED} characters",
            zh=f"请填写 1 至 {LONGEST_SEED} 位抽签种子",
        )
    sittings = list(Sitting.objects.filter(session=found).select_related("room").order_by("starts_at", "pk"))
    if any(one.duties.exists() for one in sittings):
        raise DrawnAlready(
            "examiners are drawn for these seats; seats are drawn before them",
            zh="已派遣考评员，不能重新排座；请先排座再派遣",
        )
    admitted = Candidate.objects.filter(session=found, state=CandidateState.ADMITTED)
    seats = _seated(found, sittings, seed, list(admitted.values_list("pk", flat=True)))
    Seat.objects.filter(sitting__session=found).delete()
    made = Seat.objects.bulk_create(seats)
    found.seed = seed
    found.save(update_fields=["seed"])
    append_bulk_act(
        kind="draw-seats",
        actor=hand.party,
        subject=f"session:{found.pk}",
        at=hand.at,
        lines=[(one.pk, 1, f"{one.sitting_id}-{one.number}") for one in made],
        payload={"seed": seed},
    )
    return made


def _seated(
    session: Session, sittings: Sequence[Sitting], seed: str, candidates: Sequence[int]
) -> list[Seat]:
    if not candidates:
        raise NoSeats(
            "nobody is admitted yet; admit candidates first", zh="还没有通过资格审核的考生，请先审核"
        )
    taken: dict[int, list[Sitting]] = {one: [] for one in candidates}
    seats: list[Seat] = []
    for number, part in enumerate(parts_of(session), start=1):
        of_part = [one for one in sittings if one.part == part]
        seats += _seated_in_part(of_part, in_order_of(seed, part, candidates), taken)
        standing = sum(len(sat) < number for sat in taken.values())
        if standing:
            raise NoSeats(
                f"{part.value}: {standing} of {len(candidates)} have no seat at a free time; set another sitting",
                zh=f"{part.label}：{len(candidates)} 人中有 {standing} 人没有时间不冲突的座位，请增加场次",
            )
    return seats


def _seated_in_part(
    sittings: Sequence[Sitting], order: Sequence[int], taken: Mapping[int, list[Sitting]]
) -> list[Seat]:
    """One after the other, each into the first sitting with a free seat that does not overlap with theirs."""
    seats: list[Seat] = []
    filled = dict.fromkeys((one.pk for one in sittings), 0)
    for candidate in order:
        for sitting in sittings:
            if filled[sitting.pk] < sitting.room.seats and not _overlaps(sitting, taken[candidate]):
                filled[sitting.pk] += 1
                taken[candidate].append(sitting)
                seats.append(Seat(candidate_id=candidate, sitting=sitting, number=filled[sitting.pk]))
                break
    return seats


def _overlaps(one: Sitting, others: Sequence[Sitting]) -> bool:
    return any(one.starts_at < other.ends_at and other.starts_at < one.ends_at for other in others)
