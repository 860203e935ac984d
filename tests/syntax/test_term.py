from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.syntax.expression import Apply, Arrow, Expression, Name, Operation, Quoted, RecordType, Unreadable
from interlock.syntax.fault import TypeSyntax
from interlock.syntax.node import Scalar
from interlock.syntax.term import term
from tests.syntax.scalars import bare, clean, codes, places, plain, scalars, spread, stays_inside, told
from tests.syntax.terms import TERMS, spell

SYMBOLS = "( ) { } [ ] , : | . .. -> => ~> <= = < + - * / not and or forall exists fun Type Prop x y f 3 0x 1e-4"
GROUPS = ['"', '"t"', "∀", "×", "@", "(x : A)", "{x : A}", "forall (x : A),", "fun x =>"]
PIECES = st.sampled_from([*SYMBOLS.split(" "), *GROUPS])
SOUPS = st.lists(PIECES, max_size=25).map(" ".join)


@given(TERMS)
@settings(max_examples=300, deadline=None)
def test_a_term_that_is_spelt_and_parsed_is_the_same_term(made: Expression) -> None:
    assert bare(clean(term, spell(made))) == bare(made)


@given(TERMS)
@settings(max_examples=150, deadline=None)
def test_precedence_puts_the_parentheses_where_they_would_be_written(made: Expression) -> None:
    assert bare(clean(term, spell(made))) == bare(clean(term, spell(made, full=True)))


@given(scalars(st.one_of(st.text(max_size=40), SOUPS)))
@settings(max_examples=500, deadline=None)
def test_any_text_gives_a_term_with_places_inside_the_scalar(scalar: Scalar) -> None:
    stays_inside(term, scalar)


@given(SOUPS)
@settings(max_examples=200, deadline=None)
def test_what_cannot_be_read_is_told(soup: str) -> None:
    value, faults = told(term, plain(soup))
    assert ("Unreadable" not in str(value)) or faults


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("A -> B -> C", "A -> (B -> C)"),
        ("p => q => r", "p => (q => r)"),
        ("A -> p => q", "A -> (p => q)"),
        ("not a = b and c or d", "((not (a = b)) and c) or d"),
        ("a + b * c - d", "(a + (b * c)) - d"),
        ("- a * b", "(- a) * b"),
        ("f a.b c", "f (a.b) c"),
        ("n + 1 <= m", "(n + 1) <= m"),
        ("List Type 1", "List (Type 1)"),
        ("p and forall (x : A), q => r", "p and (forall (x : A), (q => r))"),
        ("(x y : A) {z : B} -> C", "(x y : A) -> {z : B} -> C"),
        ("∀ (x : A), x ≤ y → ¬ B × C", "forall (x : A), x <= y -> (not (B * C))"),
    ],
)
def test_two_spellings_of_one_term(text: str, same: str) -> None:
    assert bare(clean(term, text)) == bare(clean(term, same))


def test_braces_before_an_arrow_bind_implicitly_and_a_record_domain_stands_in_parentheses() -> None:
    binder, record = clean(term, "{x : A} -> B"), clean(term, "({x : A}) -> B")
    assert isinstance(binder, Arrow)
    assert isinstance(record, Arrow)
    assert binder.binders[0].implicit
    assert [word.text for word in binder.binders[0].names] == ["x"]
    assert record.binders[0].names == ()
    assert isinstance(record.binders[0].type, RecordType)


def test_a_record_as_an_argument_is_no_implicit_argument() -> None:
    parsed = clean(term, "f {x = t}")
    assert isinstance(parsed, Apply)
    assert bare(parsed.arguments[0]) == bare(clean(term, "{x = t}"))


def test_a_name_and_names_in_a_row_have_exact_places() -> None:
    assert clean(term, "Nat") == Name("Nat", 0, 3)
    value, faults = told(term, spread("Spec  model", 10))
    assert (value, faults) == (Apply(Name("Spec", 11, 15), (Name("model", 17, 22),), 11, 22), [])


def test_an_operation_spans_the_parentheses_of_its_operands() -> None:
    parsed = clean(term, "(a) + (b)")
    assert isinstance(parsed, Operation)
    assert (parsed.start, parsed.end) == (0, 9)
    assert (parsed.left.start, parsed.right.end) == (1, 8)


def test_escapes_in_a_text_are_resolved() -> None:
    assert clean(term, r'"a\"b\\c\nd"') == Quoted('a"b\\c\nd', 0, 12)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("", ""),
        ("A ->", ""),
        ("A -> -> B", "->"),
        ("(A -> B", ""),
        ("A) -> B", ")"),
        ("(x : ) -> B", ")"),
        ("{x : A, : B}", ":"),
        ("{x = 1, y : 2}", ":"),
        ("{x y | p}", "|"),
        ("a < b < c", "<"),
        ("A (x : B) -> C", "("),
        ("a + not b", "not"),
        ("forall x : A, p", "x"),
        ("forall i j : Fin 4, i = j", "i"),
        ("forall (x : A) p", "p"),
        ("fun => x", "=>"),
        ("[a]", "["),
        ("A @ B", "@"),
        ("1..2", "1..2"),
        ("0x", "0x"),
        ("9" * 400, "9" * 400),
        ('"abc', '"'),
        (r'"a\qb"', r'"a\qb"'),
        ("(x : A)", ""),
        ("(a, b)", ","),
        ("f . 1", "1"),
        ("{x : A | p", ""),
        ("x : A", ":"),
        ("a ~> b", "~>"),
    ],
)
def test_one_mistake_is_one_fault_at_its_place(text: str, at: str) -> None:
    assert codes(term, text) == ["type-syntax"]
    assert places(term, text) == [at]


def test_several_mistakes_in_one_term_are_all_told() -> None:
    assert places(term, "(a + ) -> {x : , y : 1..2} -> fun => ] b") == [")", ",", "1..2", "=>", "]"]


def test_a_fault_says_what_was_found_and_what_was_due() -> None:
    _, faults = told(term, plain("Cert (a"))
    assert isinstance(faults[0], TypeSyntax)
    assert (faults[0].found, faults[0].expected, faults[0].help) == ("the end", "`)` or an operator", "close the `(`")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("(" * 5000, "too-deep"),
        ("(" * 101 + "a" + ")" * 101, "too-deep"),
        ("forall (x : A), " * 600 + "p", "too-deep"),
        ("A -> " * 1000 + "B", "too-deep"),
        ("- " * 4000 + "a", "too-deep"),
        ("a + " * 2000 + "a", "too-deep"),
        ("f" + ".x" * 4000, "too-deep"),
        ("{x : " * 1500, "too-deep"),
        ("not " * 2000 + "p", "too-deep"),
        ("a" * 10_001, "too-large"),
    ],
)
def test_what_is_too_deep_or_too_large_is_refused_with_one_fault(text: str, code: str) -> None:
    value, faults = told(term, plain(text))
    assert [fault.code for fault in faults] == [code]
    assert isinstance(value, Unreadable) or code == "too-deep"


@pytest.mark.parametrize(
    "text", ["(" * 99 + "a" + ")" * 99, "A -> " * 190 + "B", "f" + " x" * 3000, ", ".join("A" * 3000)]
)
def test_what_is_large_but_not_deep_is_read(text: str) -> None:
    assert "too-deep" not in codes(term, text)
