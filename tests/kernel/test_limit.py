"""Depth and size: what is too deep or too large is told at the stated limit, quickly, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from interlock.kernel.builtin import ADD, FIN, LESS, LIST, MULTIPLY, NAT, arrow
from interlock.kernel.context import Context, opening
from interlock.kernel.convert import convertible
from interlock.kernel.evaluate import STEP_LIMIT, Machine, apply, evaluate
from interlock.kernel.judge import infer
from interlock.kernel.quote import quote
from interlock.kernel.signature import Signature
from interlock.kernel.spell import spell
from interlock.kernel.subsume import subsumed
from interlock.kernel.term import (
    DEPTH_LIMIT,
    Apply,
    Closure,
    Constant,
    Deep,
    Free,
    Lambda,
    Large,
    Literal,
    Local,
    Pi,
    Project,
    Quantified,
    Record,
    Refinement,
    Sum,
    Term,
    Tuple,
)

SMALLER = Apply(LESS, (Literal(0), Literal(1)))

WRAPS: dict[str, Callable[[Term], Term]] = {
    "application": lambda inner: Apply(LIST, (inner,)),
    "domain": lambda inner: Pi("x", inner, NAT),
    "codomain": lambda inner: Pi("x", NAT, inner),
    "function": lambda inner: Lambda("x", inner),
    "record": lambda inner: Record(("a",), (inner,)),
    "tuple": lambda inner: Tuple(("a",), (inner,)),
    "projection": lambda inner: Project(inner, "a"),
    "refinement": lambda inner: Refinement("x", inner, SMALLER),
    "quantifier": lambda inner: Quantified("forall", "x", NAT, inner),
    "sum": lambda inner: Sum(frozenset({(frozenset({(inner, 1)}), 2)})),
}
TYPES = ["application", "domain", "codomain", "record", "refinement"]


def nested(wrap: Callable[[Term], Term], levels: int) -> Term:
    term: Term = NAT
    for _ in range(levels):
        term = wrap(term)
    return term


@pytest.mark.parametrize("name", WRAPS)
def test_terms_may_be_nested_up_to_the_limit_and_no_deeper(name: str) -> None:
    deepest = nested(WRAPS[name], DEPTH_LIMIT - nested(WRAPS[name], 1).depth)
    levels = deepest.depth
    while levels < DEPTH_LIMIT:
        deepest = WRAPS[name](deepest)
        levels += 1
    assert deepest.depth == DEPTH_LIMIT
    with pytest.raises(Deep):
        WRAPS[name](deepest)


@pytest.mark.parametrize("name", WRAPS)
def test_a_thousand_levels_are_too_deep(name: str) -> None:
    with pytest.raises(Deep):
        nested(WRAPS[name], 1000)


def deepest(name: str) -> Term:
    term: Term = NAT
    while term.depth < DEPTH_LIMIT:
        term = WRAPS[name](term)
    return term


@pytest.mark.parametrize("name", WRAPS)
def test_what_is_as_deep_as_it_may_be_is_evaluated_quoted_and_spelled(name: str) -> None:
    machine = Machine()
    value = evaluate(deepest(name), (), machine)
    assert quote(value, 0, machine).depth == DEPTH_LIMIT
    assert spell(value)


@pytest.mark.parametrize(
    "name",
    TYPES,
)
def test_what_is_as_deep_as_it_may_be_is_compared_and_judged(name: str) -> None:
    around = opening(Signature())
    one, other = (evaluate(deepest(name), (), around.machine) for _ in range(2))
    assert convertible(one, other, around)
    assert subsumed(one, other, around)
    infer(deepest(name), around)


def test_the_limit_leaves_room_for_callers() -> None:
    """A stack of 150 frames stands below, as under a command line and its plugins."""
    called(150, lambda: [test_what_is_as_deep_as_it_may_be_is_compared_and_judged(name) for name in TYPES])


def called(frames: int, act: Callable[[], object]) -> None:
    if frames == 0:
        act()
    else:
        called(frames - 1, act)


def doubled(levels: int) -> Term:
    """A record type that holds each level twice: as a tree it has 2^levels leaves."""
    term: Term = NAT
    for _ in range(levels):
        term = Record(("a", "b"), (term, term))
    return term


TIMES_TWO = Pi("x", NAT, Pi("y", NAT, NAT))


@pytest.mark.parametrize("levels", [10, 60])
def test_shared_records_are_quoted_and_compared_quickly(levels: int) -> None:
    machine = Machine()
    around = Context(Signature(), {}, (), machine)
    one, other = evaluate(doubled(levels), (), machine), evaluate(doubled(levels), (), machine)
    for act in (
        lambda: quote(one, 0, machine),
        lambda: convertible(one, other, around),
        lambda: subsumed(one, other, around),
        lambda: infer(doubled(levels), around),
        lambda: spell(one),
    ):
        ended(act)


def ended(act: Callable[[], object]) -> bool:
    """Whether it comes to an end by itself, not by its limit."""
    try:
        act()
    except (Deep, Large):
        return False
    return True


def church(height: int) -> Term:
    """`two (two (... two))`, which applies a function 2^2^... times."""
    two = Lambda("f", Lambda("x", Apply(Local(0), (Apply(Local(0), (Local(1),)),))))
    term: Term = two
    for _ in range(height):
        term = Apply(term, (two,))
    return term


def test_towers_of_functions_stop_at_the_limits_of_the_machine() -> None:
    successor = Lambda("n", Apply(ADD, (Local(0), Literal(1))))
    with pytest.raises((Deep, Large)):
        evaluate(Apply(church(8), (successor, Literal(0))), (), Machine())
    assert evaluate(Apply(church(1), (successor, Literal(0))), (), Machine()) is Literal(4)
    assert evaluate(Apply(church(2), (successor, Literal(0))), (), Machine()) is Literal(16)


def test_the_steps_of_a_machine_are_counted_down() -> None:
    machine = Machine()
    function = evaluate(Lambda("n", Local(0)), (), machine)
    apply(function, (Literal(1),), machine)
    assert machine.steps == STEP_LIMIT - 1


def test_closures_within_closures_are_deep_in_the_end() -> None:
    machine = Machine()
    value: Term = NAT
    binder = Lambda("x", Apply(Constant("pair"), (Local(0), Local(1))))
    with pytest.raises(Deep):
        for _ in range(2 * DEPTH_LIMIT + 2):
            value = evaluate(binder, (value,), machine)
    assert isinstance(value, Closure)


def test_powers_beyond_measure_are_large() -> None:
    square = Lambda("x", Apply(MULTIPLY, (Local(0), Local(0))))
    term: Term = Free("n")
    for _ in range(60):
        term = Apply(square, (term,))
    with pytest.raises(Large):
        evaluate(term, (), Machine())


def test_bounded_indices_of_shared_types_stay_small() -> None:
    machine = Machine()
    value = evaluate(Pi("i", Apply(FIN, (Literal(3),)), arrow(NAT, NAT)), (), machine)
    assert quote(value, 0, machine).depth == value.depth
