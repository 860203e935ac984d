"""The door to the outside: results as JSON and their JSON Schema, from the annotations of their classes.

pydantic is loaded when the door is used, never before.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from typing import Any, TypeAlias, TypeVar, cast

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

T = TypeVar("T")


def to_json(value: T, kind: type[T]) -> Json:
    """A result as plain JSON data, checked against its class; mappings keep their order.

    Raises:
        pydantic.PydanticSerializationError: the class holds what JSON cannot say (a mistake of its author).
    """
    import json

    written: Json = json.loads(_adapter(kind).dump_json(value, warnings="error"))  # not-a-number becomes null
    return written


def from_json(text: str | bytes, kind: type[T]) -> T:
    """A value of a class from JSON text.

    Raises:
        pydantic.ValidationError: the text says something else.
    """
    read: T = _adapter(kind).validate_json(text)
    return read


def schema(kind: type[Any]) -> dict[str, Json]:
    """The JSON Schema (draft 2020-12) of what `to_json` writes."""
    written: dict[str, Json] = _adapter(kind).json_schema(mode="serialization")
    return written


def _adapter(kind: type[Any]) -> Any:
    return _made(cast("Hashable", kind))


@cache  # making one takes longer than all that is written with it, and both sides of a comparison write the same
def _made(kind: Hashable) -> Any:  # pydantic's class is imported inside, so its name is not to be had out here
    from pydantic import TypeAdapter

    return TypeAdapter(cast("type[Any]", kind))
