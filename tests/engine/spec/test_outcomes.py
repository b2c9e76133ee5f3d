"""What a determination comes to: outcome, what is given, payable, first failed and first unknown."""

from datetime import date

import pytest

from jiyao.engine.cases import Result
from jiyao.engine.measures import Outcome, Payable
from tests.engine.generated import FACTS_YAML
from tests.engine.spec.specs import determine, result_of, told

TRUTHS = """
  | yes_one | yes_two
t | T       | T
f | F       | T
- |         | T
"""


def test_measure_without_conditions_is_for_everybody() -> None:
    found = determine([{"id": "m", "gives": {"amount": "500"}}], TRUTHS)

    assert result_of(found, "-") == Result(Outcome.ELIGIBLE, Payable.PAYS, 500, None, None, None, None)


def test_amount_is_due_nothing_or_unknown() -> None:
    measure = {"id": "m", "gives": {"amount": "500"}, "requires": [{"id": "c", "rule": "yes_one"}]}

    found = determine([measure], TRUTHS)

    assert found["m"] == {
        "t": Result(Outcome.ELIGIBLE, Payable.PAYS, 500, None, None, None, None),
        "f": Result(Outcome.NOT_ELIGIBLE, Payable.PAYS, 0, None, "c", None, None),
        "-": Result(Outcome.UNKNOWN, Payable.PAYS, None, None, None, "c", None),
    }


def test_eligible_person_may_have_an_unknown_amount() -> None:
    found = determine([{"id": "m", "gives": {"amount": "fee_fen"}}], TRUTHS)

    assert result_of(found, "t") == Result(Outcome.ELIGIBLE, Payable.PAYS, None, None, None, None, None)


def test_row_that_the_measure_is_not_about_is_not_applicable() -> None:
    measure = {"id": "m", "applies": "yes_one", "requires": [{"id": "c", "rule": "yes_two"}]}
    table = """
       | yes_one | yes_two
    tt | T       | T
    tf | T       | F
    ft | F       | T
    f- | F       |
    ff | F       | F
    -t |         | T
    -f |         | F
    """

    found = determine([measure], table)

    assert found["m"] == {
        "tt": Result(Outcome.ELIGIBLE, Payable.PAYS, 1, None, None, None, None),
        "tf": Result(Outcome.NOT_ELIGIBLE, Payable.PAYS, 0, None, "c", None, None),
        "ft": Result(Outcome.NOT_APPLICABLE, Payable.PAYS, 0, None, None, None, None),
        "f-": Result(Outcome.NOT_APPLICABLE, Payable.PAYS, 0, None, None, None, None),
        "ff": Result(Outcome.NOT_APPLICABLE, Payable.PAYS, 0, None, None, None, None),
        "-t": Result(Outcome.UNKNOWN, Payable.PAYS, None, None, None, "applies", None),
        "-f": Result(Outcome.NOT_ELIGIBLE, Payable.PAYS, 0, None, "c", None, None),
    }


def test_first_failed_and_first_unknown_follow_the_order_written() -> None:
    requires = [
        {"id": "a", "rule": "yes_one"},
        {"id": "b", "rule": "yes_two"},
        {"id": "c", "rule": "paid_months > 0"},
    ]
    table = """
        | yes_one | yes_two | paid_months
    -f  |         | F       | 1
    ff  | T       | F       | 0
    t-- | T       |         |
    """

    found = determine([{"id": "m", "requires": requires}], table)

    assert told(found, "first_failed") == {"-f": "b", "ff": "b", "t--": None}
    assert told(found, "first_unknown") == {"-f": None, "ff": None, "t--": "b"}


def test_question_for_people_leaves_the_outcome_to_be_confirmed() -> None:
    measure = {
        "id": "m",
        "requires": [{"id": "c", "rule": "yes_one"}],
        "asks_people": [{"id": "seen"}],
    }

    found = determine([measure], TRUTHS)

    assert told(found, "outcome") == {"t": "to_be_confirmed", "f": "not_eligible", "-": "unknown"}
    assert told(found, "amount_fen") == {"t": 1, "f": 0, "-": None}


