"""Terms as text, in the language in which users write them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from interlock.kernel.builtin import (
    ADD,
    AND,
    AT_MOST,
    BOOL,
    DIVIDE,
    EQUAL,
    FIN,
    IMPLIES,
    LESS,
    LIST,
    MULTIPLY,
    NAT,
    NOT,
    OPTION,
    OR,
    PROP,
    SOME,
    SUBTRACT,
    TYPE,
    arrow,
)
from interlock.kernel.evaluate import Machine, evaluate
from interlock.kernel.spell import LENGTH_LIMIT, number, ratio_text, spell
from interlock.kernel.term import (
    Apply,
    Constant,
    Free,
    Hole,
    Lambda,
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

N, M = Free("n"), Free("a.m")
P, Q = Apply(Constant("p"), (N,)), Apply(Constant("q"), (N,))


def normal(term: Term) -> Term:
    return evaluate(term, (), Machine())


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (NAT, "Nat"),
        (Constant("kit.Model"), "Model"),
        (TYPE, "Type"),
        (Universe(2), "Type 2"),
        (Apply(LIST, (Universe(2),)), "List (Type 2)"),
        (M, "a.m"),
        (Local(0), "#0"),
        (Hole("x"), "_"),
        (Literal(3), "3"),
        (Literal(-3), "-3"),
        (Literal(Fraction(1, 4)), "0.25"),
        (Literal(Fraction(-1, 4)), "-0.25"),
        (Literal(Fraction(1, 3)), "(1 / 3)"),
        (Literal(value=True), "true"),
        (Literal(value=False), "false"),
        (Literal('say "a\\b"'), r'"say \"a\\b\""'),
        (Apply(LIST, (Apply(OPTION, (NAT,)),)), "List (Option Nat)"),
        (Apply(SOME, (NAT, N)), "some n"),
        (Apply(SOME, (NAT,)), "some"),
        (Apply(N, (M,)), "n a.m"),
        (Apply(Project(N, "f"), (M, M)), "n.f a.m a.m"),
        (Apply(EQUAL, (NAT, N, M)), "n = a.m"),
        (arrow(NAT, BOOL), "Nat -> Bool"),
        (arrow(arrow(NAT, NAT), BOOL), "(Nat -> Nat) -> Bool"),
        (Apply(LIST, (arrow(NAT, NAT),)), "List (Nat -> Nat)"),
        (Pi("n", NAT, Apply(FIN, (Local(0),))), "(n : Nat) -> Fin n"),
        (Pi("A", TYPE, arrow(Local(0), Local(0)), implicit=True), "{A : Type} -> A -> A"),
        (Pi("n", NAT, Pi("n", NAT, Apply(FIN, (Local(1),)))), "Nat -> (n' : Nat) -> Fin n'"),
        (Lambda("x", Local(0)), "fun x => x"),
        (Apply(Constant("f"), (Lambda("x", Local(0)),)), "f (fun x => x)"),
        (Quantified("forall", "x", NAT, Apply(LESS, (Local(0), N))), "forall (x : Nat), x < n"),
        (Apply(AND, (Quantified("exists", "x", NAT, P), Q)), "(exists (x : Nat), p n) and q n"),
        (Record(("a", "b"), (NAT, Apply(FIN, (Local(0),)))), "{a : Nat, b : Fin a}"),
        (Refinement("x", NAT, Apply(AT_MOST, (Local(0), N))), "{x : Nat | x <= n}"),
        (Tuple(("a", "b"), (N, Literal(1))), "{a = n, b = 1}"),
        (Project(Project(M, "b"), "c"), "a.m.b.c"),
        (Project(Apply(Constant("f"), (N,)), "b"), "(f n).b"),
        (Apply(NOT, (P,)), "not (p n)"),
        (Apply(IMPLIES, (P, Apply(IMPLIES, (Q, P)))), "p n => q n => p n"),
        (Apply(IMPLIES, (Apply(IMPLIES, (P, Q)), P)), "(p n => q n) => p n"),
        (Apply(AND, (Apply(OR, (P, Q)), P)), "(p n or q n) and p n"),
        (Apply(OR, (Apply(AND, (P, Q)), P)), "p n and q n or p n"),
        (Apply(MULTIPLY, (Apply(ADD, (N, M)), N)), "(n + a.m) * n"),
        (Apply(SUBTRACT, (N, Apply(SUBTRACT, (M, N)))), "n - (a.m - n)"),
        (Apply(DIVIDE, (N, M)), "n / a.m"),
        (normal(Apply(ADD, (Apply(MULTIPLY, (Literal(2), N)), Literal(1)))), "2 * n + 1"),
        (normal(Apply(SUBTRACT, (N, M))), "-a.m + n"),
        (normal(Apply(MULTIPLY, (N, N))), "n * n"),
        (normal(Apply(SUBTRACT, (N, Literal(1)))), "n - 1"),
        (normal(Apply(SUBTRACT, (N, Apply(MULTIPLY, (Literal(2), M))))), "-2 * a.m + n"),
        (Apply(FIN, (normal(Apply(MULTIPLY, (N, N))),)), "Fin (n * n)"),
        (Apply(SUBTRACT, (Apply(SUBTRACT, (N, M)), N)), "n - a.m - n"),
        (Apply(MULTIPLY, (N, Apply(MULTIPLY, (M, N)))), "n * (a.m * n)"),
        (Apply(MULTIPLY, (normal(Apply(ADD, (N, Literal(1)))), M)), "(n + 1) * a.m"),
        (Apply(LESS, (normal(Apply(ADD, (N, Literal(1)))), M)), "n + 1 < a.m"),
        (Apply(EQUAL, (PROP, Apply(LESS, (N, M)), Apply(AT_MOST, (N, M)))), "(n < a.m) = (n <= a.m)"),
        (Apply(LIST, (TYPE,)), "List Type"),
        (Tuple(("a", "b"), (N, Lambda("a", Local(0)))), "{a = n, b = fun a => a}"),
        (Apply(FIN, (normal(Apply(ADD, (N, Literal(1)))),)), "Fin (n + 1)"),
        (normal(Apply(MULTIPLY, (Literal(Fraction(1, 2)), N))), "0.5 * n"),
    ],
)
def test_a_term_is_spelled_as_it_is_written(term: Term, text: str) -> None:
    assert spell(term) == text


def test_bound_variables_take_the_names_around() -> None:
    assert spell(Apply(FIN, (Local(0),)), ("size",)) == "Fin size"
    assert spell(Lambda("size", Local(1)), ("size",)) == "fun size' => size'"


def test_a_value_is_spelled_like_its_term() -> None:
    term = Pi("n", NAT, Refinement("k", NAT, Apply(LESS, (Local(1), Local(0)))))
    assert spell(evaluate(term, (), Machine())) == spell(term) == "(n : Nat) -> {k : Nat | k < n}"


def test_a_spelling_beyond_the_limit_is_cut() -> None:
    term: Term = N
    for _ in range(40):
        term = Apply(Constant("pair"), (term, term))
    text = spell(term)
    assert len(text) == LENGTH_LIMIT
    assert text.endswith("…")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5, "5"),
        (Fraction(1, 10**12), "0.000000000001"),
        (Fraction(1, 10**13), f"(1 / {10**13})"),
        (Fraction(-7, 2), "-3.5"),
        (Fraction(22, 7), "(22 / 7)"),
    ],
)
def test_numbers_are_exact(value: int | Fraction, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(
    ("factor", "text"),
    [(24, "24"), (Fraction(1, 24), "24"), (Fraction(3, 2), "1.5"), (Fraction(2, 3), "1.5"), (1, "1")],
)
def test_a_ratio_is_told_by_its_larger_side(factor: Fraction, text: str) -> None:
    assert ratio_text(Fraction(factor)) == text
