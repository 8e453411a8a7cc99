"""Rows of the call log as SQL sees them: one column for each field, dates and sets as text."""

import types
import typing
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Shape:
    """How the rows of one type stand in its table, which has the type's name."""

    columns: tuple[str, ...]
    select: str
    upsert: str
    readers: tuple[Callable[[Any], object], ...]


_known: dict[type, Shape] = {}


def shape(kind: type) -> Shape:
    """The shape of a row type."""
    if kind not in _known:
        hints = typing.get_type_hints(kind)
        names = tuple(field.name for field in fields(kind))
        table, listed = kind.__name__.lower(), ", ".join(names)
        _known[kind] = Shape(
            names,
            f"SELECT {listed} FROM {table}",
            f"INSERT OR REPLACE INTO {table} ({listed}) VALUES ({', '.join('?' * len(names))})",
            tuple(_reader(hints[name]) for name in names),
        )
    return _known[kind]


def values(row: object) -> tuple[object, ...]:
    """What SQL is given for one row."""
    return tuple(_plain(getattr(row, name)) for name in shape(type(row)).columns)


def read(kind: type[Row], found: Sequence[object]) -> Row:
    """The row that SQL gave."""
    return kind(*(make(value) for make, value in zip(shape(kind).readers, found, strict=True)))


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return ",".join(sorted(value))
    return int(value) if isinstance(value, bool) else value


def _reader(hint: object) -> Callable[[Any], object]:
    if isinstance(hint, types.UnionType):
        inner = _reader(next(one for one in typing.get_args(hint) if one is not types.NoneType))
        return lambda value: None if value is None else inner(value)
    if hint is datetime:
        return datetime.fromisoformat
    if hint is date:
        return date.fromisoformat
    if hint is bool:
        return bool
    if typing.get_origin(hint) is frozenset:
        return lambda value: frozenset(value.split(",")) if value else frozenset()
    return _same


def _same(value: object) -> object:
    return value
