"""From a checked diagram, and all that is nested in it, to one network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Final, cast

from interlock.api.diagram import (
    EACH,
    Alpha,
    Beta,
    Bound,
    Cause,
    CheckedBox,
    CheckedDiagram,
    Condition,
    Element,
    Event,
    FailureRule,
    Failures,
    GreekLetters,
    Independence,
    KindFailures,
    Learn,
    Quantity,
    Shape,
    Stop,
    key,
    learn,
    nested,
    port,
)
from interlock.api.kit import Model
from interlock.api.section import FAILURES, LEARNS
from interlock_swiss_cheese.condition import of_box, renamed
from interlock_swiss_cheese.crowd import Crowds, crowds, members, told_apart
from interlock_swiss_cheese.group import expand
from interlock_swiss_cheese.hierarchy import Hierarchy
from interlock_swiss_cheese.network import (
    LEARNING,
    STATED,
    Group,
    Limit,
    Member,
    Network,
    Numbers,
    Occurrence,
    Outlet,
    Statement,
    learning,
)

LINEAGE: Final = "lineage"
"""The label key whose values are what a box comes from: weights, data, a vendor, a host, a person."""

Lessons = Mapping[str, frozenset[str]]
"""For each box the outputs that learn wires end at."""


def flatten(diagram: CheckedDiagram) -> Network:
    """The network of a diagram and of all that is nested in it."""
    made = _Making(crowds(diagram))
    made.open("", diagram)
    return Network(
        Hierarchy(made.types),
        tuple(made.members),
        {target: tuple(dict.fromkeys(sources)) for target, sources in made.fed.items()},
        tuple(map(Element, diagram.wiring.outer.shape.inputs)),
        {at: tuple(rules) for at, rules in made.added.items()},
        {at: tuple(rules) for at, rules in made.promises.items()},
        tuple(made.stopped),
        made.events,
        {event: tuple(dict.fromkeys(causes)) for event, causes in made.causes.items()},
        tuple(made.independent),
        tuple(made.groups),
        tuple(made.limits),
        made.lessons,
        made.breaches,
        _breakers(made.events.values()),
        tuple(Element(name) for name, number in made.crowds.items() if number is None),
        made.lineage,
        tuple(made.partial),
        entrances=made.entrances,
        claimed=tuple(made.claimed),
    )


class _Making:
    """A network under construction."""

    def __init__(self, crowds: Crowds) -> None:
        self.crowds = crowds
        self.types: dict[str, str | None] = {}
        self.members: list[Member] = []
        self.fed: dict[Element, list[Element]] = {}
        self.added: dict[Element, list[FailureRule]] = {}
        self.promises: dict[Element, list[FailureRule]] = {}
        self.stopped: list[Stop] = []
        self.events: dict[str, Occurrence] = {}
        self.causes: dict[str, list[str]] = {}
        self.independent: list[tuple[str, ...]] = []
        self.claimed: list[Element] = []
        self.groups: list[Group] = []
        self.limits: list[Limit] = []
        self.lessons: dict[tuple[Element, Element], Element] = {}
        self.lineage: dict[Element, tuple[str, ...]] = {}
        self.breaches: dict[str, tuple[tuple[str, ...], ...]] = {}
        self.partial: list[str] = []
        self.entrances: dict[Element, tuple[Element, ...]] = {}

    def open(self, prefix: str, diagram: CheckedDiagram) -> None:
        """Add a diagram whose elements get the prefix."""
        self.types.update(diagram.failure_types)
        for target, source in diagram.wiring.wires.items():
            self.join(nested(prefix, target), nested(prefix, source), diagram.wiring.paths.get(target, ()))
        for claim in (one for one in diagram.claims if one.status == "proved"):
            cuts = tuple(tuple(nested(prefix, Element(at)) for at in cut) for cut in claim.cuts)
            called = nested(prefix, Element(claim.element.partition(":")[2]))
            self.breaches[called] = cuts
            self.partial += [] if claim.whole else [called]
        lessons = self.learn(prefix, diagram)
        for name, box in diagram.boxes.items():
            for member in self.each(nested(prefix, Element(name))):
                self.place(member, box, lessons.get(name, frozenset()))
        for item in diagram.of(FAILURES):
            if isinstance(item.value, Failures):
                self.state(prefix, item.value, frozenset(diagram.wiring.outer.shape.outputs))

    def each(self, name: str) -> tuple[Element, ...]:
        """The elements that a name stands for, one for each member of a family."""
        return tuple(map(Element, members(name, self.crowds)))

    def join(self, target: Element, source: Element, way: tuple[str, ...]) -> None:
        """Let a target be fed, member by member if both ends have some, else by any that the way names."""
        targets, sources = self.each(target), self.each(source)
        is_family = bool(self.crowds) and sources != (source,)
        if is_family and way and way[0][1:-1].isdecimal():
            sources = sources[int(way[0][1:-1]) :][:1]
        in_pairs = is_family and targets != (target,) and way[:1] == (EACH,)
        for at, one in enumerate(targets):
            for other in sources[at : at + 1] if in_pairs else sources:
                self.feed(one, other)

    def feed(self, target: Element, source: Element) -> None:
        """Let a place be fed by a source."""
        self.fed.setdefault(target, []).append(source)

    def learn(self, prefix: str, diagram: CheckedDiagram) -> Lessons:
        """Add the learn wires."""
        lessons: dict[str, frozenset[str]] = {}
        for item in diagram.of(LEARNS):
            if not isinstance(item.value, Learn):
                continue
            source, target = map(Element, item.value.learn)
            name, _, out = (target, "", "") if target in diagram.boxes else target.rpartition(".")
            arrow = nested(prefix, learn(source, target))
            for place in map(learning, self.each(nested(prefix, Element(name)))):
                for one in self.each(nested(prefix, source)):
                    self.feed(place, one)
                    self.lessons[one, place] = arrow
            reached = (out,) if out else diagram.boxes[name].shape.outputs
            lessons[name] = lessons.get(name, frozenset()).union(reached)
        return lessons

    def place(self, name: Element, box: CheckedBox, lessons: frozenset[str]) -> None:
        """Add a box, or the diagram within it, which comes from what its box comes from."""
        around = self.lineage.get(Element(name.rpartition("/")[0]), ())
        self.lineage[name] = tuple(dict.fromkeys((*box.labels.get(LINEAGE, ()), *around)))
        if box.nested is not None:
            self.entrances[name] = tuple(nested(name, Element(into)) for into in box.shape.inputs)
            for into in box.shape.inputs:
                self.feed(nested(name, Element(into)), port(name, into))
            for out in box.shape.outputs:
                self.feed(port(name, out), nested(name, Element(out)))
            self.open(name, box.nested)
            return
        declared = box.failures if isinstance(box.failures, KindFailures) else KindFailures()
        for event, stated in declared.events or ():
            full = f"{name}.{event}"
            own = _statement(stated)
            broken = port(name, own.breaks) if own.breaks is not None else None
            self.events[full] = Occurrence(full, name, own._replace(breaks=broken))
        rules = [of_box(name, rule) for rule in _rules(declared) if isinstance(rule, FailureRule)]
        stops = [Stop(rule.failure, port(name, rule.port)) for rule in _rules(declared) if isinstance(rule, Stop)]
        inputs = tuple(port(name, into) for into in (*box.shape.inputs, LEARNING))
        self.members.append(
            Member(name, box.kind, inputs, tuple(_outlets(name, box.shape, rules, lessons)), tuple(stops))
        )

    def state(self, prefix: str, stated: Failures, outputs: frozenset[str]) -> None:
        """Add what a proposal says of failures."""
        for name, event in stated.events or ():
            for full in self.each(nested(prefix, Element(name))):
                known = self.events.get(full, Occurrence(full, "", Statement()))
                own = _statement(event)
                broken = nested(prefix, Element(own.breaks)) if own.breaks is not None else None
                self.events[full] = known._replace(stated=own._replace(breaks=broken).over(known.stated))
        for rule in _rules(stated):
            for at in self.each(nested(prefix, rule.port)):
                self.rule(prefix, rule, at, outputs)
        for number, part in enumerate(stated.dependence or ()):
            self.depend(prefix, part, key(nested(prefix, STATED), "dependence", str(number)))

    def rule(self, prefix: str, rule: FailureRule | Stop, at: Element, outputs: frozenset[str]) -> None:
        """Add what a proposal says of failures at a place."""
        if isinstance(rule, Stop):
            self.stopped.append(Stop(rule.failure, at))
            return
        condition = rule.condition
        if condition is not None:
            condition = self.condition(prefix, condition)
        kept = self.promises if rule.port in outputs else self.added
        kept.setdefault(at, []).append(FailureRule(rule.failure, at, condition))

    def among(self, prefix: str, events: Iterable[str]) -> tuple[Element, ...]:
        """The events of a list, each member's for itself."""
        return tuple(one for event in events for one in self.each(nested(prefix, Element(event))))

    def depend(
        self, prefix: str, part: Independence | Cause | Beta | GreekLetters | Alpha | Bound, at: Element
    ) -> None:
        """Add what is stated of several events at a place."""
        match part:
            case Cause(cause, of):
                for event in self.among(prefix, of):
                    self.causes.setdefault(event, []).extend(self.among(prefix, (cause,)))
            case Independence(of):
                self.independent.append(self.among(prefix, of))
                self.claimed.append(at)
            case Beta(factor, of):
                self.share("beta", (factor,), self.among(prefix, of), at)
            case GreekLetters(factors, of):
                self.share("mgl", factors, self.among(prefix, of), at)
            case Alpha(factors, of):
                self.share("alpha", factors, self.among(prefix, of), at)
            case Bound(bound):
                condition, given, sense, number = bound
                others = [self.condition(prefix, one) for one in cast("tuple[Condition, ...]", given or ())]
                low, high = _limits(sense, cast("Quantity", number))
                self.limits.append(
                    Limit(self.condition(prefix, cast("Condition", condition)), next(iter(others), None), low, high, at)
                )

    def condition(self, prefix: str, stated: Condition) -> Condition:
        """A condition with the names of the whole diagram, over single members of families."""
        within = renamed(stated, lambda name: nested(prefix, Element(name)), lambda at: nested(prefix, at))
        return told_apart(within, self.crowds)

    def share(self, means: Model, factors: Iterable[object], of: tuple[Element, ...], at: Element) -> None:
        """Add the causes that alike events share."""
        taken = frozenset(one for group in self.groups for one in group.of)
        group = expand(means, cast("tuple[Quantity, ...]", tuple(factors)), of, taken)
        self.groups.append(group._replace(at=at))
        for cause, brought in group.causes.items():
            self.events[cause] = Occurrence(cause, "", Statement())
            for event in brought:
                self.causes.setdefault(event, []).append(cause)


