"""Which sort the values of a type have, and what data are to the encoding. Part of what is trusted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from interlock.check.formula import listed
from interlock.kernel.builtin import BOOL, FIN, INT, NAT, PROP, QUANTITY, REAL, TEXT
from interlock.kernel.clause import ZERO
from interlock.kernel.context import Context
from interlock.kernel.data import constants
from interlock.kernel.definition import hidden
from interlock.kernel.evaluate import bare, evaluate, instantiate
from interlock.kernel.signature import Signature, width
from interlock.kernel.term import Apply, Closure, Constant, Pi, Refinement, Term
from interlock.record import NamedTuple

SORTS: Final[Mapping[Term, str]] = {NAT: "Int", INT: "Int", REAL: "Real", BOOL: "Bool", PROP: "Bool", TEXT: "Text"}
"""The sort of each interpreted type."""


class Data(NamedTuple):
    """Data at parameters: each constructor's name with its number of arguments; ``loose`` if a value may contain others of it."""

    parameters: tuple[Term, ...]
    constructors: tuple[tuple[str, int], ...]
    loose: bool

    @property
    def listed(self) -> str:
        """The sort of data that are a list of names; empty for others."""
        names = [name for name, arity in self.constructors if not arity]
        plain = names and len(names) == len(self.constructors) and not self.parameters
        return listed(names) if plain else ""


def data_of(type_: Term, signature: Signature) -> Data | None:
    """The data that a type's value is, but for Nat and Bool, which are interpreted; None if it is none."""
    head, parameters = (type_.head, type_.arguments) if isinstance(type_, Apply) else (type_, ())
    if not isinstance(head, Constant) or head in SORTS:
        return None
    rows = signature.constructors(head.name)
    if rows is None or len(parameters) != _width(head.name, signature):
        return None
    loose = any(head.name in _within(name, signature) for name, _ in rows)
    return Data(parameters, rows, loose)


def _width(name: str, signature: Signature) -> int:
    declared = signature.type_of(name)
    return 0 if declared is None else width(declared)


def _within(constructor: str, signature: Signature) -> set[str]:
    """The constants in the types of a constructor's arguments."""
    declared, found = signature.type_of(constructor), set[str]()
    while isinstance(declared, Pi):
        found |= constants(declared.domain)
        declared = declared.codomain
    return found


class Made(NamedTuple):
    """A constructor at arguments; those for the parameters of the data are left out."""

    constructor: str
    arguments: tuple[Term, ...]


def made(value: Term, signature: Signature) -> Made | None:
    """The constructor of data, but for Nat and Bool, with which a value begins, and all its arguments; None if there is none."""
    head, arguments = (value.head, value.arguments) if isinstance(value, Apply) else (value, ())
    if not isinstance(head, Constant):
        return None
    owner = signature.owner(head.name)
    if not owner or head.name == ZERO:
        return None
    arity = dict(signature.constructors(owner) or ())[head.name]
    parameters = _width(owner, signature)
    return Made(head.name, arguments[parameters:]) if len(arguments) == parameters + arity else None


def constructor(name: str, signature: Signature) -> Constant:
    """The constant of a declared name."""
    declared = signature.type_of(name)
    assert declared is not None
    return Constant(name, hidden(declared))


def constructor_type(name: str, parameters: tuple[Term, ...], context: Context) -> Term:
    """The value of the type of a constructor's arguments after the parameters."""
    declared = context.signature.type_of(name)
    assert declared is not None
    type_ = evaluate(declared, (), context.machine)
    for parameter in parameters:
        assert isinstance(type_, Closure)
        type_ = instantiate(type_, parameter, context.machine)
    return type_


def sort_of(type_: Term, context: Context) -> str:
    """The sort of the values of a type."""
    plain = bare(type_, context.machine)
    if isinstance(plain, Apply) and plain.head is FIN:
        return "Int"
    if isinstance(plain, Apply) and plain.head is QUANTITY:
        return "Real"
    return SORTS.get(plain) or _listed(plain, context.signature) or "Value"


def declared_sorts(declared: Term | None, signature: Signature) -> list[str]:
    """The sorts of the arguments that a constant takes, as its declaration says, whatever its type arguments are."""
    found = []
    while isinstance(declared, Pi):
        source = declared.domain
        while isinstance(source, Refinement):
            source = source.domain
        is_index = isinstance(source, Apply) and source.head is FIN
        found.append("Int" if is_index else SORTS.get(source) or _listed(source, signature) or "Value")
        declared = declared.codomain
    return found


def _listed(type_: Term, signature: Signature) -> str:
    if not isinstance(type_, Constant) or type_.name not in signature.entries:
        return ""
    data = data_of(type_, signature)
    return data.listed if data else ""
