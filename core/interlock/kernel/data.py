"""Data declared by constructors: strictly positive, not indexed, and in no circle with other declarations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal as OneOf
from typing import TypeAlias

from interlock.kernel.builtin import LIST, OPTION, VEC
from interlock.kernel.part import parts
from interlock.kernel.signature import Entry, Signature, width
from interlock.kernel.term import Apply, Constant, Local, Pi, Record, Term
from interlock.record import NamedTuple

Reason: TypeAlias = OneOf["negative", "nested", "varied", "circular"]
"""Left of an arrow; in another type than the admitted ones; at other parameters than its own; through other declarations."""


class Occurrence(NamedTuple):
    """Where data occur in a constructor so that they have no meaning, and why; ``through`` is a declaration's name."""

    constructor: str
    reason: Reason
    through: str = ""


def ill_founded(data: str, signature: Signature) -> Occurrence | None:
    """[Data] The first occurrence of data in their constructors that is not strictly positive, None if all are.

    Admitted are: the data at their own parameters; a function type whose codomain is admitted and whose domain is free of
    the data; a record type of admitted types; `List`, `Option` and the elements of `Vec` over an admitted type, and other
    data over one if they are strictly positive in that parameter.
    """
    entry = signature.entries[data]
    parameters = width(entry.type)
    for name in entry.constructors:
        type_ = signature.entries[name].type
        for other in sorted(constants(_under(type_, parameters)) - {data}):
            if reaches(other, data, signature):
                return Occurrence(name, "circular", other)
        for domain in _domains(type_, parameters):
            reason = _reason(domain, data, parameters, signature)
            if reason is not None:
                return Occurrence(name, reason)
    return None


def _under(type_: Term, parameters: int) -> Term:
    for _ in range(parameters):
        assert isinstance(type_, Pi)
        type_ = type_.codomain
    return type_


def _domains(type_: Term, parameters: int) -> Iterable[Term]:
    type_ = _under(type_, parameters)
    while isinstance(type_, Pi):
        yield type_.domain
        type_ = type_.codomain


def _reason(type_: Term, data: str, parameters: int, signature: Signature) -> Reason | None:
    """What stands against the occurrences of data in the type of a constructor's argument."""
    if data not in constants(type_):
        return None
    if isinstance(type_, Pi):
        if data in constants(type_.domain):
            return "negative"
        return _reason(type_.codomain, data, parameters, signature)
    if isinstance(type_, Record):
        found = (_reason(field, data, parameters, signature) for field in type_.types)
        return next((reason for reason in found if reason is not None), None)
    head, arguments = (type_.head, type_.arguments) if isinstance(type_, Apply) else (type_, ())
    if not isinstance(head, Constant):
        return "nested"
    if head.name == data:
        return None if arguments == tuple(Local(at) for at in range(parameters)) else "varied"
    for at, argument in enumerate(arguments):
        if data in constants(argument):
            if not positive_in(head, at, signature):
                return "nested"
            reason = _reason(argument, data, parameters, signature)
            if reason is not None:
                return reason
    return None


def positive_in(family: Constant, at: int, signature: Signature) -> bool:
    """[Data] Whether a family is strictly positive in an argument.

    Declared families never are: that they are covariant leaves open whether a type may be built from itself with them, and
    for sets of sets (`Possible`) it cannot.
    """
    if family in (LIST, OPTION, VEC):
        return at == 0
    entry = signature.entries.get(family.name)
    if entry is None or entry.sort != "data" or entry.of:
        return False
    parameters = width(entry.type)
    return all(
        _admits(domain, Local(at), family.name, parameters, signature)
        for name in entry.constructors
        for domain in _domains(signature.entries[name].type, parameters)
    )


def _admits(type_: Term, variable: Local, data: str, parameters: int, signature: Signature) -> bool:
    """Whether a parameter of data stands strictly positively in the type of a constructor's argument."""
    if type_ is variable or not _mentions(type_, variable):
        return True
    if isinstance(type_, Pi):
        inner = _admits(type_.codomain, variable, data, parameters, signature)
        return inner and not _mentions(type_.domain, variable)
    if isinstance(type_, Record):
        return all(_admits(field, variable, data, parameters, signature) for field in type_.types)
    if not isinstance(type_, Apply) or not isinstance(type_.head, Constant):
        return False
    if type_.head.name == data:  # at its own parameters, by the rule for the data themselves
        return True
    return all(
        not _mentions(argument, variable)
        or (positive_in(type_.head, at, signature) and _admits(argument, variable, data, parameters, signature))
        for at, argument in enumerate(type_.arguments)
    )


def _mentions(term: Term, variable: Local) -> bool:
    return any(node is variable for node in parts(term))


def constants(term: Term) -> set[str]:
    """The names of the constants in a term."""
    return {node.name for node in parts(term) if isinstance(node, Constant)}


def mentioned(entry: Entry) -> set[str]:
    """The constants on which a declaration rests: those in its type and clauses, and the constructors of data."""
    found = constants(entry.type) | set(entry.constructors)
    for clause in entry.clauses or ():
        found |= constants(clause.body)
    return found


def reaches(start: str, goal: str, signature: Signature) -> bool:
    """Whether a declaration rests on another, however indirectly."""
    stack, seen = [start], {start}
    while stack:
        name = stack.pop()
        if name == goal:
            return True
        entry = signature.entries.get(name)
        new = set() if entry is None else mentioned(entry) - seen
        seen |= new
        stack += new
    return False
