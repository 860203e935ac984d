"""What is wrong where a term is no type, or takes no more arguments."""

from __future__ import annotations

from collections.abc import Sequence

from interlock.elaborate.elaboration import Elaboration, Place
from interlock.elaborate.fault import NotAFunction, NotAType, WrongArity
from interlock.elaborate.metavariable import is_flexible, is_unknown
from interlock.kernel.context import Context
from interlock.kernel.evaluate import bare, domain, expose, instantiate
from interlock.kernel.term import Apply, Closure, Constant, Pi, Term
from interlock.syntax import expression as s
from interlock.text.site import Site


def no_type(node: s.Expression, found: Term, sort: Term, place: Place, e: Elaboration) -> None:
    """Tell that a term is no type; of a family, that it lacks arguments."""
    if not lacking(found, sort, e.site(node), place.context, e):
        e.faults.append(NotAType(e.site(node), e.value(found, place.context), sort))


def lacking(found: Term, type_: Term, site: Site, context: Context, e: Elaboration) -> bool:
    """Whether a term is a declared constant with fewer arguments than it takes, which is told."""
    head = found.head if isinstance(found, Apply) else found
    if not (isinstance(head, Constant) and _is_function(type_)):
        return False
    given, missing = sum(1 for argument in _explicit(found)), _explicit_names(type_, context, e)
    e.faults.append(WrongArity(site, head.name, given + len(missing), given, type_, missing))
    return True


def short(found: Term, type_: Term, due: Term, site: Site, context: Context, e: Elaboration) -> bool:
    """Whether a declared constant lacks arguments where no function is due, which is told; both types are values."""
    due = bare(e.metas.force(due), e.metas.machine)
    if is_flexible(due) or is_unknown(due) or _is_function(due):
        return False
    return lacking(found, e.metas.force(type_), site, context, e)


def _is_function(type_: Term) -> bool:
    exposed = expose(type_)
    return isinstance(exposed, Closure) and isinstance(exposed.binder, Pi)


def _explicit(found: Term) -> Sequence[Term]:
    if not isinstance(found, Apply) or not isinstance(found.head, Constant):
        return ()
    hidden = found.head.hidden + (False,) * len(found.arguments)
    return [argument for argument, hide in zip(found.arguments, hidden, strict=False) if not hide]


def _explicit_names(sort: Term, context: Context, e: Elaboration) -> tuple[str, ...]:
    """The names of the explicit arguments that a function type still takes."""
    names: list[str] = []
    exposed = expose(sort)
    while isinstance(exposed, Closure) and isinstance(exposed.binder, Pi):
        names += [] if exposed.binder.implicit else [exposed.binder.name]
        fresh, context = context.variable, context.bind(domain(exposed, e.metas.machine))
        exposed = expose(instantiate(exposed, fresh, e.metas.machine))
    return tuple(names)


def overapplied(node: s.Apply, at: int, found: Term, type_: Term, place: Place, e: Elaboration) -> None:
    """Tell that a term is given one argument too many."""
    head = found.head if isinstance(found, Apply) else found
    if isinstance(head, Constant):
        e.faults.append(WrongArity(e.site(node), head.name, at, len(node.arguments), type_))
    else:
        e.faults.append(NotAFunction(e.site(node), e.value(found, place.context), type_))


def argument_name(name: str, head: s.Expression) -> str:
    """What messages call an argument."""
    of = f" of `{head.text}`" if isinstance(head, s.Name) else ""
    return f"the argument `{name}`{of}" if name != "_" else f"an argument{of}"


Flat = list[tuple[str, s.Expression | None, bool]]


def flat(binders: Sequence[s.Binder]) -> Flat:
    """The variables of binders one by one: name, type, and whether it is implicit."""
    return [
        (name, binder.type, binder.implicit)
        for binder in binders
        for name in ([word.text for word in binder.names] or ["_"])
    ]


def applied(head: Term, argument: Term) -> Term:
    """The application, flattened."""
    return Apply(head.head, (*head.arguments, argument)) if isinstance(head, Apply) else Apply(head, (argument,))
