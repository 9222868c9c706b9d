"""Statements of the hot paths, worded once: the database's own form of each value, without building a query each time.

Django words a query in a third of a millisecond and runs it in a twentieth. What is asked seldom is asked through it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import DatabaseError, connections
from django.db.models import Model

Row = tuple[Any, ...]
Converters = tuple[tuple[int, Any, tuple[Any, ...]], ...]  # place, column, what is done to it one after the other
_MORE = "__gt"  # behind a column's name: larger than the value


@dataclass(frozen=True, slots=True)
class Prepared:
    """One table on the database that Django calls `using`. `by` names columns and the values that they have."""

    using: str
    model: type[Model]

    def first(self, wanted: tuple[str, ...], by: Mapping[str, Any], tail: str = "") -> Row | None:
        """These columns of one row; None where there is none."""
        found = self.rows(wanted, by, tail)
        return found[0] if found else None

    def rows(self, wanted: tuple[str, ...], by: Mapping[str, Any], tail: str = "") -> list[Row]:
        """These columns of each row. `tail` is SQL of our own: an order, a lock."""
        connection = connections[self.using]
        asked = _question(self, connection.vendor, wanted, tuple(by))
        values = [
            field.get_db_prep_value(value, connection) for field, value in zip(asked.fields, by.values(), strict=True)
        ]
        with connection.cursor() as cursor:
            cursor.execute(asked.sql + tail, values)
            found: list[Row] = cursor.fetchall()
        return [asked.read(row, connection) for row in found] if asked.converters else found

    def insert(self, new: Mapping[str, Any], *, unique: tuple[str, ...] = ()) -> None:
        """Add a row; with `unique`, in place of the one that has the same values in those columns."""
        self.insert_all([new], unique=unique)

    def insert_all(self, new: Sequence[Mapping[str, Any]], *, unique: tuple[str, ...] = ()) -> None:
        """Add rows that name the same columns, in one statement."""
        asked = _addition(self, connections[self.using].vendor, tuple(new[0]), unique)
        places = f"({', '.join(['%s'] * len(asked.fields))})"
        self._write(asked, ", ".join([places] * len(new)) + asked.tail, new)

    def change(self, by: Mapping[str, Any], to: Mapping[str, Any]) -> None:
        """Give these columns these values."""
        self._write(_change(self, connections[self.using].vendor, tuple(by), tuple(to)), "", [{**by, **to}])

    def _write(self, asked: "_Asked", tail: str, given: Sequence[Mapping[str, Any]]) -> None:
        """A refused row takes the whole transaction with it."""
        connection = connections[self.using]
        values = [field.get_db_prep_save(row[field.name], connection) for row in given for field in asked.fields]
        try:
            with connection.cursor() as cursor:
                cursor.execute(asked.sql + tail, values)
        except DatabaseError:
            if connection.in_atomic_block:
                connection.needs_rollback = True
            raise


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A statement's beginning and end, the fields of its values, and what turns the columns of an answer into ours."""

    sql: str
    fields: list[Any]
    tail: str = ""
    converters: "Converters" = ()

    def read(self, row: Row, connection: Any) -> Row:
        return read(row, self.converters, connection)


def converters_of(fields: Sequence[Any], connection: Any) -> Converters:
    """What turns the columns of these fields, in this order, from the database's form into ours."""
    found: list[tuple[int, Any, tuple[Any, ...]]] = []
    for place, field in enumerate(fields):
        column = field.cached_col
        steps = (*connection.ops.get_db_converters(column), *column.get_db_converters(connection))
        if steps:
            found.append((place, column, steps))
    return tuple(found)


def read(row: Row, converters: Converters, connection: Any) -> Row:
    """A row in our form."""
    values = list(row)
    for place, column, steps in converters:
        for convert in steps:
            values[place] = convert(values[place], column, connection)
    return tuple(values)


@cache
def _question(table: Prepared, _vendor: str, wanted: tuple[str, ...], by: tuple[str, ...]) -> _Asked:
    converters = converters_of([_field(table, name) for name in wanted], connections[table.using])
    columns = ", ".join(_column(table, name) for name in wanted)
    sql = f"SELECT {columns} FROM {_name(table)} WHERE {_where(table, by)}"  # noqa: S608  # our own names
    return _Asked(sql=sql, fields=[_field(table, name) for name in by], converters=converters)


@cache
def _addition(table: Prepared, _vendor: str, names: tuple[str, ...], unique: tuple[str, ...]) -> _Asked:
    tail = ""
    if unique:
        keys = ", ".join(_column(table, name) for name in unique)
        rest = [_column(table, name) for name in names if name not in unique]
        tail = f" ON CONFLICT ({keys}) DO UPDATE SET {', '.join(f'{one} = EXCLUDED.{one}' for one in rest)}"
    columns = ", ".join(_column(table, name) for name in names)
    sql = f"INSERT INTO {_name(table)} ({columns}) VALUES "  # noqa: S608  # our own names
    return _Asked(sql=sql, fields=[_field(table, name) for name in names], tail=tail)


@cache
def _change(table: Prepared, _vendor: str, by: tuple[str, ...], to: tuple[str, ...]) -> _Asked:
    sets = ", ".join(f"{_column(table, name)} = %s" for name in to)
    sql = f"UPDATE {_name(table)} SET {sets} WHERE {_where(table, by)}"  # noqa: S608  # our own names
    return _Asked(sql=sql, fields=[_field(table, name) for name in (*to, *by)])


def _where(table: Prepared, by: tuple[str, ...]) -> str:
    return " AND ".join(f"{_column(table, name)} {'>' if name.endswith(_MORE) else '='} %s" for name in by)


def _field(table: Prepared, name: str) -> Any:
    return table.model._meta.get_field(name.removesuffix(_MORE))


def _column(table: Prepared, name: str) -> str:
    return connections[table.using].ops.quote_name(_field(table, name).column)


def _name(table: Prepared) -> str:
    return connections[table.using].ops.quote_name(table.model._meta.db_table)
