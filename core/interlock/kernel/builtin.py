"""The built-in constants and their types, as closed terms."""

from __future__ import annotations

from typing import Final

from interlock.kernel.term import Apply, Constant, Hole, Literal, Local, Pi, Refinement, Term, Universe

TYPE: Final = Universe(0)
PROP: Final = Constant("Prop")
NAT: Final = Constant("Nat")
INT: Final = Constant("Int")
REAL: Final = Constant("Real")
BOOL: Final = Constant("Bool")
TEXT: Final = Constant("Text")
UNIT: Final = Constant("Unit")
FIN: Final = Constant("Fin")
VEC: Final = Constant("Vec")
LIST: Final = Constant("List")
OPTION: Final = Constant("Option")
DIST: Final = Constant("Dist")
CREDAL: Final = Constant("Credal")
POSSIBLE: Final = Constant("Possible")
MEASURE: Final = Constant("Measure")
QUANTITY: Final = Constant("Quantity", reducible=True)
ONE_OF: Final = Constant("unit", reducible=True)
"""`unit u` is the quantity of one u; only literals with a unit make it."""

NOTHING: Final = Constant("none", (True,))
SOME: Final = Constant("some", (True, False))
POINT: Final = Constant("point", (True, False))
HULL: Final = Constant("hull", (True, False))
CERTAIN: Final = Constant("certain", (True, False))
QUORUM: Final = Constant("quorum", (True, False, False))
VACUOUS: Final = Constant("anyOf", (True, False), reducible=True)
TRUE: Final = Literal(value=True)
FALSE: Final = Literal(value=False)
AND: Final = Constant("and")
OR: Final = Constant("or")
NOT: Final = Constant("not")
IMPLIES: Final = Constant("=>")
EQUAL: Final = Constant("=", (True, False, False))
LESS: Final = Constant("<")
AT_MOST: Final = Constant("<=")
ADD: Final = Constant("+", reducible=True)
SUBTRACT: Final = Constant("-", reducible=True)
MULTIPLY: Final = Constant("*", reducible=True)
DIVIDE: Final = Constant("/", reducible=True)
MINIMUM: Final = Constant("min", reducible=True)
MAXIMUM: Final = Constant("max", reducible=True)
UNKNOWN: Final[Term] = Hole("?")
"""What an ill-typed thing becomes while elaborating; nothing ever fills it, and it never reaches a checked diagram."""

NUMERIC: Final = (NAT, INT, REAL)
"""The numeric types, each embedded in the next."""

ARITHMETIC: Final = (ADD, SUBTRACT, MULTIPLY, DIVIDE, MINIMUM, MAXIMUM)


def arrow(*types: Term) -> Term:
    """`A1 -> ... -> An` of closed constants."""
    result = types[-1]
    for domain in reversed(types[:-1]):
        result = Pi("_", domain, result)
    return result


def _polymorphic(*types: Term) -> Term:
    """`{A : Type} -> ...` where the types may mention ``Local(0)``."""
    return Pi("A", TYPE, arrow(*types), implicit=True)


def _of(family: Constant) -> Term:
    return Apply(family, (Local(0),))


_COUNTED: Final = Refinement("k", NAT, Apply(AT_MOST, (Local(1), Local(0))))


TYPES: Final[dict[str, Term]] = {
    "Prop": TYPE,
    **{family.name: TYPE for family in (NAT, INT, REAL, BOOL, TEXT, UNIT, MEASURE)},
    **{family.name: arrow(TYPE, TYPE) for family in (LIST, OPTION, DIST, CREDAL, POSSIBLE)},
    "Fin": arrow(NAT, TYPE),
    "Quantity": arrow(MEASURE, TYPE),
    "unit": Pi("u", MEASURE, Apply(QUANTITY, (Local(0),))),
    "Vec": arrow(TYPE, NAT, TYPE),
    "none": _polymorphic(_of(OPTION)),
    "some": _polymorphic(Local(0), _of(OPTION)),
    "point": _polymorphic(Local(0), _of(DIST)),
    "certain": _polymorphic(Local(0), _of(POSSIBLE)),
    "hull": _polymorphic(_of(DIST), _of(CREDAL)),
    "anyOf": _polymorphic(_of(POSSIBLE), _of(CREDAL)),
    "quorum": Pi("n", NAT, Pi("k", _COUNTED, Pi("xs", Apply(VEC, (BOOL, Local(0))), BOOL)), implicit=True),
    "and": arrow(PROP, PROP, PROP),
    "or": arrow(PROP, PROP, PROP),
    "=>": arrow(PROP, PROP, PROP),
    "not": arrow(PROP, PROP),
    "=": _polymorphic(Local(0), Local(0), PROP),
    "<": arrow(REAL, REAL, PROP),
    "<=": arrow(REAL, REAL, PROP),
}
"""The type of every built-in constant but arithmetic, whose result is the join of its arguments' types."""

COVARIANT: Final = frozenset({"List", "Option", "Dist", "Credal", "Possible", "Vec"})
"""Built-in families that are covariant in their first argument."""

NAMES: Final[dict[str, Constant | Literal]] = {
    constant.name: constant
    for constant in (
        PROP,
        NAT,
        INT,
        REAL,
        BOOL,
        TEXT,
        UNIT,
        FIN,
        VEC,
        LIST,
        OPTION,
        DIST,
        CREDAL,
        POSSIBLE,
        MEASURE,
        QUANTITY,
        NOTHING,
        SOME,
        POINT,
        HULL,
        CERTAIN,
        VACUOUS,
        QUORUM,
        MINIMUM,
        MAXIMUM,
    )
} | {"true": TRUE, "false": FALSE}
"""What a user may write."""
