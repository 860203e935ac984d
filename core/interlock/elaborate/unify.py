"""Unification that only solves: it walks two types side by side and fills holes; the verdict is the kernel's.

Because a solution is never a verdict, going on after a disagreement is safe, and a constraint that is not yet a pattern
is simply met again when more holes are filled. In covariant places a solution is stripped of refinements, in
contravariant and invariant ones it is exact.
"""

from __future__ import annotations

from interlock.elaborate.equate import apart_measures, apart_numbers, linear, measures
from interlock.elaborate.metavariable import Metavariables, is_flexible
from interlock.kernel.builtin import CREDAL, DIST, FIN, NAT, NUMERIC, POSSIBLE, QUANTITY
from interlock.kernel.context import Context
from interlock.kernel.dimension import PURE, measure_of
from interlock.kernel.evaluate import apply, domain, evaluate, expose, instantiate, project
from interlock.kernel.family import members
from interlock.kernel.subsume import stripped
from interlock.kernel.term import (
    Apply,
    Closure,
    Constant,
    Free,
    Lambda,
    Literal,
    Pi,
    Product,
    Project,
    Quantified,
    Record,
    Refinement,
    Sum,
    Term,
    Tuple,
)

_MONADS = (DIST, CREDAL, POSSIBLE)


def fit(found: Term, expected: Term, metas: Metavariables, context: Context, *, exact: bool = False) -> None:
    """Fill holes so that a term of type ``found`` may stand where ``expected`` is due, embeddings allowed.

    If ``exact``, no hole is filled whose solution would lose a refinement.
    """
    Matching(metas, exact=exact).fit(found, expected, context)


def fit_each(found: Term, expected: Term, metas: Metavariables, context: Context, *, exact: bool = False) -> None:
    """Fill holes so that each member of a family fits, embeddings allowed; both types are functions of the member."""
    one, other = members(metas.filled(found, context.depth), context), members(expected, context)
    assert one is not None
    assert other is not None
    source, fresh = domain(other, metas.machine), context.variable
    unify(domain(one, metas.machine), source, metas, context)
    left, right = instantiate(one, fresh, metas.machine), instantiate(other, fresh, metas.machine)
    fit(left, right, metas, context.bind(source), exact=exact)


def match_types(found: Term, expected: Term, metas: Metavariables, context: Context) -> None:
    """Fill holes so that ``found`` is a subtype of ``expected``, as which the same term counts."""
    Matching(metas, exact=False).match(found, expected, context, covariant=True)


