"""Evaluation: from a term and the values of its variables to a value in weak normal form, arguments normal too."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Final

from interlock.kernel.builtin import (
    ADD,
    CERTAIN,
    DIVIDE,
    FIN,
    HULL,
    MAXIMUM,
    MINIMUM,
    MULTIPLY,
    ONE_OF,
    POINT,
    QUANTITY,
    REAL,
    SUBTRACT,
    UNIT,
    UNKNOWN,
    VACUOUS,
    VEC,
)
from interlock.kernel.clause import Case, Clause, matched
from interlock.kernel.dimension import PURE, combined, mapped, measure, powers
from interlock.kernel.number import normal, plain_amount, plus, polynomial, times
from interlock.kernel.part import levels
from interlock.kernel.signature import Entry
from interlock.kernel.term import (
    Apply,
    Binder,
    Closure,
    Constant,
    Environment,
    Hole,
    Lambda,
    Large,
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
)

STEP_LIMIT: Final = 100_000
"""Function calls that one declaration, box or wire may take."""

CALL_LIMIT: Final = 64
"""How deep calls of declared functions may wait for one another."""

_STRIDE: Final = 24


class Machine:
    """What evaluation consults beside the environment: the values of holes, the clauses of functions, the steps left."""

    __slots__ = ("asked", "below", "calls", "entries", "equal", "holes", "steps", "waiting")

    def __init__(
        self,
        holes: Mapping[str, Term] | None = None,
        steps: int = STEP_LIMIT,
        entries: Mapping[str, Entry] | None = None,
    ) -> None:
        """A machine with fresh steps; ``entries`` are the declarations of the signature."""
        self.holes: Mapping[str, Term] = {} if holes is None else holes
        self.entries: Mapping[str, Entry] = {} if entries is None else entries
        self.steps = steps
        # How often an oracle was asked: what rests on its word is no fact about types alone, and is not remembered.
        self.asked = 0
        # How many calls wait for others, and the values of those with arguments in which nothing can change any more.
        self.waiting = 0
        self.calls: dict[tuple[Term, tuple[Term, ...]], Term] = {}
        # Closed values that were found to be equal, or to be subtypes: shared values are compared once.
        self.equal: set[tuple[Term, Term, Term | None]] = set()
        self.below: set[tuple[Term, Term]] = set()

    def step(self) -> None:
        """Take a step. Raises Large when none is left."""
        if self.steps <= 0:
            raise Large
        self.steps -= 1

    def rest(self, things: int = 0) -> None:
        """Begin the next declaration, box or wire with all steps, or a number of things with a hundred more for each."""
        self.steps = STEP_LIMIT + 100 * things
        self.waiting = 0


def evaluate(term: Term, environment: Environment, machine: Machine) -> Term:
    """The value of a term at depth ``len(environment)``. Raises Deep or Large at the stated limits."""
    if term.inert:
        return term
    kind = type(term)
    if kind is Local:
        return environment[term.level]  # type: ignore[attr-defined]
    if kind is Apply:
        return _application(term, environment, machine)  # type: ignore[arg-type]
    if isinstance(term, Binder):
        return suspended(term, environment)
    if isinstance(term, Project):
        return project(evaluate(term.record, environment, machine), term.field)
    if isinstance(term, Tuple):
        return Tuple(term.names, tuple([evaluate(v, environment, machine) for v in term.values]))
    if isinstance(term, Sum):
        return _sum(term, environment, machine)
    if isinstance(term, Product):
        return mapped(term, lambda atom: evaluate(atom, environment, machine))
    if isinstance(term, Hole):
        value = machine.holes.get(term.name)
        # What fills a hole is a closed value; if holes are left in it that are filled by now, these are filled too.
        return term if value is None else value if value.inert or not value.plain else evaluate(value, (), machine)
    return _reduced(term, (), machine) if isinstance(term, Constant) else term


def evaluate_in(term: Term, values: Sequence[Term], depth: int, machine: Machine) -> Term:
    """The value of a term at ``depth`` in the first so many of the values; as `evaluate`, without a copy where it can do so."""
    if term.inert:
        return term
    kind = type(term)
    if kind is Apply:
        pick, head = term.pick, term.head  # type: ignore[attr-defined]
        if pick is not None and type(head) is Constant and not head.reducible:
            return Apply(head, pick(values))
    elif kind is Local:
        return values[term.level]  # type: ignore[attr-defined]
    return evaluate(term, tuple(values[:depth]), machine)


def suspended(binder: Binder, environment: Environment) -> Closure:
    """The value of a binder; what it does not mention is left out, so that equal closures are one."""
    mask = binder.mask
    if mask is None:
        mask = binder.mask = frozenset(level for level in levels(binder) if level < len(environment))
    if len(mask) < len(environment):
        environment = tuple([value if at in mask else UNIT for at, value in enumerate(environment)])
    return Closure(binder, environment)


def _application(term: Apply, environment: Environment, machine: Machine) -> Term:
    # The comprehension is the hot path: most arguments are variables or already values.
    arguments = (
        term.pick(environment)
        if term.pick is not None
        else tuple(
            [
                a if a.inert else environment[a.level] if type(a) is Local else evaluate(a, environment, machine)
                for a in term.arguments
            ]
        )
    )
    head = term.head
    if isinstance(head, Constant):
        return _reduced(head, arguments, machine) if head.reducible else Apply(head, arguments)
    return apply(evaluate(head, environment, machine), arguments, machine)


def apply(function: Term, arguments: tuple[Term, ...], machine: Machine) -> Term:
    """A function's value at values."""
    for at, argument in enumerate(arguments):
        if isinstance(function, Closure) and isinstance(function.binder, Lambda):
            machine.step()
            function = evaluate(function.binder.body, (*function.environment, argument), machine)
            continue
        return _stuck(function, arguments[at:], machine)
    return function


