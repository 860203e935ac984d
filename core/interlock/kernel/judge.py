"""The judgements, one function a rule; each docstring opens with the rule's name in docs/theory/types.md."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Final

from interlock.kernel.amount import measured, nonzero, quantity
from interlock.kernel.builtin import (
    AND,
    ARITHMETIC,
    AT_MOST,
    BOOL,
    DIVIDE,
    EQUAL,
    FIN,
    IMPLIES,
    INT,
    LESS,
    MEASURE,
    NAT,
    NUMERIC,
    PROP,
    REAL,
    SUBTRACT,
    TEXT,
    TRUE,
)
from interlock.kernel.context import Context
from interlock.kernel.convert import convertible
from interlock.kernel.dimension import PURE, combined, measure, measure_of, powers
from interlock.kernel.evaluate import domain, evaluate, expose, field_type, instantiate
from interlock.kernel.proposition import conjuncts, follows
from interlock.kernel.quote import identity
from interlock.kernel.subsume import fits, stripped, truths, widens
from interlock.kernel.term import (
    Apply,
    Closure,
    Constant,
    Free,
    Lambda,
    Literal,
    Local,
    Pi,
    Product,
    Project,
    Quantified,
    Record,
    Refinement,
    Sum,
    Term,
    Tuple,
    Universe,
)


class Refused(Exception):  # noqa: N818 - the kernel's no; what was elaborated is either ill-typed or not understood
    """A judgement that does not hold."""

    def __init__(self, rule: str, term: Term, type_: Term | None = None) -> None:
        """The rule that failed, the term, and the type that was expected of it."""
        super().__init__(rule, term, type_)
        self.rule, self.term, self.type = rule, term, type_


def value_of(term: Term, context: Context) -> Term:
    """The value of a term of the context."""
    return term if term.inert or type(term) is Local else evaluate(term, identity(context.depth), context.machine)


def infer(term: Term, context: Context) -> Term:
    """The value of a term's type. Raises Refused."""
    context.machine.step()
    rule = _INFERENCE.get(type(term))
    if rule is None:
        raise Refused("Infer", term)
    return rule(term, context)


def check(term: Term, type_: Term, context: Context) -> None:
    """That a term has a type, up to subsumption and the embeddings of numbers. Raises Refused."""
    if type(term) is Local and term.level < len(context.bound) and context.bound[term.level] is type_:
        return  # [Var], and a type is subsumed by itself
    context.machine.step()
    target = expose(type_)
    if isinstance(target, Closure):
        if isinstance(target.binder, Refinement):
            _refine(term, target, context)
            return
        if isinstance(term, Lambda) and isinstance(target.binder, Pi):
            _function(term, target, context)
            return
        if isinstance(term, Tuple) and isinstance(target.binder, Record):
            _record(term, target, context)
            return
    if isinstance(term, Literal) and _literal_fits(term, type_, context):
        return
    found = infer(term, context)
    if not fits(value_of(term, context), found, type_, context):
        raise Refused("Subsume", term, type_)


def level_of(term: Term, context: Context) -> int:
    """[Universe] The level of the universe in which a type lives. Raises Refused."""
    universe = infer(term, context)
    if not isinstance(universe, Universe):
        raise Refused("Universe", term)
    return universe.level


def _refine(term: Term, target: Closure, context: Context) -> None:
    """[Refine] A term of the domain of which the proposition holds."""
    check(term, domain(target, context.machine), context)
    value = value_of(term, context)
    known = () if isinstance(term, Literal | Lambda | Tuple) else truths(infer(term, context), value, context)
    if not follows(instantiate(target, value, context.machine), known, context):
        raise Refused("Refine", term, target)


def _function(term: Lambda, target: Closure, context: Context) -> None:
    """[Fun] A function has a dependent function type if its body has the codomain."""
    inner = context.bind(domain(target, context.machine))
    check(term.body, instantiate(target, context.variable, context.machine), inner)


def _record(term: Tuple, target: Closure, context: Context) -> None:
    """[Tuple] A record has a record type if each field has its type, the fields before it put in."""
    assert isinstance(target.binder, Record)
    if term.names != target.binder.names:
        raise Refused("Tuple", term, target)
    environment = target.environment
    for value, type_ in zip(term.values, target.binder.types, strict=True):
        check(value, evaluate(type_, environment, context.machine), context)
        environment = (*environment, value_of(value, context))


