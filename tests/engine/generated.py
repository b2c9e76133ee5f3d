"""Hypothesis strategies: rule texts of every type, measures with pools over them, and rows of facts with gaps."""

from datetime import date, timedelta
from functools import cache
from typing import Any

from hypothesis import strategies as st

ON = date(2025, 6, 30)

FACTS_YAML = """
subjects:
  - {id: person, plural: people, zh: 人, en: Person}
  - {id: certificate, plural: certificates, of: person, zh: 证, en: Certificate}
codes:
  division: {zh: 区划, en: Division, file: divisions.csv}
  level:
    zh: 级
    en: Level
    ordered: true
    codes:
      - {code: none, zh: 无, en: None}
      - {code: L3, zh: 三, en: Three}
      - {code: L2, zh: 二, en: Two}
      - {code: L1, zh: 一, en: One}
  colour:
    zh: 色
    en: Colour
    codes:
      - {code: red, zh: 红, en: Red}
      - {code: blue, zh: 蓝, en: Blue}
facts:
  - {id: place, of: person, type: code, codes: division, zh: 地, en: Place, known_by: registry}
  - {id: yes_one, of: person, type: boolean, zh: 甲, en: A, known_by: person}
  - {id: yes_two, of: [person, certificate], type: boolean, zh: 乙, en: B, known_by: person}
  - {id: paid_months, of: person, type: integer, unit: month, range: [-3, 60], zh: 月, en: Months, known_by: registry}
  - {id: more_months, of: person, type: integer, unit: month, range: [0, 24], zh: 月, en: Months, known_by: registry}
  - {id: fee_fen, of: person, type: money, range: [-500, 90000], zh: 费, en: Fee, known_by: registry}
  - {id: share, of: person, type: ratio, range: [0.0, 1.5], zh: 比, en: Share, known_by: registry}
  - {id: born_on, of: person, type: date, range: [1950-01-01, 2015-12-31], zh: 生, en: Born, known_by: registry}
  - {id: issued_on, of: [person, certificate], type: date, range: [2020-01-01, 2026-12-31], zh: 发, en: Issued, known_by: registry}
  - {id: level, of: [person, certificate], type: code, codes: level, zh: 级, en: Level, known_by: registry}
  - {id: other_level, of: person, type: code, codes: level, zh: 级, en: Level, known_by: registry}
  - {id: colour, of: person, type: code, codes: colour, zh: 色, en: Colour, known_by: registry}
  - {id: trade, of: [person, certificate], type: text, pattern: '[ab]', zh: 业, en: Trade, known_by: registry}
"""
DIVISIONS_CSV = "code,parent,level,zh,en\nP,,province,省,Province\nA,P,prefecture,甲,A\nA1,A,county,甲一,A1\nB,P,prefecture,乙,B\n"
POOLS_YAML = """
- {id: once, title: {zh: 一, en: Once}, per: [person, trade, level], at_most: 1, source: {document: doc}}
- {id: yearly, title: {zh: 年, en: Yearly}, per: [person, calendar_year], source: {document: doc}}
- {id: trade-wide, title: {zh: 业, en: Trade}, per: [trade], at_most: 2, source: {document: doc}}
"""
LEVELS = ("none", "L3", "L2", "L1")
COLOURS = ("red", "blue")
PLACES = ("P", "A", "A1", "B")


def _days(first: date, last: date) -> st.SearchStrategy[date]:
    near = st.sampled_from([ON, date(2024, 2, 29), date(2024, 1, 31), date(2025, 1, 1), date(2024, 12, 31)])
    return st.one_of(near, st.dates(first, last)).map(lambda day: min(max(day, first), last))


def _day_text(day: date) -> str:
    return f"DATE '{day.isoformat()}'"


