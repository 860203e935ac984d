"""Which failure types may come to which places, conjunctions taken for disjunctions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from interlock.api.diagram import Carries, Element
from interlock.api.record import NamedTuple
from interlock_swiss_cheese.condition import carriers
from interlock_swiss_cheese.frame import Clause, Frame
from interlock_swiss_cheese.hierarchy import ANY


class Leaks(NamedTuple):
    """What passes although no rule says so: what the open boxes leave unhandled, and what is loose at a place."""

    boxes: frozenset[Element] = frozenset()
    loose: Mapping[Element, Sequence[str]] = {}


class Spread:
    """The types that may be at each place of a frame, and the places from which each may come."""

    def __init__(self, frame: Frame, leaks: Leaks) -> None:
        """Let types spread from where they may begin."""
        self.frame = frame
        self.loose = leaks.loose
        self._matches = frame.network.hierarchy.matches
        self._covered = frame.network.hierarchy.covered
        opened = [member for member in frame.network.members if member.name in leaks.boxes]
        self._open = {outlet.port: outlet.depends for member in opened for outlet in member.outlets}
        self._holders = {place: member for member in opened for place in member.inputs}
        self.arrivals: dict[Element, dict[str, None]] = {}
        pending = list(self._beginnings())
        while pending:
            failure, place = pending.pop()
            here = self.arrivals.setdefault(place, {})
            if failure not in here:
                here[failure] = None
                pending.extend(self._next(failure, place))

    def _beginnings(self) -> Iterator[tuple[str, Element]]:
        for place, failures in self.loose.items():
            yield from ((failure, place) for failure in failures)
        for place, clauses in self.frame.clauses.items():
            for clause in clauses:
                if clause.begins():
                    yield from ((failure, place) for failure in self._made(clause))

    def _made(self, clause: Clause) -> Iterator[str]:
        """The types that a rule names at its output."""
        if clause.rule.failure != ANY:
            yield clause.rule.failure
        else:
            types = self.frame.network.hierarchy.parents
            yield from (failure for failure in types if not self._covered(failure, clause.named))

    def _next(self, failure: str, place: Element) -> Iterator[tuple[str, Element]]:
        for target in self.frame.feeds.get(place, ()):
            yield failure, target
        if not self.frame.stopped(failure, place):
            for out in self.frame.onward.get(place, ()):
                yield failure, out
        if place in self._holders:
            for outlet in self._holders[place].outlets:
                if self._leaks(failure, place, outlet.port):
                    yield failure, outlet.port
        for target, clause, named in self.frame.awaiting.get(place, ()):
            yield from ((head, target) for head in self._heads(clause, Carries(named, place), failure))

    def _leaks(self, failure: str, place: Element, out: Element) -> bool:
        """Whether an open box lets the failure through for want of a word about it."""
        return place in self._open.get(out, ()) and self.frame.unhandled(failure, self._holders[place])

    def _heads(self, clause: Clause, carried: Carries, failure: str) -> Iterator[str]:
        """The types that a rule makes of a failure of this type where it mentions one."""
        head = clause.rule.failure
        if not self._matches(failure, carried.failure):
            return
        if head != ANY:
            yield failure if head == carried.failure else head
        elif carried.failure != ANY:
            yield from self._made(clause)
        elif not self.barred(clause, failure) and not self.frame.stopped(failure, carried.port):
            yield failure

    def barred(self, clause: Clause, failure: str) -> bool:
        """Whether the `any` of a rule does not stand for this type, since rules beside it name it."""
        return self._covered(failure, clause.named)

    def straight(self, failure: str, place: Element) -> Iterator[Element]:
        """The places from which the type comes as it is: along wires, through transparent outputs, through leaks."""
        yield from self.frame.network.fed.get(place, ())
        for into in self.frame.through.get(place, ()):
            if not self.frame.stopped(failure, into):
                yield into
        for into in self._open.get(place, ()):
            if self._leaks(failure, into, place):
                yield into

    def origins(self, failure: str, place: Element) -> Iterator[tuple[str, Element]]:
        """The failures that are carried on to this one, each with its place."""
        for source in self.straight(failure, place):
            if failure in self.arrivals.get(source, ()):
                yield failure, source
        for clause in self.frame.clauses.get(place, ()):
            for carried in carriers(clause.rule.condition, clause.rule.failure):
                for one in self.arrivals.get(carried.port, ()):
                    if failure in self._heads(clause, carried, one):
                        yield one, carried.port

    def begins(self, failure: str, place: Element) -> bool:
        """Whether a failure of the type may begin at the place."""
        return failure in self.loose.get(place, ()) or any(
            clause.begins() and failure in self._made(clause) for clause in self.frame.clauses.get(place, ())
        )
