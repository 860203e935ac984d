"""What of a diagram bears on failures: places, what feeds them, and rules over the names of the whole diagram."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

from interlock.api.diagram import Condition, Element, FailureRule, Quantity, Stop, item, port
from interlock.api.record import NamedTuple
from interlock_swiss_cheese.hierarchy import Hierarchy

LEARNING = "learning"

STATED = item("failures", "0")
"""What the proposal says of failures, as an element."""


class Outlet(NamedTuple):
    """An output of a box: the inputs that it depends on, and its kind's rules; without any it is transparent."""

    port: Element
    depends: tuple[Element, ...]
    rules: tuple[FailureRule, ...]


class Member(NamedTuple):
    """A box that holds no diagram. ``kind`` is empty for a box of its own."""

    name: Element
    kind: str
    inputs: tuple[Element, ...]
    outlets: tuple[Outlet, ...]
    stops: tuple[Stop, ...]

    @property
    def speaks(self) -> bool:
        """Whether anything is declared of how failures pass it."""
        return bool(self.stops) or any(outlet.rules for outlet in self.outlets)


Numbers = Quantity | tuple[tuple[str, Quantity], ...]
"""A number, or one for each of some scenarios."""


class Statement(NamedTuple):
    """What is stated of an event: a probability, or a rate and for how long; its basis; the guarantee that it undoes."""

    probability: Numbers | None = None
    rate: Numbers | None = None
    exposure: Numbers | None = None
    tested: Numbers | None = None
    basis: str | None = None
    breaks: str | None = None

    def over(self, below: Statement) -> Statement:
        """This statement, and what another says where this one is silent."""
        return Statement(
            self.probability if self.probability is not None else below.probability,
            self.rate if self.rate is not None else below.rate,
            self.exposure if self.exposure is not None else below.exposure,
            self.tested if self.tested is not None else below.tested,
            self.basis if self.basis is not None else below.basis,
            self.breaks if self.breaks is not None else below.breaks,
        )


class Occurrence(NamedTuple):
    """An event with what is stated of it; ``owner`` is its box, empty if it is the proposal's own."""

    name: str
    owner: str
    stated: Statement


class Group(NamedTuple):
    """Alike events with causes that several of them share: by beta factor, multiple Greek letters or alpha factors.

    ``parts`` has for each number of events the least and the greatest share of a cause of so many, ``causes`` the events
    that are such causes, each with those that it brings about. ``wrong`` says why the statement, which stands ``at`` a
    place, means nothing.
    """

    means: str
    of: tuple[str, ...]
    parts: tuple[tuple[Fraction, Fraction], ...] = ()
    causes: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    wrong: str = ""
    at: Element = STATED


class Limit(NamedTuple):
    """What is stated, at a place, of the probability of a condition, given another or not, in each scenario."""

    condition: Condition
    given: Condition | None
    low: Fraction
    high: Fraction
    at: Element = STATED


class Network(NamedTuple):
    """Places and what failures do there; boxes within a nested diagram stand beside the others, as `stack/filter`.

    ``fed`` has the sources of each target and learning place, ``added`` the proposal's own rules by port and
    ``promises`` those for outer outputs, ``causes`` the events that bring about each event, those of ``groups`` among
    them. ``claimed`` has the places of the statements of ``independent``. ``limits`` has what is stated of the
    probability of conditions. ``lessons`` has the learn wire between a source and a learning place. ``breaches`` has
    the cut sets of each proved claim, as sets of outputs whose guarantees fail, ``breakers`` the events that undo an
    output's guarantee. ``crowds`` are the families whose members are not told apart, because their number is not known
    or too large. ``lineage`` names what each box comes from. ``partial`` are the proved claims of which not all path
    sets were looked for. ``entrances`` has the outer inputs of the diagram in each box that holds one. ``foreign`` is
    a network of which only the events are known, that of another program's fault trees.
    """

    hierarchy: Hierarchy
    members: tuple[Member, ...]
    fed: Mapping[Element, tuple[Element, ...]]
    outer: tuple[Element, ...]
    added: Mapping[Element, tuple[FailureRule, ...]]
    promises: Mapping[Element, tuple[FailureRule, ...]]
    stopped: tuple[Stop, ...]
    events: Mapping[str, Occurrence]
    causes: Mapping[str, tuple[str, ...]]
    independent: tuple[tuple[str, ...], ...]
    groups: tuple[Group, ...]
    limits: tuple[Limit, ...]
    lessons: Mapping[tuple[Element, Element], Element]
    breaches: Mapping[str, tuple[tuple[str, ...], ...]] = MappingProxyType({})
    breakers: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    crowds: tuple[Element, ...] = ()
    lineage: Mapping[Element, tuple[str, ...]] = MappingProxyType({})
    partial: tuple[str, ...] = ()
    foreign: bool = False
    entrances: Mapping[Element, tuple[Element, ...]] = MappingProxyType({})
    claimed: tuple[Element, ...] = ()


def learning(box: Element) -> Element:
    """The place of a box where arrives what learn wires bring."""
    return port(box, LEARNING)