class Matching:
    """Two types matched in the direction of subtyping; ``exact`` leaves holes whose solution would lose a refinement."""

    __slots__ = ("exact", "metas")

    def __init__(self, metas: Metavariables, *, exact: bool) -> None:
        """Fill the holes of ``metas``."""
        self.metas, self.exact = metas, exact

    def fit(self, found: Term, expected: Term, context: Context) -> None:
        """Match what meets at a port's own type, where embeddings are allowed."""
        found, expected = self.metas.force(found), self.metas.force(expected)
        if isinstance(expected, Apply) and expected.head in _MONADS and not is_flexible(found):
            bare = stripped(found, context)
            inside = bare.arguments[0] if isinstance(bare, Apply) and bare.head in _MONADS else bare
            self.match(inside, expected.arguments[0], context, covariant=True)
            return
        if isinstance(expected, Closure) and isinstance(expected.binder, Record):
            bare = stripped(found, context)
            if isinstance(bare, Closure) and isinstance(bare.binder, Record):
                self._by_name(bare, expected, context)
                return
        self.match(found, expected, context, covariant=True)

    def _by_name(self, found: Closure, expected: Closure, context: Context) -> None:
        """Fields that both have, whatever their order; what precedes a field is not compared here."""
        assert isinstance(found.binder, Record)
        assert isinstance(expected.binder, Record)
        machine = self.metas.machine
        here, types = found.environment, dict[str, Term]()
        for name, type_ in zip(found.binder.names, found.binder.types, strict=True):
            types[name] = evaluate(type_, here, machine)
            here = (*here, context.variable)
            context = context.bind(types[name])
        there = expected.environment
        places = dict(zip(found.binder.names, here[len(found.environment) :], strict=True))
        for name, type_ in zip(expected.binder.names, expected.binder.types, strict=True):
            if name in types:
                self.fit(types[name], evaluate(type_, there, machine), context)
            there = (*there, places.get(name, context.variable))

    def match(self, found: Term, expected: Term, context: Context, *, covariant: bool) -> None:
        """Make ``found`` a subtype of ``expected``; ``covariant`` says whether solutions lose their refinements here."""
        found, expected = self.metas.force(found), self.metas.force(expected)
        if found is expected:
            return
        if is_flexible(expected):
            self._solve(expected, found, context, covariant=covariant)
        elif is_flexible(found):
            self._solve(found, expected, context, covariant=covariant)
        elif _is_refinement(found) or _is_refinement(expected):
            self._refinements(found, expected, context, covariant=covariant)
        elif isinstance(found, Apply) and isinstance(expected, Apply) and found.head is expected.head:
            self._arguments(found, expected, context, covariant=covariant)
        else:
            self._closures(found, expected, context, covariant=covariant)

    def _solve(self, flexible: Term, value: Term, context: Context, *, covariant: bool) -> None:
        solution = stripped(value, context) if covariant else value
        if solution is value or not self.exact:
            self.metas.solve(flexible, solution, context.depth)

    def _refinements(self, found: Term, expected: Term, context: Context, *, covariant: bool) -> None:
        self.match(stripped(found, context), stripped(expected, context), context, covariant=covariant)
        if (
            isinstance(found, Closure)
            and isinstance(expected, Closure)
            and _is_refinement(found)
            and _is_refinement(expected)
        ):
            machine, fresh = self.metas.machine, context.variable
            inner = context.bind(domain(expected, machine))
            unify(instantiate(found, fresh, machine), instantiate(expected, fresh, machine), self.metas, inner)

    def _arguments(self, found: Apply, expected: Apply, context: Context, *, covariant: bool) -> None:
        name = found.head.name if isinstance(found.head, Constant) else ""
        for at, (one, other) in enumerate(zip(found.arguments, expected.arguments, strict=False)):
            variance = context.signature.variance(name, at) if name else "invariant"
            if variance == "covariant":
                self.match(one, other, context, covariant=covariant)
            elif variance == "contravariant":
                self.match(other, one, context, covariant=not covariant)
            else:
                unify(one, other, self.metas, context)

    def _closures(self, found: Term, expected: Term, context: Context, *, covariant: bool) -> None:
        """Functions contravariant in the domain, records in depth; anything else is to be equal."""
        match expose(found), expose(expected):
            case Closure(binder=Pi()) as one, Closure(binder=Pi()) as other:
                self._functions(one, other, context, covariant=covariant)
            case Closure(binder=Record(names=a)) as one, Closure(binder=Record(names=b)) as other if a == b:
                self._deep(one, other, context, covariant=covariant)
            case _:
                unify(found, expected, self.metas, context)

    def _functions(self, found: Closure, expected: Closure, context: Context, *, covariant: bool) -> None:
        machine, fresh = self.metas.machine, context.variable
        source = domain(expected, machine)
        self.match(source, domain(found, machine), context, covariant=not covariant)
        left, right = instantiate(found, fresh, machine), instantiate(expected, fresh, machine)
        self.match(left, right, context.bind(source), covariant=covariant)

    def _deep(self, found: Closure, expected: Closure, context: Context, *, covariant: bool) -> None:
        assert isinstance(found.binder, Record)
        assert isinstance(expected.binder, Record)
        here, there, machine = found.environment, expected.environment, self.metas.machine
        for one, other in zip(found.binder.types, expected.binder.types, strict=True):
            type_ = evaluate(one, here, machine)
            self.match(type_, evaluate(other, there, machine), context, covariant=covariant)
            fresh = context.variable
            context, here, there = context.bind(type_), (*here, fresh), (*there, fresh)


def _is_refinement(value: Term) -> bool:
    return isinstance(value, Closure) and isinstance(value.binder, Refinement)


def unify(left: Term, right: Term, metas: Metavariables, context: Context) -> None:
    """Fill holes so that two values become equal."""
    left, right = metas.force(left), metas.force(right)
    if left is right:
        return
    if _quantities(left, right):
        measures(measure_of(left) or PURE, measure_of(right) or PURE, metas, context.depth)
    elif isinstance(left, Product) or isinstance(right, Product):
        measures(left, right, metas, context.depth)
    elif is_flexible(right):
        metas.solve(right, left, context.depth) or (is_flexible(left) and metas.solve(left, right, context.depth))
    elif is_flexible(left):
        metas.solve(left, right, context.depth)
    elif isinstance(left, Sum) or isinstance(right, Sum):
        linear(left, right, metas, context.depth)
    elif isinstance(left, Closure) or isinstance(right, Closure):
        _closures(expose(left), expose(right), metas, context)
    elif isinstance(left, Tuple) or isinstance(right, Tuple):
        _tuples(left, right, metas, context)
    elif isinstance(left, Apply) and isinstance(right, Apply) and left.head is right.head:
        for one, other in zip(left.arguments, right.arguments, strict=False):
            unify(one, other, metas, context)
    elif isinstance(left, Project) and isinstance(right, Project) and left.field == right.field:
        unify(left.record, right.record, metas, context)


