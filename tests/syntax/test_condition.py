from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.syntax.condition import condition
from interlock.syntax.expression import Word
from interlock.syntax.formula import All, Any, Breach, Carries, Condition, ExactlyOne, Happens, Several
from interlock.syntax.node import Scalar
from tests.syntax.scalars import bare, clean, codes, places, plain, scalars, stays_inside, told

WORDS = st.sampled_from(["jolt", "monitor.late", "m[2].missed", "false-alarm", "größe", "exactly", "breach"]).map(
    lambda text: Word(text, 0, 0)
)
SIMPLE: st.SearchStrategy[Condition] = st.one_of(
    st.builds(Happens, WORDS, st.just(0), st.just(0)),
    st.builds(Carries, WORDS, WORDS, st.just(0), st.just(0)),
    st.builds(Breach, WORDS, st.just(0), st.just(0)),
)


def _larger(conditions: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    some = st.lists(conditions, min_size=1, max_size=3).map(tuple)
    more = st.lists(conditions, min_size=2, max_size=3).map(tuple)
    thresholds = st.sampled_from(["1", "2", "k"]).map(lambda text: Word(text, 0, 0))
    return st.one_of(
        st.builds(Several, thresholds, some, st.just(0), st.just(0)),
        st.builds(ExactlyOne, some, st.just(0), st.just(0)),
        st.builds(All, more, st.just(0), st.just(0)),
        st.builds(Any, more, st.just(0), st.just(0)),
    )


CONDITIONS = st.recursive(SIMPLE, _larger, max_leaves=10)
PIECES = st.sampled_from(
    [
        "(",
        ")",
        ",",
        "and",
        "or",
        "not",
        "of",
        "at",
        "if",
        "exactly",
        "one",
        "breach",
        "a",
        "b.c",
        "x-y",
        "2",
        "1.5",
        "0x",
        "->",
        "@",
        ".",
    ]
)


def spell(made: Condition, level: int = 0) -> str:
    match made:
        case Happens(event):
            return event.text
        case Carries(failure, port):
            return f"{failure.text} at {port.text}"
        case Breach(claim):
            return f"breach of {claim.text}"
        case Several(threshold, parts):
            return f"{threshold.text} of ({', '.join(spell(part) for part in parts)})"
        case ExactlyOne(parts):
            return f"exactly one of ({', '.join(spell(part) for part in parts)})"
        case All(parts):
            text = " and ".join(spell(part, 2) for part in parts)
            return f"({text})" if level > 1 else text
        case Any(parts):
            text = " or ".join(spell(part, 1) for part in parts)
            return f"({text})" if level else text


@given(CONDITIONS)
@settings(max_examples=200, deadline=None)
def test_a_condition_that_is_spelt_and_parsed_is_the_same_condition(made: Condition) -> None:
    assert bare(clean(condition, spell(made))) == bare(made)


@given(scalars(st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=20).map(" ".join))))
@settings(max_examples=400, deadline=None)
def test_any_text_gives_a_condition_or_a_fault_inside_the_scalar(scalar: Scalar) -> None:
    stays_inside(condition, scalar)


def test_and_binds_before_or() -> None:
    assert bare(clean(condition, "a or b and c")) == bare(clean(condition, "a or (b and c)"))
    assert bare(clean(condition, "a and b or c")) == bare(clean(condition, "(a and b) or c"))


def test_places_are_exact() -> None:
    assert clean(condition, "silent at alarm or jams") == Any(
        (
            Carries(Word("silent", 0, 6), Word("alarm", 10, 15), 0, 15),
            Happens(Word("jams", 19, 23), 19, 23),
        ),
        0,
        23,
    )


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("", ""),
        ("a and", ""),
        ("a b", "b"),
        ("not a", "not"),
        ("(a or b", ""),
        ("a or b)", ")"),
        ("x at", ""),
        ("2 of a", "a"),
        ("1.5 of (a, b)", "1.5"),
        ("exactly one of (a", ""),
        ("breach of", ""),
        ("a -> b", "->"),
    ],
)
def test_one_mistake_is_one_fault_at_its_place(text: str, at: str) -> None:
    assert codes(condition, text) == ["wrong-shape"]
    assert places(condition, text) == [at]


def test_what_can_be_read_beside_a_mistake_is_kept() -> None:
    value, faults = told(condition, plain("a and and b or of or c"))
    assert [fault.site.start for fault in faults] == [6, 15]
    assert bare(value) == bare(clean(condition, "a and b or c"))


@pytest.mark.parametrize(
    ("text", "code"), [("(" * 5000, "too-deep"), ("2 of (" * 300, "too-deep"), ("a and " * 3000 + "a", "too-large")]
)
def test_what_is_too_deep_or_too_large_is_refused_with_one_fault(text: str, code: str) -> None:
    assert codes(condition, text) == [code]


def test_a_long_row_is_read() -> None:
    value = clean(condition, " or ".join(["a and b"] * 900))
    assert isinstance(value, Any)
    assert len(value.conditions) == 900
