"""Random diagrams, well-typed by construction: the naive checker is asked what fits where."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.differential.diagram import Box, Diagram, Kind, Port, port_name
from tests.differential.garden import FAMILIES, MODEL, NAT, UNIT, Garden, S
from tests.differential.naive import embed, world_of
from tests.differential.normal import TYPE, World, arrows, normal
from tests.differential.term import Get, Sort, Term, Var, free, substitute


def diagram(seed: int) -> Diagram:
    """A well-typed diagram."""
    luck = random.Random(seed)
    empty = Diagram(FAMILIES, {}, Kind((), ()), ())
    world = world_of(empty)
    outer = _parameters(luck, world)
    growth = Growth(luck, world, outer)
    for at in range(luck.randint(1, 5)):
        growth.add(f"b{at}")
    growth.close()
    return growth.finished()


def _parameters(luck: random.Random, world: World) -> tuple[tuple[str, Term], ...]:
    pool: list[tuple[str, Term]] = [("S", TYPE), ("A", TYPE), ("n", NAT), ("k", NAT), ("m", MODEL), ("X", TYPE)]
    pool += [("g", arrows(NAT, NAT)), ("h", arrows(S, S)), ("P", arrows(NAT, TYPE)), ("T", Sort(1)), ("u", UNIT)]
    chosen: list[tuple[str, Term]] = []
    for name, type_ in pool:
        there = {each for each, _ in chosen}
        if luck.random() < 0.4 and free(type_) <= there:
            chosen.append((name, type_))
    return tuple(chosen)


class Growth:
    """A diagram that grows box by box; each input gets a source that fits, or a new outer input."""

    def __init__(self, luck: random.Random, world: World, parameters: tuple[tuple[str, Term], ...]) -> None:
        self.luck, self.bare = luck, world
        self.parameters = parameters
        self.kinds: dict[str, Kind] = {}
        self.boxes: list[Box] = []
        self.sources: dict[str, Term] = {}
        self.ports: list[Port] = []
        self.world = world
        for name, type_ in parameters:
            self.world = self.world.bind(name, type_)

    @property
    def garden(self) -> Garden:
        return Garden(self.luck, self.world)

    def kind(self) -> str:
        """A kind: one there is, or a new one."""
        if self.kinds and self.luck.random() < 0.4:
            return self.luck.choice(list(self.kinds))
        name = f"K{len(self.kinds)}"
        self.kinds[name] = self._new_kind()
        return name

    def _new_kind(self) -> Kind:
        parameters = _parameters(self.luck, self.bare)
        garden = Garden(self.luck, self.bare)
        for each in parameters:
            garden = garden.bind(*each)
        ports: list[Port] = []
        for at in range(self.luck.randint(1, 4)):
            incoming = self.luck.random() < 0.6
            type_ = garden.small()
            given = garden.term(type_) if not incoming and self.luck.random() < 0.1 else None
            ports.append(Port(f"p{at}", incoming, type_, given))
            garden = garden.bind(f"p{at}", type_)
        return Kind(parameters, tuple(ports))

    def add(self, name: str) -> None:
        """One more box, if sources for its inputs can be had."""
        word = self.kind()
        kind, arguments = self.kinds[word], dict[str, Term]()
        for parameter, type_ in kind.parameters:
            stated = self.argument(substitute(type_, arguments))
            if stated is None:
                return
            arguments[parameter] = stated
        before = (self.world, dict(self.sources), list(self.ports))
        values: dict[str, Term] = dict(arguments)
        for port in kind.ports:
            full, type_ = port_name(name, port.name), substitute(port.type, values)
            if port.incoming:
                found = self.feed(full, type_)
                if found is None:
                    self.world, self.sources, self.ports = before
                    return
                values[port.name] = found
            else:
                self.world = self.world.bind(full, type_)
                values[port.name] = Var(full) if port.given is None else substitute(port.given, values)
        self.boxes.append(Box(name, word, tuple(arguments.values())))

    def argument(self, type_: Term) -> Term | None:
        """A term over the outer parameters."""
        garden = Garden(self.luck, self.bare)
        for each in self.parameters:
            garden = garden.bind(*each)
        return garden.term(type_, 2)

    def candidates(self, type_: Term) -> Iterator[tuple[Term, Term]]:
        """Sources that fit a type, each with the value that it is there."""
        dotted = set(self._sources())
        for term, found in self.garden.known():
            root = term.record if isinstance(term, Get) else term
            if isinstance(root, Var) and root.name in dotted:
                value = embed(term, found, type_, self.world)
                if value is not None:
                    yield term, value

    def _sources(self) -> Iterator[str]:
        parameters = {name for name, _ in self.parameters}
        return (name for name in self.world.variables if name not in parameters)

    def feed(self, target: str, type_: Term) -> Term | None:
        """A source for a target; its value, or None."""
        fitting = list(self.candidates(type_))
        outside = free(type_) <= {name for name, _ in self.parameters} | {port.name for port in self.ports}
        if fitting and (self.luck.random() < 0.8 or not outside):
            source, value = self.luck.choice(fitting)
        elif outside:
            name = f"i{len(self.ports)}"
            self.ports.append(Port(name, True, normal(type_)))
            self.world = self.world.bind(name, normal(type_))
            source = value = Var(name)
        else:
            return None
        self.sources[target] = source
        return value

    def close(self) -> None:
        """Outer outputs of what there is, their types about outer inputs and outputs only."""
        outside = {name for name, _ in self.parameters} | {port.name for port in self.ports}
        for at in range(self.luck.randint(0, 2)):
            fitting = [
                n for n in self._sources() if free(self.world.variables[n]) <= outside and n not in self._givens()
            ]
            if fitting:
                source = self.luck.choice(fitting)
                self.ports.append(Port(f"o{at}", False, normal(self.world.variables[source])))
                self.sources[f"o{at}"] = Var(source)

    def _givens(self) -> set[str]:
        return {
            port_name(box.name, port.name)
            for box in self.boxes
            for port in self.kinds[box.kind].ports
            if port.given is not None
        }

    def finished(self) -> Diagram:
        used = {box.kind for box in self.boxes}
        kinds = {name: kind for name, kind in self.kinds.items() if name in used}
        return Diagram(FAMILIES, kinds, Kind(self.parameters, tuple(self.ports)), tuple(self.boxes), self.sources)
