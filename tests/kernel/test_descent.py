"""Which recursions descend: each is called at a part of what it was given, or it is refused."""

from __future__ import annotations

import pytest

from interlock.kernel.builtin import ADD, FALSE, TRUE
from interlock.kernel.clause import Case, Clause, Pattern, Variable
from interlock.kernel.descent import Call, endless, stands_for
from interlock.kernel.evaluate import Machine, evaluate
from interlock.kernel.quote import identity
from interlock.kernel.term import Apply, Constant, Lambda, Literal, Local, Project, Term
from tests.kernel.garden import HIGH, LOW, ZERO_, X, Y, Z, more

F = Constant("f", reducible=True)
G = Constant("g", (True,))
A, B, C = Local(0), Local(1), Local(2)


def call(*arguments: Term) -> Term:
    return Apply(F, arguments)


def add(term: Term, more: int) -> Term:
    return evaluate(Apply(ADD, (term, Literal(more))), identity(3), Machine())


def descends(*clauses: tuple[tuple[Pattern, ...], Term]) -> bool:
    return endless("f", [Clause(*clause) for clause in clauses]) is None


NODE = Case("node", (X, Y, Z))


@pytest.mark.parametrize(
    ("pattern", "argument", "smaller"),
    [
        (more(X), A, True),
        (more(more(X)), A, True),
        (more(more(X)), add(A, 1), True),
        (more(more(X)), add(A, 2), False),
        (more(X), add(A, 1), False),
        (more(X), add(A, -1), False),
        (more(X), add(add(A, 0), 0), True),
        (more(X), Apply(Constant("*", reducible=True), (Literal(2), A)), False),
        (X, A, False),
        (ZERO_, Literal(0), False),
        (more(ZERO_), Literal(0), True),
        (more(ZERO_), Literal(1), False),
        (more(more(ZERO_)), Literal(1), True),
        (more(ZERO_), TRUE, False),
        (NODE, A, True),
        (NODE, C, True),
        (NODE, Apply(Constant("node"), (A, B, C)), False),
        (NODE, Apply(Constant("node"), (A, B, A)), False),
        (Case("node", (X, Case("low", ()), Y)), LOW, True),
        (Case("node", (X, Case("low", ()), Y)), B, True),
        (Case("node", (Case("high", (X,)), Y, Z)), A, True),
        (Case("node", (Case("high", (X,)), Y, Z)), Apply(HIGH, (A,)), True),
        (Case("node", (Case("high", (X,)), Y, Z)), Apply(HIGH, (B,)), False),
        (Case("node", (Case("high", (X,)), Y, Z)), Apply(Constant("g"), (A,)), False),
        (Case("node", (Case("true", ()), X, Y)), TRUE, True),
        (Case("node", (Case("true", ()), X, Y)), FALSE, False),
        (Case("node", (Case("false", ()), X, Y)), FALSE, True),
        (Case("node", (more(X), Y, Z)), A, True),
        (Case("node", (more(X), Y, Z)), add(A, 1), True),
        (Case("node", (more(X), Y, Z)), add(A, 2), False),
        (Case("high", (Case("node", (X, Case("high", (Y,)), Z)),)), B, True),
        (Case("high", (X,)), Apply(A, (Literal(3),)), True),
        (Case("high", (X,)), Project(A, "left"), True),
        (Case("high", (X,)), Project(Apply(Project(A, "left"), (Literal(3),)), "right"), True),
        (Case("high", (X,)), Apply(G, (A,)), False),
        (Case("high", (X,)), B, False),
    ],
)
def test_a_call_descends_if_its_argument_is_inside_the_pattern(pattern: Pattern, argument: Term, smaller: bool) -> None:
    assert descends(((pattern,), call(argument))) is smaller
    # Behind another argument that stays, the variables are counted from there.
    assert descends(((pattern, Variable("w")), call(argument, Local(9)))) is smaller


def test_arguments_descend_in_some_order() -> None:
    ackermann: list[tuple[tuple[Pattern, ...], Term]] = [
        ((ZERO_, X), add(A, 1)),
        ((more(X), ZERO_), call(A, Literal(1))),
        ((more(X), more(Y)), call(A, call(add(A, 1), B))),
    ]
    assert descends(*ackermann)
    assert not descends(((more(X), more(Y)), call(A, add(B, 2))), ((more(X), more(Y)), call(add(A, 2), B)))
    assert not descends(((X, more(Y)), call(B, A)))
    assert descends(((X, Y, more(Z)), call(A, B, C)))
    assert descends(((NODE, more(X)), call(A, Local(3))))
    assert not descends(((X, Y, more(Z)), call(A, B, B)))
    assert descends(((X, more(Y)), call(A, B)))
    assert descends(((X, more(Y)), call(A, B)), ((more(X), Y), call(A, add(B, 5))))
    assert not descends(((more(X), Y), call(A, add(B, 1))), ((X, more(Y)), call(add(A, 1), B)))


def test_every_call_in_a_body_counts() -> None:
    assert not descends(((more(X),), Apply(G, (call(A), call(add(A, 1))))))
    assert not descends(((more(X),), Lambda("y", call(B))))
    assert not descends(((more(X),), call(call(add(A, 1)))))
    assert descends(((more(X),), Lambda("y", call(A))))
    assert not descends(((more(X),), Apply(G, (call(add(A, 1)), A, A))))
    assert not descends(((more(X),), Apply(G, (A, A, call(add(A, 1))))))
    assert descends(((more(X),), Apply(G, (A,))), ((ZERO_,), Constant("fg")))


def test_a_function_that_is_not_called_with_all_its_arguments_compares_with_none() -> None:
    assert endless("f", [Clause((more(X), Y), Apply(G, (call(A),)))]) == Call(0, call(A), ())
    assert endless("f", [Clause((more(X),), F)]) == Call(0, F, ())
    assert descends(((more(X), Y), call(A, B, C)))


def test_the_call_that_is_told_is_one_that_does_not_descend() -> None:
    good, bad = call(A), call(add(A, 1))
    assert endless("f", [Clause((ZERO_,), A), Clause((more(X),), Apply(G, (good, bad)))]) == Call(1, bad, ("=",))
    assert endless("f", [Clause((more(X),), Apply(G, (bad, good)))]) == Call(0, bad, ("=",))
    swapped = endless("f", [Clause((more(X), Y), call(B, A))])
    assert swapped == Call(0, call(B, A), ("?", "?"))


@pytest.mark.parametrize(
    ("term", "pattern", "same"),
    [
        (A, X, True),
        (B, X, False),
        (add(A, 1), more(X), True),
        (A, more(X), False),
        (Literal(2), more(more(ZERO_)), True),
        (LOW, Case("low", ()), True),
        (LOW, Case("high", (X,)), False),
        (A, Case("low", ()), False),
        (TRUE, Case("true", ()), True),
        (FALSE, Case("true", ()), False),
        (FALSE, Case("false", ()), True),
        (Apply(HIGH, (A,)), Case("high", (X,)), True),
        (Apply(HIGH, (B,)), Case("high", (X,)), False),
        (Apply(Constant("some"), (LOW, A)), Case("some", (X,)), True),
        (Apply(Constant("node"), (A, B, C)), NODE, True),
        (Apply(Constant("node"), (A, B, B)), NODE, False),
        (Apply(Constant("node"), (A, Apply(HIGH, (B,)), C)), Case("node", (X, Case("high", (Y,)), Z)), True),
    ],
)
def test_a_term_is_the_value_of_a_pattern_if_it_is_written_alike(term: Term, pattern: Pattern, same: bool) -> None:
    assert stands_for(term, pattern, 0) is same
