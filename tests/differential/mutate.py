"""Diagrams with something changed: mostly ill-typed, and often so by a single argument far away."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from tests.differential.diagram import Diagram, Kind, Port, port_name
from tests.differential.forms import mentioned as mentioned_families
from tests.differential.naive import IllTyped, infer, world_of
from tests.differential.normal import World, normal
from tests.differential.term import App, Arrow, Const, Fun, Get, Lit, Op, Rec, Sort, Term, Tup, Var, apply, parts, spine

Way = tuple[int, ...]
"""A way to a part of a term: which part at each step."""


def rebuilt(term: Term, new: tuple[Term, ...]) -> Term:
    """The term with other parts."""
    match term:
        case Arrow():
            return replace(term, source=new[0], target=new[1])
        case Fun(name, _):
            return Fun(name, new[0])
        case App():
            return App(*new)
        case Op(sign, _, _):
            return Op(sign, *new)
        case Rec(fields):
            return Rec(tuple((label, name, one) for (label, name, _), one in zip(fields, new, strict=True)))
        case Tup(fields):
            return Tup(tuple((label, one) for (label, _), one in zip(fields, new, strict=True)))
        case Get(_, field):
            return Get(new[0], field)
        case _:
            return term


def ways(term: Term) -> list[Way]:
    """The ways to all parts but those under a `fun`, whose arguments do not say their types."""
    found: list[Way] = [()]
    if not isinstance(term, Fun):
        for at, part in enumerate(parts(term)):
            found += [(at, *way) for way in ways(part)]
    return found


def part_at(term: Term, way: Way) -> Term:
    return part_at(parts(term)[way[0]], way[1:]) if way else term


def changed(term: Term, way: Way, new: Term) -> Term:
    if not way:
        return new
    inner = list(parts(term))
    inner[way[0]] = changed(inner[way[0]], way[1:], new)
    return rebuilt(term, tuple(inner))


# ---- implicit arguments ----------------------------------------------------------------------------------------------


def refitted(term: Term, world: World) -> Term:
    """The term with the implicit arguments that its model determines, where it is about a model."""
    match term:
        case Arrow(name, source, target):
            source = refitted(source, world)
            return replace(term, source=source, target=refitted(target, world.bind(name, source)))
        case Rec(fields):
            made = []
            for label, name, type_ in fields:
                made.append((label, name, refitted(type_, world)))
                world = world.bind(name, made[-1][2])
            return Rec(tuple(made))
        case Fun():
            return term
        case _:
            return _about(term, world)


def _about(term: Term, world: World) -> Term:
    term = rebuilt(term, tuple(refitted(part, world) for part in parts(term)))
    head, arguments = spine(term)
    if head not in (Const("Spec"), Const("Policy"), Const("Cert")) or len(arguments) < 3:
        return term
    try:
        family, about = spine(normal(infer(arguments[2], world)))
    except IllTyped:
        return term
    return apply(head, *about, *arguments[2:]) if family == Const("Model") and len(about) == 2 else term


def refitted_kind(kind: Kind, world: World) -> Kind:
    parameters, ports = [], []
    for name, type_ in kind.parameters:
        parameters.append((name, refitted(type_, world)))
        world = world.bind(*parameters[-1])
    for port in kind.ports:
        type_ = refitted(port.type, world)
        given = None if port.given is None else refitted(port.given, world)
        ports.append(port._replace(type=type_, given=given))
        world = world.bind(port.name, type_)
    return Kind(tuple(parameters), tuple(ports))


# ---- mutations -------------------------------------------------------------------------------------------------------

Mutation = Callable[[random.Random, Diagram], Diagram]


def mutant(diagram: Diagram, seed: int) -> Diagram:
    """A diagram with one thing changed that an author can write."""
    luck = random.Random(f"mutant {seed}")
    found = luck.choice(MUTATIONS)(luck, diagram)
    world = world_of(found)
    kinds = {name: refitted_kind(kind, world) for name, kind in found.kinds.items()}
    outer = refitted_kind(found.outer, world)
    for name, type_ in outer.parameters:
        world = world.bind(name, type_)
    boxes = tuple(box._replace(arguments=tuple(refitted(a, world) for a in box.arguments)) for box in found.boxes)
    return replace(found, kinds=kinds, outer=outer, boxes=boxes)


def perturbed(diagram: Diagram, seed: int) -> Diagram:
    """A diagram with one thing changed that no author can write: implicit arguments, arguments over ports."""
    luck = random.Random(f"perturbed {seed}")
    if diagram.boxes and luck.random() < 0.4:
        return _argument(luck, diagram, [Var(name) for name in _sources(diagram)])
    return luck.choice([_port_type, _family, _rewired, _port_type])(luck, diagram)


def _sources(diagram: Diagram) -> list[str]:
    return [
        port_name(name, port.name)
        for name, kind, _ in diagram.places()
        for port in kind.ports
        if port.incoming is not bool(name)
    ]


def _rewired(luck: random.Random, diagram: Diagram) -> Diagram:
    if not diagram.sources:
        return diagram
    target = luck.choice(sorted(diagram.sources))
    before = {name for name, _, _ in diagram.places()[: _place(diagram, target)]}
    fitting = [name for name in _sources(diagram) if name.rpartition(".")[0] in before] or _sources(diagram)
    source: Term = Var(luck.choice(fitting))
    if luck.random() < 0.1:
        source = Get(source, luck.choice(["fa", "fb"]))
    return replace(diagram, sources={**diagram.sources, target: source})


def _place(diagram: Diagram, target: str) -> int:
    """Where the target's box stands; the outer outputs stand behind all."""
    names = [name for name, _, _ in diagram.places()]
    owner = target.rpartition(".")[0]
    return names.index(owner) if owner else len(names)


