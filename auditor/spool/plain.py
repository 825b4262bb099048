"""Frozen dataclasses as JSON and back: plain data, because reading a file must never execute what stands in it.

A dataclass becomes the list of its fields in their order; what the fields are is taken from their types, so that a field
that is added is neither forgotten nor misread.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

_Decode = Callable[[Any], Any]


def to_json(value: object) -> bytes:
    """Return dataclasses, mappings by text, tuples, frozen sets and scalars as UTF-8; half characters survive.

    Raises:
        TypeError: something else.
    """
    return _ENCODER.encode(value).encode("utf-8", "surrogatepass")


def from_json(data: bytes, kind: Any, shared: dict[str, str] | None = None) -> Any:
    """Return what ``to_json`` made of an instance of ``kind``; other data than that raises anything.

    Args:
        data: as it was made.
        kind: a dataclass or a tuple of one.
        shared: texts met so far; where it is given, each text of the same words is the same object.
    """
    plain = json.loads(data.decode("utf-8", "surrogatepass"))
    return _decode(kind)(plain if shared is None else _shared(plain, shared))


def _shared(plain: Any, texts: dict[str, str]) -> Any:
    if type(plain) is str:
        return texts.setdefault(plain, plain)
    return [_shared(item, texts) for item in plain] if type(plain) is list else plain


def _parts(value: object) -> object:
    kind: Any = type(value)
    if hasattr(kind, "__dataclass_fields__"):
        return _values(kind)(value)
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{kind.__name__} is not plain data")


_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"), default=_parts)


@cache
def _values(kind: Any) -> Callable[[Any], tuple[Any, ...]]:
    names = [item.name for item in fields(kind)]
    return attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)


@cache
def _decode(kind: Any) -> _Decode:
    return _decoder(kind) or (lambda data: data)


def _decoder(kind: Any) -> _Decode | None:
    """Return what makes a ``kind`` of plain data; None where plain data is one."""
    origin, inner = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return _record(kind)
    if origin is tuple:
        return _tuple(inner)
    if isinstance(origin, type) and issubclass(origin, Sequence):
        return _tuple((*inner, Ellipsis))
    if origin is frozenset:
        return frozenset
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(inner[1])
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if kind in (str, int, float, bool, NoneType, Any):
        return None
    if origin in (Union, UnionType) and not any(map(_decoder, inner)):
        return None
    raise TypeError(f"{kind} is not plain data")


def _record(kind: Any) -> _Decode:
    hints = get_type_hints(kind)
    found = [(place, _decoder(hints[item.name])) for place, item in enumerate(fields(kind))]
    made = [(place, decode) for place, decode in found if decode is not None]

    def decode(data: list[Any]) -> Any:
        for place, make in made:
            data[place] = make(data[place])
        return kind(*data)

    return decode


def _tuple(inner: tuple[Any, ...]) -> _Decode:
    items = [_decoder(kind) for kind in inner if kind is not Ellipsis]
    first = items[0]
    if not any(items):
        return tuple
    if inner[-1] is not Ellipsis or first is None:
        raise TypeError(f"tuple of {inner} is not plain data")
    return lambda data: tuple([first(item) for item in data])


def _mapping(values: Any) -> _Decode | None:
    make = _decoder(values)
    return None if make is None else lambda data: {key: make(value) for key, value in data.items()}