def _stuck(head: Term, arguments: tuple[Term, ...], machine: Machine) -> Term:
    if isinstance(head, Apply):
        arguments = head.arguments + arguments
        head = head.head
    if isinstance(head, Constant) and head.reducible:
        return _reduced(head, arguments, machine)
    return Apply(head, arguments)


def _neutral(head: Constant, arguments: tuple[Term, ...]) -> Term:
    return Apply(head, arguments) if arguments else head


def _reduced(head: Constant, arguments: tuple[Term, ...], machine: Machine) -> Term:
    """Arithmetic, or a declared function at values: what the clause that they match says, if they match one."""
    operation = _ARITHMETIC.get(head)
    if operation is not None:
        if UNKNOWN in arguments:  # two unknown things are not one: they do not cancel
            return UNKNOWN
        return operation(arguments[0], arguments[1]) if len(arguments) == 2 else _neutral(head, arguments)
    if arguments == (PURE,) and head in (QUANTITY, ONE_OF):
        return REAL if head is QUANTITY else Literal(1)
    entry = machine.entries.get(head.name)
    if entry is None or not entry.clauses or len(arguments) < len(entry.clauses[0].patterns):
        return _neutral(head, arguments)
    width = len(entry.clauses[0].patterns)
    value = _called(head, arguments[:width], entry.clauses, machine)
    return apply(value, arguments[width:], machine) if len(arguments) > width else value


def _called(head: Constant, arguments: tuple[Term, ...], clauses: tuple[Clause, ...], machine: Machine) -> Term:
    key = (head, arguments)
    lasting = all(argument.inert for argument in arguments)
    found = machine.calls.get(key) if lasting else None
    if found is None:
        if machine.waiting >= CALL_LIMIT:
            raise Large
        machine.waiting += 1
        _climb(head, arguments, clauses, machine)
        found = _unfolded(head, arguments, clauses, machine)
        machine.waiting -= 1
        if lasting:
            machine.calls[key] = found
    return found


def _unfolded(head: Constant, arguments: tuple[Term, ...], clauses: tuple[Clause, ...], machine: Machine) -> Term:
    """The value of a call; while a clause says that it is another call of the same function, go on with that."""
    while True:
        machine.step()
        # At most one clause is matched, since no two have a value in common.
        tried = ((clause.body, matched(clause.patterns, arguments)) for clause in clauses)
        found = next(((body, environment) for body, environment in tried if environment is not None), None)
        if found is None:
            return _neutral(head, arguments)
        body, environment = found
        if not (isinstance(body, Apply) and body.head is head and len(body.arguments) == len(arguments)):
            return evaluate(body, environment, machine)
        arguments = tuple([evaluate(argument, environment, machine) for argument in body.arguments])


def _climb(head: Constant, arguments: tuple[Term, ...], clauses: tuple[Clause, ...], machine: Machine) -> None:
    """Find the values at smaller numbers first, so that no long chain of calls waits: functions are total and pure."""
    for at, argument in enumerate(arguments):
        large = isinstance(argument, Literal) and type(argument.value) is int and argument.value > _STRIDE
        if large and any(isinstance(clause.patterns[at], Case) for clause in clauses):
            assert isinstance(argument, Literal)
            assert isinstance(argument.value, int)
            for number in range(_STRIDE, argument.value, _STRIDE):
                smaller = (*arguments[:at], Literal(number), *arguments[at + 1 :])
                if all(one.inert for one in smaller) and (head, smaller) not in machine.calls:
                    machine.calls[head, smaller] = _unfolded(head, smaller, clauses, machine)
            return


def project(record: Term, field: str) -> Term:
    """A field of a record's value."""
    if isinstance(record, Tuple):
        return record.values[record.names.index(field)]
    return Project(record, field)


