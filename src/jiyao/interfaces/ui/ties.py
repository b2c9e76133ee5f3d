"""Training and examining of a session kept apart, or not: in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from jiyao.casework.queries.training_ties import Tie
from jiyao.registry.queries.labels import masked_people, organisation_names, shown_in


@dataclass(frozen=True, slots=True)
class TieTold:
    """A tie: who trained, how many, who examines (empty: the body itself), and whom they have in common."""

    trainer: str
    candidates: int
    examiner: str
    owner: str


def ties_told(ties: Sequence[Tie]) -> Sequence[TieTold]:
    """The ties, people masked."""
    owners = [one.owner for one in ties if one.owner is not None]
    names = organisation_names({one.trainer for one in ties} | {one.organisation or 0 for one in owners})
    people = masked_people(
        {one.examiner for one in ties if one.examiner is not None}
        | {one.person for one in owners if one.person is not None}
    )
    return [
        TieTold(
            trainer=names.get(one.trainer, str(one.trainer)),
            candidates=one.candidates,
            examiner=shown_in(people, one.examiner),
            owner=""
            if one.owner is None
            else shown_in(people, one.owner.person) or names.get(one.owner.organisation or 0, ""),
        )
        for one in ties
    ]
