"""What the national platform is told, as values by name of column: of certificates, and of a session."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from jiyao.evaluation.models import (
    Candidate,
    CandidateState,
    CertificateStep,
    EvaluationBody,
    IssuedCertificate,
    Part,
    PartResult,
    Session,
    SessionState,
)
from jiyao.evaluation.queries.results import results_of
from jiyao.evaluation.scoring import in_marks, parts_of
from jiyao.foundation.actions.keys import keyring
from jiyao.foundation.sealed import Keyring
from jiyao.registry.exchange.writing import Values
from jiyao.registry.models import FOREVER, HeldCertificate, PersonVersion
from jiyao.registry.queries.labels import occupation_names, organisation_names

ABSENT = "absent"
PARTS = (Part.THEORY, Part.PRACTICAL, Part.REVIEW)


@dataclass(frozen=True, slots=True)
class ToldCertificate:
    """A certificate after its last step. `version`: how many steps there were."""

    certificate: IssuedCertificate
    step: CertificateStep
    version: int
    values: Values


@dataclass(frozen=True, slots=True)
class _People:
    """Names and identity numbers in the clear, for nobody but the platform. Who was anonymised is not among them."""

    versions: Mapping[int, PersonVersion]
    keys: Keyring

    def values(self, person: int) -> Values:
        """Of one person."""
        found = self.versions.get(person)
        return {"name": self._text(found, "name_sealed"), "identity": self._text(found, "identity_sealed")}

    def _text(self, found: PersonVersion | None, field: str) -> str:
        sealed = None if found is None else getattr(found, field)
        return "" if found is None or sealed is None else self.keys.unseal(found.record, field, sealed)


def told_certificates(certificates: Sequence[IssuedCertificate]) -> list[ToldCertificate]:
    """Each as it is told now, in their order; so many queries for however many. Who was anonymised is not told."""
    held = {
        one.record: one
        for one in HeldCertificate.objects.filter(
            record__in=[one.record for one in certificates], superseded_at=FOREVER
        )
    }
    steps = _steps([one.pk for one in certificates])
    people = _people([one.person_id for one in certificates])
    results = results_of([one.candidate_id for one in certificates if one.candidate_id])
    bodies = _bodies({number for one in certificates for number in (one.organisation_id, _tester(one))})
    occupations = occupation_names({one.occupation for one in held.values() if one.occupation})
    found = []
    for one in certificates:
        if one.person_id in people.keys.erased or not steps[one.pk]:
            continue
        record, last = held[one.record], steps[one.pk][-1]
        session = None if one.candidate is None else one.candidate.session
        values = {
            "number": one.number,
            "version": str(len(steps[one.pk])),
            "change": last.step,
            "standing": one.standing,
            "since": last.on.isoformat(),
            **people.values(one.person_id),
            "kind": record.certificate_kind or "",
            "occupation_code": record.occupation or "",
            "occupation": occupations.get(record.occupation or "", ""),
            "work_type": record.work_type or "",
            "level": record.level or "",
            **_marks(results.get(one.candidate_id or 0, {})),
            "issued_on": (record.issued_on or one.issued_on).isoformat(),
            **bodies[_tester(one)],
            "issuer": bodies[one.organisation_id]["body"],
            "session": "" if session is None else session.number,
        }
        found.append(ToldCertificate(one, last, len(steps[one.pk]), values))
    return found


def _tester(certificate: IssuedCertificate) -> int:
    """Which body evaluated: of a single ability not who issues."""
    found = certificate.candidate
    return certificate.organisation_id if found is None else found.session.organisation_id


def told_session(session: Session) -> Mapping[str, Sequence[Values]]:
    """A session by sheet: its plan, its candidates, and their results once they are found."""
    candidates = list(session.candidates.exclude(state=CandidateState.WITHDRAWN).order_by("ticket", "pk"))
    people = _people([one.person_id for one in candidates])
    told = [one for one in candidates if one.person_id not in people.keys.erased]
    results = results_of([one.pk for one in told])
    return {
        "plan": [_plan(session, len(candidates))],
        "candidates": [_candidate(session, one, people) for one in told],
        "results": [_result(session, one, people, results[one.pk]) for one in told if results.get(one.pk)],
    }


def _plan(session: Session, candidates: int) -> Values:
    body = _bodies({session.organisation_id})[session.organisation_id]
    return {
        "session": session.number,
        "state": str(SessionState(session.state).label),
        **body,
        "occupation_code": session.occupation,
        "occupation": occupation_names({session.occupation}).get(session.occupation, ""),
        "work_type": session.work_type,
        "level": session.level,
        "ability_item": session.ability_item,
        "standard_edition": session.standard_edition,
        "division": session.division,
        "parts": " ".join(str(part.label) for part in parts_of(session)),
        "starts_on": session.starts_on.isoformat(),
        "ends_on": session.ends_on.isoformat(),
        "candidates": str(candidates),
    }


def _candidate(session: Session, one: Candidate, people: _People) -> Values:
    return {
        "session": session.number,
        "ticket": one.ticket or "",
        **people.values(one.person_id),
        "state": str(CandidateState(one.state).label),
        "enrolled_on": one.enrolled_on.isoformat(),
    }


def _result(session: Session, one: Candidate, people: _People, results: Mapping[Part, PartResult]) -> Values:
    parts = parts_of(session)
    passed = all(part in results and results[part].passed for part in parts)
    return {
        "session": session.number,
        "ticket": one.ticket or "",
        **people.values(one.person_id),
        **_marks(results),
        "passed": "yes" if passed else "no",
    }


def _marks(results: Mapping[Part, PartResult]) -> Values:
    return {part.value: _mark(results.get(part)) for part in PARTS}


def _mark(found: PartResult | None) -> str:
    if found is None:
        return ""
    return ABSENT if found.tenths is None else in_marks(found.tenths)


def _steps(certificates: Collection[int]) -> Mapping[int, Sequence[CertificateStep]]:
    found: dict[int, list[CertificateStep]] = defaultdict(list)
    for step in CertificateStep.objects.filter(certificate__in=list(certificates)).order_by("pk"):
        found[step.certificate_id].append(step)
    return found


def _people(numbers: Collection[int]) -> _People:
    versions = PersonVersion.objects.filter(record__in=set(numbers), superseded_at=FOREVER)
    return _People({one.record: one for one in versions}, keyring(set(numbers)))


def _bodies(numbers: Collection[int]) -> Mapping[int, Values]:
    """By body its name and its part of numbers, of what it filed last."""
    names = organisation_names(numbers)
    filings = EvaluationBody.objects.filter(organisation__in=numbers, superseded_at=FOREVER)
    codes: dict[int, str] = dict(
        filings.order_by("starts_on", "record").values_list("organisation", "number_part")
    )
    return {number: {"body_code": codes.get(number, ""), "body": names.get(number, "")} for number in numbers}
