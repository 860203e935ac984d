"""Results go out as JSON that says what their classes say, and come back the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.diagram.element import Element
from interlock.plugin.door import from_json, schema, to_json


@dataclass(frozen=True, slots=True)
class Inner:
    low: float
    high: float | None


@dataclass(frozen=True, slots=True)
class Outer:
    names: tuple[Element, ...]
    parts: Mapping[str, Inner]


FINITE = st.floats(allow_nan=False, allow_infinity=False)
INNERS = st.builds(Inner, FINITE, st.none() | FINITE)
OUTERS = st.builds(
    Outer, st.lists(st.text().map(Element)).map(tuple), st.dictionaries(st.text(max_size=3), INNERS, max_size=3)
)


@settings(deadline=None)  # the first value waits for what writes it to be made
@given(OUTERS)
def test_what_goes_out_comes_back(value: Outer) -> None:
    written = json.dumps(to_json(value, Outer))
    assert from_json(written, Outer) == value


def test_the_order_of_a_mapping_is_kept() -> None:
    value = Outer((), {"b": Inner(0, None), "a": Inner(1, 2)})
    written = to_json(value, Outer)
    assert isinstance(written, dict)
    assert written["parts"] == {"b": {"low": 0.0, "high": None}, "a": {"low": 1.0, "high": 2.0}}
    assert json.dumps(written["parts"]).index('"b"') < json.dumps(written["parts"]).index('"a"')


def test_what_json_cannot_say_becomes_null() -> None:
    assert to_json(Inner(float("inf"), float("nan")), Inner) == {"low": None, "high": None}


def test_the_schema_names_every_field() -> None:
    written = schema(Outer)
    assert written["type"] == "object"
    assert written["required"] == ["names", "parts"]
