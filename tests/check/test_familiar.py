"""A measure that is told in other units is the same measure."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from interlock.check.familiar import Units
from interlock.check.stage import open_library
from interlock.kernel.dimension import combined, measure, powers
from interlock.kernel.term import Constant, Product, Term
from interlock.syntax.grammar import CORE
from interlock.syntax.parse import parse
from interlock.syntax.read import read
from interlock.text.source import Source

KIT = """interlock: 1
vocabulary: kit
units: {hour: base, minute: 1/60 hour, day: 24 hour, square: 4 hour, chip: base, dozen: 12 chip, pace: 1 chip / hour, fit: 1e-9 chip / hour}
"""
PAGE = read(parse(Source("kit.yaml", KIT)).value.surface, CORE).value
LIBRARY = open_library({"kit.yaml": PAGE}, {})
UNITS = {
    LIBRARY.unit_name("kit.yaml", name): LIBRARY.expanded("kit.yaml", unit)
    for name, unit in LIBRARY.units("kit.yaml").items()
    if unit is not None
}
NAMES = {unit.name.rpartition(".")[2]: unit for unit in UNITS}
PRODUCTS = st.dictionaries(
    st.sampled_from(sorted(NAMES)), st.fractions(-2, 2, max_denominator=2).filter(bool), min_size=1, max_size=3
)


def expanded(written: Term) -> Term:
    """A product of units as one of base units."""
    total: dict[Term, Fraction] = {}
    for atom, exponent in powers(written).items():
        total = combined(total, UNITS[atom] if isinstance(atom, Constant) else powers(atom), exponent)
    return measure(total)


@given(PRODUCTS)
def test_a_measure_in_other_units_is_the_same_measure(product: dict[str, Fraction]) -> None:
    meant = expanded(measure({NAMES[name]: exponent for name, exponent in product.items()}))
    if isinstance(meant, Product):
        assert expanded(Units(LIBRARY).measure(meant)) is meant


@given(st.sampled_from(sorted(NAMES)), st.sampled_from(sorted(NAMES)))
def test_a_quotient_of_units_is_told_without_a_number(above: str, below: str) -> None:
    meant = expanded(measure(combined({NAMES[above]: Fraction(1)}, {NAMES[below]: Fraction(1)}, -1)))
    if isinstance(meant, Product) and {above, below} <= {"hour", "minute", "day", "chip", "dozen"}:
        bases = {atom for atom in powers(meant) if isinstance(atom, Constant)}
        written = Units(LIBRARY).measure(meant)
        assert not bases or all(isinstance(atom, Constant) for atom in powers(written))


def test_a_measure_is_told_as_it_was_written_first() -> None:
    half = expanded(measure({NAMES["minute"]: Fraction(1)}))
    assert isinstance(half, Product)
    assert Units(LIBRARY).measure(half) is NAMES["minute"]
    other = measure(combined({NAMES["hour"]: Fraction(1)}, {NAMES["chip"]: Fraction(1)}, 0))
    LIBRARY.spoken[half] = other
    assert Units(LIBRARY).measure(half) is other
    del LIBRARY.spoken[half]