def _literal_fits(term: Literal, type_: Term, context: Context) -> bool:
    """[Literal] Naturals are integers are reals; `k` is of type `Fin n` if k < n; 0 is of every measure."""
    value = term.value
    if isinstance(value, bool | str):
        return False
    if type_ is REAL or (type_ is INT and isinstance(value, int)):
        return True
    if value == 0 and measure_of(type_) is not None:
        return True
    if not isinstance(value, int) or value < 0:
        return False
    if isinstance(type_, Apply) and type_.head is FIN:
        return follows(Apply(LESS, (term, type_.arguments[0])), (), context)
    return type_ is NAT


def _literal(term: Literal, _: Context) -> Term:
    """[Literal] The least type of a literal."""
    match term.value:
        case bool():
            return BOOL
        case str():
            return TEXT
        case Fraction():
            return REAL
        case value:
            return NAT if value >= 0 else INT


def _bound(term: Local, context: Context) -> Term:
    """[Var] A bound variable has the type under which it was bound."""
    if term.level >= context.depth:
        raise Refused("Var", term)
    return context.bound[term.level]


def _free(term: Free, context: Context) -> Term:
    """[Port] A variable of the diagram has the type of its port."""
    type_ = context.free.get(term.name)
    if type_ is None:
        raise Refused("Port", term)
    return type_


def _constant(term: Constant, context: Context) -> Term:
    """[Const] A constant has the type that its declaration states."""
    declared = context.signature.type_of(term.name)
    if declared is None:
        raise Refused("Const", term)
    return evaluate(declared, (), context.machine)


def _universe(term: Universe, _: Context) -> Term:
    """[Type] `Type n : Type (n + 1)`."""
    return Universe(term.level + 1)


def _application(term: Apply, context: Context) -> Term:
    """[App] A function applied to an argument of its domain has the codomain at that argument."""
    if term.head in ARITHMETIC:
        return _arithmetic(term, context)
    if term.head in (AND, IMPLIES):
        return _guarded(term, context)
    if term.head is LESS or term.head is AT_MOST:
        return _ordered(term, context)
    type_, rest = _declared(term, context)
    for argument in rest:
        target = expose(stripped(type_, context))
        if not (isinstance(target, Closure) and isinstance(target.binder, Pi)):
            raise Refused("App", term)
        check(argument, domain(target, context.machine), context)
        type_ = instantiate(target, value_of(argument, context), context.machine)
    if term.head is EQUAL and len(term.arguments) != 3:
        raise Refused("App", term)
    return type_


def _declared(term: Apply, context: Context) -> tuple[Term, tuple[Term, ...]]:
    """The type of a head at the arguments that its declaration names, and the arguments that are left."""
    type_ = context.signature.type_of(term.head.name) if isinstance(term.head, Constant) else None
    if type_ is None:
        return infer(term.head, context), term.arguments
    values: tuple[Term, ...] = ()
    for argument in term.arguments:
        if not isinstance(type_, Pi):
            break
        context.machine.step()
        check(argument, evaluate(type_.domain, values, context.machine), context)
        values, type_ = (*values, value_of(argument, context)), type_.codomain
    return evaluate(type_, values, context.machine), term.arguments[len(values) :]


def _guarded(term: Apply, context: Context) -> Term:
    """[Known] In `p and q` and `p => q`, q is judged where p holds."""
    if len(term.arguments) != 2:
        raise Refused("App", term)
    left, right = term.arguments
    check(left, PROP, context)
    check(right, PROP, context.assuming(*conjuncts(value_of(left, context))))
    return PROP


def numeric(type_: Term, context: Context) -> Term:
    """The numeric type that a type is or embeds in; a quantity is its own. Raises Refused if there is none."""
    bare = stripped(type_, context)
    for candidate in NUMERIC:
        if widens(bare, candidate):
            return candidate
    if measure_of(bare) is not None:
        return bare
    raise Refused("Arith", bare)


def _operands(term: Apply, context: Context) -> tuple[Term, Term]:
    """The numeric types of two operands."""
    types = [numeric(infer(argument, context), context) for argument in term.arguments]
    if len(types) != 2:
        raise Refused("Arith", term)
    return types[0], types[1]


