"""What items say over a checked diagram, opened: their own variables in the context of the diagram's, and what stands there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from interlock.check.checked import CheckedDiagram
from interlock.check.prove import Fact
from interlock.diagram.shape import Port
from interlock.diagram.wiring import Box
from interlock.kernel.context import Context, opening
from interlock.kernel.evaluate import domain, evaluate, instantiate, project
from interlock.kernel.proposition import conjuncts
from interlock.kernel.script import Script
from interlock.kernel.signature import Signature
from interlock.kernel.telescope import Field
from interlock.kernel.term import Closure, Free, Project, Quantified, Term


def surroundings(diagram: CheckedDiagram) -> Context:
    """The context of what the items of a diagram say: its parameters and its sources, with their types."""
    context = opening(diagram.judged.signature if diagram.judged else Signature({}))
    free: dict[str, Term] = {}
    rigid: tuple[Term, ...] = ()
    for name, type_ in diagram.parameters:
        free[name] = evaluate(type_, rigid, context.machine)
        rigid = (*rigid, Free(name))
    sources = {p.name: t for p, t in _of(diagram.wiring.outer, "in")}
    for name, box in diagram.wiring.boxes.items():
        sources |= {f"{name}.{port.name}": type_ for port, type_ in _of(box, "out")}
    free |= {name: evaluate(type_, (), context.machine) for name, type_ in sources.items()}
    return context._replace(free=free)


def _of(box: Box[Term], direction: str) -> Iterator[tuple[Port, Term]]:
    """The ports of an interface of one direction, with their types."""
    return (
        (port, type_) for port, type_ in zip(box.shape.ports, box.types, strict=True) if port.direction == direction
    )


def opened(says: Sequence[Term], count: int, context: Context) -> tuple[Context, tuple[Term, ...]]:
    """Propositions that are closed over the same ``count`` variables, as values over these in the context that has them."""
    machine = context.machine
    values = [evaluate(one, (), machine) for one in says]
    for _ in range(count):
        first = values[0]
        assert isinstance(first, Closure) and isinstance(first.binder, Quantified)
        variable, source, name = context.variable, domain(first, machine), first.binder.name
        values = [instantiate(one, variable, machine) for one in values]  # type: ignore[arg-type]
        context = context.bind(source, name)
    return context, tuple(values)


def stated(diagram: CheckedDiagram, context: Context) -> Iterator[Fact]:
    """What the contracts of ports say of the diagram's variables, conjunct by conjunct, then what was proved, then the lemmas."""
    if diagram.judged is not None:
        yield from _contracts(diagram.judged.script, context)
    for claim in diagram.claims:
        yield Fact(claim.element, evaluate(claim.says, (), context.machine))
    for name, says in diagram.trusted.lemmas:
        yield Fact(f"lemma {name}", evaluate(says, (), context.machine))


def _contracts(script: Script, context: Context) -> Iterator[Fact]:
    """What the ports of boxes that are no families state, in causal order; a target is its source."""
    known: dict[str, Term] = {}
    values = {name: [evaluate(one, (), context.machine) for one in box.arguments] for name, box in script.boxes.items()}
    for name, start, stop in script.order:
        box = script.boxes[name]
        for field in box.telescope.ports[start:stop] if box.copies is None else ():
            port = f"{name}.{field.name}" if name else field.name
            at = _value(field, port, values[name], _meant(script.sources.get(port), known), context)
            known[port] = at
            values[name].append(at)
            said = field.assume if field.incoming else field.guarantee
            if said is not None:
                whole = evaluate(said, tuple(values[name]), context.machine)
                yield from (Fact(port, part) for part in conjuncts(whole))


def _value(field: Field, port: str, before: Sequence[Term], source: Term | None, context: Context) -> Term:
    """What a port is: its source, what it is given to be, or a variable."""
    if source is not None:
        return source
    return Free(port) if field.given is None else evaluate(field.given, tuple(before), context.machine)


def _meant(source: Term | None, known: Mapping[str, Term]) -> Term | None:
    """The value of a source: a variable or what that was given to be, or a field of either."""
    if isinstance(source, Project):
        record = _meant(source.record, known)
        return None if record is None else project(record, source.field)
    return known.get(source.name, source) if isinstance(source, Free) else source
