"""The naive checker: docs/theory/types.md by substitution of names, with nothing shared and nothing clever.

Every function here restates a rule of that page, and none was written from the code of the kernel.
"""

from __future__ import annotations

from fractions import Fraction

from tests.differential.diagram import Diagram, Kind, Port, port_name
from tests.differential.normal import BUILT_IN, NUMBERS, World, equal, field_type, literal, normal, same
from tests.differential.term import (
    App,
    Arrow,
    Const,
    Fun,
    Get,
    Lit,
    Op,
    Rec,
    Sort,
    Term,
    Tup,
    Var,
    apply,
    free,
    put,
    spine,
    substitute,
)

COVARIANT = ("List", "Option", "Dist", "Credal", "Possible", "Vec")


class IllTyped(Exception):  # noqa: N818 - a verdict
    """The rule that does not hold."""


# ---- terms -----------------------------------------------------------------------------------------------------------


def infer(term: Term, world: World) -> Term:
    match term:
        case Var(name) if name in world.variables:
            return world.variables[name]
        case Const(name) if name in world.constants:
            return world.constants[name]
        case Lit():
            return literal(term)
        case Sort(at):
            return Sort(at + 1)
        case Arrow(name, source, target):
            one = level(source, world)
            return Sort(max(one, _under(name, source, target, world)))
        case Rec(fields):
            return Sort(_levels(fields, world))
        case App(function, argument):
            type_ = normal(infer(function, world))
            if not isinstance(type_, Arrow):
                raise IllTyped("App")
            check(argument, type_.source, world)
            return put(type_.target, type_.name, argument)
        case Get(record, field):
            type_ = normal(infer(record, world))
            found = field_type(record, type_, field) if isinstance(type_, Rec) else None
            if found is None:
                raise IllTyped("Proj")
            return found
        case Op(_, left, right):
            return max(_number(left, world), _number(right, world), key=NUMBERS.index)
        case _:
            raise IllTyped("Infer")


def _under(name: str, source: Term, target: Term, world: World) -> int:
    x = world.another(name, target)
    return level(put(target, name, Var(x)), world.bind(x, source))


def _levels(fields: tuple[tuple[str, str, Term], ...], world: World) -> int:
    found, values = 0, dict[str, Term]()
    for _, name, type_ in fields:
        type_ = substitute(type_, values)
        found = max(found, level(type_, world))
        x = world.another(name, *values.values())
        values[name] = Var(x)
        world = world.bind(x, type_)
    return found


def _number(term: Term, world: World) -> Const:
    type_ = normal(infer(term, world))
    number = next((one for one in NUMBERS if widens(type_, one)), None)
    if number is None:
        raise IllTyped("Arith")
    return number


def level(term: Term, world: World) -> int:
    """[Universe]"""
    type_ = normal(infer(term, world))
    if not isinstance(type_, Sort):
        raise IllTyped("Universe")
    return type_.level


def check(term: Term, type_: Term, world: World) -> None:
    type_ = normal(type_)
    match term, type_:
        case Fun(name, body), Arrow(other, source, target):
            x = world.another(name, body, type_)
            check(put(body, name, Var(x)), put(target, other, Var(x)), world.bind(x, source))
        case Tup(values), Rec(fields):
            if [name for name, _ in values] != type_.labels:
                raise IllTyped("Tuple")
            before: dict[str, Term] = {}
            for (_, value), (_, name, field) in zip(values, fields, strict=True):
                check(value, substitute(field, before), world)
                before[name] = value
        case Lit(value), _ if _fits(value, type_):
            return
        case _:
            found = infer(term, world)
            if not below(found, type_, world) and not widens(normal(found), type_):
                raise IllTyped("Subsume")


def _fits(value: int | Fraction | str, type_: Term) -> bool:
    """[Literal] The types against which a literal is checked, beside its least one."""
    if isinstance(value, bool | str):
        return False
    whole = value if isinstance(value, int) else value.numerator if value.denominator == 1 else None
    if type_ == Const("Real") or (type_ == Const("Int") and whole is not None):
        return True
    match type_:
        case App(Const("Fin"), Lit(bound)) if whole is not None and isinstance(bound, int):
            return 0 <= whole < bound
        case _:
            return False


def widens(found: Term, expected: Term) -> bool:
    """Fin n to Nat to Int to Real."""
    if isinstance(found, App) and found.function == Const("Fin"):
        found = Const("Nat")
    return found in NUMBERS and expected in NUMBERS and NUMBERS.index(found) <= NUMBERS.index(expected)