def _unwired(luck: random.Random, diagram: Diagram) -> Diagram:
    if not diagram.sources:
        return diagram
    dropped = luck.choice(sorted(diagram.sources))
    return replace(diagram, sources={t: s for t, s in diagram.sources.items() if t != dropped})


def _argument(luck: random.Random, diagram: Diagram, more: list[Term] | None = None) -> Diagram:
    names = [Var(name) for name, _ in diagram.outer.parameters]
    boxes = [box for box in diagram.boxes if box.arguments]
    if not boxes:
        return diagram
    box = luck.choice(boxes)
    at = luck.randrange(len(box.arguments))
    new = _altered(luck, box.arguments[at], [*names, *(more or [])])
    arguments = (*box.arguments[:at], new, *box.arguments[at + 1 :])
    boxes_ = tuple(one._replace(arguments=arguments) if one is box else one for one in diagram.boxes)
    return replace(diagram, boxes=boxes_)


def _altered(luck: random.Random, term: Term, names: list[Term]) -> Term:
    """The term with another part somewhere."""
    way = luck.choice(ways(term))
    old = part_at(term, way)
    pool: list[Term] = [Lit(luck.randrange(4)), Const("Nat"), Const("Red"), Sort(0), *names, *names]
    if isinstance(old, Lit) and not isinstance(old.value, str | bool):
        pool = [Lit(old.value + 1), Lit(old.value + 1), *pool]
    if isinstance(old, Sort):
        pool = [Sort(old.level + 1), Sort(1 - min(old.level, 1)), *pool]
    pool += [part_at(term, one) for one in ways(term)]
    return changed(term, way, luck.choice(pool))


def _altered_kind(luck: random.Random, kind: Kind) -> Kind:
    at = luck.randrange(len(kind.ports))
    port = kind.ports[at]
    names: list[Term] = [Var(name) for name, _ in kind.parameters]
    names += [Var(one.name) for one in kind.ports[:at]]
    if port.given is not None and luck.random() < 0.5:
        new = port._replace(given=_altered(luck, port.given, names))
    else:
        new = port._replace(type=_altered(luck, port.type, names))
    return replace(kind, ports=(*kind.ports[:at], new, *kind.ports[at + 1 :]))


def _port_type(luck: random.Random, diagram: Diagram) -> Diagram:
    kinds = [name for name, kind in diagram.kinds.items() if kind.ports]
    if kinds and (not diagram.outer.ports or luck.random() < 0.7):
        name = luck.choice(kinds)
        return replace(diagram, kinds={**diagram.kinds, name: _altered_kind(luck, diagram.kinds[name])})
    return replace(diagram, outer=_altered_kind(luck, diagram.outer)) if diagram.outer.ports else diagram


def _family(luck: random.Random, diagram: Diagram) -> Diagram:
    mentioned = mentioned_families(diagram)
    if not mentioned:
        return diagram
    name = luck.choice(mentioned)
    family = diagram.families[name]
    names: list[Term] = [Const("Nat"), Const("Int"), Const("Real"), Sort(1)]
    new = family._replace(type=_altered_domain(luck, family.type, names))
    return replace(diagram, families={**diagram.families, name: new})


def _altered_domain(luck: random.Random, type_: Term, names: list[Term]) -> Term:
    """A family's type with another domain somewhere; what it ends in stays."""
    if not isinstance(type_, Arrow):
        return type_
    if luck.random() < 0.5 or not isinstance(type_.target, Arrow):
        return replace(type_, source=_altered(luck, type_.source, names))
    return replace(type_, target=_altered_domain(luck, type_.target, names))


def _swapped(luck: random.Random, diagram: Diagram) -> Diagram:
    """Two neighbours of a telescope change places."""
    kinds = [name for name, kind in diagram.kinds.items() if len(kind.ports) > 1]
    if not kinds:
        return diagram
    name = luck.choice(kinds)
    ports: list[Port] = list(diagram.kinds[name].ports)
    at = luck.randrange(len(ports) - 1)
    ports[at : at + 2] = ports[at + 1], ports[at]
    return replace(diagram, kinds={**diagram.kinds, name: replace(diagram.kinds[name], ports=tuple(ports))})


MUTATIONS: tuple[Mutation, ...] = (
    _rewired,
    _rewired,
    _rewired,
    _unwired,
    _argument,
    _argument,
    _port_type,
    _port_type,
    _family,
    _swapped,
)
