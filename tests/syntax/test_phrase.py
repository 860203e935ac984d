from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.syntax.expression import Word
from interlock.syntax.fault import WrongShape
from interlock.syntax.formula import Amount
from interlock.syntax.node import Scalar
from interlock.syntax.phrase import LEARN, WIRE, phrase
from interlock.syntax.sort import (
    PhraseSort,
    Sort,
    box,
    condition,
    count,
    either,
    interface,
    many,
    maybe,
    named,
    number,
    port,
    proposition,
    record,
    ref,
    some,
    source,
    target,
    text,
    word,
)
from interlock.syntax.sort import phrase as row
from tests.syntax.scalars import bare, codes, places, plain, scalars, spread, stays_inside, told


def sort(*parts: str | Sort) -> PhraseSort:
    made = row(*parts)
    assert isinstance(made, PhraseSort)
    return made


RULE = sort(ref("failure"), "at", port(), maybe(row("if", condition())))
TARGET = sort("<=", number("1"), "per", word("use", "deployment"))
HELD_OUT = sort(port(), "from", either(ref("box"), port()))
BOUND = sort("P", "(", condition(), maybe(row("given", condition())), ")", word("<=", "=", ">="), number("1"))
PHRASES = [
    WIRE,
    LEARN,
    RULE,
    TARGET,
    HELD_OUT,
    BOUND,
    sort(text(), "for", count()),
    sort(many(number("")), "=", proposition()),
]
NAMES = st.sampled_from(
    ["a", "b9", "box.port", "m[*].y", "größe'", "false-alarm", "to-.x", "", "x y", "2", "for", "keep.now.m"]
)
GLUE = st.sampled_from([" -> ", "->", " ~> ", ", ", ",", " ", " at ", "  ->\t", " if ", " from "])


def read(made: PhraseSort, value: str) -> object:
    parsed, faults = told(phrase(made), plain(value))
    assert faults == []
    return bare(parsed)


def w(value: str) -> tuple[str, str]:
    return ("Word", value)


def test_a_wire_has_its_source_and_all_its_targets_with_places() -> None:
    value, faults = told(phrase(WIRE), plain("keep.now.m -> v.model , gate.model", 4))
    assert faults == []
    assert value == (Word("keep.now.m", 4, 14), (Word("v.model", 18, 25), Word("gate.model", 28, 38)))


@given(
    st.lists(st.tuples(NAMES, GLUE), max_size=5).map(lambda parts: "".join(a + b for a, b in parts))
    | st.text(max_size=15)
)
@settings(max_examples=400, deadline=None)
def test_one_expression_and_the_reading_of_tokens_agree_on_phrases_of_names(value: str) -> None:
    for made in (WIRE, LEARN, sort(port(), "for", port()), sort("stop", ref("failure"), "at", port())):
        fast, slow = told(phrase(made), plain(value, 1)), told(phrase(made), spread(value))
        assert fast[0] == slow[0]
        assert len(fast[1]) == len(slow[1])


@given(
    scalars(
        st.one_of(
            st.text(max_size=30),
            st.lists(st.tuples(NAMES, GLUE), max_size=6).map(lambda parts: "".join(a + b for a, b in parts)),
        )
    )
)
@settings(max_examples=200, deadline=None)
def test_any_text_gives_a_phrase_or_a_fault_inside_the_scalar(scalar: Scalar) -> None:
    for made in PHRASES:
        stays_inside(phrase(made), scalar)


@pytest.mark.parametrize(
    ("made", "value", "expected"),
    [
        (RULE, "silent at alarm", (w("silent"), w("alarm"), None)),
        (RULE, "silent at alarm if late", (w("silent"), w("alarm"), (("Happens", w("late")),))),
        (HELD_OUT, "judges.critique from predictor.model", (w("judges.critique"), w("predictor.model"))),
        (LEARN, "judges.critique~>coder", (w("judges.critique"), w("coder"))),
    ],
)
def test_a_phrase_is_the_tuple_of_its_parts_that_are_no_literals(
    made: PhraseSort, value: str, expected: object
) -> None:
    assert read(made, value) == expected


def test_a_unit_ends_at_a_literal_of_the_phrase() -> None:
    value, faults = told(phrase(TARGET), plain("<= 1e-4 per use"))
    assert faults == []
    assert value is not None
    assert isinstance(value[0], Amount)
    assert (value[0].low.text, value[0].unit, bare(value[1])) == ("1e-4", None, w("use"))


def test_conditions_numbers_and_symbols_stand_side_by_side() -> None:
    value, faults = told(phrase(BOUND), plain("P(a.x or c given b.y) <= 0.02 .. 0.03"))
    assert faults == []
    assert value is not None
    assert [type(part).__name__ for part in value] == ["Any", "tuple", "Word", "Amount"]
    assert read(BOUND, "P(a.x) >= p")


def test_a_text_or_term_in_a_phrase_ends_at_its_next_literal() -> None:
    assert read(sort(text(), "for", count()), "as long as it takes for 3") == (w("as long as it takes"), w("3"))
    made = read(sort("when", proposition(), "then", box()), "when (x <= then) and p then gate")
    assert isinstance(made, tuple)
    assert made[0][0] == "Operation"
    assert made[1] == w("gate")


@pytest.mark.parametrize(
    ("made", "value", "at"),
    [
        (WIRE, "a.x -> ", ""),
        (WIRE, "a.x b.y", "b.y"),
        (WIRE, "a.x -> b.y,", ""),
        (WIRE, "a.x -> b.y c.z", "c.z"),
        (WIRE, "a.x ~> b.y", "~>"),
        (WIRE, "", ""),
        (RULE, "silent at alarm if", ""),
        (RULE, "silent at alarm when late", "when"),
        (TARGET, "<= 0.1 per year", "year"),
        (HELD_OUT, "a.x from 3", "3"),
    ],
)
def test_one_mistake_is_one_fault_at_its_place(made: PhraseSort, value: str, at: str) -> None:
    assert codes(phrase(made), value) == ["wrong-shape"]
    assert places(phrase(made), value) == [at]


def test_a_fault_says_how_the_phrase_is_written() -> None:
    _, faults = told(phrase(WIRE), plain("a b"))
    assert isinstance(faults[0], WrongShape)
    assert faults[0].expected == "`->`"
    assert faults[0].help == "it is written `SOURCE -> TARGET, ...`"


def test_nested_alternatives_tell_the_one_that_got_furthest() -> None:
    made = sort("if", either(row("all", "of", some(port())), row("all", "but", port())))
    assert places(phrase(made), "if all but 3") == ["3"]
    assert places(phrase(made), "if none") == ["none"]


@pytest.mark.parametrize("part", [interface, lambda: named(word(), text()), lambda: record(tuple, x=text())])
def test_a_phrase_cannot_hold_what_needs_lines_of_its_own(part: Callable[[], Sort]) -> None:
    with pytest.raises((TypeError), match="no phrase can hold"):
        phrase(sort("with", part()))


def test_fifty_thousand_characters_are_refused_not_matched_for_ever() -> None:
    assert codes(phrase(WIRE), "a" * 50_000) == ["too-large"]
    assert codes(phrase(sort(source(), "->", target())), "a-" * 4_000) == ["wrong-shape"]
