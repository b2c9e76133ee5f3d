"""Texts that try to be more than an expression: each is refused, and told why."""

import pytest

from tests.engine.refusing import refusal

QUERIES_AND_STATEMENTS = [
    ("(SELECT 1)", "a rule is an expression, not a query"),
    ("(SELECT TRUE)", "a rule is an expression, not a query"),
    ("SELECT 1", "a rule is an expression, not a query"),
    ("WITH a AS (SELECT 1) SELECT * FROM a", "a rule is an expression, not a query"),
    ("FROM a", "a rule is an expression, not a query"),
    ("EXISTS (SELECT 1)", '"Exists" is not part of the rule language'),
    ("paid_months = ANY (SELECT 1)", '"Any" is not part of the rule language'),
    ("paid_months > SOME (SELECT 1)", '"Any" is not part of the rule language'),
    ("paid_months = ALL (1, 2)", 'unknown function "ALL"'),
    ("paid_months IN (SELECT 1)", '"In" may not have "query"'),
    ("paid_months NOT IN (SELECT 1)", '"In" may not have "query"'),
    ("paid_months IN UNNEST(x)", '"In" may not have "unnest"'),
    ("paid_months IN paid", '"In" may not have "field"'),
    ("VALUES (1)", '"Values" is not part of the rule language'),
    ("DROP TABLE a", '"Drop" is not part of the rule language'),
    ("INSERT INTO a VALUES (1)", '"Insert" is not part of the rule language'),
    ("UPDATE a SET b = 1", '"Update" is not part of the rule language'),
    ("DELETE FROM a", '"Delete" is not part of the rule language'),
    ("CREATE TABLE a (b INT)", '"Create" is not part of the rule language'),
    ("COPY a TO 'x'", '"Copy" is not part of the rule language'),
    ("PRAGMA x", '"Pragma" is not part of the rule language'),
    ("SET x = 1", '"Set" is not part of the rule language'),
    ("CALL x()", '"Command" is not part of the rule language'),
    ("paid_months > 1; DROP TABLE a", "must be exactly one expression"),
    ("is_member; is_member", "must be exactly one expression"),
    (";", "must be exactly one expression"),
    ("--", "must be exactly one expression"),
    ("/* */", "must be exactly one expression"),
    ("is_member WHERE TRUE", "is not an expression: Invalid expression / Unexpected token. Line 1, Col: 15"),
    ("is_member LIMIT 1", "is not an expression: Invalid expression / Unexpected token. Line 1, Col: 15"),
    ("is_member ORDER BY 1", "is not an expression: Invalid expression / Unexpected token. Line 1, Col: 18"),
    ("is_member FROM t", "is not an expression: Invalid expression / Unexpected token. Line 1, Col: 14"),
]

FUNCTIONS_OF_SQL = [
    ("count(*) > 1", 'unknown function "count"'),
    ("sum(paid_months) > 1", 'unknown function "sum"'),
    ("coalesce(paid_months, 0) > 1", 'unknown function "coalesce"; did you mean "at_least"?'),
    ("COALESCE(paid_months, 0) > 1", 'unknown function "COALESCE"'),
    ("ifnull(paid_months, 0) > 1", 'unknown function "ifnull"'),
    ("nullif(paid_months, 0) > 1", 'unknown function "nullif"'),
    ("round(paid_months) > 1", 'unknown function "round"'),
    ("if(is_member, 1, 2) = 1", 'unknown function "if"'),
    ("now() > issued_on", 'unknown function "now"'),
    ("current_date > issued_on", 'unknown fact "current_date"'),
    ("CURRENT_DATE > issued_on", 'unknown fact "CURRENT_DATE"'),
    ("CURRENT_TIMESTAMP > issued_on", 'unknown fact "CURRENT_TIMESTAMP"'),
    ("today() > issued_on", 'unknown function "today"'),
    ("random() > 1", 'unknown function "random"; did you mean "param"?'),
    ("pg_sleep(1)", 'unknown function "pg_sleep"'),
    ("read_csv('x')", 'unknown function "read_csv"; did you mean "greatest"?'),
    ("year(born_on) = 2000", 'unknown function "year"'),
    ("mod(paid_months, 2) = 1", 'unknown function "mod"'),
    ("trim(trade) = 'a'", 'unknown function "trim"'),
    ("date_diff('day', born_on, issued_on) > 1", 'unknown function "date_diff"'),
    ("CONVERT(paid_months, CHAR) = '1'", 'unknown function "CONVERT"'),
    ("CAST(paid_months AS VARCHAR) = '1'", 'unknown function "CAST"'),
    ("TRY_CAST('2024-01-01' AS DATE) > issued_on", 'unknown function "TRY_CAST"'),
    ("PARAM('min_months') > 1", 'unknown function "PARAM"'),
    ("Least(paid_months, 1) > 1", 'unknown function "Least"; did you mean "least"?'),
    ("GREATEST(paid_months, 1) > 1", 'unknown function "GREATEST"'),
    ("agee_on(born_on, determined_on) > 1", 'unknown function "agee_on"; did you mean "age_on"?'),
    ("floordiv(paid_months, 2) > 1", 'unknown function "floordiv"; did you mean "floor_div"?'),
    ("sum(paid_months) OVER () > 1", '"Window" is not part of the rule language'),
    ("row_number() OVER (PARTITION BY level) = 1", '"Window" is not part of the rule language'),
    ("param('min_months') OVER () > 1", '"Window" is not part of the rule language'),
    ("least(paid_months, 1) FILTER (WHERE is_member) > 1", '"Filter" is not part of the rule language'),
    ("least(DISTINCT paid_months, 1) > 1", '"Distinct" is not part of the rule language'),
    ("least(paid_months, 1 ORDER BY 1) > 1", '"Order" is not part of the rule language'),
    ("least(a => paid_months, b => 1) > 1", '"Kwarg" is not part of the rule language'),
    ("least(*) > 1", '"Star" is not part of the rule language'),
    ("x.least(paid_months, 1) > 1", '"Dot" is not part of the rule language'),
]

