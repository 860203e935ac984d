"""What stands in a term: its parts, the variables, and whether one is mentioned."""

from __future__ import annotations

import pytest

from interlock.kernel.builtin import FIN, NAT, arrow
from interlock.kernel.evaluate import Machine, evaluate
from interlock.kernel.obligation import shape
from interlock.kernel.part import children, levels, mentions, parts, rebuilt
from interlock.kernel.term import (
    Apply,
    Constant,
    Free,
    Lambda,
    Literal,
    Local,
    Pi,
    Product,
    Project,
    Quantified,
    Record,
    Refinement,
    Sum,
    Term,
    Tuple,
)

A, B, C = Local(0), Local(1), Local(2)
F = Constant("f")

WHOLES: list[tuple[Term, set[Term]]] = [
    (Apply(F, (A, B)), {F, A, B}),
    (Project(A, "x"), {A}),
    (Tuple(("x", "y"), (A, B)), {A, B}),
    (Sum(frozenset({(frozenset({(A, 2), (B, 1)}), 3), (frozenset({(C, 1)}), 1)})), {A, B, C}),
    (Product(frozenset({(A, 1), (B, -2)})), {A, B}),  # type: ignore[arg-type]
    (Pi("x", A, B), {A, B}),
    (Pi("x", A, B, implicit=True), {A, B}),
    (Lambda("x", B), {B}),
    (Record(("x", "y"), (A, B)), {A, B}),
    (Refinement("x", A, B), {A, B}),
    (Quantified("forall", "x", A, B), {A, B}),
    (A, set()),
    (Literal(3), set()),
    (Free("a"), set()),
]


@pytest.mark.parametrize(("whole", "inside"), WHOLES, ids=lambda one: type(one).__name__)
def test_a_whole_is_made_of_its_parts(whole: Term, inside: set[Term]) -> None:
    assert set(children(whole)) == inside
    assert set(parts(whole)) == {whole, *inside}
    found = {one.level for one in (whole, *inside) if isinstance(one, Local)}
    assert levels(whole) == found
    assert [mentions(whole, level) for level in range(4)] == [level in found for level in range(4)]


@pytest.mark.parametrize(("whole", "inside"), WHOLES, ids=lambda one: type(one).__name__)
def test_a_whole_is_rebuilt_of_the_images_of_its_parts(whole: Term, inside: set[Term]) -> None:
    again = rebuilt(whole, lambda part: part)
    assert type(again) is type(whole)
    assert shape(again) == shape(whole)
    moved: dict[Term, Term] = {A: Free("a"), B: Free("b"), C: Free("c")}
    made = rebuilt(whole, lambda part: moved.get(part, part))
    assert set(children(made)) == {moved.get(part, part) for part in inside}
    back = {image: part for part, image in moved.items()}
    assert shape(rebuilt(made, lambda part: back.get(part, part))) == shape(whole)


def test_a_closure_is_made_of_its_binder_and_of_what_it_closes_over() -> None:
    binder = Pi("x", Apply(FIN, (A,)), B)
    value = evaluate(binder, (Free("a"),), Machine())
    assert children(value) == (binder, Free("a"))
    assert Free("a") in set(parts(value))


def test_shared_parts_are_visited_once_and_what_is_beside_them_is_not_missed() -> None:
    shared = Apply(F, (A,))
    for beside in (Apply(F, (shared, shared, B)), Apply(F, (B, shared, shared)), Apply(F, (shared, B, shared))):
        assert mentions(beside, 1)
        assert levels(beside) == {0, 1}
        assert len(list(parts(beside))) == 5
    doubled: Term = arrow(NAT, NAT)
    for _ in range(60):
        doubled = Apply(F, (doubled, doubled))
    assert not mentions(doubled, 0)
    assert len(list(parts(doubled))) < 100
