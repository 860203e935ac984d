"""Declared data and functions judged: what their constructors and clauses owe so that they have a meaning."""

from __future__ import annotations

from interlock.kernel.builtin import EQUAL, TYPES
from interlock.kernel.clause import NEXT, ZERO, Case, Clause, Pattern, Variable
from interlock.kernel.context import Context, opening
from interlock.kernel.coverage import ANY, missing, overlap
from interlock.kernel.data import constants, ill_founded, reaches
from interlock.kernel.descent import endless
from interlock.kernel.evaluate import bare, domain, evaluate, expose, instantiate
from interlock.kernel.judge import Refused, check, level_of, value_of
from interlock.kernel.number import ONE, normal, plus, polynomial
from interlock.kernel.quote import quote
from interlock.kernel.signature import Entry, Signature, width
from interlock.kernel.term import Apply, Closure, Constant, Literal, Local, Pi, Quantified, Term
from interlock.record import NamedTuple


def judge_definition(entry: Entry, signature: Signature, context: Context) -> None:
    """The verdict on what an entry is beyond its type: data by constructors, or a function by clauses. Raises Refused."""
    if entry.sort == "data" and not entry.of:
        judge_data(entry, signature)
    if entry.clauses is not None:
        judge_function(entry, signature, context)


def judge_data(entry: Entry, signature: Signature) -> None:
    """[Data] Constructors take small arguments, give the data at their own parameters, and mention them positively."""
    parameters = width(entry.type)
    own = Constant(entry.name) if not parameters else None
    for name in entry.constructors:
        type_, context = signature.entries[name].type, opening(signature)
        level = 0
        while isinstance(type_, Pi):
            if level >= parameters and level_of(type_.domain, context) > 0:
                raise Refused("Data", type_)
            context, type_, level = context.bind(value_of(type_.domain, context)), type_.codomain, level + 1
        variables = tuple(Local(at) for at in range(parameters))
        at_home = isinstance(type_, Apply) and type_.arguments == variables
        head = type_.head if isinstance(type_, Apply) else type_
        if not isinstance(head, Constant) or head.name != entry.name or not (at_home or type_ is own):
            raise Refused("Data", type_)
    occurrence = ill_founded(entry.name, signature)
    if occurrence is not None:
        raise Refused("Data", Constant(occurrence.constructor))


class Spread(NamedTuple):
    """Patterns laid out: the context of their variables, their values, and the type of the function at these."""

    context: Context
    values: tuple[Term, ...]
    type: Term


def spread(patterns: tuple[Pattern, ...], type_: Term, context: Context) -> Spread:
    """[Clause] The variables of patterns have the types that the constructors around them give. Raises Refused."""
    values: list[Term] = []
    for pattern in patterns:
        target = expose(bare(type_, context.machine))
        if not (isinstance(target, Closure) and isinstance(target.binder, Pi)):
            raise Refused("Clause", Literal(len(values)))
        context, value = _laid(pattern, domain(target, context.machine), context)
        values.append(value)
        type_ = instantiate(target, value, context.machine)
    return Spread(context, tuple(values), type_)


def _laid(pattern: Pattern, type_: Term, context: Context) -> tuple[Context, Term]:
    if isinstance(pattern, Variable):
        return context.bind(type_), context.variable
    name = pattern.constructor
    head = type_.head if isinstance(type_, Apply) else type_
    owner = head.name if isinstance(head, Constant) else ""
    arity = dict(context.signature.constructors(owner) or ()).get(name)
    if context.signature.owner(name) != owner or arity != len(pattern.arguments):
        raise Refused("Clause", type_)
    if name == NEXT:
        context, inner = _laid(pattern.arguments[0], type_, context)
        return context, normal(plus(polynomial(inner), {ONE: 1}))
    if name == ZERO:
        return context, Literal(0)
    if owner == "Bool":
        return context, Literal(name == "true")
    return _constructed(pattern, type_, context)


