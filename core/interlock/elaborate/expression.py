"""Bidirectional elaboration of terms: from what the author wrote to core terms, with holes for what is implicit.

The kernel's subsumption decides and unification only fills holes. Types are values, terms stand at the place's depth;
`UNKNOWN` stands for whatever a fault was told of, and agrees with everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from interlock.elaborate.arity import Flat, applied, argument_name, flat, no_type, overapplied, short
from interlock.elaborate.elaboration import Comparison, Elaboration, Place
from interlock.elaborate.fault import (
    AmbiguousName,
    DuplicateName,
    Misshapen,
    NotAFunction,
    UniverseMismatch,
    UnknownThing,
)
from interlock.elaborate.firstorder import spine
from interlock.elaborate.implicit import inserted
from interlock.elaborate.metavariable import is_flexible, is_unknown
from interlock.elaborate.numeral import number, numeral
from interlock.elaborate.operation import ARITHMETIC, COMPARISONS, CONNECTIVES, EXTREMA, Operand, arithmetic, comparison
from interlock.elaborate.operation import connective as connect
from interlock.elaborate.scope import Ambiguous
from interlock.elaborate.unit import is_measure, literal, measured
from interlock.kernel.builtin import BOOL, MEASURE, NAT, NOT, PROP, REAL, TEXT, UNKNOWN
from interlock.kernel.evaluate import domain, evaluate, expose, field_type, instantiate
from interlock.kernel.judge import truth
from interlock.kernel.proposition import conjuncts
from interlock.kernel.quote import quote
from interlock.kernel.spell import spell
from interlock.kernel.subsume import stripped
from interlock.kernel.term import (
    Apply,
    Closure,
    Lambda,
    Literal,
    Pi,
    Project,
    Quantified,
    Record,
    Refinement,
    Term,
    Tuple,
    Universe,
)
from interlock.syntax import expression as s
from interlock.syntax.suggest import nearest

Typed = tuple[Term, Term]
Fields = Sequence[tuple[s.Word, s.Expression]]
_NOTHING: Final[Typed] = (UNKNOWN, UNKNOWN)


def type_(node: s.Expression, place: Place, e: Elaboration, allowed: int | None = None) -> Term:
    """A type, in a universe up to ``allowed`` where that is stated."""

    def made() -> Term:
        found, level = universe(node, place, e)
        if allowed is None or level <= allowed or found is UNKNOWN:
            return found
        e.faults.append(UniverseMismatch(e.site(node), e.value(found, place.context), level, allowed))
        return UNKNOWN

    return e.limited(e.site(node), made, UNKNOWN)


def term(node: s.Expression, expected: Term, place: Place, e: Elaboration, what: str = "") -> Term:
    """A term of a type, which is given as a value."""
    return e.limited(e.site(node), lambda: check(node, expected, place, e, what), UNKNOWN)


def universe(node: s.Expression, place: Place, e: Elaboration) -> tuple[Term, int]:
    """A type and the level of its universe; a fault and UNKNOWN if it is no type."""
    found, sort = inserted(*infer(node, place, e), place, e)
    sort = e.metas.force(sort)
    if is_flexible(sort):
        e.metas.solve(sort, Universe(0), place.context.depth)
        return found, 0
    if isinstance(sort, Universe):
        return found, sort.level
    if found is not UNKNOWN and not is_unknown(sort):
        no_type(node, found, sort, place, e)
    return UNKNOWN, 0


def check(node: s.Expression, expected: Term, place: Place, e: Elaboration, what: str = "") -> Term:
    """A term of the expected type."""
    expected = e.metas.force(expected)
    target = expose(expected)
    if isinstance(target, Closure):
        if isinstance(target.binder, Refinement):
            return _refined(node, target, place, e, what)
        if isinstance(node, s.Lambda) and isinstance(target.binder, Pi):
            return _function(node, 0, target, place, e)
        if isinstance(node, s.RecordValue) and isinstance(target.binder, Record):
            return _record(node, target, place, e)
    if isinstance(expected, Universe):
        found, level = universe(node, place, e)
        if level > expected.level:
            e.faults.append(UniverseMismatch(e.site(node), e.value(found, place.context), level, expected.level))
            return UNKNOWN
        return found
    if isinstance(node, s.Numeral) and expected is not MEASURE:
        return numeral(node, expected, place, e, what)
    if expected is MEASURE and is_measure(node):
        return measured(node, place, e, lambda part: check(part, MEASURE, place, e, "a factor of a measure"))
    return _inferred(node, expected, place, e, what)


def _inferred(node: s.Expression, expected: Term, place: Place, e: Elaboration, what: str) -> Term:
    """A term whose own type is compared with the one that is expected."""
    found, type_ = inserted(*infer(node, place, e), place, e)
    if found is UNKNOWN or short(found, type_, expected, e.site(node), place.context, e):
        return UNKNOWN
    if expected is PROP and e.metas.force(type_) is BOOL:
        return truth(found)
    value = e.value(found, place.context)
    fits = e.compare(Comparison(value, type_, expected, place, e.site(node), what))
    return found if fits else UNKNOWN


def _refined(node: s.Expression, target: Closure, place: Place, e: Elaboration, what: str) -> Term:
    if isinstance(node, s.Numeral | s.RecordValue | s.Lambda):
        found = check(node, domain(target, e.metas.machine), place, e, what)
        if found is not UNKNOWN:
            e.owe(instantiate(target, e.value(found, place.context), e.metas.machine), (), place, e.site(node))
        return found
    return _inferred(node, target, place, e, what)


def _function(node: s.Lambda, at: int, target: Closure, place: Place, e: Elaboration) -> Term:
    """The body under the remaining binders of a `fun`, each against the next function type."""
    flat = [(name, binder) for binder in node.binders for name in binder.names]
    if not flat:
        return UNKNOWN
    name, binder = flat[at]
    source = domain(target, e.metas.machine)
    if binder.type is not None:
        stated = universe(binder.type, place, e)[0]
        value = e.value(stated, place.context)
        e.compare(Comparison(value, source, value, place, e.site(binder), f"the type of `{name.text}`"))
    fresh = place.context.variable
    inner = place.bind(name.text, source)
    codomain = expose(instantiate(target, fresh, e.metas.machine))
    if at + 1 == len(flat):
        return Lambda(name.text, check(node.body, codomain, inner, e))
    if isinstance(codomain, Closure) and isinstance(codomain.binder, Pi):
        return Lambda(name.text, _function(node, at + 1, codomain, inner, e))
    most = "1 argument" if at == 0 else f"{at + 1} arguments"
    e.faults.append(Misshapen(e.site(node), f"a function of {most}", f"one of {len(flat)}"))
    return UNKNOWN


def _record(node: s.RecordValue, target: Closure, place: Place, e: Elaboration) -> Term:
    assert isinstance(target.binder, Record)
    if not _once(node.fields, e):
        return UNKNOWN
    given = {name.text: value for name, value in node.fields}
    environment, values = target.environment, []
    for name, type_ in zip(target.binder.names, target.binder.types, strict=True):
        if name not in given:
            e.faults.append(Misshapen(e.site(node), f"a record with the field `{name}`", "one without it"))
            return UNKNOWN
        value = check(given[name], evaluate(type_, environment, e.metas.machine), place, e, f"the field `{name}`")
        values.append(value)
        environment = (*environment, e.value(value, place.context))
    for word, _ in node.fields:
        if word.text not in target.binder.names:
            e.faults.append(UnknownThing(e.site(word), "field", word.text, "", nearest(word.text, target.binder.names)))
            return UNKNOWN
    return UNKNOWN if UNKNOWN in values else Tuple(target.binder.names, tuple(values))


def infer(node: s.Expression, place: Place, e: Elaboration) -> Typed:
    """A term and its type."""
    if getattr(node, "start", None) is None:  # it could not be read, and that is told
        return _NOTHING
    match node:
        case s.Name():
            meant = _name(node, place, e)
            return meant if meant[0] not in EXTREMA else _uneven(node, 0, e)
        case s.Numeral():
            found = number(node, e)
            return found, NAT if node.text.isdigit() else REAL
        case s.Quoted(value=value):
            return Literal(value), TEXT
        case s.Universe(level=level):
            return Universe(level), Universe(level + 1)
        case s.Apply():
            return _application(node, place, e)
        case s.Projection():
            return _projection(node, place, e)
        case s.Operation():
            return _operation(node, place, e)
        case s.Prefix():
            return _prefix(node, place, e)
        case s.Unreadable():
            return _NOTHING
        case _:
            return _binding(node, place, e)


def _binding(node: s.Expression, place: Place, e: Elaboration) -> Typed:
    match node:
        case s.Arrow(binders=binders, codomain=codomain):
            return _arrow(flat(binders), codomain, place, e)
        case s.Quantified(quantifier=quantifier, binders=binders, body=body):
            return _quantified(quantifier.text, flat(binders), body, place, e), PROP
        case s.RecordType(fields=fields):
            return _record_type(fields, place, e)
        case s.RecordValue(fields=fields):
            return _record_value(fields, place, e)
        case s.Refinement(name=name, type=base, proposition=proposition):
            domain_, level = universe(base, place, e)
            inner = place.bind(name.text, e.value(domain_, place.context))
            return Refinement(name.text, domain_, check(proposition, PROP, inner, e)), Universe(level)
        case _:
            assert isinstance(node, s.Lambda)
            e.faults.append(
                Misshapen(e.site(node), "a term whose type can be told", "a function, here of no stated type")
            )
            return _NOTHING


def _arrow(binders: Flat, codomain: s.Expression, place: Place, e: Elaboration) -> Typed:
    if not binders:
        found, level = universe(codomain, place, e)
        return found, Universe(level)
    (name, source, implicit), *rest = binders
    domain_, level = universe(source, place, e) if source is not None else (UNKNOWN, 0)
    inner = place.bind(name, e.value(domain_, place.context))
    target, sort = _arrow(rest, codomain, inner, e)
    assert isinstance(sort, Universe)
    return Pi(name, domain_, target, implicit=implicit), Universe(max(level, sort.level))


def _quantified(quantifier: str, binders: Flat, body: s.Expression, place: Place, e: Elaboration) -> Term:
    if not binders:
        return check(body, PROP, place, e)
    (name, source, _), *rest = binders
    domain_ = universe(source, place, e)[0] if source is not None else UNKNOWN
    inner = place.bind(name, e.value(domain_, place.context))
    return Quantified(quantifier, name, domain_, _quantified(quantifier, rest, body, inner, e))


def _once(fields: Fields, e: Elaboration) -> bool:
    """Whether no field stands twice, with a fault for each that does."""
    first: dict[str, s.Word] = {}
    twice = [word for word, _ in fields if first.setdefault(word.text, word) is not word]
    e.faults += [DuplicateName(e.site(word), word.text, e.site(first[word.text])) for word in twice]
    return not twice


def _record_type(fields: Fields, place: Place, e: Elaboration) -> Typed:
    if not _once(fields, e):
        return _NOTHING
    types, top = [], 0
    for name, node in fields:
        field, level = universe(node, place, e)
        types.append(field)
        top = max(top, level)
        place = place.bind(name.text, e.value(field, place.context))
    return Record(tuple(name.text for name, _ in fields), tuple(types)), Universe(top)


def _record_value(fields: Fields, place: Place, e: Elaboration) -> Typed:
    if not _once(fields, e):
        return _NOTHING
    names, values, types = tuple(name.text for name, _ in fields), [], []
    depth = place.context.depth
    for at, (_, node) in enumerate(fields):
        found, type_ = inserted(*infer(node, place, e), place, e)
        values.append(found)
        # No field's type mentions another here, but each stands under those before it.
        types.append(quote(type_, depth + at, e.metas.machine))
    return Tuple(names, tuple(values)), e.value(Record(names, tuple(types)), place.context)


def _name(node: s.Name, place: Place, e: Elaboration) -> Typed:
    meaning = place.scope.meaning(node.text)
    if meaning is None:
        e.faults.append(UnknownThing(e.site(node), "name", node.text, "", nearest(node.text, place.scope.known())))
        return _NOTHING
    if isinstance(meaning, Ambiguous):
        e.faults.append(AmbiguousName(e.site(node), node.text, meaning.vocabularies))
        return _NOTHING
    return place.typed(meaning)


def _application(node: s.Apply, place: Place, e: Elaboration) -> Typed:
    name = partial(argument_name, head=node.head)
    plain = spine(node, place, e, lambda part, type_, of: check(part, type_, place, e, name(of)))
    return plain or _in_general(node, place, e)


def _in_general(node: s.Apply, place: Place, e: Elaboration) -> Typed:
    """An application of anything, one argument after the other, with holes for what is implicit."""
    found, type_ = _name(node.head, place, e) if isinstance(node.head, s.Name) else infer(node.head, place, e)
    if found in EXTREMA:
        if len(node.arguments) != 2:
            return _uneven(node, len(node.arguments), e)
        one, other = (_operand(argument, place, e) for argument in node.arguments)
        known = UNKNOWN not in (one.term, other.term)
        return arithmetic(spell(found), one, other, place, e) if known else _NOTHING
    if isinstance(node.head, s.Numeral) and len(node.arguments) == 1 and isinstance(node.arguments[0], s.Quoted):
        return literal(found, node.arguments[0], place, e)
    for at, argument in enumerate(node.arguments):
        found, type_ = inserted(found, type_, place, e)
        target = expose(stripped(type_, place.context))
        if found is UNKNOWN or is_unknown(target):
            return _NOTHING
        if not (isinstance(target, Closure) and isinstance(target.binder, Pi)):
            overapplied(node, at, found, type_, place, e)
            return _NOTHING
        what = argument_name(target.binder.name, node.head)
        value = check(argument, domain(target, e.metas.machine), place, e, what)
        found = applied(found, value)
        type_ = e.metas.force(instantiate(target, e.value(value, place.context), e.metas.machine))
    return found, type_


def _uneven(node: s.Expression, count: int, e: Elaboration) -> Typed:
    """The extrema have no one type: only applied to two numbers do they have one."""
    e.faults.append(Misshapen(e.site(node), "two numbers", str(count)))
    return _NOTHING


def _projection(node: s.Projection, place: Place, e: Elaboration) -> Typed:
    if isinstance(node.record, s.Name):
        meaning = place.scope.dotted(node.record.text, node.field.text)
        if meaning is not None:
            return place.typed(meaning)
        ports = place.scope.ports.get(node.record.text)
        if ports is not None:
            name = node.field.text
            e.faults.append(UnknownThing(e.site(node.field), "port", name, node.record.text, nearest(name, ports)))
            return _NOTHING
    found, type_ = inserted(*infer(node.record, place, e), place, e)
    record = stripped(e.metas.force(type_), place.context)
    if found is UNKNOWN or is_unknown(record):
        return _NOTHING
    if isinstance(record, Closure) and isinstance(record.binder, Record) and node.field.text in record.binder.names:
        value = e.value(found, place.context)
        return Project(found, node.field.text), field_type(value, record, node.field.text, e.metas.machine) or UNKNOWN
    e.faults.append(NotAFunction(e.site(node.field), e.value(found, place.context), record, node.field.text))
    return _NOTHING


def _operation(node: s.Operation, place: Place, e: Elaboration) -> Typed:
    operator = node.operator.text
    if operator in CONNECTIVES:
        left = check(node.left, PROP, place, e)
        if operator != "or" and left is not UNKNOWN:  # the right side is only looked at where the left one holds
            known = conjuncts(e.value(left, place.context))
            place = Place(place.scope, place.context.assuming(*known))
        right = check(node.right, PROP, place, e)
        return _NOTHING if UNKNOWN in (left, right) else connect(operator, left, right)
    one = _operand(node.left, place, e)
    if operator == "*" and isinstance(e.metas.force(one.type), Universe):
        return _product(node, place, e)
    if operator == "^" or (operator in ("*", "/") and e.metas.force(one.type) is MEASURE):
        return measured(node, place, e, lambda part: check(part, MEASURE, place, e, "a factor of a measure")), MEASURE
    other = _operand(node.right, place, e)
    if UNKNOWN in (one.term, other.term):
        return _NOTHING
    if operator in ARITHMETIC:
        return arithmetic(operator, one, other, place, e)
    assert operator in COMPARISONS
    compared = comparison(operator, one, other, place.context, e)
    return (compared, PROP) if compared is not UNKNOWN else _NOTHING


def _operand(node: s.Expression, place: Place, e: Elaboration) -> Operand:
    return Operand(*inserted(*infer(node, place, e), place, e), e.site(node))


def _product(node: s.Operation, place: Place, e: Elaboration) -> Typed:
    """`A * B`, the record type of pairs."""
    fields = [(s.Word("first", 0, 0), node.left), (s.Word("second", 0, 0), node.right)]
    left, level = universe(fields[0][1], place, e)
    hidden = place.bind(" ", e.value(left, place.context))
    right, other = universe(fields[1][1], hidden, e)
    return Record(("first", "second"), (left, right)), Universe(max(level, other))


def _prefix(node: s.Prefix, place: Place, e: Elaboration) -> Typed:
    if node.operator.text == "not":
        inner = check(node.operand, PROP, place, e)
        return (Apply(NOT, (inner,)), PROP) if inner is not UNKNOWN else _NOTHING
    operand = _operand(node.operand, place, e)
    if operand.term is UNKNOWN:
        return _NOTHING
    zero = Operand(Literal(0), NAT, operand.site)
    return arithmetic("-", zero, operand, place, e)
