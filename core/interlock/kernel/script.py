"""The re-check: a proposal's signature, interfaces and wires judged again from nothing but terms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from interlock.kernel.builtin import MEASURE, PROP
from interlock.kernel.context import SILENT, Context, Oracle, opening
from interlock.kernel.convert import convertible
from interlock.kernel.evaluate import Machine, apply, bare, domain, evaluate, field_type, instantiate, project
from interlock.kernel.family import abstracted, embedded_each, members, replicated
from interlock.kernel.judge import Refused, check, infer, level_of, value_of
from interlock.kernel.part import levels
from interlock.kernel.proposition import follows
from interlock.kernel.quote import identity, quote
from interlock.kernel.signature import Entry, Signature
from interlock.kernel.subsume import embedded
from interlock.kernel.telescope import Field, Telescope
from interlock.kernel.term import Apply, Closure, Free, Lambda, Pi, Project, Record, Term, Universe
from interlock.record import dataclass


@dataclass(frozen=True, slots=True)
class Open:
    """A box: its interface, and closed terms for its parameters; of a family that of one box, and how many there are."""

    telescope: Telescope
    arguments: tuple[Term, ...]
    copies: Term | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """A diagram for the kernel.

    ``parameters`` are the outer ones, rigid. ``boxes`` has the outside under ``""``, its ports seen from within. ``order``
    visits each port of each box once, as runs ``(box, start, stop)``; ``sources`` says what feeds each target; ``claims`` are the
    closed propositions that the proposal states; ``proved`` are those of them that are told to follow.
    """

    parameters: tuple[Field, ...]
    boxes: Mapping[str, Open]
    order: tuple[tuple[str, int, int], ...]
    sources: Mapping[str, Term]
    claims: tuple[Term, ...] = ()
    proved: tuple[Term, ...] = ()


_ENDS: Final = {"families": Universe(0), "predicates": PROP, "data": Universe(0), "units": MEASURE}


def judge_signature(signature: Signature, entries: Iterable[Entry], oracle: Oracle = SILENT) -> None:
    """[Decl] Every declaration's type is a type, of families one that ends in Type; data and functions have a meaning."""
    context = opening(signature, oracle)
    for entry in entries:
        context.machine.rest()
        if entry.sort == "lemmas":
            check(entry.type, PROP, context)
        else:
            level_of(entry.type, context)
            ends = _ENDS.get("" if entry.of else entry.sort)
            if ends is not None and _end(entry.type) is not ends:
                raise Refused("Decl", entry.type)
        if (entry.sort == "data" and not entry.of) or entry.clauses is not None:
            from interlock.kernel.definition import judge_definition

            judge_definition(entry, signature, context)


def _end(type_: Term) -> Term:
    while isinstance(type_, Pi):
        type_ = type_.codomain
    return type_


def judge_telescope(telescope: Telescope, context: Context) -> None:
    """[Tele] Parameters have types in any universe, ports types in Type; contracts are propositions. Raises Refused."""
    for field in telescope.parameters:
        level_of(field.type, context)
        context = context.bind(value_of(field.type, context))
    for field in telescope.ports:
        if level_of(field.type, context) > 0:
            raise Refused("Tele", field.type)
        type_ = value_of(field.type, context)
        if field.given is not None:
            check(field.given, type_, context)
        context = context.bind(type_)
        for contract in (field.assume, field.guarantee):
            if contract is not None:
                check(contract, PROP, context)


def judge(script: Script, signature: Signature, oracle: Oracle = SILENT) -> Mapping[str, Term]:
    """[Wire] Every port's type at its sources, by the name of the port; every wire's source fits. Raises Refused."""
    families = frozenset([name for name, box in script.boxes.items() if box.copies is not None])
    script = _unfolded(script) if families else script
    free: dict[str, Term] = {}
    context = Context(signature, free, (), Machine(entries=signature.entries), oracle=oracle)
    if script.parameters != script.boxes[""].telescope.parameters:
        raise Refused("Open", _UNSET)
    rigid: tuple[Term, ...] = ()
    for field in script.parameters:
        free[field.name] = evaluate(field.type, rigid, context.machine)
        rigid = (*rigid, Free(field.name))
    for telescope in dict.fromkeys(box.telescope for box in script.boxes.values()):
        context.machine.rest()
        judge_telescope(telescope, context)
    judging = _Judging(script, context, families)
    for name, start, stop in script.order:
        for at in range(start, stop):
            judging.visit(name, at)
    # An argument may mention ports, so its own type is judged when all of these have theirs.
    context.machine.rest(len(script.boxes))
    for box in {(box.telescope, box.arguments): box for box in script.boxes.values()}.values():
        _arguments(box, context)
    _complete(script, judging.types)
    for claim in script.claims:
        context.machine.rest()
        check(claim, PROP, context)
    for claim in script.proved:
        context.machine.rest()
        _claimed(claim, context)
    return judging.types


_UNSET = Free("")


def _unfolded(script: Script) -> Script:
    """The script with each family as one box whose ports are functions of the member."""
    machine = Machine()
    telescopes = dict.fromkeys(box.telescope for box in script.boxes.values() if box.copies is not None)
    made = {telescope: replicated(telescope, machine) for telescope in telescopes}
    boxes = {
        name: box if box.copies is None else Open(made[box.telescope], (*box.arguments, box.copies))
        for name, box in script.boxes.items()
    }
    return Script(script.parameters, boxes, script.order, script.sources, script.claims, script.proved)


def _claimed(claim: Term, context: Context) -> None:
    """[Claim] A claim that is told proved follows from what stands when every port was passed."""
    check(claim, PROP, context)
    if not follows(value_of(claim, context), (), context):
        raise Refused("Claim", claim)


