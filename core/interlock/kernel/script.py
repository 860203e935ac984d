"""The re-check: a proposal's signature, interfaces and wires judged again from nothing but terms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from interlock.kernel.builtin import MEASURE, PROP
from interlock.kernel.context import SILENT, Context, Oracle, opening
from interlock.kernel.convert import convertible
from interlock.kernel.evaluate import (
    Machine,
    apply,
    bare,
    domain,
    evaluate,
    evaluate_in,
    field_type,
    instantiate,
    project,
)
from interlock.kernel.family import abstracted, embedded_each, members, replicated
from interlock.kernel.judge import Refused, check, infer, level_of, value_of
from interlock.kernel.part import levels
from interlock.kernel.proposition import follows
from interlock.kernel.quote import identity, quote
from interlock.kernel.signature import Entry, Signature
from interlock.kernel.subsume import embedded
from interlock.kernel.telescope import Field, Telescope, over_parameters
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
        if entry.sort == "data" or entry.clauses is not None:
            from interlock.kernel.definition import judge_definition

            judge_definition(entry, signature, context)


def _end(type_: Term) -> Term:
    while isinstance(type_, Pi):
        type_ = type_.codomain
    return type_


def judge_telescope(telescope: Telescope, context: Context) -> None:
    """[Tele] Parameters have types in any universe, ports types in Type; contracts are propositions. Raises Refused.

    What a port states is known of the ports after it, as if it were a refinement of the port's type.
    """
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
                context = context.assuming(value_of(contract, context))


def judge(script: Script, signature: Signature, oracle: Oracle = SILENT) -> Mapping[str, Sequence[Term]]:
    """[Wire] Of each box the types of its ports at their sources; every wire's source fits. Raises Refused."""
    families = frozenset([name for name, box in script.boxes.items() if box.copies is not None])
    single = dict.fromkeys(box.telescope for box in script.boxes.values())
    script = _unfolded(script) if families else script
    free: dict[str, Term] = {}
    context = Context(signature, free, (), Machine(entries=signature.entries), oracle=oracle)
    if script.parameters != script.boxes[""].telescope.parameters:
        raise Refused("Open", _UNSET)
    _open(script.parameters, free, context.machine)
    for telescope in single:  # what a family owes is what one of it owes
        context.machine.rest()
        judge_telescope(telescope, context)
    judging = _Judging(script, context, families, free)
    for name, start, stop in script.order:
        judging.run(name, start, stop)
    # An argument may mention ports, so its own type is judged when all of these have theirs.
    context.machine.rest(len(script.boxes))
    for box in {(box.telescope, box.arguments): box for box in script.boxes.values()}.values():
        _arguments(box, context)
    judging.complete()
    for claim in script.claims:
        context.machine.rest()
        check(claim, PROP, context)
    for claim in script.proved:
        context.machine.rest()
        _claimed(claim, context)
    return judging.types


_UNSET = Free("")


def _open(parameters: tuple[Field, ...], free: dict[str, Term], machine: Machine) -> None:
    """[Open] The outer parameters are rigid variables, of names of their own."""
    rigid: tuple[Term, ...] = ()
    for field in parameters:
        if field.name in free:
            raise Refused("Open", Free(field.name))
        free[field.name] = evaluate(field.type, rigid, machine)
        rigid = (*rigid, Free(field.name))


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


def _before(depth: int, *written: Term | None) -> list[int]:
    """The levels below a depth that are mentioned in what is written there."""
    found = set[int]().union(*[levels(term) for term in written if term is not None])
    return [level for level in found if level < depth]


