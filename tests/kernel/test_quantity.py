"""Quantities: their measures are computed with, never converted, and nought is of every measure."""

from __future__ import annotations

from fractions import Fraction

import pytest

from interlock.kernel.builtin import (
    ADD,
    AT_MOST,
    BOOL,
    DIVIDE,
    EQUAL,
    INT,
    LESS,
    MAXIMUM,
    MEASURE,
    MULTIPLY,
    NAT,
    NOT,
    ONE_OF,
    PROP,
    QUANTITY,
    REAL,
    SUBTRACT,
    TRUE,
    TYPE,
    arrow,
)
from interlock.kernel.context import Context
from interlock.kernel.convert import convertible
from interlock.kernel.dimension import (
    PURE,
    combined,
    measure,
    measure_of,
    powers,
    scale,
)
from interlock.kernel.evaluate import Machine, evaluate
from interlock.kernel.judge import Refused, check, infer, value_of
from interlock.kernel.number import plain_amount
from interlock.kernel.obligation import shape
from interlock.kernel.proposition import decide
from interlock.kernel.quote import quote
from interlock.kernel.script import judge_signature
from interlock.kernel.signature import Entry, Signature
from interlock.kernel.spell import spell
from interlock.kernel.term import (
    Apply,
    Constant,
    Free,
    Lambda,
    Literal,
    Local,
    Pi,
    Product,
    Quantified,
    Refinement,
    Sum,
    Term,
)

HOUR, FAULT = Constant("hour"), Constant("fault")
OF = Constant("of")
SIGNATURE = Signature(
    {
        "hour": Entry("hour", "units", MEASURE),
        "fault": Entry("fault", "units", MEASURE),
        "of": Entry("of", "functions", arrow(arrow(NAT, NAT), MEASURE)),
    }
)


def product(**exponents: Fraction | int) -> Term:
    """A product of powers of units."""
    return measure({Constant(name): Fraction(exponent) for name, exponent in exponents.items()})


def quantity(of: Term) -> Term:
    return Apply(QUANTITY, (of,))


DAY = measure(combined(scale(24), powers(HOUR)))
HOURS, FAULTS, DAYS = quantity(HOUR), quantity(FAULT), quantity(DAY)
T, S, C, D, N, R = (Free(name) for name in "tscdnr")
LATE = Refinement("x", HOURS, Apply(NOT, (Apply(EQUAL, (HOURS, Local(0), Literal(0))),)))
NOUGHT, TWO = Literal(0), Literal(2)


def around() -> Context:
    types = {"t": HOURS, "s": HOURS, "c": FAULTS, "d": DAYS, "n": NAT, "r": REAL, "late": LATE, "m": MEASURE, "b": BOOL}
    return Context(SIGNATURE, {name: value(type_) for name, type_ in types.items()}, (), Machine())


def value(term: Term) -> Term:
    return evaluate(term, (), Machine(entries=SIGNATURE.entries))


def amount(number: Fraction | int, of: Term) -> Term:
    """The literal `5 "hour"`."""
    return value(Apply(MULTIPLY, (Literal(number), Apply(ONE_OF, (of,)))))


@pytest.mark.parametrize(
    ("term", "type_"),
    [
        (Apply(ADD, (T, S)), HOURS),
        (Apply(SUBTRACT, (T, S)), HOURS),
        (Apply(MAXIMUM, (T, S)), HOURS),
        (Apply(ADD, (T, NOUGHT)), HOURS),
        (Apply(ADD, (NOUGHT, T)), HOURS),
        (Apply(MAXIMUM, (NOUGHT, C)), FAULTS),
        (Apply(MULTIPLY, (T, S)), quantity(product(hour=2))),
        (Apply(MULTIPLY, (TWO, T)), HOURS),
        (Apply(MULTIPLY, (T, N)), HOURS),
        (Apply(MULTIPLY, (C, T)), quantity(product(fault=1, hour=1))),
        (Apply(DIVIDE, (C, Free("late"))), quantity(product(fault=1, hour=-1))),
        (Apply(DIVIDE, (T, Free("late"))), REAL),
        (Apply(DIVIDE, (R, Free("late"))), quantity(product(hour=-1))),
        (Apply(DIVIDE, (T, TWO)), HOURS),
        (Apply(DIVIDE, (N, TWO)), REAL),
        (Apply(LESS, (T, S)), PROP),
        (Apply(LESS, (T, NOUGHT)), PROP),
        (Apply(AT_MOST, (T, amount(3, HOUR))), PROP),
        (Apply(MULTIPLY, (N, N)), NAT),
        (value(Apply(ADD, (T, S))), HOURS),
        (value(Apply(MULTIPLY, (T, Apply(ADD, (T, S))))), quantity(product(hour=2))),
        (value(Apply(ADD, (Apply(MULTIPLY, (T, N)), S))), HOURS),
        (Free("late"), HOURS),
        (NOUGHT, HOURS),
        (amount(5, HOUR), HOURS),
        (product(hour=1, fault=-1), MEASURE),
        (DAY, MEASURE),
        (measure(combined(powers(Free("m")), powers(HOUR))), MEASURE),
        (measure({HOUR: Fraction(1, 2)}), MEASURE),
    ],
)
def test_measures_are_multiplied_and_divided_and_are_one_in_sums(term: Term, type_: Term) -> None:
    here = around()
    check(term, value(type_), here)
    found = infer(term, here)
    assert found is value(type_) or term in (NOUGHT, Free("late"))


