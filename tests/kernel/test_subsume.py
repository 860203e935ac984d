"""Subsumption and embedding, against types as sets of sample values."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.kernel.builtin import (
    AND,
    BOOL,
    CREDAL,
    DIST,
    FIN,
    INT,
    LESS,
    LIST,
    NAT,
    OPTION,
    POSSIBLE,
    REAL,
    TYPE,
    UNIT,
    VEC,
    arrow,
)
from interlock.kernel.context import Context
from interlock.kernel.convert import convertible
from interlock.kernel.evaluate import Machine, evaluate
from interlock.kernel.judge import check
from interlock.kernel.quote import identity, quote
from interlock.kernel.signature import Entry, Signature
from interlock.kernel.subsume import embedded, subsumed, widens
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
    Refinement,
    Term,
    Tuple,
    Universe,
)

SAMPLES = (0, 1, 2, 3, 4, 5)
FUNCTIONS: tuple[Callable[[int], object], ...] = (
    lambda n: 0,
    lambda n: 5,
    lambda n: n,
    lambda n: min(n, 3),
    lambda n: True,
)

SIGNATURE = Signature(
    {
        "Model": Entry("Model", "families", arrow(TYPE, TYPE)),
        "Belief": Entry("Belief", "families", arrow(TYPE, TYPE), ("covariant",)),
        "Test": Entry("Test", "families", arrow(TYPE, TYPE), ("contravariant",)),
        "Plain": Entry("Plain", "families", arrow(UNIT, TYPE)),
    }
)
MODEL, BELIEF, TEST, PLAIN = (Constant(name) for name in SIGNATURE.entries)


def below(bound: int) -> Term:
    """`{n : Nat | n < bound}`."""
    return Refinement("n", NAT, Apply(LESS, (Local(0), Literal(bound))))


def between(low: int, high: int) -> Term:
    """`{n : Nat | low < n and n < high}`."""
    above = Apply(LESS, (Literal(low), Local(0)))
    return Refinement("n", NAT, Apply(AND, (above, Apply(LESS, (Local(0), Literal(high))))))


grounds = st.one_of(st.sampled_from([NAT, BOOL]), st.sampled_from([3, 5]).map(below), st.just(between(1, 3)))


def _wider(inner: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    names = st.sampled_from([("a",), ("a", "b")])
    return st.one_of(
        st.builds(lambda f, a: Apply(f, (a,)), st.sampled_from([LIST, OPTION]), inner),
        st.builds(lambda a, b: Pi("x", a, b), grounds.filter(lambda t: t is not BOOL), inner),
        names.flatmap(lambda n: st.tuples(*[inner] * len(n)).map(lambda ts: Record(n, ts))),
    )


types = st.recursive(grounds, _wider, max_leaves=4)


def around() -> Context:
    return Context(SIGNATURE, {}, (), Machine())


def values() -> Sequence[object]:
    """Sample values of all sorts."""
    plain: list[object] = [*SAMPLES, True, None, *FUNCTIONS]
    plain += [[], [0], [4], [True], [[2]], [None], [lambda n: n]]
    plain += [{"a": a, **({"b": b} if b is not None else {})} for a in (0, 4, True, [2]) for b in (None, 1, False, [4])]
    return plain


def contains(type_: Term, value: object) -> bool:
    """Whether a sample is of a type, by what types mean; an option is its value or nothing."""
    match type_:
        case Refinement(domain=domain, proposition=proposition):
            return contains(domain, value) and isinstance(value, int) and _holds(proposition, value)
        case Apply(head=head, arguments=(inner,)) if head is LIST:
            return isinstance(value, list) and all(contains(inner, member) for member in value)
        case Apply(head=head, arguments=(inner,)) if head is OPTION:
            return value is None or contains(inner, value)
        case Pi(domain=domain, codomain=codomain):
            arguments = [sample for sample in SAMPLES if contains(domain, sample)]
            return callable(value) and all(contains(codomain, value(argument)) for argument in arguments)
        case Record(names=names, types=fields):
            if not isinstance(value, dict) or set(value) != set(names):
                return False
            return all(contains(field, value[name]) for name, field in zip(names, fields, strict=True))
        case _:
            return isinstance(value, bool) if type_ is BOOL else isinstance(value, int) and not isinstance(value, bool)


def _holds(proposition: Term, value: int) -> bool:
    assert isinstance(proposition, Apply)
    if proposition.head is AND:
        return all(_holds(part, value) for part in proposition.arguments)
    left, right = (value if isinstance(side, Local) else side.value for side in proposition.arguments)  # type: ignore[attr-defined]
    return bool(left < right)


def below_one_another(found: Term, expected: Term) -> bool:
    here = around()
    return subsumed(evaluate(found, (), here.machine), evaluate(expected, (), here.machine), here)


@given(types)
def test_subsumption_is_reflexive(type_: Term) -> None:
    assert below_one_another(type_, type_)


@given(st.data(), types)
def test_subsumption_never_lets_a_foreign_value_in(data: st.DataObject, found: Term) -> None:
    expected = data.draw(st.one_of(types, st.just(loosened(found)), st.just(loosened(loosened(found)))))
    if below_one_another(found, expected):
        assert foreign(found, expected) == []


def foreign(found: Term, expected: Term) -> list[object]:
    """Samples of one type that are not of the other."""
    return [value for value in values() if contains(found, value) and not contains(expected, value)]


def loosened(type_: Term) -> Term:
    """A larger type: refinements dropped where values stand, made where arguments are taken."""
    match type_:
        case Refinement(domain=domain):
            return domain
        case Apply(head=head, arguments=(inner,)):
            return Apply(head, (loosened(inner),))
        case Pi(name=name, domain=domain, codomain=codomain):
            return Pi(name, below(3) if domain is NAT else domain, loosened(codomain))
        case Record(names=names, types=fields):
            return Record(names, tuple(loosened(field) for field in fields))
        case _:
            return type_


@given(types)
def test_a_type_is_below_what_loosens_it_and_loosening_composes(type_: Term) -> None:
    wide = loosened(type_)
    assert below_one_another(type_, wide)
    assert below_one_another(wide, loosened(wide))
    assert below_one_another(type_, loosened(wide))


@given(types, types, types)
def test_subsumption_is_transitive(a: Term, b: Term, c: Term) -> None:
    if below_one_another(a, b) and below_one_another(b, c):
        assert below_one_another(a, c)


@pytest.mark.parametrize(
    ("found", "expected", "holds"),
    [
        (Universe(0), Universe(1), True),
        (Universe(1), Universe(0), False),
        (Apply(MODEL, (below(3),)), Apply(MODEL, (NAT,)), False),
        (Apply(MODEL, (below(3),)), Apply(MODEL, (below(3),)), True),
        (Apply(BELIEF, (below(3),)), Apply(BELIEF, (NAT,)), True),
        (Apply(BELIEF, (NAT,)), Apply(BELIEF, (below(3),)), False),
        (Apply(TEST, (NAT,)), Apply(TEST, (below(3),)), True),
        (Apply(TEST, (below(3),)), Apply(TEST, (NAT,)), False),
        (Apply(VEC, (below(3), Literal(2))), Apply(VEC, (NAT, Literal(2))), True),
        (Apply(VEC, (NAT, Literal(2))), Apply(VEC, (NAT, Literal(3))), False),
        (Apply(VEC, (below(3), Literal(2))), Pi("i", Apply(FIN, (Literal(2),)), NAT), True),
        (Pi("i", Apply(FIN, (Literal(2),)), NAT), Apply(VEC, (NAT, Literal(2))), True),
        (NAT, Pi("i", NAT, NAT), False),
        (Pi("i", NAT, NAT), NAT, False),
        (Pi("A", Universe(1), NAT), Pi("A", Universe(0), NAT), True),
        (Pi("A", Universe(0), NAT), Pi("A", Universe(1), NAT), False),
        (Record(("a",), (NAT,)), Record(("b",), (NAT,)), False),
        (Record(("a", "b"), (NAT, NAT)), Record(("a",), (NAT,)), False),
        (NAT, INT, False),
        (Apply(Local(0), (NAT,)), Apply(Local(0), (NAT,)), True),
        (Apply(Local(0), (below(3),)), Apply(Local(0), (NAT,)), False),
        (Apply(MODEL, (NAT,)), Apply(BELIEF, (NAT,)), False),
    ],
)
def test_each_form_of_type_has_its_rule(found: Term, expected: Term, holds: bool) -> None:
    here = around().bind(evaluate(arrow(TYPE, TYPE), (), Machine()))
    one, other = (evaluate(type_, identity(1), here.machine) for type_ in (found, expected))
    assert subsumed(one, other, here) is holds


def test_dependent_records_are_compared_field_by_field() -> None:
    smaller = Record(("a", "b"), (below(3), Apply(FIN, (Local(0),))))
    larger = Record(("a", "b"), (NAT, Apply(FIN, (Local(0),))))
    assert below_one_another(smaller, larger)
    assert not below_one_another(larger, smaller)


def test_facts_of_a_refinement_are_used_for_the_next() -> None:
    low = Apply(LESS, (Literal(1), Local(0)))
    both = between(1, 3)
    assert below_one_another(both, Refinement("k", NAT, low))
    assert below_one_another(Refinement("k", below(3), low), Refinement("k", NAT, low))
    assert below_one_another(Refinement("k", below(3), low), below(3))
    assert not below_one_another(below(3), both)


@pytest.mark.parametrize(
    ("found", "expected", "holds"),
    [
        (Apply(FIN, (Literal(3),)), NAT, True),
        (Apply(FIN, (Literal(3),)), REAL, True),
        (Apply(FIN, (Literal(3),)), Apply(FIN, (Literal(4),)), False),
        (NAT, INT, True),
        (NAT, REAL, True),
        (INT, REAL, True),
        (INT, NAT, False),
        (REAL, INT, False),
        (BOOL, NAT, False),
        (NAT, BOOL, False),
    ],
)
def test_numbers_widen_one_way(found: Term, expected: Term, holds: bool) -> None:
    assert widens(found, expected) is holds


WIDE = [
    (NAT, REAL),
    (Apply(FIN, (Literal(3),)), INT),
    (NAT, Apply(DIST, (NAT,))),
    (NAT, Apply(POSSIBLE, (NAT,))),
    (NAT, Apply(CREDAL, (NAT,))),
    (Apply(DIST, (NAT,)), Apply(CREDAL, (NAT,))),
    (Apply(POSSIBLE, (NAT,)), Apply(CREDAL, (NAT,))),
    (Apply(DIST, (below(3),)), Apply(CREDAL, (NAT,))),
    (below(3), Apply(DIST, (NAT,))),
    (Record(("a", "b"), (NAT, BOOL)), Record(("b",), (BOOL,))),
    (Record(("a", "b"), (NAT, BOOL)), Record(("b", "a"), (BOOL, REAL))),
    (Record(("a", "b"), (NAT, Apply(FIN, (Local(0),)))), Record(("a", "b"), (NAT, NAT))),
    (Record(("a",), (below(3),)), Record(("a",), (Apply(DIST, (NAT,)),))),
    (between(1, 3), below(3)),
    (below(3), Refinement("r", REAL, Apply(LESS, (Local(0), Literal(3))))),
]


@pytest.mark.parametrize(("found", "expected"), WIDE)
def test_what_is_embedded_is_of_the_type_that_was_asked_for(found: Term, expected: Term) -> None:
    here = Context(SIGNATURE, {"p": evaluate(found, (), Machine())}, (), Machine())
    target = evaluate(expected, (), here.machine)
    value = embedded(Free("p"), here.free["p"], target, here)
    assert value is not None
    check(quote(value, 0, here.machine), target, here)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (REAL, NAT),
        (Apply(DIST, (NAT,)), NAT),
        (Apply(DIST, (NAT,)), Apply(POSSIBLE, (NAT,))),
        (Apply(POSSIBLE, (NAT,)), Apply(DIST, (NAT,))),
        (Apply(DIST, (NAT,)), Apply(DIST, (REAL,))),
        (Apply(DIST, (NAT,)), Apply(CREDAL, (BOOL,))),
        (BOOL, Apply(CREDAL, (NAT,))),
        (Apply(LIST, (NAT,)), Apply(LIST, (INT,))),
        (NAT, below(3)),
        (BOOL, below(3)),
        (Record(("a",), (NAT,)), Record(("b",), (NAT,))),
        (Record(("a",), (NAT,)), Record(("a",), (BOOL,))),
        (Pi("x", NAT, NAT), Record(("a",), (NAT,))),
        (Pi("x", NAT, NAT), Pi("x", NAT, REAL)),
    ],
)
def test_what_does_not_fit_is_not_embedded(found: Term, expected: Term) -> None:
    here = Context(SIGNATURE, {"p": evaluate(found, (), Machine())}, (), Machine())
    assert embedded(Free("p"), here.free["p"], evaluate(expected, (), here.machine), here) is None


def test_a_record_is_embedded_by_its_fields_in_the_order_that_is_due() -> None:
    found = Record(("a", "b"), (NAT, BOOL))
    here = Context(SIGNATURE, {"p": evaluate(found, (), Machine())}, (), Machine())
    value = embedded(Free("p"), here.free["p"], evaluate(Record(("b", "a"), (BOOL, NAT)), (), here.machine), here)
    assert value is Tuple(("b", "a"), (Project(Free("p"), "b"), Project(Free("p"), "a")))


def test_both_ways_to_a_set_of_distributions_are_one() -> None:
    here = Context(SIGNATURE, {"p": NAT}, (), Machine())
    credal = Apply(CREDAL, (NAT,))
    ways = []
    for middle in (Apply(DIST, (NAT,)), Apply(POSSIBLE, (NAT,))):
        inner = embedded(Free("p"), NAT, middle, here)
        assert inner is not None
        ways.append(embedded(inner, middle, credal, here))
    assert convertible(ways[0], ways[1], here, credal)  # type: ignore[arg-type]


def test_an_argument_of_the_unit_type_does_not_matter() -> None:
    here = Context(SIGNATURE, {"u": UNIT, "v": UNIT}, (), Machine())
    assert subsumed(Apply(PLAIN, (Free("u"),)), Apply(PLAIN, (Free("v"),)), here)


def test_functions_are_no_types() -> None:
    here = around()
    identity_ = evaluate(Lambda("x", Local(0)), (), here.machine)
    assert not subsumed(identity_, NAT, here)
    assert subsumed(identity_, evaluate(Lambda("y", Local(0)), (), here.machine), here)


Q = Constant("raining")
TRUE_OF_ALL = Apply(LESS, (Literal(1), Literal(2)))
WET = Refinement("n", NAT, Q)


def test_what_holds_where_something_is_known_need_not_hold_elsewhere() -> None:
    """One machine remembers no more than what holds everywhere."""
    here = around()
    wet = evaluate(WET, (), here.machine)
    for _ in range(2):
        assert subsumed(NAT, wet, here.assuming(Q))
        assert not subsumed(NAT, wet, here)


@pytest.mark.parametrize("condition", [TRUE_OF_ALL, Apply(LESS, (Local(0), Literal(3)))])
def test_a_refinement_of_another_type_has_no_more_in_it(condition: Term) -> None:
    for found in (NAT, REAL, below(3), Universe(0)):
        assert not below_one_another(found, Refinement("b", BOOL, condition))
    assert below_one_another(NAT, Refinement("n", NAT, TRUE_OF_ALL))


def test_what_is_refused_once_is_refused_again() -> None:
    here = around()
    narrow, wide = (evaluate(Apply(BELIEF, (type_,)), (), here.machine) for type_ in (below(3), NAT))
    for _ in range(2):
        assert subsumed(narrow, wide, here)
        assert not subsumed(wide, narrow, here)
