"""What is decided without the solver, beside the solver."""

from __future__ import annotations

from collections.abc import Hashable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.check.formula import TRUE, Datum, Node, evaluate, nodes
from interlock.check.propositional import ATOMS, decide, has_plain_model
from interlock.check.solve import Satisfiable, Session, Unsatisfiable

THINGS = [Node("variable", "Value", (), name) for name in "xyz"]
VARIABLES = [Node("variable", "Bool", (), at) for at in range(3)]
ATOMIC = [
    *VARIABLES,
    TRUE,
    *(Node("apply", "Bool", (thing,), "p") for thing in THINGS),
    Node("apply", "Bool", (Node("apply", "Value", (THINGS[0],), "f"),), "p"),
    Node("apply", "Bool", (Node("apply", "Value", (THINGS[1],), "f"),), "p"),
]
TYPED = [Node("apply", "Bool", (thing,), "has") for thing in THINGS]
EQUATIONS = [Node("=", "Bool", (one, other)) for one in THINGS for other in THINGS]


def connected(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """Formulas one connective larger."""
    two = st.tuples(st.sampled_from(["and", "or", "=>", "="]), parts, parts)
    return st.one_of(
        parts.map(lambda one: Node("not", "Bool", (one,))),
        two.map(lambda made: Node(made[0], "Bool", made[1:])),
        st.tuples(parts, parts, parts).map(lambda some: Node("if", "Bool", some)),
    )


FORMULAS = st.lists(
    st.recursive(st.sampled_from([*ATOMIC, *EQUATIONS]), connected, max_leaves=6), min_size=1, max_size=4
)
QUANTIFIED = st.recursive(
    st.sampled_from([*ATOMIC, *EQUATIONS, *TYPED, Node("bound", "Bool", (), 0)]),
    lambda parts: st.one_of(
        connected(parts),
        st.tuples(st.sampled_from(["forall", "exists"]), parts).map(
            lambda made: Node(made[0], "Bool", made[1:], (0, "Bool"))
        ),
    ),
    max_leaves=6,
).map(lambda body: Node("forall", "Bool", (body,), (0, "Bool")))


@given(FORMULAS)
def test_it_agrees_with_the_solver(formulas: list[Node]) -> None:
    found = decide(formulas, range(len(formulas)))
    assert found is not None
    values, core = found
    answer = Session().solve(formulas, ())
    assert isinstance(answer, Unsatisfiable if core else Satisfiable)
    if all(node.sort == "Bool" and node.op != "apply" for formula in formulas for node in nodes(formula)) and not core:
        known: dict[Hashable, Datum] = {variable.data: False for variable in VARIABLES} | values
        assert all(evaluate(formula, known) for formula in formulas)


@given(FORMULAS)
def test_a_core_is_enough_and_none_of_it_can_be_left_out(formulas: list[Node]) -> None:
    found = decide(formulas, range(len(formulas)))
    core = found[1] if found else ()
    for left_out in (None, *core):
        kept = [formulas[at] for at in core if at != left_out]
        if core and kept:
            assert isinstance(Session().solve(kept, ()), Unsatisfiable if left_out is None else Satisfiable)


@given(st.lists(QUANTIFIED, min_size=1, max_size=3))
def test_what_has_a_plain_model_is_satisfiable(formulas: list[Node]) -> None:
    if has_plain_model(formulas):
        assert isinstance(Session().solve(formulas, ()), Satisfiable)


def _about(*levels: int) -> Node:
    return Node("apply", "Bool", tuple(Node("bound", "Value", (), level) for level in levels), f"p{len(levels)}")


def _of_two(pairs: list[tuple[int, int]]) -> list[Node]:
    return [Node("apply", "Bool", (THINGS[one], THINGS[other]), "p2") for one, other in pairs]


def _rule(supposed: Node, said: Node) -> Node:
    """For all of two things, what is said if that is supposed."""
    rule = Node("=>", "Bool", (supposed, said))
    for level in (1, 0):
        guard = Node("apply", "Bool", (Node("bound", "Value", (), level),), "has")
        rule = Node("forall", "Bool", (Node("=>", "Bool", (guard, rule)),), (level, "Value"))
    return rule


PAIRS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=4)
RULES = st.sampled_from(
    [_rule(a, b) for a in (_about(0, 1), _about(1, 0)) for b in (_about(1, 1), _about(1, 0), _about(0))]
)


@given(st.lists(RULES, max_size=2), PAIRS, FORMULAS)
def test_what_instances_refute_the_solver_refutes(
    rules: list[Node], pairs: list[tuple[int, int]], rest: list[Node]
) -> None:
    denied = [Node("not", "Bool", (one,)) for one in _of_two([(2, 2), (1, 0)])]
    formulas = [*rules, *TYPED, *_of_two(pairs), *denied, *rest]
    found = decide(formulas, range(len(formulas)))
    if found is not None:
        core = [formulas[at] for at in found[1]]
        answer = Session().solve(core or formulas, ())
        assert isinstance(answer, Unsatisfiable if core else Satisfiable)


@given(st.lists(RULES, max_size=2), PAIRS, PAIRS)
def test_a_model_with_constant_predicates_is_one(
    rules: list[Node], pairs: list[tuple[int, int]], not_: list[tuple[int, int]]
) -> None:
    denied = [Node("not", "Bool", (one,)) for one in _of_two(not_)]
    formulas = [*rules, *TYPED, *_of_two(pairs), *denied]
    if has_plain_model(formulas):
        assert not isinstance(Session().solve(formulas, ()), Unsatisfiable)


def test_what_a_rule_supposes_may_never_be_so() -> None:
    rule = _rule(_about(0, 1), _about(0))
    assert has_plain_model([rule, *TYPED, Node("not", "Bool", (Node("apply", "Bool", (THINGS[0],), "p1"),))])


def test_a_rule_is_used_at_what_it_supposes() -> None:
    rule = _rule(_about(0, 1), _about(1, 0))
    facts = [*TYPED, *_of_two([(0, 1)]), Node("not", "Bool", tuple(_of_two([(1, 0)])))]
    found = decide([rule, *facts], range(len(facts) + 1))
    assert found is not None
    assert found[1] == (0, 1, 2, 4, 5)


@pytest.mark.parametrize(
    "formula",
    [
        Node("<", "Bool", (Node("literal", "Int", (), 1), Node("variable", "Int", (), 0))),
        Node("apply", "Bool", (Node("literal", "Int", (), 1),), "p"),
        Node("=", "Bool", (THINGS[0], Node("apply", "Value", (THINGS[0],), "f"))),
        Node("and", "Bool", tuple(Node("variable", "Bool", (), at) for at in range(ATOMS + 1))),
    ],
)
def test_what_is_not_ground_logic_of_a_few_atoms_is_left_to_the_solver(formula: Node) -> None:
    assert decide([formula], ()) is None


def test_numbers_are_left_unknown() -> None:
    one, other = (Node("variable", "Int", (), name) for name in "xy")
    assert not has_plain_model([Node("=", "Bool", (one, other))])
    assert has_plain_model([Node("=", "Bool", (one, one))])