@pytest.mark.parametrize(
    ("term", "rule"),
    [
        (Apply(ADD, (T, C)), "Measure"),
        (Apply(ADD, (T, D)), "Measure"),
        (Apply(SUBTRACT, (T, R)), "Measure"),
        (Apply(MAXIMUM, (N, T)), "Measure"),
        (Apply(ADD, (T, Literal(1))), "Measure"),
        (Apply(LESS, (T, C)), "Measure"),
        (Apply(LESS, (T, Literal(1))), "Measure"),
        (Apply(LESS, (Literal(1), T)), "Measure"),
        (Apply(AT_MOST, (D, T)), "Measure"),
        (Apply(DIVIDE, (C, T)), "Arith"),
        (Apply(DIVIDE, (T, NOUGHT)), "Arith"),
        (Apply(ADD, (T, Free("b"))), "Arith"),
        (Apply(ADD, (T, HOUR)), "Arith"),
        (value(Apply(ADD, (T, C))), "Arith"),
        (value(Apply(ADD, (T, Literal(1)))), "Arith"),
        (value(Apply(ADD, (Literal(1), Apply(ADD, (T, C))))), "Arith"),
        (value(Apply(ADD, (T, Apply(MULTIPLY, (T, S))))), "Arith"),
        (value(Apply(ADD, (T, D))), "Arith"),
        (Product(frozenset({(Literal(1), Fraction(1)), (HOUR, Fraction(1))})), "Measure"),
        (Product(frozenset({(Literal(-2), Fraction(1))})), "Measure"),
        (Product(frozenset({(Literal(Fraction(1, 2)), Fraction(1))})), "Measure"),
        (Product(frozenset({(Literal("hour"), Fraction(1))})), "Measure"),
        (Product(frozenset({(Literal(value=True), Fraction(1))})), "Measure"),
        (Product(frozenset({(N, Fraction(1)), (HOUR, Fraction(1))})), "Subsume"),
        (quantity(N), "Subsume"),
        (Apply(ONE_OF, (Literal(3),)), "Subsume"),
    ],
)
def test_what_is_of_two_measures_is_refused_by_its_rule(term: Term, rule: str) -> None:
    with pytest.raises(Refused) as refusal:
        infer(term, around())
    assert refusal.value.rule == rule


def test_a_prime_is_a_measure_from_two_on() -> None:
    assert infer(Product(frozenset({(Literal(2), Fraction(1)), (HOUR, Fraction(1))})), around()) is MEASURE


@pytest.mark.parametrize(
    ("literal", "type_"), [(Literal(1), HOURS), (Literal(-1), FAULTS), (Literal(Fraction(1, 2)), HOURS), (TRUE, HOURS)]
)
def test_a_number_but_nought_is_of_no_measure(literal: Literal, type_: Term) -> None:
    with pytest.raises(Refused) as refusal:
        check(literal, value(type_), around())
    assert refusal.value.rule == "Subsume"


def test_quantities_of_equal_measures_are_one_type() -> None:
    assert quantity(PURE) is not REAL
    assert value(quantity(PURE)) is REAL
    assert value(Apply(ONE_OF, (PURE,))) is Literal(1)
    assert value(quantity(measure(combined(scale(24), powers(HOUR))))) is value(DAYS)
    assert measure_of(HOURS) is HOUR
    assert [measure_of(type_) for type_ in (NAT, INT, REAL)] == [PURE] * 3
    assert measure_of(BOOL) is None
    assert measure_of(Apply(Constant("List"), (NAT,))) is None