@cache
def months(depth: int) -> st.SearchStrategy[str]:
    """Texts of whole numbers of months."""
    leaves = st.one_of(
        st.integers(-3, 40).map(str),
        st.sampled_from(["paid_months", "more_months", "param('few_months')", "param('some_months')"]),
    )
    if depth == 0:
        return leaves
    inner = months(depth - 1)
    return st.one_of(
        leaves,
        st.tuples(inner, st.sampled_from("+-"), inner).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
        inner.map(lambda p: f"({p} * 3)"),
        inner.map(lambda p: f"(- {p})"),
        st.tuples(st.sampled_from(["least", "greatest"]), inner, inner).map(
            lambda p: f"{p[0]}({p[1]}, {p[2]})"
        ),
        st.tuples(inner, st.sampled_from(["7", "-3", "param('some_months')"])).map(
            lambda p: f"floor_div({p[0]}, {p[1]})"
        ),
        st.tuples(days(0), days(0)).map(lambda p: f"months_between({p[0]}, {p[1]})"),
        st.tuples(conditions(0), inner, inner).map(lambda p: f"CASE WHEN {p[0]} THEN {p[1]} ELSE {p[2]} END"),
    )


@cache
def money(depth: int) -> st.SearchStrategy[str]:
    """Texts of amounts in fen."""
    leaves = st.sampled_from(
        [
            "fee_fen",
            "least(12345, fee_fen)",
            "param('base_fen')",
            "lookup('level_fen', level)",
            "lookup('level_fen', other_level)",
        ]
    )
    if depth == 0:
        return leaves
    inner = money(depth - 1)
    return st.one_of(
        leaves,
        st.tuples(inner, st.sampled_from(["share", "0.3", "param('rate')"])).map(
            lambda p: f"percent_of({p[0]}, {p[1]})"
        ),
        st.tuples(inner, inner).map(lambda p: f"({p[0]} + {p[1]})"),
        st.tuples(inner, inner).map(lambda p: f"least({p[0]}, {p[1]})"),
        st.tuples(months(0), inner).map(lambda p: f"({p[0]} * {p[1]})"),
        st.tuples(conditions(0), inner, inner).map(lambda p: f"CASE WHEN {p[0]} THEN {p[1]} ELSE {p[2]} END"),
    )


@cache
def days(depth: int) -> st.SearchStrategy[str]:
    """Texts of days."""
    leaves = st.one_of(
        st.sampled_from(["born_on", "issued_on", "param('start_on')"]),
        _days(date(2015, 1, 1), date(2027, 1, 1)).map(_day_text),
    )
    if depth == 0:
        return leaves
    return st.one_of(
        leaves,
        st.tuples(leaves, st.sampled_from(["1", "-7", "12", "param('some_months')", "paid_months"])).map(
            lambda p: f"add_months({p[0]}, {p[1]})"
        ),
    )


@cache
def conditions(depth: int) -> st.SearchStrategy[str]:
    """Texts of conditions, time among them."""
    compare = st.sampled_from(["=", "<>", "<", "<=", ">", ">="])
    leaves = st.one_of(
        st.sampled_from(
            [
                "yes_one",
                "yes_two",
                "TRUE",
                "colour = 'red'",
                "colour <> 'red'",
                "trade IN ('a')",
                "level IN ('L2', 'L1')",
                "NOT level IN ('none')",
                "higher_than(level, other_level)",
                "at_least('L2', level)",
                "higher_than(param('bar'), level)",
                "share <= 0.5",
                "paid_months NOT IN (3, 12)",
            ]
        ),
        st.tuples(months(0), compare, months(0)).map(" ".join),
        st.tuples(money(0), compare, money(0)).map(" ".join),
        st.tuples(days(1), compare, days(1)).map(" ".join),
        st.tuples(days(0), compare, st.sampled_from(["18", "60", "1"])).map(
            lambda p: f"age_on({p[0]}, determined_on) {p[1]} {p[2]}"
        ),
        st.tuples(st.sampled_from(["6", "param('some_months')", "paid_months", "12"]), compare, days(0)).map(
            lambda p: f"{p[0]} {p[1]} months_between({p[2]}, determined_on)"
        ),
        st.tuples(days(1), days(1)).map(lambda p: f"within(determined_on, {p[0]}, {p[1]})"),
        st.tuples(days(0), days(0), days(1)).map(lambda p: f"within({p[0]}, {p[1]}, {p[2]})"),
    )
    if depth == 0:
        return leaves
    inner = conditions(depth - 1)
    return st.one_of(
        leaves,
        inner.map(lambda p: f"NOT ({p})"),
        st.tuples(inner, inner).map(lambda p: f"({p[0]}) AND ({p[1]})"),
        st.tuples(inner, inner).map(lambda p: f"({p[0]}) OR ({p[1]})"),
        st.tuples(inner, inner, inner).map(lambda p: f"CASE WHEN {p[0]} THEN {p[1]} ELSE {p[2]} END"),
        st.tuples(months(1), months(1), months(1)).map(lambda p: f"{p[0]} BETWEEN {p[1]} AND {p[2]}"),
        st.tuples(money(1), compare, money(1)).map(" ".join),
    )


