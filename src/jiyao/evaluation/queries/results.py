"""What was found of candidates: the results that stand, and who passed."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from jiyao.evaluation.models import Candidate, CandidateState, IssuedCertificate, Part, PartResult, Session
from jiyao.evaluation.scoring import parts_of


def results_of(candidates: Collection[int]) -> Mapping[int, Mapping[Part, PartResult]]:
    """By candidate and part the latest result."""
    found: dict[int, dict[Part, PartResult]] = defaultdict(dict)
    for row in PartResult.objects.filter(candidate__in=list(candidates)).order_by("version"):
        found[row.candidate_id][Part(row.part)] = row
    return found


def passed_candidates(session: Session) -> list[Candidate]:
    """The admitted candidates of a session who passed every part of it, by their tickets."""
    candidates = list(
        Candidate.objects.filter(session=session, state=CandidateState.ADMITTED).order_by("ticket", "pk")
    )
    results = results_of([one.pk for one in candidates])
    parts = parts_of(session)
    return [
        one
        for one in candidates
        if all(part in results[one.pk] and results[one.pk][part].passed for part in parts)
    ]


def without_certificate(session: Session) -> list[Candidate]:
    """Of those who passed the ones to whom no certificate was given yet: after an appeal there may be more."""
    passed = passed_candidates(session)
    rows = IssuedCertificate.objects.filter(candidate__in=passed)
    given = set(rows.values_list("candidate", flat=True))
    return [one for one in passed if one.pk not in given]
