"""Reads a token with its user and their profession: one statement, worded once. Whether it still works isn't here."""

from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Model

from restride.web.accounts.models import Clinician, User
from restride.web.api.models import AccessToken
from restride.web.db.prepared import Converters, converters_of, read

_TABLES: tuple[type[Model], ...] = (AccessToken, User, Clinician)


def token_of(digest: str) -> AccessToken | None:
    """The token with this digest, its user and a clinician's profession at hand; None where there is none."""
    sql, converters = _question(connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, [digest])
        row = cursor.fetchone()
    if row is None:
        return None
    values, made = read(row, converters, connection), []
    for table in _TABLES:
        names = [field.attname for field in table._meta.concrete_fields]
        own, values = values[: len(names)], values[len(names) :]
        made.append(table.from_db(connection.alias, names, own))
    token, user, clinician = made
    _tie(AccessToken, "user", token, user)
    _tie(User, "clinician", user, clinician if clinician.pk is not None else None)
    whole: AccessToken | None = token  # type: ignore[assignment]
    return whole


def _tie(table: type[Model], name: str, one: Model, other: Model | None) -> None:
    """Keep the other beside the one, as a joined query does."""
    relation: Any = table._meta.get_field(name)
    relation.set_cached_value(one, other)


@cache
def _question(_vendor: str) -> tuple[str, Converters]:
    quoted = connection.ops.quote_name
    fields = [(table._meta.db_table, field) for table in _TABLES for field in table._meta.concrete_fields]
    columns = ", ".join(f"{quoted(table)}.{quoted(str(field.column))}" for table, field in fields)
    token, user, clinician = (quoted(table._meta.db_table) for table in _TABLES)
    key = quoted(str(User._meta.pk.column))
    sql = (
        f"SELECT {columns} FROM {token} JOIN {user} ON {user}.{key} = {token}.{quoted('user_id')} "  # noqa: S608  # our own names
        f"LEFT JOIN {clinician} ON {clinician}.{quoted('user_id')} = {user}.{key} "
        f"WHERE {token}.{quoted('digest')} = %s"
    )
    return sql, converters_of([field for _, field in fields], connection)
