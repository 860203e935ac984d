"""What is told of a term that was found for another and that the kernel refuses at the type which it is to have."""

from __future__ import annotations

from interlock.elaborate.fault import ElaborationFault, TermMismatch, UniverseMismatch
from interlock.kernel.context import Context
from interlock.kernel.convert import type_of
from interlock.kernel.judge import Refused, level_of, value_of
from interlock.kernel.term import Term, Universe
from interlock.text.site import Site


def misfit(found: Term, type_: Term, site: Site, what: str, context: Context) -> ElaborationFault:
    """Why a term is not of a type, which is a value: it is too large a type, or of another."""
    value = value_of(found, context)
    if isinstance(type_, Universe):
        try:
            return UniverseMismatch(site, value, level_of(found, context), type_.level)
        except Refused:
            return TermMismatch(site, type_, value, what)
    return TermMismatch(site, type_, type_of(value, context) or value, what)