def _arguments(box: Open, context: Context) -> None:
    """[Open] The arguments have the types of the parameters, each at those before it."""
    values: tuple[Term, ...] = ()
    for field, argument in zip(box.telescope.parameters, box.arguments, strict=True):
        check(argument, evaluate(field.type, values, context.machine), context)
        values = (*values, value_of(argument, context))


class _Judging:
    """The walk of the kernel: the values of each box's telescope so far, the types of ports, and what is given."""

    __slots__ = ("context", "families", "given", "mentioned", "script", "types", "values")

    def __init__(self, script: Script, context: Context, families: frozenset[str]) -> None:
        self.script, self.context, self.families = script, context, families
        self.types: dict[str, Term] = {}
        self.given: dict[str, Term] = {}
        self.values: dict[str, list[Term]] = {}
        for name, box in script.boxes.items():
            if len(box.arguments) != len(box.telescope.parameters):
                raise Refused("Open", Free(name))
            arguments = [value_of(argument, context) for argument in box.arguments]
            self.values[name] = [*arguments, *[_UNSET] * len(box.telescope.ports)]
        telescopes = dict.fromkeys(box.telescope for box in script.boxes.values())
        self.mentioned = {one: tuple(sorted(levels(port.type)) for port in one.ports) for one in telescopes}

    def visit(self, name: str, at: int) -> None:
        """[Assume] A source is a new variable, or what it is given to be; [Define] a target is its source, embedded."""
        telescope = self.script.boxes[name].telescope
        field, values, offset = telescope.ports[at], self.values[name], len(telescope.parameters)
        port = f"{name}.{field.name}" if name else field.name
        # A port comes once, and behind what its type mentions, or the order is none.
        for level in self.mentioned[telescope][at]:
            if level < offset + at and values[level] is _UNSET:
                raise Refused("Wire", Free(port))
        if port in self.types:
            raise Refused("Wire", Free(port))
        self.context.machine.rest()
        environment = tuple(values[: offset + at])
        type_ = self.types[port] = evaluate(field.type, environment, self.context.machine)
        if field.incoming is bool(name):
            fits = embedded_each if name in self.families else embedded
            values[offset + at] = self._define(port, field, environment, type_, fits)
            self._contract(field, (*environment, values[offset + at]))
            return
        free = self.context.free
        assert isinstance(free, dict)
        free[port] = type_
        values[offset + at] = Free(port)
        if field.given is not None:
            values[offset + at] = self.given[port] = evaluate(field.given, environment, self.context.machine)
        self._contract(field, (*environment, values[offset + at]), owed=False)

    def _contract(self, field: Field, environment: tuple[Term, ...], *, owed: bool = True) -> None:
        """[Contract] What a target's port states is discharged from what stands; what any port states stands after it."""
        stated = field.assume if field.incoming else field.guarantee
        if stated is None:
            return
        proposition = evaluate(stated, environment, self.context.machine)
        if owed and not follows(proposition, (), self.context):
            raise Refused("Contract", stated)
        self.context.oracle.stand(proposition, self.context)

    def _define(
        self, port: str, field: Field, environment: tuple[Term, ...], type_: Term, fits: Callable[..., Term | None]
    ) -> Term:
        source = self.script.sources.get(port)
        if source is None:
            raise Refused("Whole", Free(port))
        value, found = (
            _collected(source, self.given, type_, self.context)
            if isinstance(source, Lambda)
            else _meaning(source, self.given, self.context)
        )
        fitting = value if found is type_ else fits(value, found, type_, self.context)
        if fitting is None:
            raise Refused("Define", source, type_)
        if field.given is not None:
            wanted = evaluate(field.given, environment, self.context.machine)
            if not convertible(fitting, wanted, self.context, type_):
                raise Refused("Given", source, type_)
        return fitting


def _collected(source: Lambda, given: Mapping[str, Term], type_: Term, context: Context) -> tuple[Term, Term]:
    """The value and type of a source at each member of the domain of the type that is due."""
    due = members(type_, context)
    if due is None:
        raise Refused("Each", source, type_)
    index = domain(due, context.machine)
    value, found = _meaning(source.body, given, context.bind(index))
    at_each = Pi("i", quote(index, context.depth, context.machine), quote(found, context.depth + 1, context.machine))
    return abstracted(value, context), evaluate(at_each, identity(context.depth), context.machine)


def _meaning(source: Term, given: Mapping[str, Term], context: Context) -> tuple[Term, Term]:
    """The value and type of a source: a variable, what it is given to be, or a field or member of either."""
    if isinstance(source, Apply) and len(source.arguments) == 1:
        function, type_ = _meaning(source.head, given, context)
        target = members(type_, context)
        if target is None:
            raise Refused("App", source, type_)
        check(source.arguments[0], domain(target, context.machine), context)
        member = value_of(source.arguments[0], context)
        return apply(function, (member,), context.machine), instantiate(target, member, context.machine)
    if isinstance(source, Project):
        record, type_ = _meaning(source.record, given, context)
        plain = bare(type_, context.machine)
        found = field_type(record, plain, source.field, context.machine) if _is_record(plain) else None  # type: ignore[arg-type]
        if found is None:
            raise Refused("Proj", source, type_)
        return project(record, source.field), found
    found = infer(source, context)
    return (given.get(source.name, source) if isinstance(source, Free) else value_of(source, context)), found


def _is_record(type_: Term) -> bool:
    return isinstance(type_, Closure) and isinstance(type_.binder, Record)


def _complete(script: Script, types: Mapping[str, Term]) -> None:
    """[Whole] Every port was visited, so no wire is forgotten."""
    for name, box in script.boxes.items():
        for field in box.telescope.ports:
            if (f"{name}.{field.name}" if name else field.name) not in types:
                raise Refused("Whole", Free(f"{name}.{field.name}"))
