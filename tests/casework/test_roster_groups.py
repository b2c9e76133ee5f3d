"""What the last run says of the classes for which an organisation may claim; a run reads what was committed."""

from jiyao.casework.queries.rosters import groups_for
from jiyao.training.models import Enrolment
from tests.casework.offers import run
from tests.casework.rosters import BODY, MEASURE, demonstration, lay_out_class, opened
from tests.registry.places import DAY


def test_classes_say_how_many_the_last_run_would_pay_and_nobody_has_claimed_for(fresh_database: str) -> None:
    records = lay_out_class()
    Enrolment.objects.filter(record=records[0]).update(passed=False)
    rules, body = demonstration().pack, frozenset({BODY})
    last = run(rules=rules)

    def due() -> list[int]:
        return [one.due for one in groups_for(rules.measure(MEASURE), body, DAY, rules, last)]

    assert due() == [2, 0]

    opened(records[2:])

    assert due() == [1, 0]