OPERATORS_OF_SQL = [
    ("paid_months / 2 > 1", "use floor_div(a, b) or percent_of(money, ratio) instead of /"),
    ("paid_months % 2 = 1", '"Mod" is not part of the rule language'),
    ("paid_months DIV 2 = 1", '"IntDiv" is not part of the rule language'),
    ("paid_months & 1 = 1", '"BitwiseAnd" is not part of the rule language'),
    ("paid_months ^ 2 = 1", '"BitwiseXor" is not part of the rule language'),
    ("~paid_months = 1", '"BitwiseNot" is not part of the rule language'),
    ("paid_months IS NULL", "unknown is not a value that a rule may test"),
    ("paid_months IS NOT NULL", "unknown is not a value that a rule may test"),
    ("paid_months ISNULL", "unknown is not a value that a rule may test"),
    ("paid_months NOTNULL", "unknown is not a value that a rule may test"),
    ("is_member IS TRUE", "unknown is not a value that a rule may test"),
    ("is_member IS NOT TRUE", "unknown is not a value that a rule may test"),
    ("is_member IS NOT DISTINCT FROM TRUE", '"NullSafeEQ" is not part of the rule language'),
    ("paid_months <=> 1", '"NullSafeEQ" is not part of the rule language'),
    ("NULL", "unknown cannot be written"),
    ("paid_months = NULL", "unknown cannot be written"),
    ("trade LIKE 'a%'", '"Like" is not part of the rule language'),
    ("trade NOT LIKE 'a%'", '"Like" is not part of the rule language'),
    ("trade ILIKE 'a%'", '"ILike" is not part of the rule language'),
    ("trade SIMILAR TO 'a'", '"SimilarTo" is not part of the rule language'),
    ("trade RLIKE 'a'", '"RegexpLike" is not part of the rule language'),
    ("trade GLOB 'a'", '"Glob" is not part of the rule language'),
    ("paid_months BETWEEN SYMMETRIC 12 AND 6", '"Between" may not have "symmetric"'),
    ("paid_months::VARCHAR = '1'", "only days are cast, written DATE '2024-01-31'"),
    ("'12'::INT = paid_months", "only days are cast, written DATE '2024-01-31'"),
    ("TIMESTAMP '2024-01-01' > issued_on", "only days are cast, written DATE '2024-01-31'"),
    ("issued_on + INTERVAL '1' MONTH > born_on", '"Interval" is not part of the rule language'),
    ("INTERVAL 1 DAY", '"Interval" is not part of the rule language'),
    ("trade || 'b' = 'ab'", '"DPipe" is not part of the rule language'),
    ("trade -> 'a' = 'b'", '"JSONExtract" is not part of the rule language'),
    ("trade ->> 'a' = 'b'", '"JSONExtractScalar" is not part of the rule language'),
    ("trade[1] = 'a'", '"Bracket" is not part of the rule language'),
    ("{'a': 1}", '"Struct" is not part of the rule language'),
    ("[1, 2]", '"Array" is not part of the rule language'),
    ("ARRAY[1]", '"Array" is not part of the rule language'),
    ("(1, 2)", '"Tuple" is not part of the rule language'),
    ("(is_member, is_member)", '"Tuple" is not part of the rule language'),
    ("trade COLLATE nocase = 'a'", '"Collate" is not part of the rule language'),
    ("issued_on AT TIME ZONE 'UTC' > born_on", '"AtTimeZone" is not part of the rule language'),
    ("? > 1", '"Placeholder" is not part of the rule language'),
    (":name > 1", '"Placeholder" is not part of the rule language'),
    ("@x > 1", '"Parameter" is not part of the rule language'),
    ("paid_months AS x", '"Alias" is not part of the rule language'),
    ("is_member is_member", '"Alias" is not part of the rule language'),
    ("*", '"Star" is not part of the rule language'),
    ("COUNT(*) = 1", 'unknown function "COUNT"'),
    ("t.*", '"Column" may not have "table"'),
    ("t.paid_months > 1", '"Column" may not have "table"'),
    ('"t"."paid_months" > 1', '"Column" may not have "table"'),
    ("a.b.paid_months > 1", '"Column" may not have "db, table"'),
    ("born_on.year = 2000", '"Column" may not have "table"'),
    ("(is_member) OVERLAPS (is_member)", '"Overlaps" is not part of the rule language'),
    ("paid_months := 1", '"PropertyEQ" is not part of the rule language'),
]