# ---- subsumption and embedding ---------------------------------------------------------------------------------------


def below(found: Term, expected: Term, world: World) -> bool:
    """Whether every term of one type is, as it stands, a term of another."""
    found, expected = normal(found), normal(expected)
    match found, expected:
        case Sort(one), Sort(other):
            return one <= other
        case Arrow(a, source, target, one), Arrow(b, source_, target_, other):
            x = world.another(a, found, expected)
            inner = world.bind(x, source_)
            return (
                one == other
                and below(source_, source, world)
                and below(put(target, a, Var(x)), put(target_, b, Var(x)), inner)
            )
        case Rec(fields), Rec(others) if found.labels == expected.labels:
            here, there = dict[str, Term](), dict[str, Term]()
            for (_, name, one_), (_, name_, other_) in zip(fields, others, strict=True):
                one_, other_ = substitute(one_, here), substitute(other_, there)
                if not below(one_, other_, world):
                    return False
                x = world.another(name, found, expected)
                here[name] = there[name_] = Var(x)
                world = world.bind(x, one_)
            return True
        case _:
            return _varied(found, expected, world)


def _varied(found: Term, expected: Term, world: World) -> bool:
    """Two applications of one family, each argument by its variance; else the types are one."""
    (head, ours), (other, theirs) = spine(found), spine(expected)
    if head != other or not isinstance(head, Const) or len(ours) != len(theirs):
        return same(found, expected, world)
    variance = ("covariant",) if head.name in COVARIANT else world.variance.get(head.name, ())
    type_ = world.constants[head.name]
    for at, (one, two) in enumerate(zip(ours, theirs, strict=True)):
        type_ = normal(type_)
        assert isinstance(type_, Arrow)
        how = variance[at] if at < len(variance) else "invariant"
        fits = (
            below(one, two, world)
            if how == "covariant"
            else below(two, one, world)
            if how == "contravariant"
            else equal(one, two, type_.source, world)
        )
        if not fits:
            return False
        type_ = put(type_.target, type_.name, one)
    return True


def embed(value: Term, found: Term, expected: Term, world: World) -> Term | None:
    """The value as one of the expected type, None if it cannot be."""
    found, expected = normal(found), normal(expected)
    if below(found, expected, world) or widens(found, expected):
        return value
    head, into = spine(expected)
    if head in (Const("Dist"), Const("Possible"), Const("Credal")):
        return _into_law(value, found, head, into[0], world)
    if isinstance(found, Rec) and isinstance(expected, Rec):
        return _projected(value, found, expected, world)
    return None


def _into_law(value: Term, found: Term, head: Term, into: Term, world: World) -> Term | None:
    ours, arguments = spine(found)
    if head == Const("Credal") and ours in (Const("Dist"), Const("Possible")):
        by = Const("hull") if ours == Const("Dist") else Const("anyOf")
        return apply(by, into, value) if below(arguments[0], into, world) else None
    inner = embed(value, found, into, world)
    if inner is None:
        return None
    if head == Const("Possible"):
        return apply(Const("certain"), into, inner)
    point = apply(Const("point"), into, inner)
    return point if head == Const("Dist") else apply(Const("hull"), into, point)


def _projected(value: Term, found: Rec, expected: Rec, world: World) -> Term | None:
    made, before = list[tuple[str, Term]](), dict[str, Term]()
    for label, name, type_ in expected.fields:
        ours = field_type(value, found, label)
        part = None if ours is None else embed(Get(value, label), ours, substitute(type_, before), world)
        if part is None:
            return None
        made.append((label, part))
        before[name] = part
    return Tup(tuple(made))


# ---- diagrams --------------------------------------------------------------------------------------------------------


def judge(diagram: Diagram) -> str:
    """The first rule that does not hold; empty if the diagram is well-typed."""
    try:
        _judge(diagram)
    except IllTyped as no:
        return str(no)
    return ""


def exact(diagram: Diagram) -> bool:
    """Whether both ends of each wire of a well-typed diagram are of one type."""
    world = world_of(diagram)
    for name, type_ in diagram.outer.parameters:
        world = world.bind(name, type_)
    walk = Walk(diagram, world)
    walk.run()
    return walk.exact


def world_of(diagram: Diagram) -> World:
    """The world in which the diagram's variables are still to be declared."""
    declared = {name: family.type for name, family in diagram.families.items()}
    variance = {name: family.variance for name, family in diagram.families.items()}
    return World({**BUILT_IN, **declared}, {}, variance)


