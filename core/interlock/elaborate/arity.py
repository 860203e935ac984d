"""What is wrong where a term is no type, or takes no more arguments."""

from __future__ import annotations

from collections.abc import Sequence

from interlock.elaborate.elaboration import Elaboration, Place
from interlock.elaborate.fault import NotAFunction, NotAType, WrongArity
from interlock.kernel.evaluate import domain, expose, instantiate
from interlock.kernel.term import Apply, Closure, Constant, Pi, Term
from interlock.syntax import expression as s


def no_type(node: s.Expression, found: Term, sort: Term, place: Place, e: Elaboration) -> None:
    """Tell that a term is no type; of a family, that it lacks arguments."""
    head = found.head if isinstance(found, Apply) else found
    if isinstance(head, Constant) and isinstance(sort, Closure) and isinstance(sort.binder, Pi):
        given = sum(1 for argument in _explicit(found))
        missing = explicit_arity(sort, place, e)
        e.faults.append(WrongArity(e.site(node), head.name, given + missing, given, sort))
    else:
        e.faults.append(NotAType(e.site(node), e.value(found, place.context), sort))


def _explicit(found: Term) -> Sequence[Term]:
    if not isinstance(found, Apply) or not isinstance(found.head, Constant):
        return ()
    hidden = found.head.hidden + (False,) * len(found.arguments)
    return [argument for argument, hide in zip(found.arguments, hidden, strict=False) if not hide]


def explicit_arity(sort: Term, place: Place, e: Elaboration) -> int:
    """How many explicit arguments a function type still takes."""
    count, context = 0, place.context
    exposed = expose(sort)
    while isinstance(exposed, Closure) and isinstance(exposed.binder, Pi):
        count += not exposed.binder.implicit
        fresh, context = context.variable, context.bind(domain(exposed, e.metas.machine))
        exposed = expose(instantiate(exposed, fresh, e.metas.machine))
    return count


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
