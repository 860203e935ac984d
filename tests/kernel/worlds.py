"""Random well-typed terms, and what they mean in Python: an oracle for evaluation and conversion without closures.

Variables are bound at the levels of `VARIABLES`. A type here is simple: it mentions no variable, so it is the same term at
every depth.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from hypothesis import strategies as st

from interlock.kernel.builtin import (
    ADD,
    BOOL,
    DIVIDE,
    INT,
    MAXIMUM,
    MINIMUM,
    MULTIPLY,
    NAT,
    REAL,
    SUBTRACT,
    arrow,
)
from interlock.kernel.context import Context
from interlock.kernel.evaluate import Machine, evaluate
from interlock.kernel.signature import Signature
from interlock.kernel.term import (
    Apply,
    Binder,
    Constant,
    Lambda,
    Literal,
    Local,
    Pi,
    Project,
    Quantified,
    Record,
    Refinement,
    Sum,
    Term,
    Tuple,
    Universe,
)

UNARY = arrow(NAT, NAT)
BINARY = arrow(NAT, NAT, NAT)
SECOND = arrow(UNARY, NAT)
PAIR = Record(("x", "y"), (NAT, BOOL))
BUNDLE = Record(("h", "k"), (UNARY, NAT))
VARIABLES: tuple[Term, ...] = (NAT, NAT, BOOL, UNARY, BINARY, PAIR, BUNDLE, SECOND, INT, REAL)
DEPTH = len(VARIABLES)

Meaning = int | Fraction | str | Callable[["Meaning"], "Meaning"] | Mapping[str, "Meaning"]


def context(signature: Signature | None = None) -> Context:
    """The context in which the variables are bound."""
    machine = Machine()
    types = tuple(evaluate(type_, (), machine) for type_ in VARIABLES)
    return Context(signature or Signature(), {}, types, machine)


@st.composite
def terms(
    draw: st.DrawFn, type_: Term, bound: tuple[Term, ...] = VARIABLES, fuel: int = 4, *, redexes: bool = True
) -> Term:
    """A term of a simple type over the variables bound."""
    return _Growing(draw, redexes).term(type_, bound, fuel)


class _Growing:
    """Draws terms by their types; each way to a type is tried only when it is chosen."""

    def __init__(self, draw: st.DrawFn, redexes: bool) -> None:
        self._draw, self._redexes = draw, redexes

    def term(self, type_: Term, bound: tuple[Term, ...], fuel: int) -> Term:
        known = [Local(k) for k, has in enumerate(bound) if has is type_]
        ways = _WAYS.get(type_, ()) if fuel > 0 else ()
        way = self._draw(st.integers(-2, len(ways) - 1 + (1 if self._redexes and fuel > 0 else 0)))
        if way == -2 and known:
            return self._draw(st.sampled_from(known))
        if way < 0:
            return self._leaf(type_, bound, fuel)
        if way == len(ways):
            return Apply(Lambda("w", self.term(type_, (*bound, NAT), fuel - 1)), (self.term(NAT, bound, fuel - 1),))
        build, parts = ways[way]
        first = self._head(parts[0], bound, fuel - 1)
        return build(first, *[self.term(part, bound, fuel - 1) for part in parts[1:]])

    def _head(self, type_: Term, bound: tuple[Term, ...], fuel: int) -> Term:
        """What is applied or projected from: a variable where no redexes are wanted."""
        if self._redexes or not isinstance(type_, Pi | Record):
            return self.term(type_, bound, fuel)
        return self._draw(st.sampled_from([Local(k) for k, has in enumerate(bound) if has is type_]))

    def _leaf(self, type_: Term, bound: tuple[Term, ...], fuel: int) -> Term:
        """What introduces a type, so that there is always a way."""
        if isinstance(type_, Pi):
            return Lambda("v", self.term(type_.codomain, (*bound, type_.domain), fuel - 1))
        if isinstance(type_, Record):
            # Simple types mention no field, so the fields of a value may be drawn one by one.
            return Tuple(type_.names, tuple([self.term(field, bound, fuel - 1) for field in type_.types]))
        return Literal(self._draw(_LITERALS[type_]))


def _both(operator: Constant) -> Callable[[Term, Term], Term]:
    return lambda left, right: Apply(operator, (left, right))


def _applied(function: Term, *arguments: Term) -> Term:
    return Apply(function, arguments)


_LITERALS: dict[Term, st.SearchStrategy[int | Fraction]] = {
    NAT: st.integers(0, 3),
    INT: st.integers(-3, 3),
    REAL: st.fractions(-2, 2, max_denominator=3),
    BOOL: st.booleans(),
}

_WAYS: dict[Term, tuple[tuple[Callable[..., Term], tuple[Term, ...]], ...]] = {
    NAT: (
        (_applied, (UNARY, NAT)),
        (_applied, (BINARY, NAT, NAT)),
        (_applied, (SECOND, UNARY)),
        (lambda pair: Project(pair, "x"), (PAIR,)),
        (lambda bundle: Project(bundle, "k"), (BUNDLE,)),
        *((_both(operator), (NAT, NAT)) for operator in (ADD, MULTIPLY, MINIMUM, MAXIMUM)),
    ),
    INT: (
        (lambda natural: natural, (NAT,)),
        *((_both(operator), (INT, INT)) for operator in (ADD, SUBTRACT, MULTIPLY, MINIMUM)),
    ),
    REAL: (
        (lambda integer: integer, (INT,)),
        (lambda real: Apply(DIVIDE, (real, Literal(3))), (REAL,)),
        *((_both(operator), (REAL, REAL)) for operator in (ADD, SUBTRACT, MULTIPLY, MAXIMUM)),
    ),
    BOOL: ((lambda pair: Project(pair, "y"), (PAIR,)),),
    UNARY: ((lambda bundle: Project(bundle, "h"), (BUNDLE,)), (_applied, (BINARY, NAT))),
}


def meaning(term: Term, environment: tuple[Meaning, ...]) -> Meaning:
    """The value of a term in Python, by its structure alone."""
    match term:
        case Local(level=level):
            return environment[level]
        case Literal(value=value):
            return value
        case Lambda(body=body):
            return lambda argument: meaning(body, (*environment, argument))
        case Project(record=record, field=field):
            whole = meaning(record, environment)
            assert isinstance(whole, Mapping)
            return whole[field]
        case Tuple(names=names, values=values):
            return {name: meaning(value, environment) for name, value in zip(names, values, strict=True)}
        case Apply(head=head, arguments=arguments) if head in _PYTHON:
            assert isinstance(head, Constant)
            left, right = (meaning(argument, environment) for argument in arguments)
            return _PYTHON[head](left, right)
        case Apply(head=head, arguments=arguments):
            found = meaning(head, environment)
            for argument in arguments:
                assert callable(found)
                found = found(meaning(argument, environment))
            return found
        case Sum(terms=terms_):
            return sum(c * _power(m, environment) for m, c in terms_)
        case _:
            raise TypeError(type(term).__name__)


def _power(monomial: frozenset[tuple[Term, int]], environment: tuple[Meaning, ...]) -> int | Fraction:
    product: int | Fraction = 1
    for atom, exponent in monomial:
        value = meaning(atom, environment)
        assert isinstance(value, int | Fraction)
        product *= value**exponent
    return product


_PYTHON: dict[Term, Callable[..., Meaning]] = {
    ADD: lambda a, b: a + b,
    SUBTRACT: lambda a, b: a - b,
    MULTIPLY: lambda a, b: a * b,
    DIVIDE: lambda a, b: Fraction(a) / b,
    MINIMUM: min,
    MAXIMUM: max,
}

environments = st.tuples(*(terms(type_, (), 2) for type_ in VARIABLES))
"""Closed terms for the variables."""


def alike(left: Term, right: Term) -> bool:
    """Whether two terms are the same up to the names of bound variables: no evaluation, no eta."""
    if left is right:
        return True
    if type(left) is not type(right):
        return False
    match left, right:
        case (Apply(), Apply()):
            return _all((left.head, *left.arguments), (right.head, *right.arguments))
        case (Project(), Project()):
            return left.field == right.field and alike(left.record, right.record)
        case (Tuple(), Tuple()):
            return left.names == right.names and _all(left.values, right.values)
        case (Sum(), Sum()):
            return _sums(left, right)
        case (Universe(), Universe()):
            return left.level == right.level
        case (Binder(), Binder()):
            return _binders(left, right)
        case _:
            return False


def _all(left: tuple[Term, ...], right: tuple[Term, ...]) -> bool:
    return len(left) == len(right) and all(alike(a, b) for a, b in zip(left, right, strict=True))


def _sums(left: Sum, right: Sum) -> bool:
    """The same monomials in some order; atoms that hold binders are compared by structure."""
    rest = list(right.terms)
    for monomial, coefficient in left.terms:
        found = next((one for one in rest if one[1] == coefficient and _monomials(monomial, one[0])), None)
        if found is None:
            return False
        rest.remove(found)
    return not rest


def _monomials(left: frozenset[tuple[Term, int]], right: frozenset[tuple[Term, int]]) -> bool:
    return len(left) == len(right) and all(
        any(exponent == other and alike(atom, one) for one, other in right) for atom, exponent in left
    )


def _binders(left: Binder, right: Binder) -> bool:
    match left, right:
        case (Pi(), Pi()):
            same = left.implicit == right.implicit
            return same and alike(left.domain, right.domain) and alike(left.codomain, right.codomain)
        case (Lambda(), Lambda()):
            return alike(left.body, right.body)
        case (Record(), Record()):
            return left.names == right.names and _all(left.types, right.types)
        case (Refinement(), Refinement()):
            return alike(left.domain, right.domain) and alike(left.proposition, right.proposition)
        case (Quantified(), Quantified()):
            same = left.quantifier == right.quantifier
            return same and alike(left.domain, right.domain) and alike(left.body, right.body)
        case _:
            return False
