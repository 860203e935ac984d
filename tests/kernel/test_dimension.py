"""Measures as vectors over units and primes, exact up to stated limits."""

from __future__ import annotations

from fractions import Fraction

import pytest

from interlock.kernel.builtin import ADD, DIVIDE, MINIMUM, MULTIPLY, SUBTRACT, UNKNOWN
from interlock.kernel.dimension import (
    POWER_LIMIT,
    PRIME_LIMIT,
    PURE,
    combined,
    factor_of,
    measure,
    powers,
    ratio,
    root_of,
    scale,
)
from interlock.kernel.evaluate import Machine, evaluate
from interlock.kernel.term import (
    INTEGER_LIMIT,
    Apply,
    Free,
    Large,
    Literal,
    Local,
    Product,
    Term,
)
from tests.kernel.test_quantity import DAY, FAULT, HOUR, product


def test_measures_are_vectors() -> None:
    assert measure({HOUR: Fraction(1)}) is HOUR
    assert measure({HOUR: Fraction(0)}) is PURE
    assert measure({}) is PURE
    assert measure({Literal(3): Fraction(1)}) is Product(frozenset({(Literal(3), Fraction(1))}))
    assert measure({HOUR: Fraction(2)}) is Product(frozenset({(HOUR, Fraction(2))}))
    assert powers(HOUR) == {HOUR: 1}
    assert powers(product(hour=2, fault=-1)) == {HOUR: 2, FAULT: -1}
    assert combined({HOUR: Fraction(1)}, {HOUR: Fraction(2), FAULT: Fraction(1)}, -1) == {HOUR: -1, FAULT: -1}
    assert combined({HOUR: Fraction(1)}, {HOUR: Fraction(1)}, -1) == {}
    assert ratio(DAY, HOUR) is measure(scale(24))
    assert ratio(HOUR, HOUR) is PURE


@pytest.mark.parametrize("factor", [1, 2, 24, 97, 9797, Fraction(5, 7), Fraction(3600, 101), PRIME_LIMIT**2 + 1])
def test_a_factor_is_the_product_of_its_primes(factor: Fraction | int) -> None:
    assert factor_of(measure(scale(factor))) == factor
    assert all(isinstance(atom, Literal) for atom in scale(factor))


@pytest.mark.parametrize(
    "other",
    [
        HOUR,
        DAY,
        Free("m"),
        measure({Literal(2): Fraction(1, 2)}),
        measure({Literal(2): Fraction(POWER_LIMIT + 1)}),
        measure({Literal(2): Fraction(-POWER_LIMIT - 1)}),
    ],
)
def test_a_measure_with_a_unit_or_a_root_is_no_factor(other: Term) -> None:
    assert factor_of(other) is None


def test_a_factor_is_exact_up_to_the_limit() -> None:
    assert factor_of(measure({Literal(2): Fraction(POWER_LIMIT)})) == 2**POWER_LIMIT
    assert factor_of(measure({Literal(2): Fraction(-POWER_LIMIT)})) == Fraction(1, 2**POWER_LIMIT)


def test_measures_beyond_the_limits_are_large() -> None:
    many: dict[Term, Fraction] = {Free(f"u{at}"): Fraction(1) for at in range(POWER_LIMIT + 1)}
    with pytest.raises(Large):
        measure(many)
    assert len(powers(measure(dict(list(many.items())[1:])))) == POWER_LIMIT
    for exponent in (Fraction(INTEGER_LIMIT), Fraction(-INTEGER_LIMIT), Fraction(1, INTEGER_LIMIT)):
        with pytest.raises(Large):
            measure({HOUR: exponent})
    measure({HOUR: Fraction(INTEGER_LIMIT - 1)})


def test_a_number_that_is_hard_to_factor_is_large() -> None:
    above = 100003  # the least prime above the limit
    with pytest.raises(Large):
        scale(above * above)
    with pytest.raises(Large):
        scale(Fraction(1, above * 100019))
    assert scale(99991 * 99991) == {Literal(99991): 2}
    assert scale(360) == {Literal(2): 3, Literal(3): 2, Literal(5): 1}
    assert scale(Fraction(9, 49)) == {Literal(3): 2, Literal(7): -2}
    assert scale(2 * above) == {Literal(2): 1, Literal(above): 1}


@pytest.mark.parametrize(
    ("exponents", "root"),
    [
        ({}, (1, 1)),
        ({2: 3}, (8, 1)),
        ({2: Fraction(1, 2)}, (2, 2)),
        ({2: Fraction(3, 2), 3: Fraction(-1, 3)}, (Fraction(2**9, 3**2), 6)),
        ({2: Fraction(POWER_LIMIT, 3)}, (2**POWER_LIMIT, 3)),
        ({2: Fraction(POWER_LIMIT + 1, 3)}, None),
        ({2: Fraction(-POWER_LIMIT - 1, 3)}, None),
    ],
)
def test_a_measure_without_units_is_the_root_of_a_number(
    exponents: dict[int, Fraction | int], root: tuple[Fraction, int] | None
) -> None:
    assert root_of(measure({Literal(prime): Fraction(power) for prime, power in exponents.items()})) == root
    assert root_of(measure({HOUR: Fraction(1, 2)})) is None


@pytest.mark.parametrize("operation", [ADD, SUBTRACT, MULTIPLY, DIVIDE, MINIMUM])
def test_unknown_things_do_not_cancel(operation: Term) -> None:
    machine, two = Machine(), (Local(0), Local(1))
    assert evaluate(Apply(operation, (UNKNOWN, UNKNOWN)), (), machine) is UNKNOWN
    assert evaluate(Apply(operation, (Literal(3), two[0])), (UNKNOWN,), machine) is UNKNOWN
    difference = evaluate(Apply(SUBTRACT, two), two, machine)
    assert evaluate(difference, (UNKNOWN, UNKNOWN), machine) is UNKNOWN
    assert evaluate(difference, (Literal(5), Literal(3)), machine) is Literal(2)
    assert evaluate(measure({two[0]: Fraction(1), two[1]: Fraction(-1)}), (UNKNOWN, UNKNOWN), machine) is UNKNOWN
