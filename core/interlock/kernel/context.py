"""Contexts: the types of constants, of the diagram's variables, and of bound variables; what is known; who is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

from interlock.kernel.evaluate import Machine
from interlock.kernel.signature import Signature
from interlock.kernel.term import Local, Term
from interlock.record import NamedTuple


class Oracle(Protocol):
    """Who is asked for an entailment that is not plain: the elaborator's notes it as owed, the kernel's looks it up."""

    def grants(self, goal: Term, facts: tuple[Term, ...], context: Context) -> bool:
        """Whether a proposition may be relied on where the facts hold; both are values of the context."""

    def mark(self) -> int:
        """How much was granted so far."""

    def retract(self, mark: int) -> None:
        """Forget what was granted since; what it was granted for has failed."""

    def stand(self, proposition: Term, context: Context) -> None:
        """From now on a closed proposition holds: a guarantee of a port that was passed."""


class Silent:
    """The oracle that grants nothing."""

    __slots__ = ()

    def grants(self, goal: Term, facts: tuple[Term, ...], context: Context) -> bool:
        """No."""
        return False

    def mark(self) -> int:
        """Nothing was granted."""
        return 0

    def retract(self, mark: int) -> None:
        """There is nothing to forget."""

    def stand(self, proposition: Term, context: Context) -> None:
        """It makes no difference."""


SILENT: Final = Silent()


class Context(NamedTuple):
    """``free`` maps ports and outer parameters to the values of their types, ``bound`` lists those of the locals.

    ``known`` are propositions that hold where the term stands, such as p in the q of `p and q`. The ``names`` of the locals
    decide nothing.
    """

    signature: Signature
    free: Mapping[str, Term]
    bound: tuple[Term, ...]
    machine: Machine
    known: tuple[Term, ...] = ()
    oracle: Oracle = SILENT
    names: tuple[str, ...] = ()

    @property
    def depth(self) -> int:
        """How many variables are bound."""
        return len(self.bound)

    @property
    def variable(self) -> Local:
        """The next variable to be bound."""
        return Local(len(self.bound))

    def bind(self, type_: Term, name: str = "_") -> Context:
        """The context with one more variable of this type."""
        bound, names = (*self.bound, type_), (*self.names, name)
        return Context(self.signature, self.free, bound, self.machine, self.known, self.oracle, names)

    def assuming(self, *propositions: Term) -> Context:
        """The context in which these hold, too."""
        return self._replace(known=(*self.known, *propositions))

    def asking(self, oracle: Oracle) -> Context:
        """The context in which another oracle is asked."""
        return self._replace(oracle=oracle)


def opening(signature: Signature, oracle: Oracle = SILENT) -> Context:
    """The context without variables, whose machine knows the functions of the signature."""
    return Context(signature, {}, (), Machine(entries=signature.entries), (), oracle)
