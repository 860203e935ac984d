"""Families of boxes: `replicate: n` turns the interface of a kind into that of n boxes alike."""

from __future__ import annotations

from interlock.elaborate.elaboration import Elaboration, Place
from interlock.elaborate.expression import term
from interlock.elaborate.interface import Interface
from interlock.kernel.builtin import NAT, UNKNOWN
from interlock.kernel.family import replicated
from interlock.kernel.term import Term
from interlock.record import NamedTuple, replace
from interlock.syntax.expression import Expression
from interlock.text.site import Site


class Family(NamedTuple):
    """How many boxes there are, and the interface of one."""

    number: Term
    one: Interface


def family(node: Expression, one: Interface, place: Place, e: Elaboration) -> Family | None:
    """The family that `replicate` asks for; None where the number is none, with a fault."""
    found = e.valued(term(node, NAT, place, e, "the number at `replicate`"), place.context, e.site(node))
    e.recall(e.site(node))
    return None if found is UNKNOWN or e.faults else Family(found, one)


def interface_of(one: Interface, site: Site, e: Elaboration) -> Interface | None:
    """The interface of a family: one more parameter, and each port a function of the member."""
    telescope = e.limited(site, lambda: replicated(one.telescope, e.metas.machine), None)
    if telescope is None:
        return None
    count = len(one.telescope.parameters)
    sites = (*one.sites[:count], site, *one.sites[count:])
    return replace(one, telescope=telescope, defaults=(*one.defaults, None), sites=sites)
