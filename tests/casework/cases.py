"""Cases as rows, where only what became of them matters."""

from datetime import date

from jiyao.casework.models import Case, CaseState, CaseStep, Channel
from tests.registry.places import AT, COUNTY, DAY, HERE


def decided_case(
    record: int, *steps: tuple[str, date], measure: str = "subsidy", division: str = COUNTY
) -> None:
    """A case of which these steps were done."""
    made = Case.objects.create(
        kind="person-claim",
        state=CaseState.CLOSED,
        measure=measure,
        subject="certificate",
        subject_record=record,
        person_id=HERE,
        division=division,
        channel=Channel.PORTAL,
        opened_on=DAY,
        opened_at=AT,
        state_since=DAY,
    )
    for step, on in steps:
        CaseStep.objects.create(case=made, step=step, before="claimed", after="accepted", on=on, at=AT, act=1)
