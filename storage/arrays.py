"""PostgreSQL takes a list as one value: what is asked or changed row by row is one statement there.

1. A statement is written for one row or one value, as SQLite runs it; here it is turned into the
   same for as many as there are, so that the tables are described in one place.
2. Rows come in the order in which they are given, so that two transactions wait in one order.
"""

from typing import Any

from sqlalchemy import (
    ARRAY,
    BinaryExpression,
    BindParameter,
    Column,
    ColumnElement,
    String,
    Text,
    any_,
    bindparam,
    func,
    select,
)
from sqlalchemy.sql.expression import Insert
from sqlalchemy.sql.visitors import replacement_traverse


def for_all(statement: Any) -> Any:
    """The same statement for every value of a list, where it is compared with one parameter."""
    changed: Any = replacement_traverse(statement, {}, _any_of)
    return changed


def with_all(insert: Insert, columns: tuple[str, ...]) -> Insert:
    """The same insert with a list for every column."""
    table: Any = insert.table
    lists = [_list(name, table.c[name]) for name in columns]
    rows = func.unnest(*lists).table_valued(*columns).render_derived()
    return insert.from_select(columns, select(*[rows.c[name] for name in columns]))


def _any_of(element: Any, **_: Any) -> ColumnElement[bool] | None:
    compared = isinstance(element, BinaryExpression) and isinstance(element.right, BindParameter)
    if not compared or not element.right.required:
        return None
    found: ColumnElement[bool] = element.left == any_(_list(element.right.key, element.left))
    return found


def _list(name: str, column: Column[Any]) -> BindParameter[Any]:
    # Cast to a length, PostgreSQL would cut what is longer without a word.
    kind = Text() if isinstance(column.type, String) else column.type
    return bindparam(name, type_=ARRAY(kind))
