"""What each section of a vocabulary declares: the type of a family, predicate, function, of data and their constructors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, cast

from interlock.elaborate.elaboration import Elaboration, Place
from interlock.elaborate.expression import term, type_
from interlock.elaborate.fault import Misshapen, UnknownThing, Unvarying
from interlock.kernel.builtin import PROP, UNKNOWN
from interlock.kernel.part import mentions
from interlock.kernel.signature import Variance
from interlock.kernel.term import Apply, Constant, Local, Pi, Term, Universe
from interlock.syntax.expression import Expression, Word
from interlock.syntax.page import Entry, Field, Fields
from interlock.syntax.suggest import nearest


def result(found: Term) -> Term:
    """What a function type ends in."""
    while isinstance(found, Pi):
        found = found.codomain
    return found


def _typed(fields: Fields, key: str, place: Place, e: Elaboration) -> Term:
    node = cast(Expression, fields.value(key))
    return e.finish(type_(node, place, e), place, node)


def _family(_: str, __: Entry, fields: Fields, place: Place, e: Elaboration) -> Term:
    """A family's type ends in `Type`."""
    found = _typed(fields, "type", place, e)
    end = result(found)
    if found is UNKNOWN or (isinstance(end, Universe) and end.level == 0):
        return found
    e.faults.append(Misshapen(e.site(cast(Expression, fields.value("type"))), "a type that ends in `Type`", "another"))
    return UNKNOWN


def _predicate(_: str, __: Entry, fields: Fields, place: Place, e: Elaboration) -> Term:
    """A predicate's type ends in `Prop`."""
    found = _typed(fields, "type", place, e)
    if found is UNKNOWN or result(found) is PROP:
        return found
    e.faults.append(Misshapen(e.site(cast(Expression, fields.value("type"))), "a type that ends in `Prop`", "another"))
    return UNKNOWN


def _function(_: str, __: Entry, fields: Fields, place: Place, e: Elaboration) -> Term:
    return _typed(fields, "type", place, e)


def _lemma(_: str, __: Entry, fields: Fields, place: Place, e: Elaboration) -> Term:
    node = cast(Expression, fields.value("says"))
    return e.finish(term(node, PROP, place, e), place, node)


def _data(name: str, entry: Entry, fields: Fields, place: Place, e: Elaboration) -> Term:
    """The type of data, over their parameters, or of one of their constructors, over the same, implicit ones."""
    parameters = cast("tuple[Field, ...]", fields.value("parameters") or ())
    own = entry.name is None or name == entry.name.text
    types: list[Term] = []
    for field in parameters:
        found = e.finish(type_(field.type, place, e), place, field.type)
        types.append(found)
        place = place.bind(field.name.text, e.value(found, place.context))
    end = Universe(0) if own else _constructor(name, entry, fields, place, e)
    if end is UNKNOWN or UNKNOWN in types:
        if not own:
            del e.faults[: 0 if UNKNOWN not in types else len(e.faults)]  # what is wrong with a parameter is told once
        return UNKNOWN
    for field, found in zip(reversed(parameters), reversed(types), strict=True):
        end = Pi(field.name.text, found, end, implicit=not own)
    return end


def _constructor(name: str, entry: Entry, fields: Fields, place: Place, e: Elaboration) -> Term:
    """The type of a constructor over the parameters, which ends in the data at just these."""
    constructors = cast("tuple[Field, ...]", fields.value("constructors") or ())
    node = next(constructor.type for constructor in constructors if constructor.name.text == name)
    found = e.finish(type_(node, place, e, 0), place, node)
    end = result(found)
    owner = entry.name.text if entry.name is not None else ""
    head, arguments = (end.head, end.arguments) if isinstance(end, Apply) else (end, ())
    at_home = isinstance(head, Constant) and head.name.rpartition(".")[2] == owner
    if found is UNKNOWN or (at_home and arguments == tuple(Local(at) for at in range(place.context.depth))):
        return found
    whole = " ".join([owner, *place.scope.names])
    e.faults.append(Misshapen(e.site(node), f"a type that ends in `{whole}`", "another"))
    return UNKNOWN


DECLARING: Final[Mapping[str, Callable[[str, Entry, Fields, Place, Elaboration], Term]]] = {
    "families": _family,
    "predicates": _predicate,
    "functions": _function,
    "lemmas": _lemma,
    "data": _data,
}
"""How the type of a constant is elaborated, by the section that declares it."""


def variances(found: Term, fields: Fields, e: Elaboration) -> tuple[Variance, ...]:
    """The declared variance of each argument; only type arguments on whose values nothing later rests may vary."""
    stated = {word.text: value for word, value in cast("tuple[tuple[Word, Word], ...]", fields.value("variance") or ())}
    result: list[Variance] = []
    names: list[str] = []
    while isinstance(found, Pi):
        word, level = stated.get(found.name), len(names)
        names.append(found.name)
        varies = word is not None and word.text in ("covariant", "contravariant")
        if varies and word is not None and not _may_vary(found, level):
            e.faults.append(Unvarying(e.site(word), found.name, word.text, isinstance(found.domain, Universe)))
            varies = False
        result.append(cast(Variance, word.text) if varies and word is not None else "invariant")
        found = found.codomain
    for name, word in stated.items():
        if names and name not in names:
            e.faults.append(UnknownThing(e.site(word), "parameter", name, "", nearest(name, names)))
    return tuple(result)


def _may_vary(found: Pi, level: int) -> bool:
    """Whether an argument is a type that no later argument's type mentions."""
    later, rest = False, found.codomain
    while isinstance(rest, Pi):
        later = later or mentions(rest.domain, level)
        rest = rest.codomain
    return isinstance(found.domain, Universe) and not later