def _arithmetic(term: Apply, context: Context) -> Term:
    """[Arith] Sums, products and extrema are of the larger type; a difference is at least Int, a quotient Real."""
    left, right = _operands(term, context)
    if term.head is DIVIDE:
        divisor = value_of(term.arguments[1], context)
        known = truths(infer(term.arguments[1], context), divisor, context)
        if not follows(nonzero(divisor, right), known, context):
            raise Refused("Arith", term)
    if left not in NUMERIC or right not in NUMERIC:
        return _measured(term, (left, right), context)
    result = max(left, right, key=NUMERIC.index)
    if term.head is SUBTRACT:
        return INT if result is NAT else result
    return REAL if term.head is DIVIDE else result


def _measured(term: Apply, types: tuple[Term, Term], context: Context) -> Term:
    found = measured(term.head, types, tuple(value_of(argument, context) for argument in term.arguments), context)
    if found is None:
        raise Refused("Measure", term)
    return found


def _ordered(term: Apply, context: Context) -> Term:
    """[Order] Numbers are compared with numbers, and quantities with those of one measure."""
    types = _operands(term, context)
    if types[0] not in NUMERIC or types[1] not in NUMERIC:
        _measured(term, types, context)
    return PROP


def _sum(term: Sum, context: Context) -> Term:
    """[Arith] A polynomial is of the largest of its atoms' and coefficients' types, its monomials of one measure."""
    index, found = 0, None
    for monomial, coefficient in term.terms:
        index = max(index, NUMERIC.index(_literal(Literal(coefficient), context)))
        of: dict[Term, Fraction] = {}
        for atom, exponent in monomial:
            type_ = numeric(infer(atom, context), context)
            if type_ in NUMERIC:
                index = max(index, NUMERIC.index(type_))
            else:
                of = combined(of, powers(measure_of(type_) or PURE), exponent)
        if found is not None and not (of == found or convertible(measure(of), measure(found), context, MEASURE)):
            raise Refused("Arith", term)
        found = of
    return quantity(measure(found)) if found else NUMERIC[index]


def _product(term: Product, context: Context) -> Term:
    """[Measure] A product of powers of measures and of primes is a measure."""
    for atom, _ in term.powers:
        if isinstance(atom, Literal):
            if type(atom.value) is not int or atom.value < 2:
                raise Refused("Measure", term)
        else:
            check(atom, MEASURE, context)
    return MEASURE


def _projection(term: Project, context: Context) -> Term:
    """[Proj] A field of a record has its type at the fields before it."""
    type_ = stripped(infer(term.record, context), context)
    if not (isinstance(type_, Closure) and isinstance(type_.binder, Record)):
        raise Refused("Proj", term)
    found = field_type(value_of(term.record, context), type_, term.field, context.machine)
    if found is None:
        raise Refused("Proj", term)
    return found


def _pi(term: Pi, context: Context) -> Term:
    """[Pi] A function type lives where the larger of domain and codomain lives."""
    level = level_of(term.domain, context)
    inner = context.bind(value_of(term.domain, context))
    return Universe(max(level, level_of(term.codomain, inner)))


def _telescope(term: Record, context: Context) -> Term:
    """[Record] A record type lives where its largest field lives."""
    level = 0
    for type_ in term.types:
        level = max(level, level_of(type_, context))
        context = context.bind(value_of(type_, context))
    return Universe(level)


def _refinement(term: Refinement, context: Context) -> Term:
    """[Subset] A refinement lives where its domain lives; its condition is a proposition."""
    level = level_of(term.domain, context)
    check(term.proposition, PROP, context.bind(value_of(term.domain, context)))
    return Universe(level)


def _quantified(term: Quantified, context: Context) -> Term:
    """[Quant] A quantified proposition is a proposition."""
    level_of(term.domain, context)
    check(term.body, PROP, context.bind(value_of(term.domain, context)))
    return PROP


_INFERENCE: Final[dict[type[Term], Callable[..., Term]]] = {
    Local: _bound,
    Free: _free,
    Constant: _constant,
    Literal: _literal,
    Universe: _universe,
    Apply: _application,
    Sum: _sum,
    Product: _product,
    Project: _projection,
    Pi: _pi,
    Record: _telescope,
    Refinement: _refinement,
    Quantified: _quantified,
}


def truth(value: Term) -> Term:
    """The proposition that a Boolean is true."""
    return Apply(EQUAL, (BOOL, value, TRUE))


def same(left: Term, right: Term, context: Context) -> bool:
    """[Conv] Types with the same normal form are the same type."""
    return convertible(left, right, context)
