"""A diagram as the other checkers read it: a proposal with its vocabulary as text, and a script for the kernel."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from interlock.kernel.builtin import ADD, MULTIPLY, NAMES
from interlock.kernel.script import Open, Script
from interlock.kernel.signature import Entry, Signature
from interlock.kernel.telescope import Field, Telescope
from interlock.kernel.term import (
    Apply,
    Constant,
    Free,
    Lambda,
    Literal,
    Local,
    Pi,
    Project,
    Record,
    Tuple,
    Universe,
)
from interlock.kernel.term import Term as KernelTerm
from tests.differential.diagram import Diagram, Kind
from tests.differential.normal import BUILT_IN
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
    parts,
    spine,
)


class Unspeakable(Exception):  # noqa: N818 - the text has no words for it
    """A record type in which a later field would mention what an earlier field hides."""


# ---- text ------------------------------------------------------------------------------------------------------------


def files(diagram: Diagram, *, stated: bool = True) -> dict[str, bytes]:
    """The proposal and its vocabulary; arguments of parameters are left out where they are not to be stated."""
    hidden = hidden_of(diagram)

    def text(term: Term) -> str:
        return "'" + spelled(term, hidden).replace("'", "''") + "'"

    def interface(kind: Kind, indent: str) -> str:
        parameters = "".join(f"{indent}  {name}: {text(type_)}\n" for name, type_ in kind.parameters)
        ports = "".join(
            f"{indent}  {'in' if p.incoming else 'out'} {p.name}: "
            + (text(p.type) if p.given is None else f"{{type: {text(p.type)}, is: {text(p.given)}}}")
            + "\n"
            for p in kind.ports
        )
        return (f"{indent}parameters:\n{parameters}" if parameters else "") + (
            f"{indent}ports:\n{ports}" if ports else ""
        )

    kit = "interlock: 1\nvocabulary: kit\n" + ("families:\n" if mentioned(diagram) else "")
    for name in mentioned(diagram):
        family = diagram.families[name]
        variance = "".join(f"{x}: {how}, " for x, how in zip(names_of(family.type), family.variance, strict=False))
        kit += f"  {name}: {{type: {text(family.type)}" + (f", variance: {{{variance}}}" if variance else "") + "}\n"
    kit += "kinds:\n" if diagram.kinds else ""
    for name, kind in diagram.kinds.items():
        kit += f"  {name}:\n{interface(kind, '    ')}"
    proposal = "interlock: 1\nproposal: p\nuses: [./kit.yaml]\n" + interface(diagram.outer, "")
    proposal += "boxes:\n" if diagram.boxes else ""
    for box in diagram.boxes:
        pairs = zip(diagram.kinds[box.kind].parameters, box.arguments, strict=True)
        given = ", ".join(f"{name}: {text(argument)}" for (name, _), argument in pairs)
        proposal += f"  {box.name}: {{kind: {box.kind}" + (f", with: {{{given}}}" if given and stated else "") + "}\n"
    wires = "".join(f"  - {spelled(source, {})} -> {target}\n" for target, source in diagram.sources.items())
    proposal += f"wires:\n{wires}" if wires else ""
    return {"proposal.yaml": proposal.encode(), "kit.yaml": kit.encode()}


def mentioned(diagram: Diagram) -> list[str]:
    """The families that the diagram mentions, and those that their types mention."""
    stack: list[Term] = [term for box in diagram.boxes for term in box.arguments]
    for kind in (diagram.outer, *diagram.kinds.values()):
        stack += [type_ for _, type_ in kind.parameters]
        stack += [term for port in kind.ports for term in (port.type, port.given) if term is not None]
    found: set[str] = set()
    while stack:
        term = stack.pop()
        stack.extend(parts(term))
        if isinstance(term, Const) and term.name in diagram.families and term.name not in found:
            found.add(term.name)
            stack.append(diagram.families[term.name].type)
    return [name for name in diagram.families if name in found]


def names_of(type_: Term) -> list[str]:
    """The names of a function type's arguments."""
    found = []
    while isinstance(type_, Arrow):
        found.append(type_.name)
        type_ = type_.target
    return found


def hidden_of(diagram: Diagram) -> dict[str, tuple[bool, ...]]:
    """Which arguments of each constant are implicit."""
    found = {}
    for name, type_ in (*BUILT_IN.items(), *((name, family.type) for name, family in diagram.families.items())):
        masks: list[bool] = []
        while isinstance(type_, Arrow):
            masks.append(type_.implicit)
            type_ = type_.target
        found[name] = tuple(masks)
    return found


def spelled(term: Term, hidden: Mapping[str, tuple[bool, ...]], *, within: bool = False) -> str:
    """A term as an author writes it; ``within`` something that binds tightly it may need parentheses."""
    said, loose = _said(term, hidden)
    return f"({said})" if within and loose else said


