"""The state of elaborating one item: its holes, its faults, and comparisons that wait for holes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar, cast

from interlock.elaborate.disagree import judged_by_measure
from interlock.elaborate.fault import (
    ElaborationFault,
    TermMismatch,
    TooDeep,
    TooLarge,
    UniverseMismatch,
    UnsolvedParameter,
)
from interlock.elaborate.metavariable import Metavariables, is_open, is_unknown
from interlock.elaborate.misfit import misfit
from interlock.elaborate.owed import Ledger, Owed
from interlock.elaborate.scope import Meaning, Scope
from interlock.elaborate.unify import match_types
from interlock.kernel.builtin import UNKNOWN
from interlock.kernel.context import Context
from interlock.kernel.evaluate import STEP_LIMIT, Machine, evaluate
from interlock.kernel.judge import Refused, check
from interlock.kernel.part import levels
from interlock.kernel.proposition import decide, follows
from interlock.kernel.quote import identity, quote
from interlock.kernel.signature import Signature
from interlock.kernel.subsume import fits
from interlock.kernel.term import DEPTH_LIMIT, Deep, Free, Large, Local, Term
from interlock.record import NamedTuple, dataclass, field
from interlock.syntax import expression as syntax
from interlock.syntax.surface import Item
from interlock.text.site import Site

R = TypeVar("R")


class Place(NamedTuple):
    """Where a term stands: what names mean, and the types of the variables."""

    scope: Scope
    context: Context

    def bind(self, name: str, type_: Term) -> Place:
        """The place under one more binder; ``type_`` is a value."""
        return Place(self.scope.bind(name), self.context.bind(type_, name))

    def typed(self, meaning: Meaning) -> tuple[Term, Term]:
        """What a name means here, and its type."""
        found, declared = meaning
        if isinstance(found, Local):
            return found, self.context.bound[found.level]
        if isinstance(found, Free):
            known = declared if declared is not None else self.context.free.get(found.name, UNKNOWN)
            return (UNKNOWN, UNKNOWN) if is_unknown(known) else (found, known)
        # The extrema have no one type: only applied to two numbers do they have one.
        return (found, UNKNOWN) if declared is None else (found, declared)


class Comparison(NamedTuple):
    """A term whose type must be a subtype of another; both types are values."""

    value: Term
    found: Term
    expected: Term
    place: Place
    site: Site
    what: str


class Pending(NamedTuple):
    """A proposition that is owed, with holes that are to be filled yet."""

    goal: Term
    known: tuple[Term, ...]
    place: Place
    site: Site


class Supplied(NamedTuple):
    """An implicit argument and the type that it must have; both are values."""

    value: Term
    type: Term
    place: Place


@dataclass(slots=True)
class Elaboration:
    """Faults are appended and elaboration goes on; `finish` decides what was deferred."""

    item: Item
    signature: Signature
    metas: Metavariables
    faults: list[ElaborationFault] = field(default_factory=list)
    deferred: list[Comparison] = field(default_factory=list)
    pending: list[Pending] = field(default_factory=list)
    supplied: list[Supplied] = field(default_factory=list)
    owed: list[Owed] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)

    @classmethod
    def alone(cls, item: Item, signature: Signature) -> Elaboration:
        """The elaboration of an item that shares its holes with no other."""
        return cls(item, signature, Metavariables(signature))

    def context(self, free: Mapping[str, Term] | None = None) -> Context:
        """The context without bound variables over these holes."""
        return Context(self.signature, {} if free is None else free, (), self.metas.machine)

    def site(self, node: syntax.Expression | syntax.Word | syntax.Binder) -> Site:
        """Where a part of the item stands."""
        # What could not be read has left no node; its fault is told.
        return self.item.site(getattr(node, "start", 0), getattr(node, "end", 0))

    def value(self, term: Term, context: Context) -> Term:
        """The value of a term."""
        return evaluate(term, identity(context.depth), self.metas.machine)

    def valued(self, term: Term, context: Context, site: Site) -> Term:
        """The value of a term, UNKNOWN with a fault where a stated limit is reached."""
        return self.limited(site, partial(self.value, term, context), UNKNOWN)

    def limited(self, site: Site, make: Callable[[], R], otherwise: R) -> R:
        """What ``make`` gives, or a fault where a stated limit is reached."""
        self.metas.machine.rest()
        try:
            return make()
        except Deep:
            self.faults.append(TooDeep(site, DEPTH_LIMIT))
        except Large:
            self.faults.append(TooLarge(site, "steps of evaluation", STEP_LIMIT))
        return otherwise

    def compare(self, comparison: Comparison, *, last: bool = False) -> bool:
        """Fill holes, then decide; what still has holes is deferred. False if a fault was told."""
        value, found, expected, place, site, what = comparison
        context = place.context
        match_types(found, expected, self.metas, context)
        found, expected = self.metas.filled(found, context.depth), self.metas.filled(expected, context.depth)
        if is_unknown(found) or is_unknown(expected):
            return True
        if is_open(found) or is_open(expected):
            if not last:
                self.deferred.append(comparison)
            return True
        value = self.metas.filled(value, context.depth)
        self.ledger.retract(0)
        if fits(value, found, expected, context.asking(self.ledger)):
            self.owed += self.ledger.take(site)
            return True
        told = TermMismatch(site, expected, found, what)
        self.faults.append(judged_by_measure(told, expected, found, context))
        return False

    def owe(self, goal: Term, known: tuple[Term, ...], place: Place, site: Site) -> bool:
        """Note a proposition as owed at a place, unless it is plain. False if it is plainly false."""
        depth = place.context.depth
        goal, known = self.metas.filled(goal, depth), tuple(self.metas.filled(fact, depth) for fact in known)
        if any(is_unknown(part) for part in (goal, *known)):
            return True
        if any(is_open(part) for part in (goal, *known)):
            self.pending.append(Pending(goal, known, place, site))
            return True
        self.ledger.retract(0)
        follows(goal, known, place.context.asking(self.ledger))
        self.owed += self.ledger.take(site)
        return decide(goal) is not False

    def supply(self, value: Term, type_: Term, place: Place) -> None:
        """Note an implicit argument, which is judged when it is known, unless it is a variable of just this type."""
        bound, free = place.context.bound, place.context.free
        known = bound[value.level] if type(value) is Local else free.get(value.name) if type(value) is Free else None
        if known is None or known is not type_:
            self.supplied.append(Supplied(value, type_, place))

    def recall(self, site: Site) -> None:
        """Note what was owed while holes were open; what still has some is left to the fault that tells of them."""
        pending, self.pending = self.pending, []
        for one in pending:
            self.limited(one.site, partial(self.owe, *one), otherwise=True)
        self.pending.clear()
        supplied, self.supplied = self.supplied, []
        for argument in supplied:
            if not self.faults:
                self.limited(site, partial(self._judge, argument, site), None)

    def _judge(self, supplied: Supplied, site: Site) -> None:
        """The kernel's verdict on an implicit argument that is known by now: it was found from the types of others."""
        place, depth = supplied.place, supplied.place.context.depth
        value, type_ = self.metas.filled(supplied.value, depth), self.metas.filled(supplied.type, depth)
        if any(is_unknown(part) or is_open(part) for part in (value, type_)):
            return
        argument = quote(value, depth, self.metas.machine)
        self.ledger.retract(0)
        try:
            check(argument, type_, place.context.asking(self.ledger))
        except Refused:
            told = misfit(argument, type_, site, "", place.context)
            # It has the type of what it was found from, up to its size, unless something is at fault of which is told.
            self.faults += [told] if isinstance(told, UniverseMismatch) else []
        else:
            self.owed += self.ledger.take(site)

    def finish(self, term: Term, place: Place, node: syntax.Expression) -> Term:
        """The normal term with its holes filled, UNKNOWN if some are left; deferred comparisons are decided."""
        deferred, self.deferred = self.deferred, []
        site = self.site(node)
        for comparison in deferred:
            self.limited(site, partial(self.compare, comparison, last=True), otherwise=True)
        self.recall(site)
        finished = self.limited(site, lambda: self._filled(term, place.context.depth, site), UNKNOWN)
        self.faults[:] = [self._legible(fault, place.scope.names) for fault in self.faults]
        return finished

    def _filled(self, term: Term, depth: int, site: Site) -> Term:
        value = self.metas.filled(evaluate(term, identity(depth), self.metas.machine), depth)
        if is_unknown(value):
            return UNKNOWN
        if is_open(value):
            if not self.faults:
                self.faults.append(UnsolvedParameter(site, "", "", (), ()))
            return UNKNOWN
        return quote(value, depth, self.metas.machine)

    def _legible(self, fault: ElaborationFault, names: tuple[str, ...]) -> ElaborationFault:
        """The fault with bound variables replaced by their names."""
        shown: dict[str, object] = {}
        for key, value in zip(fault._fields, fault, strict=True):
            if isinstance(value, Term) and value is not UNKNOWN:
                shown[key] = legible(value, names)
            elif isinstance(value, tuple) and value and isinstance(value[0], Term):
                shown[key] = tuple(legible(term, names) for term in value)
        return cast(Any, fault)._replace(**shown) if shown else fault


def legible(value: Term, names: tuple[str, ...]) -> Term:
    """The closed value in which each bound variable is a free one of its name. Faults hold values, never terms."""
    depth = max([len(names), *(level + 1 for level in levels(value))])
    # What stands under a binder of the author's own keeps a name that cannot be his.
    environment = tuple([Free(name) for name in names] + [Free(f"_{at}") for at in range(len(names), depth)])
    machine = Machine()
    try:
        return evaluate(quote(value, depth, machine), environment, machine)
    except (Deep, Large):  # it is shown as it is then
        return value
