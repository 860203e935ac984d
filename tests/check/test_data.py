"""Data with arguments: what is proved is true of all values, and what is true of all of them is proved."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from itertools import product
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.check.prove import Fact, Proved, Prover, Refuted
from interlock.kernel.builtin import AND, AT_MOST, EQUAL, IMPLIES, NAT, NOT, OPTION, OR, SOME, arrow
from interlock.kernel.clause import NEXT, Case, Clause, Variable
from interlock.kernel.context import Context, opening
from interlock.kernel.definition import judge_definition
from interlock.kernel.evaluate import evaluate
from interlock.kernel.signature import Entry, Signature
from interlock.kernel.term import Apply, Constant, Free, Literal, Local, Pi, Quantified, Term, Universe

MANY = 1000 if os.environ.get("INTERLOCK_MANY") else 40

LIGHT, NOTE, TREE = (Constant(f"kit.{name}") for name in ("Light", "Note", "Tree"))
RED, GREEN, PLAIN, LEAF = (Constant(f"kit.{name}") for name in ("red", "green", "plain", "leaf"))
MAYBE = Apply(OPTION, (LIGHT,))
NONE = Apply(Constant("none", (True,)), (LIGHT,))
LIGHTS = (RED, GREEN)


def some(one: Term) -> Term:
    return Apply(SOME, (LIGHT, one))


def tagged(one: Term, maybe: Term) -> Term:
    return Apply(Constant("kit.tagged", (False, False)), (one, maybe))


def constructor(name: str, of: str, *types: Term) -> Entry:
    return Entry(f"kit.{name}", "data", arrow(*types), of=f"kit.{of}")


def function(name: str, type_: Term, *clauses: Clause) -> Entry:
    return Entry(f"kit.{name}", "functions", type_, clauses=clauses)


LIT = Case("some", (Variable("l"),))
FIRST = Case("kit.tagged", (Variable("l"), Variable("m")))
BRANCH = Case("kit.branch", (Variable("t"), Variable("u")))
COUNT = Constant("kit.count", reducible=True)
ENTRIES = (
    Entry("kit.Light", "data", Universe(0), constructors=("kit.red", "kit.green")),
    *(constructor(name, "Light", LIGHT) for name in ("red", "green")),
    Entry("kit.Note", "data", Universe(0), constructors=("kit.plain", "kit.tagged")),
    constructor("plain", "Note", NOTE),
    constructor("tagged", "Note", LIGHT, MAYBE, NOTE),
    Entry("kit.Tree", "data", Universe(0), constructors=("kit.leaf", "kit.branch")),
    constructor("leaf", "Tree", TREE),
    constructor("branch", "Tree", TREE, TREE, TREE),
    function("shown", arrow(MAYBE, LIGHT), Clause((Case("none", ()),), RED), Clause((LIT,), Local(0))),
    function("inner", arrow(NOTE, MAYBE), Clause((Case("kit.plain", ()),), NONE), Clause((FIRST,), Local(1))),
    function(
        "count",
        arrow(TREE, NAT),
        Clause((Case("kit.leaf", ()),), Literal(1)),
        Clause((BRANCH,), Apply(Constant("+", reducible=True), tuple(Apply(COUNT, (Local(at),)) for at in (0, 1)))),
    ),
    function("least", arrow(NAT, NAT), Clause((Variable("n"),), Local(0))),
    function(
        "before",
        arrow(NAT, NAT),
        Clause((Case("0", ()),), Literal(0)),
        Clause((Case(NEXT, (Variable("n"),)),), Local(0)),
    ),
)
SIGNATURE = Signature({entry.name: entry for entry in ENTRIES})


def test_the_declarations_have_a_meaning() -> None:
    for entry in ENTRIES:
        judge_definition(entry, SIGNATURE, opening(SIGNATURE))


# ---- random questions ------------------------------------------------------------------------------------------------

GLOW, MAY, N = (Free(name) for name in ("l", "o", "n"))
TYPES: dict[str, Term] = {"l": LIGHT, "o": MAYBE, "n": NOTE}


def call(name: str, argument: Term) -> Term:
    return Apply(Constant(f"kit.{name}", reducible=True), (argument,))


def lights(depth: int = 2) -> st.SearchStrategy[Term]:
    plain = st.sampled_from((GLOW, *LIGHTS))
    return st.one_of(plain, maybes(depth - 1).map(lambda one: call("shown", one))) if depth else plain


def maybes(depth: int = 2) -> st.SearchStrategy[Term]:
    plain = st.sampled_from((MAY, NONE))
    if not depth:
        return plain
    return st.one_of(plain, lights(depth - 1).map(some), notes(depth - 1).map(lambda one: call("inner", one)))


def notes(depth: int = 2) -> st.SearchStrategy[Term]:
    plain = st.sampled_from((N, PLAIN))
    return st.one_of(plain, st.builds(tagged, lights(depth - 1), maybes(depth - 1))) if depth else plain


def equations() -> st.SearchStrategy[Term]:
    pairs = [(LIGHT, lights()), (MAYBE, maybes()), (NOTE, notes())]
    return st.one_of([st.builds(lambda a, b, t=t: Apply(EQUAL, (t, a, b)), terms, terms) for t, terms in pairs])


def propositions() -> st.SearchStrategy[Term]:
    return st.recursive(
        equations(),
        lambda inner: st.one_of(
            inner.map(lambda p: Apply(NOT, (p,))),
            st.tuples(st.sampled_from((AND, OR, IMPLIES)), inner, inner).map(lambda t: Apply(t[0], t[1:])),
        ),
        max_leaves=4,
    )


# ---- by trying all values --------------------------------------------------------------------------------------------

MAYBES = (NONE, *map(some, LIGHTS))
NOTES = (PLAIN, *(tagged(*row) for row in product(LIGHTS, MAYBES)))
World = Mapping[Term, Term]


def worlds() -> Iterator[World]:
    for row in product(LIGHTS, MAYBES, NOTES):
        yield dict(zip((GLOW, MAY, N), row, strict=True))


def value(term: Term, world: World) -> Term:
    if isinstance(term, Free):
        return world[term]
    if not isinstance(term, Apply) or term is NONE:
        return term
    head = term.head
    assert isinstance(head, Constant)
    if head is SOME:
        return some(value(term.arguments[1], world))
    arguments = [value(one, world) for one in term.arguments]
    if head.name == "kit.shown":
        (maybe,) = arguments
        return maybe.arguments[1] if isinstance(maybe, Apply) and maybe.head is SOME else RED
    if head.name == "kit.inner":
        (note,) = arguments
        return note.arguments[1] if isinstance(note, Apply) else NONE
    return tagged(*arguments)


def true(term: Term, world: World) -> bool:
    assert isinstance(term, Apply)
    if term.head is NOT:
        return not true(term.arguments[0], world)
    if term.head is EQUAL:
        return value(term.arguments[1], world) is value(term.arguments[2], world)
    left, right = (true(one, world) for one in term.arguments)
    return (left and right) if term.head is AND else (left or right) if term.head is OR else (not left or right)


def ask(goal: Term, *facts: Term, types: Mapping[str, Term] = MappingProxyType({})) -> object:
    machine = opening(SIGNATURE).machine
    context = Context(SIGNATURE, types, (), machine)
    named = [Fact("", evaluate(fact, (), machine)) for fact in facts]
    return Prover().entail(named, evaluate(goal, (), machine), context)


@settings(max_examples=MANY, deadline=None)
@given(fact=propositions(), goal=propositions())
def test_what_is_true_of_all_values_is_proved_and_nothing_else(fact: Term, goal: Term) -> None:
    possible = [world for world in worlds() if true(fact, world)]
    found = ask(goal, fact, types=TYPES)
    holds = all(true(goal, world) for world in possible)
    if possible:
        assert isinstance(found, Proved) == holds
    if isinstance(found, Proved):
        assert holds
    if isinstance(found, Refuted) and possible:
        assert not holds


@settings(max_examples=MANY, deadline=None)
@given(
    goal=propositions(), how=st.tuples(*[st.sampled_from(("forall", "exists"))] * 3), order=st.permutations((0, 1, 2))
)
def test_so_is_what_is_said_of_all_or_some(goal: Term, how: tuple[str, ...], order: list[int]) -> None:
    values = (LIGHTS, MAYBES, NOTES)
    names = (GLOW, MAY, N)

    def holds(at: int, world: World) -> bool:
        if at == len(order):
            return true(goal, world)
        each = (holds(at + 1, {**world, names[order[at]]: one}) for one in values[order[at]])
        return all(each) if how[at] == "forall" else any(each)

    sentence = bound(goal, {names[one]: Local(at) for at, one in enumerate(order)})
    for at in reversed(range(3)):
        sentence = Quantified(how[at], "x", (LIGHT, MAYBE, NOTE)[order[at]], sentence)
    assert isinstance(ask(sentence), Proved) == holds(0, {})


def bound(term: Term, names: Mapping[Term, Term]) -> Term:
    if isinstance(term, Free):
        return names[term]
    if isinstance(term, Apply):
        return Apply(term.head, tuple(bound(one, names) for one in term.arguments))
    return term


# ---- data that contain themselves ------------------------------------------------------------------------------------

T, U = Free("t"), Free("u")


def branch(one: Term, other: Term) -> Term:
    return Apply(Constant("kit.branch", (False, False)), (one, other))


def equal(one: Term, other: Term, type_: Term = TREE) -> Term:
    return Apply(EQUAL, (type_, one, other))


TREES: dict[str, Term] = {"t": TREE, "u": TREE}
TWICE = Apply(Constant("*", reducible=True), (Literal(2), call("count", U)))


@pytest.mark.parametrize(
    ("goal", "facts"),
    [
        (Apply(NOT, (equal(T, branch(T, U)),)), ()),
        (Apply(NOT, (equal(branch(T, U), LEAF),)), ()),
        (equal(T, U), (equal(branch(T, U), branch(U, T)),)),
        (equal(call("count", T), TWICE, NAT), (equal(T, branch(U, U)),)),
        (Apply(AT_MOST, (Literal(1), call("count", branch(LEAF, T)))), ()),
        (
            Apply(
                OR,
                (
                    equal(T, LEAF),
                    Quantified(
                        "exists", "a", TREE, Quantified("exists", "b", TREE, equal(T, branch(Local(0), Local(1))))
                    ),
                ),
            ),
            (),
        ),
    ],
    ids=["no circle", "two ways", "injective", "taken apart", "counted", "in one of the ways"],
)
def test_trees_are_finite_and_made_in_one_of_the_ways(goal: Term, facts: tuple[Term, ...]) -> None:
    assert isinstance(ask(goal, *facts, types=TREES), Proved)


@pytest.mark.parametrize(
    "goal",
    [
        equal(T, U),
        equal(T, LEAF),
        Apply(AT_MOST, (call("count", T), Literal(7))),
        Quantified("forall", "a", TREE, equal(Local(0), LEAF)),
        Quantified("exists", "a", TREE, equal(branch(Local(0), T), U)),
    ],
)
def test_of_trees_nothing_false_is_proved(goal: Term) -> None:
    assert not isinstance(ask(goal, types=TREES), Proved)


def test_data_at_a_type_that_may_be_empty_may_be_empty() -> None:
    boxed = Pi("A", Universe(0), Pi("a", Local(0), Apply(Constant("kit.Box"), (Local(0),))), implicit=True)
    entries = {
        "kit.Box": Entry("kit.Box", "data", arrow(Universe(0), Universe(0)), constructors=("kit.box",)),
        "kit.box": Entry("kit.box", "data", boxed, of="kit.Box"),
        "kit.open": function(
            "open",
            Pi("A", Universe(0), Pi("b", Apply(Constant("kit.Box"), (Local(0),)), Local(0)), implicit=True),
            Clause((Variable("A"), Case("kit.box", (Variable("a"),))), Local(1)),
        ),
    }
    made = Signature(entries)
    for entry in entries.values():
        judge_definition(entry, made, opening(made))
    context = Context(made, {"A": Universe(0)}, (), opening(made).machine)
    box = Apply(Constant("kit.Box"), (Free("A"),))
    truth = equal(Literal(0), Literal(0), NAT)
    for source in (box, Free("A")):
        goal = evaluate(Quantified("exists", "x", source, truth), (), context.machine)
        assert not isinstance(Prover().entail([], goal, context), Proved)
    opened = Apply(Constant("kit.open", (True, False), reducible=True), (Free("A"), Local(0)))
    inside = Quantified("exists", "y", Free("A"), equal(Local(1), opened, Free("A")))
    goal = evaluate(Quantified("forall", "x", box, inside), (), context.machine)
    assert isinstance(Prover().entail([], goal, context), Proved)