def test_amounts_are_computed_with_their_units() -> None:
    assert value(Apply(MULTIPLY, (amount(5, HOUR), amount(2, product(hour=-1))))) is Literal(10)
    assert value(Apply(MULTIPLY, (amount(5, HOUR), amount(2, FAULT)))) is amount(10, product(hour=1, fault=1))
    assert value(Apply(MULTIPLY, (amount(3, HOUR), amount(3, HOUR)))) is amount(9, product(hour=2))
    assert value(Apply(DIVIDE, (amount(5, FAULT), amount(2, HOUR)))) is amount(
        Fraction(5, 2), product(fault=1, hour=-1)
    )
    assert value(Apply(DIVIDE, (amount(5, HOUR), amount(2, HOUR)))) is Literal(Fraction(5, 2))
    assert value(Apply(DIVIDE, (T, amount(2, HOUR)))) is value(
        Apply(MULTIPLY, (T, amount(Fraction(1, 2), product(hour=-1))))
    )
    nought = Apply(DIVIDE, (amount(1, HOUR), NOUGHT))
    assert value(nought) is nought
    by_sum = Apply(DIVIDE, (T, value(Apply(ADD, (T, amount(1, HOUR))))))
    assert value(by_sum) is by_sum


@pytest.mark.parametrize(
    ("term", "found"),
    [
        (amount(5, HOUR), (5, HOUR)),
        (amount(1, HOUR), (1, HOUR)),
        (Literal(7), (7, PURE)),
        (NOUGHT, (0, PURE)),
        (T, None),
        (value(Apply(ADD, (T, T))), None),
        (value(Apply(MULTIPLY, (T, amount(5, HOUR)))), None),
        (value(Apply(ADD, (amount(5, HOUR), Literal(1)))), None),
        (value(Apply(MULTIPLY, (T, T))), None),
        (Apply(Constant("f"), (HOUR,)), None),
    ],
)
def test_a_literal_with_a_unit_is_an_amount(term: Term, found: tuple[int, Term] | None) -> None:
    assert plain_amount(term) == found


@pytest.mark.parametrize("name", "abcdefgh")
def test_an_amount_of_something_is_no_amount(name: str) -> None:
    """Whichever of the two factors comes first."""
    assert plain_amount(value(Apply(MULTIPLY, (Free(name), amount(5, HOUR))))) is None


def test_amounts_of_one_unit_are_compared() -> None:
    assert decide(Apply(LESS, (amount(5, HOUR), amount(6, HOUR)))) is True
    assert decide(Apply(LESS, (amount(6, HOUR), amount(6, HOUR)))) is False
    assert decide(Apply(AT_MOST, (amount(6, HOUR), amount(6, HOUR)))) is True
    assert decide(Apply(EQUAL, (HOURS, amount(5, HOUR), amount(6, HOUR)))) is False
    assert decide(Apply(EQUAL, (HOURS, amount(5, HOUR), NOUGHT))) is False
    assert decide(Apply(LESS, (amount(5, HOUR), T))) is None


ETA = Apply(OF, (evaluate(Lambda("x", Apply(Free("g"), (Local(0),))), (), Machine()),))
PLAIN = Apply(OF, (Free("g"),))


def test_measures_are_compared_up_to_conversion_of_their_atoms() -> None:
    here = Context(SIGNATURE, {"g": evaluate(arrow(NAT, NAT), (), Machine())}, (), Machine())
    one, other = (measure({atom: Fraction(2), HOUR: Fraction(1)}) for atom in (ETA, PLAIN))
    assert one is not other
    assert convertible(one, other, here)
    assert not convertible(one, measure({PLAIN: Fraction(2), HOUR: Fraction(2)}), here)
    assert not convertible(one, measure({PLAIN: Fraction(1), HOUR: Fraction(1)}), here)
    assert not convertible(one, measure({PLAIN: Fraction(2)}), here)
    assert not convertible(measure({PLAIN: Fraction(2)}), one, here)
    assert not convertible(one, HOUR, here)
    assert convertible(Apply(Constant("within"), (one,)), Apply(Constant("within"), (other,)), here)


def test_quantities_of_measures_that_are_equal_by_conversion_add() -> None:
    free = {
        "x": quantity(ETA),
        "y": quantity(PLAIN),
        "z": quantity(HOUR),
        "g": evaluate(arrow(NAT, NAT), (), Machine()),
    }
    here = Context(SIGNATURE, free, (), Machine())
    x, y, z = (Free(name) for name in "xyz")
    for both in (Apply(ADD, (x, y)), value(Apply(ADD, (x, y)))):
        assert convertible(infer(both, here), quantity(PLAIN), here)
    for apart in (Apply(ADD, (x, z)), value(Apply(ADD, (x, z)))):
        with pytest.raises(Refused):
            infer(apart, here)


