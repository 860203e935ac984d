"""The parts of terms, and the bound variables that stand in them. Shared parts are visited once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from interlock.kernel.term import (
    Apply,
    Closure,
    Lambda,
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


def mentions(term: Term, level: int) -> bool:
    """Whether a term mentions the variable of this level."""
    stack, seen = [term], set[int]()
    while stack:
        node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, Local) and node.level == level:
            return True
        stack.extend(children(node))
    return False


def children(term: Term) -> tuple[Term, ...]:
    """The parts of a term."""
    match term:
        case Apply(head=head, arguments=arguments):
            return (head, *arguments)
        case Project(record=record):
            return (record,)
        case Tuple(values=values):
            return values
        case Sum(terms=terms):
            return tuple(atom for monomial, _ in terms for atom, _ in monomial)
        case Product(powers=powers):
            return tuple(atom for atom, _ in powers)
        case Pi(domain=domain, codomain=codomain):
            return (domain, codomain)
        case Lambda(body=body):
            return (body,)
        case Record(types=types):
            return types
        case Refinement(domain=domain, proposition=proposition):
            return (domain, proposition)
        case Quantified(domain=domain, body=body):
            return (domain, body)
        case Closure(environment=environment, binder=binder):
            return (binder, *environment)
        case _:
            return ()


def rebuilt(term: Term, image: Callable[[Term], Term]) -> Term:
    """A term without closures, each of its parts replaced by its image; different atoms are to have different images."""
    match term:
        case Apply(head=head, arguments=arguments):
            return Apply(image(head), tuple(map(image, arguments)))
        case Project(record=record, field=field):
            return Project(image(record), field)
        case Tuple(names=names, values=values):
            return Tuple(names, tuple(map(image, values)))
        case Record(names=names, types=types):
            return Record(names, tuple(map(image, types)))
        case Sum(terms=terms):
            return Sum(frozenset((frozenset((image(atom), e) for atom, e in factors), c) for factors, c in terms))
        case Product(powers=powers):
            return Product(frozenset((image(atom), exponent) for atom, exponent in powers))
        case Pi(name=name, domain=domain, codomain=codomain, implicit=implicit):
            return Pi(name, image(domain), image(codomain), implicit=implicit)
        case Lambda(name=name, body=body):
            return Lambda(name, image(body))
        case Refinement(name=name, domain=domain, proposition=proposition):
            return Refinement(name, image(domain), image(proposition))
        case Quantified(quantifier=quantifier, name=name, domain=domain, body=body):
            return Quantified(quantifier, name, image(domain), image(body))
        case _:
            return term


def parts(term: Term) -> Iterator[Term]:
    """The term and all its parts, each once."""
    stack, seen = [term], set[int]()
    while stack:
        node = stack.pop()
        if id(node) not in seen:
            seen.add(id(node))
            yield node
            stack.extend(children(node))


@lru_cache(maxsize=4096)
def levels(term: Term) -> frozenset[int]:
    """The levels of the bound variables that stand in a term or value."""
    found, stack, seen = set[int](), [term], set[int]()
    while stack:
        node = stack.pop()
        if type(node) is Local:
            found.add(node.level)
        elif not node.closed and id(node) not in seen:
            seen.add(id(node))
            stack.extend(children(node))
    return frozenset(found)