def _said(term: Term, hidden: Mapping[str, tuple[bool, ...]]) -> tuple[str, bool]:
    match term:
        case Var(name) | Const(name):
            return name, False
        case Lit(value):
            return _literal(value), not isinstance(value, str) and value < 0
        case Sort(level):
            return (f"Type {level}" if level else "Type"), bool(level)
        case Arrow():
            return _arrow(term, hidden), True
        case Fun(name, body):
            return f"fun {name} => {spelled(body, hidden)}", True
        case App():
            return _application(term, hidden)
        case Rec(fields):
            if any(label != name for label, name, _ in fields):
                raise Unspeakable
            return "{" + ", ".join(f"{name} : {spelled(type_, hidden)}" for name, _, type_ in fields) + "}", True
        case Tup(fields):
            return "{" + ", ".join(f"{name} = {spelled(value, hidden)}" for name, value in fields) + "}", False
        case Get(record, field):
            return f"{spelled(record, hidden, within=True)}.{field}", False
        case Op(sign, left_, right_):
            return f"{spelled(left_, hidden, within=True)} {sign} {spelled(right_, hidden, within=True)}", True


def _literal(value: int | Fraction | str) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def _arrow(term: Arrow, hidden: Mapping[str, tuple[bool, ...]]) -> str:
    target = spelled(term.target, hidden)
    if term.name == "_" and not term.implicit:
        return f"{spelled(term.source, hidden, within=True)} -> {target}"
    left, right = ("{", "}") if term.implicit else ("(", ")")
    return f"{left}{term.name} : {spelled(term.source, hidden)}{right} -> {target}"


def _application(term: App, hidden: Mapping[str, tuple[bool, ...]]) -> tuple[str, bool]:
    head, arguments = spine(term)
    masks = hidden.get(head.name, ()) if isinstance(head, Const) else ()
    shown = [
        spelled(argument, hidden, within=True)
        for at, argument in enumerate(arguments)
        if at >= len(masks) or not masks[at]
    ]
    return " ".join([spelled(head, hidden, within=True), *shown]), bool(shown)


# ---- scripts ---------------------------------------------------------------------------------------------------------


def signature(diagram: Diagram) -> Signature:
    lower = Lowering(diagram)
    return Signature(
        {
            f"kit.{name}": Entry(f"kit.{name}", "families", lower.term(family.type, ()), family.variance)  # type: ignore[arg-type]
            for name, family in diagram.families.items()
        }
    )


def script(diagram: Diagram, order: tuple[tuple[str, int, int], ...] | None = None) -> Script:
    """The kernel's form; ports are visited box by box unless an order is given."""
    lower = Lowering(diagram)
    outer = lower.telescope(diagram.outer)
    telescopes = {name: lower.telescope(kind) for name, kind in diagram.kinds.items()}
    boxes = {"": Open(outer, tuple(Free(parameter.name) for parameter in outer.parameters))}
    for box in diagram.boxes:
        boxes[box.name] = Open(telescopes[box.kind], tuple(lower.term(a, ()) for a in box.arguments))
    sources = {target: lower.term(source, ()) for target, source in diagram.sources.items()}
    return Script(outer.parameters, boxes, order or in_turn(diagram), sources)


def in_turn(diagram: Diagram) -> tuple[tuple[str, int, int], ...]:
    """The outer inputs, the boxes one after another, the outer outputs."""
    first = sum(port.incoming for port in diagram.outer.ports)
    inner = [(box.name, 0, len(diagram.kinds[box.kind].ports)) for box in diagram.boxes]
    return (("", 0, first), *inner, ("", first, len(diagram.outer.ports)))


class Lowering:
    """Names become de Bruijn levels; constants get their masks."""

    def __init__(self, diagram: Diagram) -> None:
        self.hidden = hidden_of(diagram)
        self.families = frozenset(diagram.families)

    def telescope(self, kind: Kind) -> Telescope:
        bound: tuple[str, ...] = ()
        parameters, ports = [], []
        for name, type_ in kind.parameters:
            parameters.append(Field(name, self.term(type_, bound)))
            bound = (*bound, name)
        for port in kind.ports:
            given = None if port.given is None else self.term(port.given, bound)
            ports.append(Field(port.name, self.term(port.type, bound), port.incoming, given))
            bound = (*bound, port.name)
        return Telescope(tuple(parameters), tuple(ports))

    def term(self, term: Term, bound: tuple[str, ...]) -> KernelTerm:
        match term:
            case Var(name):
                return Local(len(bound) - 1 - bound[::-1].index(name)) if name in bound else Free(name)
            case Const(name):
                return self._constant(name)
            case Lit(value):
                return Literal(value)
            case Sort(level):
                return Universe(level)
            case Arrow(name, source, target, implicit):
                return Pi(name, self.term(source, bound), self.term(target, (*bound, name)), implicit=implicit)
            case Fun(name, body):
                return Lambda(name, self.term(body, (*bound, name)))
            case App():
                head, arguments = spine(term)
                return Apply(self.term(head, bound), tuple(self.term(a, bound) for a in arguments))
            case Rec(fields):
                names = tuple(name for _, name, _ in fields)
                types = tuple(self.term(t, bound + names[:at]) for at, (_, _, t) in enumerate(fields))
                return Record(tuple(term.labels), types)
            case Tup(fields):
                return Tuple(tuple(name for name, _ in fields), tuple(self.term(v, bound) for _, v in fields))
            case Get(record, field):
                return Project(self.term(record, bound), field)
            case Op(sign, left, right):
                return Apply(ADD if sign == "+" else MULTIPLY, (self.term(left, bound), self.term(right, bound)))

    def _constant(self, name: str) -> KernelTerm:
        if name not in self.families:
            return NAMES[name]
        return Constant(f"kit.{name}", self.hidden[name] if any(self.hidden[name]) else ())
