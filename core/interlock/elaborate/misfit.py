"""What is told of a term that was found for another and that the kernel refuses at the type which it is to have."""

from __future__ import annotations

from interlock.elaborate.fault import ElaborationFault, TermMismatch, UniverseMismatch
from interlock.kernel.context import Context
from interlock.kernel.judge import Refused, infer, value_of
from interlock.kernel.term import Term, Universe
from interlock.text.site import Site


def misfit(found: Term, type_: Term, site: Site, what: str, context: Context) -> ElaborationFault:
    """Why a term is not of a type, which is a value: it is too large a type, or of another."""
    value = value_of(found, context)
    try:
        own = infer(found, context)
    except Refused:  # a function has no type of its own
        own = value
    if isinstance(type_, Universe) and isinstance(own, Universe):
        return UniverseMismatch(site, value, own.level, type_.level)
    return TermMismatch(site, type_, own, what)