@cache
def _periods() -> st.SearchStrategy[dict[str, str]]:
    return st.sampled_from(
        [
            {},
            {},
            {},
            {"from": "2024-01-01"},
            {"to": "2024-12-31"},
            {"from": "2023-07-01", "to": "2024-06-30"},
            {"from": "2026-01-01"},
        ]
    )


PARAMETERS: dict[str, Any] = {
    "few_months": {"unit": "month", "base": [{"value": 5}]},
    "some_months": {
        "unit": "month",
        "base": [{"from": "2020-01-01", "to": "2025-03-31", "value": 12}, {"from": "2025-07-01", "value": 9}],
        "relaxed": [{"from": "2023-01-01", "to": "2023-12-31", "value": 6}],
    },
    "base_fen": {
        "unit": "fen",
        "delegated_to": "prefecture",
        "range": [1, 99999],
        "base": [{"from": "2024-01-01", "value": 700}],
    },
    "level_fen": {
        "unit": "fen",
        "by": "level",
        "base": [
            {
                "from": "2019-01-01",
                "to": "2023-12-31",
                "values": {"none": 0, "L3": 100, "L2": 200, "L1": 300},
            },
            {
                "from": "2024-01-01",
                "values": {"none": 0, "L3": 101, "L2": 20001, "L1": None},
                "confidence": "partial",
            },
        ],
    },
    "rate": {"unit": "ratio", "base": [{"value": 0.25}]},
    "start_on": {
        "unit": "date",
        "base": [
            {"to": "2024-12-31", "value": "2023-05-31"},
            {"from": "2025-01-01", "value": None, "confidence": "unverified"},
        ],
    },
    "bar": {"unit": "level", "base": [{"value": "L2"}]},
    "times_a_year": {
        "unit": "times",
        "base": [{"to": "2024-12-31", "value": 2}, {"from": "2025-01-01", "value": 1}],
    },
}
LOCAL = {
    "division": "A",
    "values": [{"parameter": "base_fen", "base": [{"from": "2023-01-01", "value": 808}]}],
}


@st.composite
def measures(draw: st.DrawFn, number: int, earlier: dict[str, list[str]]) -> dict[str, Any]:
    """A measure; `earlier`: the pools of measures that it may yield to."""
    pools = draw(st.lists(st.sampled_from(["once", "yearly", "trade-wide"]), unique=True, max_size=2))
    rivals = [name for name, theirs in earlier.items() if set(theirs) & set(pools)]
    subject = draw(st.sampled_from(["person", "certificate", "certificate"]))
    limits = []
    for pool in pools:
        limit: dict[str, Any] = {"pool": pool, **draw(_periods())}
        if draw(st.booleans()):
            limit["first"] = "issued_on"
        if pool == "yearly":
            limit["at_most"] = draw(
                st.sampled_from(["1", "param('times_a_year')", "CASE WHEN yes_two THEN 2 ELSE 1 END"])
            )
        limits.append(limit)
    measure: dict[str, Any] = {
        "id": f"m{number}",
        "subject": subject,
        "counted_on": draw(st.sampled_from(["determined_on", "issued_on", "issued_on"])),
        "requires": [
            {"id": f"c{index}", "rule": draw(conditions(2)), **draw(_periods())}
            for index in range(draw(st.integers(0, 3)))
        ],
        "asks_people": [{"id": "ask", **draw(_periods())}] if draw(st.booleans()) else [],
        "gives": draw(
            st.one_of(
                money(2).map(lambda text: {"amount": text}),
                st.just({"level": "level"}),
                money(0).map(
                    lambda t: [
                        {"amount": t, "to": "2024-06-30"},
                        {"amount": "base_fen_or", "from": "2024-07-01"},
                    ]
                ),
            )
        ),
        "limits": limits,
        "yields_to": draw(st.lists(st.sampled_from(rivals), unique=True, max_size=2)) if rivals else [],
    }
    if isinstance(measure["gives"], list):
        measure["gives"][1]["amount"] = draw(money(1))
    if draw(st.booleans()):
        measure["applies"] = draw(conditions(1))
    if draw(st.booleans()):
        measure["window"] = {
            "from": "issued_on",
            "months": draw(st.sampled_from(["12", "param('some_months')"])),
        }
    return measure


