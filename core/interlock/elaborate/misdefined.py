"""The mistakes in the equations of functions and in declared data."""

from __future__ import annotations

from typing import TypeAlias

from interlock.record import NamedTuple
from interlock.text.site import Site


class MissingClause(NamedTuple):
    """Patterns of which no equation of a function says anything."""

    site: Site
    function: str
    patterns: str
    code: str = "not-covered"


class TwoClauses(NamedTuple):
    """Patterns of which two equations of a function say something; ``first`` is where the earlier one stands."""

    site: Site
    function: str
    patterns: str
    first: Site
    code: str = "overlapping-clauses"


class EndlessCall(NamedTuple):
    """A call of a function in its own equations at no smaller argument, or ``through`` another declaration."""

    site: Site
    function: str
    call: str
    through: str
    code: str = "not-terminating"


class NotPositive(NamedTuple):
    """Data that occur in one of their constructors so that no set could be meant; ``reason`` as the kernel gives it."""

    site: Site
    data: str
    constructor: str
    reason: str
    through: str = ""
    code: str = "not-positive"


Misdefined: TypeAlias = MissingClause | TwoClauses | EndlessCall | NotPositive