def test_a_product_is_quoted_atom_by_atom_and_has_a_shape() -> None:
    squared = measure({ETA: Fraction(2), HOUR: Fraction(1)})
    quoted = quote(squared, 0, Machine())
    again = quote(measure({ETA: Fraction(2), HOUR: Fraction(1)}), 0, Machine())
    assert isinstance(quoted, Product)
    assert shape(quoted) == shape(again)
    assert shape(quoted) != shape(quote(measure({ETA: Fraction(3), HOUR: Fraction(1)}), 0, Machine()))
    assert shape(product(hour=2)) is product(hour=2)


def test_a_product_is_evaluated_where_its_atoms_become_products() -> None:
    over = Product(frozenset({(Local(0), Fraction(2)), (Literal(3), Fraction(1)), (HOUR, Fraction(-1))}))
    assert evaluate(over, (HOUR,), Machine()) is measure({Literal(3): Fraction(1), HOUR: Fraction(1)})
    assert evaluate(over, (product(hour=1, fault=1),), Machine()) is measure(
        {Literal(3): Fraction(1), HOUR: Fraction(1), FAULT: Fraction(2)}
    )
    assert evaluate(over, (PURE,), Machine()) is measure({Literal(3): Fraction(1), HOUR: Fraction(-1)})


def test_nought_is_compared_with_what_a_variable_measures() -> None:
    over = Pi("u", MEASURE, arrow(Apply(QUANTITY, (Local(0),)), BOOL))
    assert infer(over, around()) is TYPE
    claim = Quantified(
        "forall", "u", MEASURE, Quantified("forall", "x", Apply(QUANTITY, (Local(0),)), Apply(LESS, (NOUGHT, Local(1))))
    )
    check(claim, PROP, around())


def test_a_unit_is_declared_to_be_a_measure() -> None:
    judge_signature(SIGNATURE, SIGNATURE.entries.values())
    bad = Signature({"hour": Entry("hour", "units", REAL)})
    with pytest.raises(Refused) as refusal:
        judge_signature(bad, bad.entries.values())
    assert refusal.value.rule == "Decl"


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (HOURS, 'Quantity "hour"'),
        (DAYS, 'Quantity "24 hour"'),
        (quantity(product(fault=1, hour=-1)), 'Quantity "fault / hour"'),
        (quantity(measure(scale(Fraction(1, 2)))), 'Quantity "1/2"'),
        (quantity(product(hour=-1)), 'Quantity "1 / hour"'),
        (quantity(measure(combined(scale(24), {HOUR: Fraction(-1)}))), 'Quantity "24 / hour"'),
        (quantity(measure({Literal(2): Fraction(1, 2), HOUR: Fraction(1)})), "Quantity (2^(1/2) * hour)"),
        (quantity(Free("m")), "Quantity m"),
        (quantity(measure({Free("m"): Fraction(2)})), "Quantity (m^2)"),
        (quantity(measure({Free("m"): Fraction(1), HOUR: Fraction(-1)})), "Quantity (m / hour)"),
        (measure({Free("m"): Fraction(-1), HOUR: Fraction(-1)}), "1 / (hour * m)"),
        (measure({Free("m"): Fraction(-2), HOUR: Fraction(-1), FAULT: Fraction(1)}), "fault / (hour * m^2)"),
        (amount(1, HOUR), '1 "hour"'),
        (amount(5, HOUR), '5 "hour"'),
        (amount(Fraction(1, 2), product(fault=1, hour=-1)), '0.5 "fault / hour"'),
        (value(Apply(ADD, (T, amount(5, HOUR)))), '5 "hour" + t'),
        (value(Apply(MULTIPLY, (amount(5, HOUR), T))), '5 "hour" * t'),
        (Apply(Constant("f"), (Apply(ONE_OF, (HOUR,)),)), 'f (1 "hour")'),
        (Apply(Constant("f"), (HOURS,)), 'f (Quantity "hour")'),
    ],
)
def test_measures_are_spelled_as_they_are_quoted(term: Term, text: str) -> None:
    assert spell(term) == text


def test_sums_of_quantities_are_normal_forms() -> None:
    both = value(Apply(ADD, (T, Apply(MULTIPLY, (T, TWO)))))
    assert both is value(Apply(MULTIPLY, (Literal(3), T)))
    assert isinstance(both, Sum)
    assert value_of(both, around()) is both
