"""Contexts: the types of constants, of the diagram's variables, and of bound variables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from interlock.kernel.evaluate import Machine
from interlock.kernel.signature import Signature
from interlock.kernel.term import Local, Term


@dataclass(frozen=True, slots=True)
class Context:
    """``free`` maps ports and outer parameters to the values of their types, ``bound`` lists those of the locals."""

    signature: Signature
    free: Mapping[str, Term] = field(default_factory=dict)
    bound: tuple[Term, ...] = ()
    machine: Machine = field(default_factory=Machine)

    @property
    def depth(self) -> int:
        """How many variables are bound."""
        return len(self.bound)

    @property
    def variable(self) -> Local:
        """The next variable to be bound."""
        return Local(len(self.bound))

    def bind(self, type_: Term) -> Context:
        """The context with one more variable of this type."""
        return Context(self.signature, self.free, (*self.bound, type_), self.machine)