def _tuples(left: Term, right: Term, metas: Metavariables, context: Context) -> None:
    names = left.names if isinstance(left, Tuple) else right.names if isinstance(right, Tuple) else ()
    for name in names:
        if all(name in side.names for side in (left, right) if isinstance(side, Tuple)):
            unify(project(left, name), project(right, name), metas, context)


def _closures(left: Term, right: Term, metas: Metavariables, context: Context) -> None:
    machine = metas.machine
    one = left.binder if isinstance(left, Closure) else None
    other = right.binder if isinstance(right, Closure) else None
    if isinstance(one, Lambda) or isinstance(other, Lambda):
        fresh = context.variable
        inner = context.bind(NAT)
        unify(apply(left, (fresh,), machine), apply(right, (fresh,), machine), metas, inner)
        return
    if not isinstance(left, Closure) or not isinstance(right, Closure) or type(one) is not type(other):
        return
    if isinstance(one, Pi | Refinement | Quantified):
        source = domain(left, machine)
        unify(source, domain(right, machine), metas, context)
        fresh = context.variable
        unify(instantiate(left, fresh, machine), instantiate(right, fresh, machine), metas, context.bind(source))
    elif isinstance(one, Record) and isinstance(other, Record) and one.names == other.names:
        _records(left, right, metas, context)


def _records(left: Closure, right: Closure, metas: Metavariables, context: Context) -> None:
    assert isinstance(left.binder, Record)
    assert isinstance(right.binder, Record)
    here, there = left.environment, right.environment
    for one, other in zip(left.binder.types, right.binder.types, strict=True):
        type_ = evaluate(one, here, metas.machine)
        unify(type_, evaluate(other, there, metas.machine), metas, context)
        fresh = context.variable
        context, here, there = context.bind(type_), (*here, fresh), (*there, fresh)


def _quantities(left: Term, right: Term) -> bool:
    """Whether both are types of numbers, and one of quantities: a number has the measure 1."""
    if not (isinstance(left, Apply) and left.head is QUANTITY) and not (
        isinstance(right, Apply) and right.head is QUANTITY
    ):
        return False
    return measure_of(left) is not None and measure_of(right) is not None


def apart(found: Term, expected: Term, metas: Metavariables) -> bool:
    """Whether no filling of holes lets a term of a first-order type stand at a port of another."""
    found, expected = metas.force(found), metas.force(expected)
    numbers = _is_number(found) and _is_number(expected)
    embedded = numbers or (isinstance(expected, Apply) and expected.head in _MONADS)
    if embedded and not (isinstance(found, Apply) and isinstance(expected, Apply) and found.head is expected.head):
        return False
    return _distinct(found, expected, metas)


def _is_number(type_: Term) -> bool:
    """Whether a type is one of those that are embedded in one another, as `Fin n` is in Nat."""
    return type_ in NUMERIC or (isinstance(type_, Apply) and type_.head is FIN)


def _distinct(left: Term, right: Term, metas: Metavariables) -> bool:
    """Whether no filling of holes makes two values equal: they have distinct heads, or an equation has no solution."""
    left, right = metas.force(left), metas.force(right)
    if left is right or is_flexible(left) or is_flexible(right):
        return False
    if isinstance(left, Sum | Literal) or isinstance(right, Sum | Literal):
        return apart_numbers(left, right, metas)
    if isinstance(left, Product) or isinstance(right, Product):
        return apart_measures(left, right, metas)
    if _quantities(left, right):
        return apart_measures(measure_of(left) or PURE, measure_of(right) or PURE, metas)
    if isinstance(left, Apply) and isinstance(right, Apply) and left.head is right.head:
        return any(_distinct(one, other, metas) for one, other in zip(left.arguments, right.arguments, strict=True))
    records = [isinstance(side, Closure) and isinstance(side.binder, Record) for side in (left, right)]
    return all(_is_rigid(side) or record for side, record in zip((left, right), records, strict=True)) and not all(
        records
    )


def _is_rigid(value: Term) -> bool:
    """Whether a value has a constant or a variable for its head."""
    return isinstance(value.head if isinstance(value, Apply) else value, Constant | Free)
