"""Facts for everybody from the SELECT for one: the same text, with its sub-queries as grouped joins.

A fact is a scalar sub-query over the records of one person. For one person a database looks that up in an index; for
thirty million DuckDB would collect every person's number first, once a fact. So a sub-query whose only link to its
surroundings is `record.column = row.column` is grouped by that column once and joined. Rows without a partner get what
the sub-query says of no records at all. Any other sub-query stays as it is.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

import duckdb

Node = dict[str, Any]
AGGREGATES = {"count", "count_star", "sum", "min", "max"}


def joined(connection: duckdb.DuckDBPyConnection, select: str) -> str:
    """The SELECT that gives the same rows with grouped joins. raises duckdb.Error where it is no SELECT"""
    statement = _parsed(connection, select)
    _Joiner(connection).rewrite(statement["node"])
    return _printed(connection, statement)


def _parsed(connection: duckdb.DuckDBPyConnection, select: str) -> Node:
    [[text]] = connection.execute("SELECT json_serialize_sql(?::VARCHAR)", [select]).fetchall()
    found: Node = json.loads(text)
    if found["error"]:
        raise duckdb.ParserException(found["error_message"])
    statement: Node = found["statements"][0]
    return statement


def _printed(connection: duckdb.DuckDBPyConnection, statement: Node) -> str:
    text = json.dumps({"error": False, "statements": [statement]})
    [[select]] = connection.execute("SELECT json_deserialize_sql(?::JSON)", [text]).fetchall()
    return str(select)


class _Joiner:
    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self.made = 0

    def rewrite(self, node: Node) -> None:
        """Joins what can be joined, in the select list and in the tables selected from."""
        for table in _walk(node["from_table"], lambda part: part.get("type") == "SUBQUERY"):
            self.rewrite(table["subquery"]["node"])
        wanted = [
            subquery
            for subquery in _walk(node["select_list"], lambda part: part.get("subquery_type") == "SCALAR")
            if _is_aggregate(subquery["subquery"]["node"])
        ]
        for subquery in wanted:
            self._join(node, subquery)

    def _join(self, outer: Node, subquery: Node) -> None:
        inner = subquery["subquery"]["node"]
        links, rest = _links(inner, _aliases(outer["from_table"]))
        if not links or _names({**inner, "where_clause": rest}) & _aliases(outer["from_table"]):
            return
        for table in _walk(inner["from_table"], lambda part: part.get("type") == "SUBQUERY"):
            self.rewrite(table["subquery"]["node"])
        empty = self._of_no_records(inner)
        self.made += 1
        name = f"joined_{self.made}"
        on = " AND ".join(
            f'{name}.key_{number} = "{row[0]}"."{row[1]}"' for number, (_, row) in enumerate(links)
        )
        grouped = self._grouped(inner, [record for record, _ in links], rest)
        template = _parsed(self.connection, f"SELECT 1 FROM t LEFT JOIN (SELECT 1) {name} ON {on}")
        join = template["node"]["from_table"]
        join["left"] = outer["from_table"]
        join["right"]["subquery"]["node"] = grouped
        outer["from_table"] = join
        self._replace(subquery, name, empty)

    def _grouped(self, inner: Node, keys: list[list[str]], where: Node | None) -> Node:
        columns = ", ".join(
            f'"{table}"."{column}" AS key_{number}' for number, (table, column) in enumerate(keys)
        )
        by = ", ".join(f'"{table}"."{column}"' for table, column in keys)
        grouped: Node = _parsed(self.connection, f"SELECT {columns}, 1 AS answer FROM t GROUP BY {by}")[
            "node"
        ]
        grouped["select_list"][-1] = {**inner["select_list"][0], "alias": "answer"}
        grouped["from_table"] = inner["from_table"]
        grouped["where_clause"] = where
        return grouped

    def _of_no_records(self, inner: Node) -> str:
        """SQL of the answer where there is no record."""
        nothing = _parsed(self.connection, "SELECT 1 AS answer FROM t WHERE false")
        nothing["node"]["select_list"] = [{**inner["select_list"][0], "alias": "answer"}]
        nothing["node"]["from_table"] = inner["from_table"]
        [[answer]] = self.connection.execute(
            f"SELECT answer::VARCHAR FROM ({_printed(self.connection, nothing)})"
        ).fetchall()
        return "NULL" if answer is None else "'" + answer.replace("'", "''") + "'"

    def _replace(self, subquery: Node, name: str, empty: str) -> None:
        answer = f"{name}.answer"
        if empty != "NULL":
            answer = f"CASE WHEN {name}.key_0 IS NULL THEN {empty} ELSE {name}.answer END"
        [expression] = _parsed(self.connection, f"SELECT {answer}")["node"]["select_list"]
        alias = subquery["alias"]
        subquery.clear()
        subquery.update(expression, alias=alias)


def _walk(part: Any, wanted: Callable[[Node], bool]) -> Iterator[Node]:
    """The outermost wanted nodes."""
    if isinstance(part, list):
        for each in part:
            yield from _walk(each, wanted)
    elif isinstance(part, dict):
        if wanted(part):
            yield part
            return
        for each in part.values():
            yield from _walk(each, wanted)


def _is_aggregate(node: Node) -> bool:
    calls = _walk(node["select_list"], lambda part: part.get("function_name") in AGGREGATES)
    return node["type"] == "SELECT_NODE" and not node["group_expressions"] and any(True for _ in calls)


def _aliases(from_table: Node) -> set[str]:
    tables = _walk(
        from_table, lambda part: part.get("type") in ("BASE_TABLE", "SUBQUERY") and "sample" in part
    )
    return {table["alias"] or table["table_name"] for table in tables}


def _names(part: Any) -> set[str]:
    """The tables that columns anywhere within are taken from."""
    columns = _walk(part, lambda each: each.get("class") == "COLUMN_REF")
    return {column["column_names"][0] for column in columns}


def _links(inner: Node, outside: set[str]) -> tuple[list[tuple[list[str], list[str]]], Node | None]:
    """Pairs of the record's column and the row's column that must be equal, and the rest of the condition."""
    where = inner["where_clause"]
    if where is None:
        return [], None
    parts = where["children"] if where["type"] == "CONJUNCTION_AND" else [where]
    links, rest = [], []
    for part in parts:
        link = _link(part, outside)
        if link is None:
            rest.append(part)
        else:
            links.append(link)
    if not rest:
        return links, None
    return links, rest[0] if len(rest) == 1 else {**where, "children": rest}


def _link(part: Node, outside: set[str]) -> tuple[list[str], list[str]] | None:
    if part["type"] != "COMPARE_EQUAL":
        return None
    sides = [part["left"], part["right"]]
    if any(side["class"] != "COLUMN_REF" for side in sides):
        return None
    record, row = sorted((side["column_names"] for side in sides), key=lambda names: names[0] in outside)
    return (record, row) if row[0] in outside and record[0] not in outside else None
