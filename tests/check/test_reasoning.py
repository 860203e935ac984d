"""What is proved of data, records and functions with equations is compared with trying all values; nothing else is proved."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.check.prove import Fact, Proved, Prover, Refuted, Unproved
from interlock.check.solve import STEP_LIMIT
from interlock.kernel.builtin import (
    AND,
    AT_MOST,
    BOOL,
    EQUAL,
    FIN,
    IMPLIES,
    LESS,
    NAT,
    NOT,
    OPTION,
    OR,
    PROP,
    UNIT,
    arrow,
)
from interlock.kernel.clause import NEXT, ZERO, Case, Clause, Variable
from interlock.kernel.context import Context, opening
from interlock.kernel.definition import judge_function
from interlock.kernel.evaluate import evaluate
from interlock.kernel.signature import Entry, Signature
from interlock.kernel.term import (
    Apply,
    Constant,
    Free,
    Literal,
    Local,
    Pi,
    Project,
    Quantified,
    Record,
    Refinement,
    Term,
    Tuple,
    Universe,
)

MANY = 2000 if os.environ.get("INTERLOCK_MANY") else 60

LIGHT = Constant("kit.Light")
RED, AMBER, GREEN = (Constant(f"kit.{name}") for name in ("red", "amber", "green"))
LIGHTS = (RED, AMBER, GREEN)
PAIR = Record(("at", "lit"), (Apply(FIN, (Literal(3),)), LIGHT))
CERT = Constant("kit.Cert")
GOOD = Constant("kit.good")


def declared(name: str, *types: Term) -> Entry:
    return Entry(f"kit.{name}", "data", arrow(*types), of="kit.Light")


def function(name: str, type_: Term, *clauses: Clause) -> Entry:
    return Entry(f"kit.{name}", "functions", type_, clauses=clauses)


def light(name: str) -> Case:
    return Case(f"kit.{name}", ())


def signature(next_light: tuple[Term, ...], ranks: tuple[int, ...]) -> Signature:
    """Lights, a random function among them and one to numbers, one by recursion, and one that takes a record."""
    turn = [Clause((light(one.name[4:]),), to) for one, to in zip(LIGHTS, next_light, strict=True)]
    rank = [Clause((light(one.name[4:]),), Literal(to)) for one, to in zip(LIGHTS, ranks, strict=True)]
    spin, turned = Constant("kit.spin", reducible=True), Constant("kit.turn", reducible=True)
    after = Clause((Case(NEXT, (Variable("n"),)), Variable("l")), Apply(spin, (Local(0), Apply(turned, (Local(1),)))))
    entries = (
        Entry("kit.Light", "data", Universe(0), constructors=tuple(one.name for one in LIGHTS)),
        *(declared(one.name[4:], LIGHT) for one in LIGHTS),
        Entry("kit.Void", "data", Universe(0)),
        Entry("kit.Cert", "families", arrow(NAT, Universe(0))),
        Entry("kit.good", "predicates", arrow(LIGHT, PROP)),
        function("turn", arrow(LIGHT, LIGHT), *turn),
        function("rank", arrow(LIGHT, NAT), *rank),
        function("spin", arrow(NAT, LIGHT, LIGHT), Clause((Case(ZERO, ()), Variable("l")), Local(0)), after),
        function(
            "shown",
            Pi("p", PAIR, LIGHT),
            Clause((Variable("p"),), Apply(spin, (Project(Local(0), "at"), Project(Local(0), "lit")))),
        ),
    )
    made = Signature({entry.name: entry for entry in entries})
    for entry in entries:
        if entry.clauses is not None:
            judge_function(entry, made, opening(made))
    return made


PLAIN = signature((GREEN, RED, AMBER), (2, 1, 0))
SIGNATURES = st.builds(signature, st.tuples(*[st.sampled_from(LIGHTS)] * 3), st.tuples(*[st.integers(0, 3)] * 3))

# ---- a random question -----------------------------------------------------------------------------------------------

INDEX, L, M, P, B = (Free(name) for name in "ilmpb")
TYPES: dict[str, Term] = {"i": Apply(FIN, (Literal(3),)), "l": LIGHT, "m": LIGHT, "p": PAIR, "b": BOOL}


def lights() -> st.SearchStrategy[Term]:
    plain = st.sampled_from((*LIGHTS, L, M, Project(P, "lit")))
    shown = st.builds(lambda at, lit: call("shown", Tuple(("at", "lit"), (at, lit))), indices(), plain)
    return st.recursive(
        st.one_of(plain, st.just(call("shown", P)), shown),
        lambda inner: st.one_of(
            inner.map(lambda one: call("turn", one)), st.builds(lambda n, one: call("spin", n, one), indices(), inner)
        ),
        max_leaves=3,
    )


def indices() -> st.SearchStrategy[Term]:
    return st.sampled_from((Literal(0), Literal(1), INDEX, Project(P, "at")))


def numbers() -> st.SearchStrategy[Term]:
    return st.one_of(indices(), lights().map(lambda one: call("rank", one)), st.integers(0, 3).map(Literal))


def call(name: str, *arguments: Term) -> Term:
    return Apply(Constant(f"kit.{name}", reducible=True), arguments)


def propositions() -> st.SearchStrategy[Term]:
    atoms = st.one_of(
        st.builds(lambda a, b: Apply(EQUAL, (LIGHT, a, b)), lights(), lights()),
        st.builds(lambda a, b: Apply(AT_MOST, (a, b)), numbers(), numbers()),
        st.builds(lambda a, b: Apply(LESS, (a, b)), numbers(), numbers()),
        st.builds(lambda at, lit: Apply(EQUAL, (PAIR, P, Tuple(("at", "lit"), (at, lit)))), indices(), lights()),
        st.just(Apply(EQUAL, (BOOL, B, Literal(value=True)))),
    )
    return st.recursive(
        atoms,
        lambda inner: st.one_of(
            inner.map(lambda p: Apply(NOT, (p,))),
            st.tuples(st.sampled_from((AND, OR, IMPLIES)), inner, inner).map(lambda t: Apply(t[0], t[1:])),
        ),
        max_leaves=4,
    )


# ---- by trying all values --------------------------------------------------------------------------------------------

World = Mapping[Term, Term]


def worlds() -> Iterator[dict[Term, Term]]:
    indexes = tuple(map(Literal, range(3)))
    pairs = [Tuple(("at", "lit"), row) for row in product(indexes, LIGHTS)]
    for row in product(indexes, LIGHTS, LIGHTS, pairs, (Literal(value=False), Literal(value=True))):
        yield dict(zip((INDEX, L, M, P, B), row, strict=True))


class Reading:
    """The language read word by word: the tables of the functions are looked up, nothing is unfolded or encoded."""

    def __init__(self, made: Signature) -> None:
        self.turns = self._table(made, "kit.turn")
        self.ranks = self._table(made, "kit.rank")

    def _table(self, made: Signature, name: str) -> dict[Term, Term]:
        rows = zip(LIGHTS, made.entries[name].clauses or (), strict=True)
        return {one: clause.body for one, clause in rows}

    def value(self, term: Term, world: World) -> Term:
        if isinstance(term, Free):
            return world[term]
        if isinstance(term, Tuple):
            return Tuple(term.names, tuple(self.value(one, world) for one in term.values))
        if isinstance(term, Project):
            record = self.value(term.record, world)
            assert isinstance(record, Tuple)
            return record.values[record.names.index(term.field)]
        if not isinstance(term, Apply):
            return term
        assert isinstance(term.head, Constant)
        arguments = [self.value(one, world) for one in term.arguments]
        return self.called(term.head.name, arguments)

    def called(self, name: str, arguments: list[Term]) -> Term:
        if name == "kit.shown":
            (pair,) = arguments
            assert isinstance(pair, Tuple)
            return self.called("kit.spin", list(pair.values))
        if name == "kit.spin":
            times, one = arguments
            assert isinstance(times, Literal)
            for _ in range(int(times.value)):
                one = self.turns[one]
            return one
        return (self.turns if name == "kit.turn" else self.ranks)[arguments[0]]

    def true(self, term: Term, world: World) -> bool:
        assert isinstance(term, Apply)
        head, arguments = term.head, term.arguments
        if head is NOT:
            return not self.true(arguments[0], world)
        if head in (AND, OR, IMPLIES):
            left, right = (self.true(one, world) for one in arguments)
            return (left and right) if head is AND else (left or right) if head is OR else (not left or right)
        one, other = (self.value(part, world) for part in arguments[-2:])
        if head is EQUAL:
            return one is other
        assert isinstance(one, Literal)
        assert isinstance(other, Literal)
        return self.number(one) < self.number(other) if head is LESS else self.number(one) <= self.number(other)

    def number(self, literal: Literal) -> int | Fraction:
        assert isinstance(literal.value, int | Fraction)
        return literal.value


def spoken(found: Refuted, world: World) -> bool:
    """Whether a counterexample is true of a world."""
    return all(_said(name, world) == text for name, text in found.counterexample)


def _said(name: str, world: World) -> str:
    root, _, field = name.partition(".")
    value = world[Free(root)]
    if field:
        assert isinstance(value, Tuple)
        value = value.values[value.names.index(field)]
    if isinstance(value, Literal):
        return str(value.value).lower()
    assert isinstance(value, Constant)
    return value.name[4:]


def ask(
    goal: Term,
    facts: list[Term],
    made: Signature,
    types: Mapping[str, Term] = MappingProxyType({}),
    steps: int = STEP_LIMIT,
) -> object:
    machine = opening(made).machine
    context = Context(made, {name: evaluate(type_, (), machine) for name, type_ in types.items()}, (), machine)
    named = [Fact(f"fact {at}", evaluate(fact, (), machine)) for at, fact in enumerate(facts)]
    return Prover(steps).entail(named, evaluate(goal, (), machine), context)


@settings(max_examples=MANY, deadline=None)
@given(made=SIGNATURES, facts=st.lists(propositions(), max_size=2), goal=propositions())
def test_a_verdict_about_data_records_and_functions_is_that_of_trying_all_values(
    made: Signature, facts: list[Term], goal: Term
) -> None:
    reading = Reading(made)
    possible = [world for world in worlds() if all(reading.true(fact, world) for fact in facts)]
    found = ask(goal, facts, made, TYPES)
    counter = [world for world in possible if not reading.true(goal, world)]
    if isinstance(found, Proved):
        assert not counter
    elif isinstance(found, Refuted):
        assert possible == [] or any(spoken(found, world) for world in counter)
    else:
        pytest.fail(f"{found}")
    if possible:
        assert isinstance(found, Refuted) == bool(counter)


QUANTIFIERS = ("forall", "exists")


@settings(max_examples=MANY, deadline=None)
@given(
    made=SIGNATURES,
    goal=propositions(),
    order=st.permutations("ilmpb"),
    how=st.tuples(*[st.sampled_from(QUANTIFIERS)] * 5),
)
def test_quantifiers_are_those_over_all_values(
    made: Signature, goal: Term, order: list[str], how: tuple[str, ...]
) -> None:
    reading = Reading(made)
    values = {
        "i": tuple(map(Literal, range(3))),
        "l": LIGHTS,
        "m": LIGHTS,
        "p": tuple(Tuple(("at", "lit"), row) for row in product(map(Literal, range(3)), LIGHTS)),
        "b": (Literal(value=False), Literal(value=True)),
    }

    def holds(at: int, world: World) -> bool:
        if at == len(order):
            return reading.true(goal, world)
        each = (holds(at + 1, {**world, Free(order[at]): one}) for one in values[order[at]])
        return all(each) if how[at] == "forall" else any(each)

    sentence = _bound(goal, {Free(name): Local(at) for at, name in enumerate(order)})
    for at in reversed(range(len(order))):
        sentence = Quantified(how[at], order[at], TYPES[order[at]], sentence)
    found = ask(sentence, [], made)
    assert isinstance(found, Proved) == holds(0, {})
    assert isinstance(found, Proved | Refuted)


def _bound(term: Term, names: Mapping[Term, Term]) -> Term:
    match term:
        case Free():
            return names[term]
        case Apply(head=head, arguments=arguments):
            return Apply(head, tuple(_bound(one, names) for one in arguments))
        case Tuple(names=fields, values=values):
            return Tuple(fields, tuple(_bound(one, names) for one in values))
        case Project(record=record, field=field):
            return Project(_bound(record, names), field)
        case _:
            return term


# ---- what must not be proved -----------------------------------------------------------------------------------------

TRUTH = Apply(EQUAL, (NAT, Literal(0), Literal(0)))
FALSITY = Apply(EQUAL, (NAT, Literal(0), Literal(1)))
EMPTY = (Constant("kit.Void"), Apply(CERT, (Literal(0),)), Refinement("n", NAT, Apply(LESS, (Local(0), Literal(0)))))


@pytest.mark.parametrize("type_", EMPTY, ids=("data", "family", "refinement"))
@pytest.mark.parametrize("inside", ["plain", "record", "pair of options"])
def test_a_type_that_may_have_no_values_has_none_for_sure(type_: Term, inside: str) -> None:
    if inside == "record":
        type_ = Record(("first", "second"), (type_, NAT))
    elif inside == "pair of options":
        type_ = Record(("first", "second"), (type_, Apply(OPTION, (NAT,))))
    assert not isinstance(ask(Quantified("exists", "x", type_, TRUTH), [], PLAIN), Proved)
    assert not isinstance(ask(Quantified("forall", "x", type_, FALSITY), [TRUTH], PLAIN), Refuted)


def test_an_option_of_nothing_is_none() -> None:
    nothing = Apply(OPTION, (Constant("kit.Void"),))
    none = Apply(Constant("none", (True,)), (Constant("kit.Void"),))
    goal = Quantified("forall", "o", nothing, Apply(EQUAL, (nothing, Local(0), none)))
    assert isinstance(ask(goal, [], PLAIN), Proved)


def test_of_a_type_variable_nothing_is_known() -> None:
    context: dict[str, Term] = {"A": Universe(0), "a": Free("A")}
    alike = Quantified("forall", "x", Free("A"), Apply(EQUAL, (Free("A"), Local(0), Free("a"))))
    assert isinstance(ask(alike, [], PLAIN, context), Unproved)
    assert isinstance(ask(Quantified("exists", "x", Free("A"), TRUTH), [], PLAIN, context), Unproved)


def test_units_are_one_and_records_of_them_too() -> None:
    both = Record(("first", "second"), (UNIT, UNIT))
    assert isinstance(ask(Apply(EQUAL, (both, Free("r"), Free("s"))), [], PLAIN, {"r": both, "s": both}), Proved)


def test_a_predicate_of_a_name_is_not_one_of_another() -> None:
    here, there = (Apply(GOOD, (one,)) for one in (RED, GREEN))
    assert isinstance(ask(there, [here], PLAIN), Unproved)
    turned = Apply(GOOD, (call("turn", L),))
    assert isinstance(ask(turned, [here, Apply(EQUAL, (LIGHT, L, AMBER))], PLAIN, {"l": LIGHT}), Proved)


def test_the_equations_that_a_proof_uses_are_named_and_no_others() -> None:
    found = ask(Apply(LESS, (call("rank", L), Literal(3))), [], PLAIN, {"l": LIGHT})
    assert isinstance(found, Proved)
    assert found.functions == ("kit.rank",)
    assert found.used == ("equations of kit.rank",)
    found = ask(Apply(EQUAL, (LIGHT, call("turn", L), call("turn", L))), [], PLAIN, {"l": LIGHT})
    assert isinstance(found, Proved)
    assert found.functions == ()


def test_a_false_lemma_proves_nonsense_and_is_named() -> None:
    lemma = Quantified("forall", "l", LIGHT, Apply(LESS, (Literal(5), call("rank", Local(0)))))
    found = ask(FALSITY, [Apply(AT_MOST, (Literal(0), call("rank", L))), lemma], PLAIN, {"l": LIGHT})
    assert not isinstance(found, Proved)  # it shares no name with the goal
    found = ask(Apply(EQUAL, (NAT, call("rank", L), Literal(7))), [lemma], PLAIN, {"l": LIGHT})
    assert isinstance(found, Proved)
    assert "fact 0" in found.used
    assert isinstance(ask(Apply(EQUAL, (NAT, call("rank", L), Literal(7))), [], PLAIN, {"l": LIGHT}), Refuted)


def test_no_question_is_asked_for_ever() -> None:
    deep = Apply(EQUAL, (LIGHT, call("spin", Free("n"), call("spin", Free("k"), L)), L))
    found = ask(deep, [], PLAIN, {"n": NAT, "k": NAT, "l": LIGHT}, 20_000)
    assert isinstance(found, Refuted | Unproved)
