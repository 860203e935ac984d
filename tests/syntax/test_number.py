from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.syntax.expression import Word
from interlock.syntax.formula import Unit
from interlock.syntax.node import Scalar
from interlock.syntax.number import number, unit
from tests.syntax.scalars import clean, codes, places, plain, scalars, stays_inside, told

POINTS = st.sampled_from(["0", "0.2", "20e-9", "1E6", "-3", "n", "uses"])
PIECES = st.sampled_from(
    ["0.2", "1e-9", "..", "1..2", "0x", "n", "hour", "per", "(", ")", "*", "/", "^", "1", "2", "-", "%", ","]
)


def powers(made: Unit) -> dict[str, Fraction]:
    total: dict[str, Fraction] = {}
    for name, above, below in made.powers:
        total[name.text] = total.get(name.text, Fraction(0)) + Fraction(above, below)
    return total


@given(POINTS, POINTS)
def test_an_interval_has_both_its_ends_as_they_are_written(low: str, high: str) -> None:
    made = clean(number, f"{low} .. {high}")
    assert made is not None
    assert (made.low.text, made.high.text, made.unit) == (low, high, None)


@given(POINTS)
def test_a_point_has_one_end(point: str) -> None:
    made = clean(number, point)
    assert made is not None
    assert made.low is made.high
    assert made.low == Word(point, 0, len(point))


@given(scalars(st.one_of(st.text(max_size=30), st.lists(PIECES, max_size=15).map(" ".join))))
@settings(max_examples=400, deadline=None)
def test_any_text_gives_a_number_or_a_fault_inside_the_scalar(scalar: Scalar) -> None:
    stays_inside(number, scalar)
    stays_inside(unit, scalar)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fault / (chip * hour)", {"fault": 1, "chip": -1, "hour": -1}),
        ("fault / chip * hour", {"fault": 1, "chip": -1, "hour": 1}),
        ("bit / use / hour", {"bit": 1, "use": -1, "hour": -1}),
        ("m^2 / s^(1/2)", {"m": Fraction(2), "s": Fraction(-1, 2)}),
        ("(a / b)^-3", {"a": -3, "b": 3}),
        ("1 / hour", {"hour": -1}),
        ("/ hour", {"hour": -1}),
        ("1", {}),
        ("m * m", {"m": 2}),
    ],
)
def test_a_unit_is_a_product_of_powers(text: str, expected: dict[str, Fraction]) -> None:
    made = clean(unit, text)
    assert made is not None
    assert powers(made) == expected


def test_a_number_with_a_unit_has_exact_places() -> None:
    made = clean(number, "0.2e-9 .. 20e-9 fault / hour")
    assert made is not None
    assert (made.low, made.high) == (Word("0.2e-9", 0, 6), Word("20e-9", 10, 15))
    assert made.unit == Unit(((Word("fault", 16, 21), 1, 1), (Word("hour", 24, 28), -1, 1)), 16, 28)
    assert (made.start, made.end) == (0, 28)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("", ""),
        ("1..2", "1..2"),
        ("0x", "0x"),
        ("--1", "-"),
        ("9" * 400, "9" * 400),
        ("1e9999", "1e9999"),
        ("1 ..", ""),
        ("1 .. 2 .. 3", ".."),
        ("5 %", "%"),
        ("1 /", ""),
        ("1 hour hour", "hour"),
        ("3 m^x", "x"),
        ("3 m^(1/0)", ")"),
        ("3 (m", ""),
        ("a-b", "a-b"),
        ("a.b", "a.b"),
        (".5", "."),
    ],
)
def test_a_malformed_number_is_one_fault_at_its_place(text: str, at: str) -> None:
    value, faults = told(number, plain(text))
    assert value is None
    assert [fault.code for fault in faults] == ["wrong-shape"]
    assert places(number, text) == [at]


def test_parentheses_of_units_are_read_to_a_limit() -> None:
    assert codes(number, "1 " + "(" * 3000) == ["too-deep"]
    assert codes(number, "1 " + "(" * 90 + "m" + ")" * 90) == []