def test_question_for_people_is_asked_on_its_days() -> None:
    measure = {
        "id": "m",
        "counted_on": "issued_on",
        "asks_people": [{"id": "seen", "from": "2024-01-01", "to": "2024-12-31"}],
    }
    table = """
           | issued_on
    before | 2023-12-31
    first  | 2024-01-01
    last   | 2024-12-31
    after  | 2025-01-01
    -      |
    """

    found = determine([measure], table)

    assert told(found, "outcome") == {
        "before": "eligible",
        "first": "to_be_confirmed",
        "last": "to_be_confirmed",
        "after": "eligible",
        "-": "to_be_confirmed",
    }


CODES = """
codes:
  title:
    zh: 称号
    en: Title
    codes: [{code: master, zh: 大师, en: Master}]
  team_place:
    zh: 名额
    en: Place in a team
    codes: [{code: national, zh: 国家队, en: National team}]
  service:
    zh: 服务
    en: Service
    codes: [{code: training, zh: 培训, en: Training}]
"""


@pytest.mark.parametrize(
    ("kind", "rule", "given"),
    [
        ("level", "level", "L2"),
        ("level", "CASE WHEN yes_two THEN 'L1' ELSE level END", "L1"),
        ("title", "'master'", "master"),
        ("team_place", "'national'", "national"),
        ("service", "'training'", "training"),
    ],
)
def test_measure_gives_a_code_to_the_eligible_only(kind: str, rule: str, given: str) -> None:
    facts = FACTS_YAML.replace("\ncodes:\n", CODES)
    table = """
      | yes_one | yes_two | level
    t | T       | T       | L2
    f | F       | T       | L2
    - |         | T       | L2
    """
    measure = {"id": "m", "gives": {kind: rule}, "requires": [{"id": "c", "rule": "yes_one"}]}

    found = determine([measure], table, **{"facts.yaml": facts})

    assert found["m"] == {
        "t": Result(Outcome.ELIGIBLE, Payable.PAYS, None, given, None, None, None),
        "f": Result(Outcome.NOT_ELIGIBLE, Payable.PAYS, None, None, "c", None, None),
        "-": Result(Outcome.UNKNOWN, Payable.PAYS, None, None, None, "c", None),
    }


def test_window_holds_from_its_first_day_to_its_last() -> None:
    measure = {"id": "m", "window": {"from": "issued_on", "months": "12"}}
    table = """
           | issued_on
    over   | 2024-06-29
    last   | 2024-06-30
    first  | 2025-06-30
    future | 2025-07-01
    -      |
    """

    found = determine([measure], table)

    assert told(found, "outcome") == {
        "over": "not_eligible",
        "last": "eligible",
        "first": "eligible",
        "future": "not_eligible",
        "-": "unknown",
    }
    assert told(found, "first_failed") == {
        "over": "window",
        "last": None,
        "first": None,
        "future": "window",
        "-": None,
    }


def test_window_takes_its_months_from_a_parameter() -> None:
    window = {"from": "issued_on", "months": "param('some_months')"}
    measure = {"id": "m", "counted_on": "issued_on", "window": window}
    table = """
        | issued_on
    rel | 2023-12-31
    in  | 2024-06-30
    out | 2024-06-29
    gap | 2025-04-01
    """

    found = determine([measure], table)

    assert told(found, "outcome") == {
        "rel": "not_eligible",
        "in": "eligible",
        "out": "not_eligible",
        "gap": "unknown",
    }


def test_first_failed_of_a_limit_is_its_pool() -> None:
    limits = [{"pool": "once", "at_most": "0"}, {"pool": "trade-wide"}]
    table = """
      | trade | level
    a | a     | L3
    """

    found = determine([{"id": "m", "limits": limits}], table)

    assert result_of(found, "a") == Result(Outcome.NOT_ELIGIBLE, Payable.PAYS, 0, None, "once", None, None)


def test_determination_on_another_day_is_another_determination() -> None:
    measure = {"id": "m", "requires": [{"id": "old_enough", "rule": "age_on(born_on, determined_on) >= 18"}]}
    table = """
      | born_on
    a | 2007-06-30
    """

    before = determine([measure], table, on=date(2025, 6, 29))
    after = determine([measure], table, on=date(2025, 6, 30))

    assert told(before, "outcome") == {"a": "not_eligible"}
    assert told(after, "outcome") == {"a": "eligible"}