class _Judging:
    """The walk of the kernel: the values of each box's telescope so far, the types of ports, and what is given."""

    __slots__ = ("alone", "context", "families", "free", "given", "mentioned", "script", "settled", "types", "values")

    def __init__(self, script: Script, context: Context, families: frozenset[str], free: dict[str, Term]) -> None:
        self.script, self.context, self.families, self.free = script, context, families, free
        self.types: dict[str, list[Term]] = {}
        self.given: dict[str, Term] = {}
        self.values: dict[str, list[Term]] = {}
        for name, box in script.boxes.items():
            if len(box.arguments) != len(box.telescope.parameters):
                raise Refused("Open", Free(name))
            arguments = [value_of(argument, context) for argument in box.arguments]
            self.types[name] = [_UNSET] * len(box.telescope.ports)
            self.values[name] = arguments + self.types[name]
        telescopes = dict.fromkeys(box.telescope for box in script.boxes.values())
        self.mentioned = {
            one: tuple(
                [
                    _before(len(one.parameters) + at, port.type, port.given, port.assume, port.guarantee)
                    for at, port in enumerate(one.ports)
                ]
            )
            for one in telescopes
        }
        self.alone = {
            one: [
                max(_before(len(one.parameters) + at, port.type), default=-1) < len(one.parameters)
                for at, port in enumerate(one.ports)
            ]
            for one in telescopes
        }
        # Boxes alike, with the same arguments, share the types of the ports that mention nothing else.
        self.settled: dict[tuple[Telescope, tuple[Term, ...]], tuple[Term | None, ...]] = {}

    def _settled(self, box: Open) -> tuple[Term | None, ...]:
        """The types of the ports of a box that mention its parameters alone."""
        telescope = box.telescope
        key, machine = (telescope, box.arguments), self.context.machine
        found = self.settled.get(key)
        if found is None:
            machine.rest(len(telescope.ports))
            arguments = tuple([value_of(argument, self.context) for argument in box.arguments])
            found = self.settled[key] = over_parameters(telescope, arguments, self.alone[telescope], machine)
        return found

    def run(self, name: str, start: int, stop: int) -> None:
        """[Assume] A source is a new variable, or what it is given to be; [Define] a target is its source, embedded."""
        box = self.script.boxes.get(name)
        if box is None or not 0 <= start <= stop <= len(box.telescope.ports):
            raise Refused("Wire", Free(name))
        telescope, values, context, settled = box.telescope, self.values[name], self.context, self._settled(box)
        offset, mentioned, machine = len(telescope.parameters), self.mentioned[telescope], context.machine
        prefix, inner, free, types = f"{name}." if name else "", bool(name), self.free, self.types[name]
        fits = embedded_each if name in self.families else embedded
        # Where all before the run were visited, so are all before each of its ports.
        gaps = _UNSET in values[: offset + start]
        for at, field in enumerate(telescope.ports[start:stop], start):
            short, written, incoming, given, assume, guarantee, _ = field
            port, depth, type_ = prefix + short, offset + at, settled[at]
            # A port comes once, under a name of its own, and behind all that is mentioned at it, or the order is none.
            again = types[at] is not _UNSET or (incoming is not inner and port in free)
            if again or (gaps and _UNSET in [values[level] for level in mentioned[at]]):
                raise Refused("Wire", Free(port))
            if type_ is None:
                machine.rest()
                type_ = evaluate_in(written, values, depth, machine)
            types[at] = type_
            if incoming is inner:
                values[depth] = self._define(port, type_, fits)
                if given is not None:
                    self._as_given(port, evaluate(given, tuple(values[:depth]), machine), values[depth], type_)
            else:
                free[port] = type_
                values[depth] = Free(port)
                if given is not None:
                    values[depth] = self.given[port] = evaluate(given, tuple(values[:depth]), machine)
            if assume is not None or guarantee is not None:
                self._contract(field, tuple(values[: depth + 1]), owed=incoming is inner)

    def complete(self) -> None:
        """[Whole] Every port was visited, so no wire is forgotten."""
        for name, types in self.types.items():
            if _UNSET in types:
                field = self.script.boxes[name].telescope.ports[types.index(_UNSET)]
                raise Refused("Whole", Free(f"{name}.{field.name}" if name else field.name))

    def _contract(self, field: Field, environment: tuple[Term, ...], *, owed: bool) -> None:
        """[Contract] What a target's port states is discharged from what stands; what any port states stands after it."""
        stated = field.assume if field.incoming else field.guarantee
        if stated is None:
            return
        proposition = evaluate(stated, environment, self.context.machine)
        if owed and not follows(proposition, (), self.context):
            raise Refused("Contract", stated)
        self.context.oracle.stand(proposition, self.context)

    def _define(self, port: str, type_: Term, fits: Callable[..., Term | None]) -> Term:
        source = self.script.sources.get(port)
        if source is None:
            raise Refused("Whole", Free(port))
        value, found = (
            _collected(source, self.given, type_, self.context)
            if isinstance(source, Lambda)
            else _meaning(source, self.given, self.context)
        )
        if found is type_:
            return value
        self.context.machine.rest()
        fitting = fits(value, found, type_, self.context)
        if fitting is None:
            raise Refused("Define", source, type_)
        return fitting

    def _as_given(self, port: str, wanted: Term, value: Term, type_: Term) -> None:
        if not convertible(value, wanted, self.context, type_):
            raise Refused("Given", self.script.sources[port], type_)


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
    if type(source) is Free:
        found = context.free.get(source.name)
        return given.get(source.name, source), infer(source, context) if found is None else found
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
        inner = field_type(record, plain, source.field, context.machine) if _is_record(plain) else None  # type: ignore[arg-type]
        if inner is None:
            raise Refused("Proj", source, type_)
        return project(record, source.field), inner
    type_ = infer(source, context)
    return value_of(source, context), type_


def _is_record(type_: Term) -> bool:
    return isinstance(type_, Closure) and isinstance(type_.binder, Record)