def _sum(term: Sum, environment: Environment, machine: Machine) -> Term:
    ground = _ground(term, environment)
    if ground is not None:
        return ground
    if all(
        type(atom) is Local and environment[atom.level] is atom for monomial, _ in term.terms for atom, _ in monomial
    ):
        return term
    total = polynomial(Literal(0))
    for monomial, coefficient in term.terms:
        product = polynomial(Literal(coefficient))
        for atom, exponent in monomial:
            value = evaluate(atom, environment, machine)
            if value is UNKNOWN:
                return UNKNOWN
            for _ in range(exponent):
                product = times(product, polynomial(value))
        total = plus(total, product)
    return normal(total)


def _ground(term: Sum, environment: Environment) -> Literal | None:
    """The value of a polynomial whose atoms are all bound variables with literal values: the common case."""
    total: int | Fraction = 0
    for monomial, coefficient in term.terms:
        for atom, exponent in monomial:
            value = environment[atom.level] if isinstance(atom, Local) else None
            if not isinstance(value, Literal) or isinstance(value.value, str):
                return None
            coefficient = coefficient * value.value**exponent
        total += coefficient
    return Literal(total)


def _add(left: Term, right: Term) -> Term:
    return normal(plus(polynomial(left), polynomial(right)))


def _subtract(left: Term, right: Term) -> Term:
    return normal(plus(polynomial(left), polynomial(right), -1))


def _multiply(left: Term, right: Term) -> Term:
    return normal(times(polynomial(left), polynomial(right)))


def _divide(left: Term, right: Term) -> Term:
    if isinstance(right, Literal) and isinstance(right.value, int | Fraction) and right.value != 0:
        return normal(times(polynomial(left), polynomial(Literal(Fraction(1) / right.value))))
    amount = plain_amount(right)
    if amount is not None and amount[0]:
        inverse = measure(combined({}, powers(amount[1]), -1))
        return normal(times(polynomial(left), {frozenset({(Apply(ONE_OF, (inverse,)), 1)}): Fraction(1) / amount[0]}))
    return Apply(DIVIDE, (left, right))


def _extremum(constant: Constant, choose: Callable[..., int | Fraction]) -> Callable[[Term, Term], Term]:
    def extremum(left: Term, right: Term) -> Term:
        if left is right:
            return left
        if isinstance(left, Literal) and isinstance(right, Literal):
            return Literal(choose(left.value, right.value))
        return Apply(constant, (left, right))

    return extremum


def _any_of(type_: Term, value: Term) -> Term:
    """The set of all laws on a set; that of one certain value is the one law at it."""
    if isinstance(value, Apply) and value.head is CERTAIN:
        return Apply(HULL, (type_, Apply(POINT, (type_, value.arguments[1]))))
    return Apply(VACUOUS, (type_, value))


_ARITHMETIC: Final[dict[Constant, Callable[[Term, Term], Term]]] = {
    ADD: _add,
    SUBTRACT: _subtract,
    MULTIPLY: _multiply,
    DIVIDE: _divide,
    MINIMUM: _extremum(MINIMUM, min),
    MAXIMUM: _extremum(MAXIMUM, max),
    VACUOUS: _any_of,
}

_VECTOR_ARGUMENTS: Final = ("element", "length")
_VECTOR: Final = Pi("i", Apply(FIN, (Local(1),)), Local(0))


def expose(value: Term) -> Term:
    """A type's value with `Vec A n` unfolded to `Fin n -> A`, so that every function type is a closure of a Pi."""
    if isinstance(value, Apply) and value.head is VEC and len(value.arguments) == len(_VECTOR_ARGUMENTS):
        return Closure(_VECTOR, value.arguments)
    return value


def instantiate(value: Closure, argument: Term, machine: Machine) -> Term:
    """The codomain of a function type, the body of a function or quantifier, or the proposition of a refinement."""
    machine.step()
    return evaluate(body(value.binder), (*value.environment, argument), machine)


def body(binder: Binder) -> Term:
    """What stands under a binder of one variable."""
    match binder:
        case Pi(codomain=under):
            return under
        case Lambda(body=under) | Quantified(body=under):
            return under
        case Refinement(proposition=under):
            return under
        case _:
            raise TypeError(type(binder).__name__)


def domain(value: Closure, machine: Machine) -> Term:
    """The domain of a function type, refinement or quantifier."""
    binder = value.binder
    assert isinstance(binder, Pi | Refinement | Quantified)
    return evaluate(binder.domain, value.environment, machine)


def field_type(record: Term, type_: Closure, name: str, machine: Machine) -> Term | None:
    """The type of a record's field, at the record's own fields before it; None if the type has no such field."""
    assert isinstance(type_.binder, Record)
    environment = type_.environment
    machine.step()
    for field, node in zip(type_.binder.names, type_.binder.types, strict=True):
        if field == name:
            return evaluate(node, environment, machine)
        environment = (*environment, project(record, field))
    return None


def bare(type_: Term, machine: Machine) -> Term:
    """A type without its refinements."""
    while isinstance(type_, Closure) and isinstance(type_.binder, Refinement):
        type_ = domain(type_, machine)
    return type_
