"""Families at variables: implicit arguments are read off the types of the explicit ones, without holes.

Nearly every type that is written is a family applied to variables and constants, `Policy m s`. Whatever is not so plain
is left to elaboration in general, which gives the same terms; the kernel judges both alike.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from interlock.elaborate.elaboration import Elaboration, Place
from interlock.elaborate.scope import Meaning
from interlock.kernel.builtin import UNKNOWN
from interlock.kernel.evaluate import evaluate
from interlock.kernel.term import Apply, Constant, Free, Hole, Local, Pi, Term
from interlock.record import NamedTuple
from interlock.syntax import expression as s

Check = Callable[[s.Expression, Term, str], Term]
"""A term of a type, given as a value, from what the author wrote; what the argument is called."""

_OPEN: Final = Hole("??")
"""The value of an implicit argument of which nothing is known yet."""


class _Due(NamedTuple):
    """An argument that is more than a name, to be checked when all that its domain mentions is known."""

    at: int
    name: str
    domain: Term
    node: s.Expression


class _Spine(NamedTuple):
    """A constant's arguments as far as they are known, those that are due, and the type of the whole over them.

    ``implicit`` has the places of the implicit ones, each with its domain over those before it.
    """

    values: list[Term]
    due: list[_Due]
    implicit: list[tuple[int, Term]]
    codomain: Term


def spine(node: s.Apply, place: Place, e: Elaboration, check: Check) -> tuple[Term, Term] | None:
    """The application and its type; None, and nothing told, if its arguments do not determine it in the plainest way."""
    meaning = place.scope.meaning(node.head.text) if isinstance(node.head, s.Name) else None
    head = meaning.term if isinstance(meaning, Meaning) else None
    if not isinstance(head, Constant) or head.reducible:
        return None
    read = _read(node, e.signature.type_of(head.name), place)
    if read is None:
        return None
    values, due, implicit, codomain = read
    terms = list(values)
    for at, name, domain, argument in due:
        found = check(argument, evaluate(domain, tuple(values[:at]), e.metas.machine), name)
        if found is UNKNOWN:
            return UNKNOWN, UNKNOWN
        terms[at], values[at] = found, e.value(found, place.context)
    for at, domain in implicit:
        e.supply(values[at], evaluate(domain, tuple(values[:at]), e.metas.machine), place)
    return Apply(head, tuple(terms)), evaluate(codomain, tuple(values), e.metas.machine)


def _read(node: s.Apply, declared: Term | None, place: Place) -> _Spine | None:
    """The arguments laid along the declared type: as many as it takes, every implicit one determined."""
    values: list[Term] = []
    due: list[_Due] = []
    implicit: list[tuple[int, Term]] = []
    given = iter(node.arguments)
    while isinstance(declared, Pi):
        value: Term | None = _OPEN
        if declared.implicit:
            implicit.append((len(values), declared.domain))
        else:
            argument = next(given, None)
            if isinstance(argument, s.Name):
                value = _variable(argument, declared.domain, values, place)
            elif argument is not None:
                value = UNKNOWN
                due.append(_Due(len(values), declared.name, declared.domain, argument))
            else:
                return None
        if value is None:
            return None
        values.append(value)
        declared = declared.codomain
    if declared is None or not values or _OPEN in values or next(given, None) is not None:
        return None
    return _Spine(values, due, implicit, declared)


def _variable(argument: s.Name, domain: Term, values: list[Term], place: Place) -> Term | None:
    """The value of a name whose type is just the domain, as far as that is known."""
    found = place.scope.meaning(argument.text)
    if not isinstance(found, Meaning):
        return None
    value, type_ = found
    if type(value) is Local:
        type_ = place.context.bound[value.level]
    elif type(value) is Free:
        type_ = type_ or place.context.free.get(value.name)
    elif not (type(value) is Constant and value.inert):
        return None
    return value if type_ is not None and _matched(domain, type_, values) else None


def _matched(pattern: Term, value: Term, values: list[Term]) -> bool:
    """Whether a declared type becomes this one at the arguments; those that are open are taken from there."""
    if pattern.inert:
        return pattern is value
    if type(pattern) is Local:
        if values[pattern.level] is _OPEN and value.solid and value.plain:
            values[pattern.level] = value
        return values[pattern.level] is value
    if type(pattern) is not Apply or type(value) is not Apply or pattern.head is not value.head:
        return False
    if not pattern.head.inert or len(pattern.arguments) != len(value.arguments):
        return False
    pairs = zip(pattern.arguments, value.arguments, strict=True)
    return all(_matched(one, other, values) for one, other in pairs)
