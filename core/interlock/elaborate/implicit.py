"""Implicit arguments: a hole for each that a term still takes."""

from __future__ import annotations

from interlock.elaborate.arity import applied
from interlock.elaborate.elaboration import Elaboration, Place
from interlock.kernel.evaluate import domain, expose, instantiate
from interlock.kernel.term import Closure, Pi, Term


def inserted(found: Term, type_: Term, place: Place, e: Elaboration) -> tuple[Term, Term]:
    """The term applied to a fresh hole for each implicit argument that it still takes."""
    type_ = e.metas.force(type_)
    exposed = expose(type_)
    while isinstance(exposed, Closure) and isinstance(exposed.binder, Pi) and exposed.binder.implicit:
        source = domain(exposed, e.metas.machine)
        hole = e.metas.fresh(place.context.depth, source)
        found, value = applied(found, hole), e.value(hole, place.context)
        e.supply(value, source, place)
        exposed = expose(e.metas.force(instantiate(exposed, value, e.metas.machine)))
        type_ = exposed
    return found, type_
