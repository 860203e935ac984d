"""Polynomial normal forms against their values at random points, and exact measures."""

from __future__ import annotations

import math
from fractions import Fraction
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.kernel.builtin import ADD, MULTIPLY, SUBTRACT
from interlock.kernel.evaluate import Machine, evaluate
from interlock.kernel.measure import Measure, measure, read_measure, spell_measure
from interlock.kernel.number import DEGREE_LIMIT, TERM_LIMIT, normal, plus, polynomial, times
from interlock.kernel.quote import identity
from interlock.kernel.term import INTEGER_LIMIT, Apply, Large, Literal, Local, Sum, Term
from tests.kernel.worlds import meaning

VARIABLES = 3
POINTS = [(0, 0, 0), (1, 0, 0), (2, 3, 5), (-1, 4, 7), (11, -13, 17), (101, 103, -107), (1009, 10007, 100003)]


def _combined(inner: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    return st.builds(lambda o, a, b: Apply(o, (a, b)), st.sampled_from([ADD, SUBTRACT, MULTIPLY]), inner, inner)


leaves: st.SearchStrategy[Term] = st.one_of(st.integers(0, VARIABLES - 1).map(Local), st.integers(-3, 3).map(Literal))
polynomials = st.recursive(leaves, _combined, max_leaves=8)


def value(term: Term) -> Term:
    return evaluate(term, identity(VARIABLES), Machine())


@given(polynomials, st.tuples(*[st.integers(-20, 20)] * VARIABLES))
def test_a_normal_form_has_the_value_of_its_term_everywhere(term: Term, point: tuple[int, ...]) -> None:
    assert meaning(value(term), point) == meaning(term, point)


@given(polynomials, st.tuples(*[st.integers(-20, 20)] * VARIABLES))
def test_a_normal_form_is_evaluated_like_its_term(term: Term, point: tuple[int, ...]) -> None:
    machine = Machine()
    at = tuple(Literal(coordinate) for coordinate in point)
    assert evaluate(value(term), at, machine) is evaluate(term, at, machine) is Literal(meaning(term, point))  # type: ignore[arg-type]


@given(polynomials, polynomials)
def test_two_terms_have_one_normal_form_exactly_if_they_are_equal_everywhere(left: Term, right: Term) -> None:
    # At most eight factors: no two different polynomials of that degree and size agree at all these points.
    everywhere = all(meaning(left, point) == meaning(right, point) for point in POINTS)
    assert (value(left) is value(right)) == everywhere


@given(polynomials, polynomials, polynomials)
def test_sums_and_products_form_a_ring(a: Term, b: Term, c: Term) -> None:
    def add(x: Term, y: Term) -> Term:
        return Apply(ADD, (x, y))

    def multiply(x: Term, y: Term) -> Term:
        return Apply(MULTIPLY, (x, y))

    assert value(add(a, b)) is value(add(b, a))
    assert value(multiply(a, b)) is value(multiply(b, a))
    assert value(add(a, add(b, c))) is value(add(add(a, b), c))
    assert value(multiply(a, add(b, c))) is value(add(multiply(a, b), multiply(a, c)))
    assert value(Apply(SUBTRACT, (a, a))) is Literal(0)


def test_what_has_one_form_is_one_object() -> None:
    x = Local(0)
    assert normal(polynomial(x)) is x
    assert normal({}) is Literal(0)
    assert normal(polynomial(Literal(5))) is Literal(5)
    assert isinstance(normal(plus(polynomial(x), polynomial(Literal(1)))), Sum)
    assert isinstance(normal({frozenset({(x, 2)}): 1}), Sum)
    assert isinstance(normal({frozenset({(x, 1)}): 2}), Sum)
    assert normal({frozenset({(x, 1)}): Fraction(4, 2)}) is normal({frozenset({(x, 1)}): 2})


def test_integers_beyond_those_of_a_machine_are_large() -> None:
    assert Literal(INTEGER_LIMIT - 1).value == INTEGER_LIMIT - 1
    assert Literal(-INTEGER_LIMIT).value == -INTEGER_LIMIT
    for beyond in (INTEGER_LIMIT, -INTEGER_LIMIT - 1, Fraction(1, 2**4096)):
        with pytest.raises(Large):
            Literal(beyond)


def test_a_fraction_that_is_whole_is_that_integer() -> None:
    assert Literal(Fraction(6, 2)) is Literal(3)


def test_true_is_not_one() -> None:
    assert Literal(value=True) is not Literal(1)


def test_sums_of_more_terms_than_the_limit_are_large() -> None:
    atoms = [polynomial(Local(k)) for k in range(TERM_LIMIT + 1)]
    total: dict[frozenset[tuple[Term, int]], int | Fraction] = {}
    for atom in atoms[:-1]:
        total = plus(total, atom)
    assert isinstance(normal(total), Sum)
    with pytest.raises(Large):
        normal(plus(total, atoms[-1]))


def test_products_are_refused_before_they_are_made() -> None:
    many: dict[frozenset[tuple[Term, int]], int | Fraction] = {
        frozenset({(Local(k), 1)}): 1 for k in range(TERM_LIMIT + 1)
    }
    with pytest.raises(Large):
        times(many, many)


units = st.sampled_from(["hour", "fault", "chip"])
measures = st.builds(
    lambda powers, factor: Measure((), factor).times(Measure(tuple(sorted(powers.items())))),
    st.dictionaries(units, st.sampled_from([Fraction(-1), Fraction(1), Fraction(1, 2), Fraction(2)]), max_size=3),
    st.fractions(Fraction(1, 9), 9, max_denominator=9).filter(bool),
)


@given(measures, measures, measures)
def test_measures_form_an_abelian_group(a: Measure, b: Measure, c: Measure) -> None:
    assert a.times(b) == b.times(a)
    assert a.times(b).times(c) == a.times(b.times(c))
    assert a.times(a, Fraction(-1)) == Measure()
    assert a.times(Measure()) == a


exponents = st.fractions(-2, 2, max_denominator=3)


@given(measures, exponents, exponents)
def test_powers_of_measures_compose_with_their_factors(a: Measure, p: Fraction, q: Fraction) -> None:
    power = Measure().times(a, p)
    assert power.times(a, q) == Measure().times(a, p + q)
    assert Measure().times(power, q) == Measure().times(a, p * q)
    assert read_measure(spell_measure(power.powers)).powers == power.powers


@given(measures, exponents)
def test_the_root_of_a_measure_is_the_number_that_a_float_says(a: Measure, p: Fraction) -> None:
    power = Measure().times(a, p)
    roots = prod(float(int(name)) ** float(e) for name, e in power.powers if name.isdecimal())
    assert math.isclose(float(power.factor) * roots, float(a.factor) ** float(p), rel_tol=1e-9)
    assert all(0 < e < 1 for name, e in power.powers if name.isdecimal())


def test_units_are_expanded_with_their_factors() -> None:
    hour = Measure((("hour", Fraction(1)),))
    day = Measure(hour.powers, Fraction(24))
    found = measure((("day", Fraction(2)), ("hour", Fraction(-1))), {"hour": hour, "day": day})
    assert found == Measure((("hour", Fraction(1)),), Fraction(576))
    assert found.powers == hour.powers
    assert found.powers != Measure().powers
    with pytest.raises(KeyError):
        measure((("week", Fraction(1)),), {})


@pytest.mark.parametrize(
    ("powers", "text"),
    [
        ({}, "1"),
        ({"hour": 1}, "hour"),
        ({"hour": -1}, "1 / hour"),
        ({"fault": 1, "hour": -1}, "fault / hour"),
        ({"chip": -1, "fault": 2, "hour": -1}, "fault^2 / (chip * hour)"),
        ({"hour": 3}, "hour^3"),
        ({"hour": Fraction(1, 2), "fault": Fraction(-3, 2)}, "hour^(1/2) / fault^(3/2)"),
    ],
)
def test_a_measure_is_spelled_as_it_is_written_and_read_back(powers: dict[str, Fraction], text: str) -> None:
    exact = tuple((name, Fraction(power)) for name, power in sorted(powers.items()))
    assert spell_measure(exact) == text
    assert read_measure(text) == Measure(exact)


def test_a_power_beyond_the_limit_is_large() -> None:
    most: dict[frozenset[tuple[Term, int]], int | Fraction] = {frozenset({(Local(0), DEGREE_LIMIT)}): 1}
    assert isinstance(normal(most), Sum)
    with pytest.raises(Large):
        times(most, polynomial(Local(0)))


@given(measures)
def test_what_is_spelled_is_read_back(wanted: Measure) -> None:
    assert read_measure(spell_measure(wanted.powers)).powers == wanted.powers


def test_a_root_of_a_factor_is_exact_or_stays_a_root() -> None:
    four, nine = Measure((), Fraction(4)), Measure((), Fraction(9))
    assert four.times(nine, Fraction(2)).factor == 324
    assert four.times(nine, Fraction(-1)).factor == Fraction(4, 9)
    assert four.times(nine, Fraction(1, 2)) == Measure((), Fraction(12))
    root = four.times(Measure((), Fraction(2)), Fraction(1, 2))
    assert root != four
    assert root.times(root) == Measure((), Fraction(32))


def test_powers_and_products_up_to_the_limits_are_made() -> None:
    half: dict[frozenset[tuple[Term, int]], int | Fraction] = {frozenset({(Local(0), DEGREE_LIMIT // 2)}): 1}
    assert times(half, half) == {frozenset({(Local(0), DEGREE_LIMIT)}): 1}
    several: dict[frozenset[tuple[Term, int]], int | Fraction] = {frozenset({(Local(k), 1)}): 1 for k in range(40)}
    assert len(times(several, several)) == 40 * 41 // 2