@st.composite
def catalogues(draw: st.DrawFn) -> list[dict[str, Any]]:
    """One to four measures, later ones yielding to earlier ones; subjects never yield to each other in a circle."""
    found: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 4))):
        earlier = {m["id"]: [limit["pool"] for limit in m["limits"]] for m in found}
        measure = draw(measures(number, earlier))
        allowed = {
            m["id"] for m in found if not (m["subject"] == "certificate" and measure["subject"] == "person")
        }
        measure["yields_to"] = [name for name in measure["yields_to"] if name in allowed]
        found.append(measure)
    return found


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(strategy, strategy, strategy, st.none())


@cache
def facts() -> st.SearchStrategy[dict[str, Any]]:
    """Facts of a person, and of a certificate by the same names; about one in four unknown."""
    return st.fixed_dictionaries(
        {
            "place": _maybe(st.sampled_from(PLACES)),
            "yes_one": _maybe(st.booleans()),
            "yes_two": _maybe(st.booleans()),
            "paid_months": _maybe(st.integers(-3, 60)),
            "more_months": _maybe(st.integers(0, 24)),
            "fee_fen": _maybe(st.integers(-500, 90000)),
            "share": _maybe(st.integers(0, 15000)),
            "born_on": _maybe(_days(date(1950, 1, 1), date(2015, 12, 31))),
            "issued_on": _maybe(_days(date(2020, 1, 1), date(2026, 12, 31))),
            "level": _maybe(st.sampled_from(LEVELS)),
            "other_level": _maybe(st.sampled_from(LEVELS)),
            "colour": _maybe(st.sampled_from(COLOURS)),
            "trade": _maybe(st.sampled_from("ab")),
        }
    )


OF_CERTIFICATE = ("yes_two", "issued_on", "level", "trade")


@st.composite
def populations(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """Some people, and some certificates of theirs; a certificate sees its person's facts, and its own by the same name."""
    people = draw(st.lists(facts(), min_size=1, max_size=5))
    owners = draw(st.lists(st.integers(0, len(people) - 1), min_size=1, max_size=8))
    own = draw(st.lists(facts(), min_size=len(owners), max_size=len(owners)))
    rows = [
        {"id": f"C{i}", "owner": f"P{o}", **people[o], **{name: own[i][name] for name in OF_CERTIFICATE}}
        for i, o in enumerate(owners)
    ]
    return {
        "person": [{"id": f"P{i}", "owner": f"P{i}", **person} for i, person in enumerate(people)],
        "certificate": rows,
    }


@cache
def grants() -> st.SearchStrategy[list[tuple[str, tuple[str, ...]]]]:
    """Slots that are taken."""
    person = st.sampled_from(["P0", "P1"])
    return st.lists(
        st.one_of(
            st.tuples(st.just("once"), st.tuples(person, st.sampled_from("ab"), st.sampled_from(LEVELS))),
            st.tuples(st.just("yearly"), st.tuples(person, st.just(str(ON.year)))),
            st.tuples(st.just("trade-wide"), st.tuples(st.sampled_from("ab"))),
        ),
        max_size=4,
    )


ONE_DAY = timedelta(days=1)