# What sections make of items is typed as it was read; these are the types that it has once it is resolved.


def _statement(event: Event | None) -> Statement:
    """What is stated of an event."""
    if event is None:
        return Statement()
    said = (event.probability, event.rate, event.exposure, event.tested)
    probability, rate, exposure, tested = (cast("Numbers | None", one) for one in said)
    return Statement(probability, rate, exposure, tested, event.basis, event.breaks)


def _breakers(events: Iterable[Occurrence]) -> dict[str, tuple[str, ...]]:
    """The events that undo the guarantee of each output."""
    found: dict[str, tuple[str, ...]] = {}
    for event in events:
        if event.stated.breaks is not None:
            found[event.stated.breaks] = (*found.get(event.stated.breaks, ()), event.name)
    return found


def _rules(stated: Failures | KindFailures) -> tuple[FailureRule | Stop, ...]:
    """The rules and stops that are stated."""
    return cast("tuple[FailureRule | Stop, ...]", stated.rules or ())


def _limits(sense: str, number: Quantity) -> tuple[Fraction, Fraction]:
    """The interval in which `<=`, `=` or `>=` puts a probability."""
    return (Fraction(0) if sense == "<=" else number.low), (Fraction(1) if sense == ">=" else number.high)


def _outlets(name: Element, shape: Shape, rules: list[FailureRule], lessons: frozenset[str]) -> Iterator[Outlet]:
    """The outputs of a box. One with a memory may show at any output, later, what any input brought."""
    own: dict[Element, list[FailureRule]] = {}
    for rule in rules:
        own.setdefault(rule.port, []).append(rule)
    for at, place in enumerate(shape.ports):
        if place.direction == "out":
            inputs = shape.inputs if shape.memory else tuple(shape.ports[k].name for k in shape.depends[at])
            depends = (*inputs, LEARNING) if place.name in lessons else inputs
            out = port(name, place.name)
            yield Outlet(out, tuple(port(name, into) for into in depends), tuple(own.get(out, ())))