def _constructed(pattern: Case, type_: Term, context: Context) -> tuple[Context, Term]:
    """The value of a constructor at patterns."""
    declared = context.signature.type_of(pattern.constructor)
    assert declared is not None
    parameters = type_.arguments if isinstance(type_, Apply) else ()
    whole = evaluate(declared, (), context.machine)
    for parameter in parameters:
        assert isinstance(whole, Closure)
        whole = instantiate(whole, parameter, context.machine)
    found = spread(pattern.arguments, whole, context)
    constant = Constant(pattern.constructor, hidden(declared))
    arguments = (*parameters, *found.values)
    return found.context, Apply(constant, arguments) if arguments else constant


def hidden(type_: Term) -> tuple[bool, ...]:
    """Which arguments of a constant of this type are implicit."""
    mask = []
    while isinstance(type_, Pi):
        mask.append(type_.implicit)
        type_ = type_.codomain
    return tuple(mask)


def judge_function(entry: Entry, signature: Signature, context: Context) -> None:
    """[Clause] The clauses cover all values, none twice, their calls descend, and each body has its type. Raises Refused."""
    type_, clauses = evaluate(entry.type, (), context.machine), entry.clauses or ()
    found = [spread(clause.patterns, type_, context) for clause in clauses]
    even = len({len(clause.patterns) for clause in clauses}) < 2
    if not even or uncovered(entry, signature) is not None or doubled(clauses) is not None:
        raise Refused("Cover", entry.type)
    if endless(entry.name, clauses) is not None or entangled(entry, signature):
        raise Refused("Descend", entry.type)
    # A body is evaluated only now: its calls have an end.
    for clause, at in zip(clauses, found, strict=True):
        check(clause.body, at.type, at.context)


def uncovered(entry: Entry, signature: Signature) -> tuple[Pattern, ...] | None:
    """[Cover] Patterns of which no clause of a function says anything, None if there are none."""
    clauses = entry.clauses or ()
    rows = [clause.patterns for clause in clauses]
    if not rows:
        return _uninhabited(entry, signature)
    return missing(rows, len(rows[0]), signature.siblings, opening(signature).machine)


def _uninhabited(entry: Entry, signature: Signature) -> tuple[Pattern, ...] | None:
    """Without a clause: None if some argument is of data without constructors."""
    type_, count = entry.type, 0
    while isinstance(type_, Pi):
        head = type_.domain.head if isinstance(type_.domain, Apply) else type_.domain
        if isinstance(head, Constant) and signature.constructors(head.name) == ():
            return None
        type_, count = type_.codomain, count + 1
    return (ANY,) * count


def doubled(clauses: tuple[Clause, ...]) -> tuple[int, int, tuple[Pattern, ...]] | None:
    """[Cover] Two clauses and patterns for what both say something of, None if there are none."""
    for at, clause in enumerate(clauses):
        for before in range(at):
            both = overlap(clauses[before].patterns, clause.patterns)
            if both is not None:
                return before, at, both
    return None


def entangled(entry: Entry, signature: Signature) -> str:
    """[Descend] A constant of a function's clauses that rests on the function in turn; empty if there is none."""
    found: set[str] = set()
    for clause in entry.clauses or ():
        found |= constants(clause.body)
    names = sorted((found | constants(entry.type)) - {entry.name})
    return next((name for name in names if name not in TYPES and reaches(name, entry.name, signature)), "")


def equations(entry: Entry, signature: Signature) -> tuple[Term, ...]:
    """The closed propositions that the clauses of a function state: `forall ..., f p1 ... pn = t`."""
    function = Constant(entry.name, hidden(entry.type), reducible=True)
    return tuple(_equation(clause, function, entry.type, opening(signature)) for clause in entry.clauses or ())


def _equation(clause: Clause, function: Constant, type_: Term, context: Context) -> Term:
    found = spread(clause.patterns, evaluate(type_, (), context.machine), context)
    depth = found.context.depth
    values = tuple(quote(value, depth, context.machine) for value in found.values)
    sides = (Apply(function, values) if values else function, clause.body)
    proposition: Term = Apply(EQUAL, (quote(found.type, depth, context.machine), *sides))
    for at in reversed(range(depth)):
        domain_ = quote(found.context.bound[at], at, context.machine)
        proposition = Quantified("forall", f"x{at}", domain_, proposition)
    return proposition
