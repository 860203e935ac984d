"""Obligations that were discharged outside, and how the kernel finds in them the one that it states itself.

A certificate says: for all values of these types, of which these premises are true, the goal is true. The kernel trusts
that, and sees for itself that the goal is the one at hand, that the variables have these types, that each premise is known
where it is used: a fact of the place, a lemma, or a guarantee that stands by then; and that the functions whose equations
are facts of the proof are defined by clauses.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeAlias

from interlock.kernel.context import Context
from interlock.kernel.evaluate import Machine, evaluate
from interlock.kernel.part import parts
from interlock.kernel.proposition import conjuncts
from interlock.kernel.quote import quote
from interlock.kernel.term import (
    Apply,
    Binder,
    Lambda,
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
from interlock.record import NamedTuple

Shape: TypeAlias = Hashable
"""What two normal terms have in common just if they are equal but for the names of bound variables."""


def shape(term: Term) -> Shape:
    """The shape of a normal term; one without binders is its own, since its nodes are shared."""
    if not any(isinstance(node, Binder) for node in parts(term)):
        return term
    match term:
        case Apply(head=head, arguments=arguments):
            return ("apply", shape(head), *map(shape, arguments))
        case Project(record=record, field=field):
            return ("project", shape(record), field)
        case Tuple(names=names, values=values):
            return ("tuple", names, *map(shape, values))
        case Sum(terms=terms):
            monomials = ((frozenset((shape(atom), n) for atom, n in monomial), c) for monomial, c in terms)
            return ("sum", frozenset(monomials))
        case Product(powers=powers):
            return ("product", frozenset((shape(atom), exponent) for atom, exponent in powers))
        case Pi(domain=domain, codomain=codomain, implicit=implicit):
            return ("pi", implicit, shape(domain), shape(codomain))
        case Lambda(body=body):
            return ("lambda", shape(body))
        case Record(names=names, types=types):
            return ("record", names, *map(shape, types))
        case Refinement(domain=domain, proposition=proposition):
            return ("refinement", shape(domain), shape(proposition))
        case Quantified(quantifier=quantifier, domain=domain, body=body):
            return (quantifier, shape(domain), shape(body))
        case _:
            raise TypeError(type(term).__name__)


def normal_shape(value: Term, depth: int, context: Context) -> Shape:
    """The shape of a value's normal form at a depth."""
    return shape(quote(value, depth, context.machine))


class Certificate(NamedTuple):
    """A goal that follows for all values of the bound and free variables from the premises, and equations of functions."""

    goal: Shape
    bound: tuple[Shape, ...]
    free: tuple[tuple[str, Shape], ...]
    premises: tuple[Shape, ...]
    functions: tuple[str, ...] = ()


class Discharged:
    """The kernel's oracle: it grants what a certificate says, where its premises are known."""

    __slots__ = ("_by_goal", "_standing")

    def __init__(self, certificates: Iterable[Certificate] = (), lemmas: Iterable[Term] = ()) -> None:
        """From what was discharged, and the closed terms of the lemmas, which are true everywhere."""
        self._by_goal: dict[Shape, list[Certificate]] = {}
        machine = Machine()
        self._standing = {shape(quote(evaluate(lemma, (), machine), 0, machine)) for lemma in lemmas}
        for certificate in certificates:
            self._by_goal.setdefault(certificate.goal, []).append(certificate)

    def stand(self, proposition: Term, context: Context) -> None:
        """From now on a proposition is known: a guarantee of a port that was passed."""
        self._standing.update(normal_shape(part, 0, context) for part in conjuncts(proposition))

    def grants(self, goal: Term, facts: tuple[Term, ...], context: Context) -> bool:
        """[Owed] An obligation holds if a certificate states it, for these types, from premises that are known here."""
        candidates = self._by_goal.get(normal_shape(goal, context.depth, context), ())
        if not candidates:
            return False
        local = {normal_shape(fact, context.depth, context) for fact in facts}
        bound = tuple(normal_shape(type_, at, context) for at, type_ in enumerate(context.bound))
        return any(
            one.bound == bound
            and all(premise in local or premise in self._standing for premise in one.premises)
            and all(_is_of(name, type_, context) for name, type_ in one.free)
            and all(_is_defined(name, context) for name in one.functions)
            for one in candidates
        )

    def mark(self) -> int:
        """Nothing is noted."""
        return 0

    def retract(self, mark: int) -> None:
        """Nothing was noted."""


def _is_defined(name: str, context: Context) -> bool:
    entry = context.signature.entries.get(name)
    return entry is not None and bool(entry.clauses)


def _is_of(name: str, type_: Shape, context: Context) -> bool:
    found = context.free.get(name)
    return found is not None and normal_shape(found, 0, context) == type_