def _judge(diagram: Diagram) -> None:
    world = world_of(diagram)
    for family in diagram.families.values():
        level(family.type, world)
    for kind in (diagram.outer, *diagram.kinds.values()):
        telescope(kind, world)
    for name, type_ in diagram.outer.parameters:
        world = world.bind(name, type_)
    walk = Walk(diagram, world)
    walk.run()
    for _, kind, arguments in diagram.places()[1:]:
        if len(arguments) != len(kind.parameters):
            raise IllTyped("Open")
        values: dict[str, Term] = {}
        for (name, type_), argument in zip(kind.parameters, arguments, strict=True):
            check(argument, substitute(type_, values), walk.world)
            values[name] = argument


def telescope(kind: Kind, world: World) -> None:
    """[Tele]"""
    for name, type_ in kind.parameters:
        level(type_, world)
        world = world.bind(name, type_)
    for port in kind.ports:
        if level(port.type, world) > 0:
            raise IllTyped("Tele")
        if port.given is not None:
            check(port.given, port.type, world)
        world = world.bind(port.name, port.type)


def ordered(diagram: Diagram) -> list[tuple[str, int]] | None:
    """The ports in an order in which each stands behind what it waits for, None if there is none.

    A target waits for its source, an output for the inputs before it, and every port for those that its type mentions.
    """
    places = {name: kind for name, kind, _ in diagram.places()}
    sources = {
        port_name(name, port.name) for name, kind in places.items() for port in kind.ports if _is_source(name, port)
    }
    waiting = [(name, at) for name, kind in places.items() for at in range(len(kind.ports))]
    done: list[tuple[str, int]] = []
    there: set[str] = set()
    while waiting:
        ready = (
            one
            for one in waiting
            if _awaited(one[0], places[one[0]], one[1], diagram) & (sources | _targets(one[0], places)) <= there
        )
        found = next(ready, None)
        if found is None:
            return None
        waiting.remove(found)
        done.append(found)
        there.add(port_name(found[0], places[found[0]].ports[found[1]].name))
    return done


def _is_source(name: str, port: Port) -> bool:
    return port.incoming is not bool(name)


def _targets(name: str, places: dict[str, Kind]) -> set[str]:
    return {port_name(name, port.name) for port in places[name].ports}


def _awaited(name: str, kind: Kind, at: int, diagram: Diagram) -> set[str]:
    port, before = kind.ports[at], kind.ports[:at]
    parameters = {each for each, _ in kind.parameters}
    mentioned = (free(port.type) | (free(port.given) if port.given else frozenset())) - parameters
    causes = {each.name for each in before if each.incoming and not port.incoming}
    found = {port_name(name, each.name) for each in before if each.name in mentioned | causes}
    source = None if _is_source(name, port) else diagram.sources.get(port_name(name, port.name))
    return found | (set(free(source)) if source is not None else set())


class Walk:
    """[Wire] Every port gets its type behind what it waits for."""

    def __init__(self, diagram: Diagram, world: World) -> None:
        self.diagram, self.world = diagram, world
        self.values: dict[str, dict[str, Term]] = {}
        self.given: dict[str, Term] = {}
        self.exact = True
        for name, kind, arguments in diagram.places():
            names = [parameter for parameter, _ in kind.parameters]
            stated = arguments if name else tuple(map(Var, names))
            self.values[name] = dict(zip(names, stated, strict=False))

    def run(self) -> None:
        order = ordered(self.diagram)
        if order is None:
            raise IllTyped("loop")
        kinds = {name: kind for name, kind, _ in self.diagram.places()}
        for name, at in order:
            self._visit(name, kinds[name].ports[at])

    def _visit(self, name: str, port: Port) -> None:
        full = port_name(name, port.name)
        type_ = substitute(port.type, self.values[name])
        stated = None if port.given is None else substitute(port.given, self.values[name])
        if port.incoming is not bool(name):
            self.world = self.world.bind(full, type_)
            if stated is not None:
                self.given[full] = stated
            self.values[name][port.name] = Var(full) if stated is None else stated
            return
        value = self._define(self.diagram.sources.get(full), type_)
        if stated is not None and not equal(value, stated, type_, self.world):
            raise IllTyped("Given")
        self.values[name][port.name] = value

    def _define(self, source: Term | None, type_: Term) -> Term:
        """[Define]"""
        if source is None:
            raise IllTyped("Whole")
        found = infer(source, self.world)
        self.exact = self.exact and same(found, type_, self.world)
        value = embed(substitute(source, self.given), found, type_, self.world)
        if value is None:
            raise IllTyped("Define")
        return value