SYNTAX = [
    ("(is_member", "is not an expression: Expecting ). Line 1, Col: 10"),
    ("is_member)", "is not an expression: Invalid expression / Unexpected token. Line 1, Col: 10"),
    ("paid_months => 1", "is not an expression: Invalid expression / Unexpected token. Line 1, Col: 14"),
    ("paid_months !< 1", "is not an expression: Invalid expression / Unexpected token. Line 1, Col: 13"),
    (
        "is_member XOR is_member",
        "is not an expression: Invalid expression / Unexpected token. Line 1, Col: 13",
    ),
    ("paid_months ＞ 1", "is not an expression: Invalid expression / Unexpected token. Line 1, Col: 15"),
    ("DISTINCT paid_months", "is not an expression: Invalid expression / Unexpected token. Line 1, Col: 8"),
    ("0x10 > paid_months", "is not an expression: Invalid expression / Unexpected token. Line 1, Col: 6"),
    ("1_000 > paid_months", "is not an expression: Invalid expression / Unexpected token. Line 1, Col: 7"),
    (
        "DATE trade > issued_on",
        "is not an expression: Invalid expression / Unexpected token. Line 1, Col: 12",
    ),
]

LITERALS = [
    ("9223372036854775808 > paid_months", "9223372036854775808 does not fit into 64 bits"),
    ("-9223372036854775809 < paid_months", "9223372036854775809 does not fit into 64 bits"),
    ("99999999999999999999999999 > paid_months", "99999999999999999999999999 does not fit into 64 bits"),
    ("1e3 > paid_months", 'write "1e3" out in digits'),
    ("1E3 > paid_months", 'write "1E3" out in digits'),
    ("1.5e1 > share", 'write "1.5e1" out in digits'),
    ("0.12345 > share", "0.12345: a ratio has four decimals at most"),
    ("DATE 'tomorrow' > issued_on", "'tomorrow' is not a day; write DATE '2024-01-31'"),
    ("DATE '2024-02-30' > issued_on", "'2024-02-30' is not a day; write DATE '2024-01-31'"),
    ("N'a' = trade", '"National" is not part of the rule language'),
]


@pytest.mark.parametrize(("text", "message"), QUERIES_AND_STATEMENTS)
def test_query_or_statement_is_refused(text: str, message: str) -> None:
    assert refusal(text) == message


@pytest.mark.parametrize(("text", "message"), FUNCTIONS_OF_SQL)
def test_function_of_sql_is_refused(text: str, message: str) -> None:
    assert refusal(text) == message


@pytest.mark.parametrize(("text", "message"), OPERATORS_OF_SQL)
def test_operator_of_sql_is_refused(text: str, message: str) -> None:
    assert refusal(text) == message


@pytest.mark.parametrize(("text", "message"), SYNTAX)
def test_broken_syntax_is_refused(text: str, message: str) -> None:
    assert refusal(text) == message


@pytest.mark.parametrize(("text", "message"), LITERALS)
def test_literal_is_refused(text: str, message: str) -> None:
    assert refusal(text) == message


def test_rule_of_exactly_the_longest_length_is_read() -> None:
    text = "is_member" + " " * 1991

    assert refusal(text) is None


def test_rule_longer_than_the_longest_is_refused() -> None:
    text = "is_member" + " " * 1992

    assert refusal(text) == "is longer than 2000 characters; split it into conditions"


def test_empty_rule_is_refused() -> None:
    assert refusal("") == "must be exactly one expression"
    assert refusal(" ") == "must be exactly one expression"


@pytest.mark.parametrize(
    "text",
    [
        "(" * 900 + "is_member" + ")" * 900,
        "(" * 25 + "is_member" + ")" * 25,
        "NOT " * 25 + "is_member",
        "NOT " * 450 + "is_member",
        "- " * 900 + "1 < paid_months",
        "least(1, " * 150 + "1" + ")" * 150 + " < paid_months",
        "1" + " + 1" * 400 + " < paid_months",
        "CASE WHEN is_member THEN 1 ELSE " * 30 + "1" + " END" * 30 + " < paid_months",
    ],
    ids=lambda text: f"{text[:6]} {len(text)}",
)
def test_deeply_nested_rule_is_refused(text: str) -> None:
    assert refusal(text) == "is nested too deeply; split it into conditions"


def test_long_flat_conjunction_is_read() -> None:
    text = " AND ".join(["is_member"] * 140)

    assert refusal(text) is None


def test_lines_and_spaces_do_not_matter() -> None:
    assert refusal("\n  is_member\n\tAND\n  paid_months > 1\n") is None
