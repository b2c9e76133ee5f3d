"""Each request to correct a record gets a case that stands as it stood, with its steps by whom, when and by which act.

What was sealed stays in the request as it is: no key is needed.
"""

from typing import Any

from django.db import migrations
from django.utils.timezone import localdate

STATES = {"open": "accepted", "corrected": "closed", "kept": "refused", "withdrawn": "withdrawn"}
STEPS = {"corrected": "correct", "kept": "keep", "withdrawn": "withdraw"}


def move(apps: Any, schema_editor: Any) -> None:
    """Makes the cases."""
    requests = apps.get_model("casework", "Correction").objects.using(schema_editor.connection.alias)
    for request in requests.select_related("asked_by").order_by("pk").iterator():
        request.case = _case(apps, request)
        request.save(update_fields=["case"])
        _steps(apps, request)


def _case(apps: Any, request: Any) -> Any:
    is_own = request.person_id is not None and request.asked_by.person_id == request.person_id
    return apps.get_model("casework", "Case").objects.create(
        kind="correction",
        state=STATES[request.state],
        measure="",
        subject=f"{request.table}.{request.column}",
        subject_record=request.record,
        person_id=request.person_id,
        division=request.division,
        channel="portal" if is_own else "counter",
        opened_by_id=request.asked_by_id,
        opened_on=localdate(request.asked_at),
        opened_at=request.asked_at,
        state_since=localdate(request.decided_at or request.asked_at),
    )


def _steps(apps: Any, request: Any) -> None:
    steps = apps.get_model("casework", "CaseStep").objects
    steps.create(
        case=request.case,
        step="open",
        before="before",
        after="accepted",
        by_id=request.asked_by_id,
        on=localdate(request.asked_at),
        at=request.asked_at,
        act=request.asked_act or 0,
    )
    if request.state in STEPS:
        steps.create(
            case=request.case,
            step=STEPS[request.state],
            before="accepted",
            after=STATES[request.state],
            by_id=request.decided_by_id,
            on=localdate(request.decided_at),
            at=request.decided_at,
            act=request.decided_act,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0017_corrections_have_cases"),
    ]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
