"""Every character of every scalar has its exact place."""

from __future__ import annotations

import re

import yaml
from hypothesis import assume, example, given, reject
from hypothesis import strategies as st

from interlock.syntax.node import Scalar, place
from interlock.syntax.parse import parse
from interlock.text.source import Source

_CODES = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "t": "\t",
    "n": "\n",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "e": "\x1b",
    "N": "\x85",
}
_CODES |= {"_": "\xa0", "L": "\u2028", "P": "\u2029"}
_BREAKS = ("\n", "\r\n")
_WORDS = st.text(st.sampled_from("abcdexyz019()->.=~äλ😀\u2028\x85"), min_size=1, max_size=5)
_BLANKS = st.sampled_from([" ", "  ", "\t"])
_FOLDS = st.sampled_from(["\n  ", "\n\n   ", "  \n  ", "\r\n  ", " \r\n \n\t\n    ", "\n  \n\n  "])
_ESCAPES = st.sampled_from(
    [f"\\{code}" for code in '0abtnvfreN_LP"\\/ '] + ["\\x41", "\\u263a", "\\U0001F600", "\\\n  ", "\\\n\n  \n "]
)


def scalar_of(text: str) -> Scalar | None:
    """The value of `k` in a file, if the file has no fault."""
    outcome = parse(Source("f", text))
    if outcome.faults or "k" not in outcome.value.surface.heads:
        return None
    item = outcome.value.surface.heads["k"]
    assert outcome.value.starts[item.anchor] == text.index("k:")
    return item.node if isinstance(item.node, Scalar) else None


def legible(text: str) -> Scalar:
    """The value of `k` in a file without fault; other files are not looked at."""
    scalar = scalar_of(text)
    return reject() if scalar is None else scalar


def decoded(text: str, at: int) -> str:
    """The character that the escape at ``at`` stands for."""
    code = text[at + 1]
    if code in "xuU":
        return chr(int(text[at + 2 : at + {"x": 4, "u": 6, "U": 10}[code]], 16))
    return _CODES.get(code, code)


def stands_for(text: str, at: int, style: str) -> set[str]:
    """What may be the character of a value that stands at ``at``."""
    if style == '"' and text[at] == "\\":
        return {decoded(text, at)}
    return {" ", "\n"} if text[at] in "\r\n" else {text[at]}


def check(text: str, scalar: Scalar, start: int) -> None:
    """Each character of the value is the one that stands at its place, in order, and none of the text is left out."""
    places = [start + place(scalar, k) for k in range(len(scalar.value) + 1)]
    assert places == sorted(set(places[:-1])) + places[-1:]
    assert scalar.start + start <= places[0] <= places[-1] <= scalar.end + start <= len(text)
    for k, character in enumerate(scalar.value):
        assert character in stands_for(text, places[k], scalar.style), (k, character, text[places[k]])


def covered(text: str, scalar: Scalar, start: int) -> set[int]:
    """Offsets of characters of the text that no character of the value stands at, blanks and breaks aside."""
    places = {start + place(scalar, k) for k in range(len(scalar.value))}
    inside = range(scalar.start + start, scalar.end + start)
    return {at for at in inside if at not in places and text[at] not in " \t\r\n"}


@given(
    st.lists(st.one_of(_WORDS, _BLANKS, _FOLDS, _ESCAPES), max_size=12).map("".join),
    st.sampled_from(["", "# é😀\n", "a: b\n"]),
)
@example("a\\\n  b", "")
@example("a \\\n\n  b\\  \n c", "")
def test_characters_of_double_quoted_scalars_stand_where_they_are_written(body: str, before: str) -> None:
    text = f'{before}k: "{body}"\nz: 1\n'
    scalar = legible(text)
    check(text, scalar, text.index("k:"))
    assert scalar.value == yaml.safe_load(text)["k"] or re.search("[\x85\u2028\u2029]", body)


@given(st.lists(st.one_of(_WORDS, _BLANKS, _FOLDS, st.just("''"), st.just('"')), max_size=12).map("".join))
def test_characters_of_single_quoted_scalars_stand_where_they_are_written(body: str) -> None:
    text = f"k: '{body}'\n"
    scalar = legible(text)
    check(text, scalar, 0)
    doubled = {found.end() + 3 for found in re.finditer("''", text[4 : scalar.end - 1])}
    assert covered(text, scalar, 0) == doubled | {3, scalar.end - 1}


@given(st.lists(st.one_of(_WORDS, _BLANKS, _FOLDS, st.just(" # c")), max_size=12).map("".join))
def test_characters_of_plain_scalars_stand_where_they_are_written(body: str) -> None:
    text = f"k: x{body}\n"
    scalar = legible(text)
    assume(scalar.style == "")
    check(text, scalar, 0)
    assert covered(text, scalar, 0) == set()


_LINES = st.lists(
    st.tuples(
        st.sampled_from(["", " ", "  ", "\t", "   "]), st.lists(st.one_of(_WORDS, _BLANKS), max_size=3).map("".join)
    ),
    max_size=7,
)


@given(
    _LINES,
    st.sampled_from(["|", ">"]),
    st.sampled_from(["", "-", "+", "2", "2-", "+2", "1"]),
    st.sampled_from(["", " # c", "  "]),
    st.sampled_from(_BREAKS),
    st.booleans(),
)
@example([("", "a"), ("", "b"), (" ", "c"), ("", ""), ("", "d")], ">", "", "", "\n", True)
@example([("  ", "a"), ("", ""), ("", "b")], ">", "2", "", "\n", False)
def test_characters_of_literal_and_folded_scalars_stand_where_they_are_written(
    lines: list[tuple[str, str]], style: str, header: str, comment: str, ending: str, last: bool
) -> None:
    body = ending.join(f"  {indent}{content}" if content else indent for indent, content in lines)
    text = f"a: b{ending}k: {style}{header}{comment}{ending}{body}" + (f"{ending}z: 1{ending}" if last else "")
    scalar = legible(text)
    assume(scalar.style == style)
    start = text.index("k:")
    check(text, scalar, start)
    first = text.index("\n", start) + 1
    assert {at for at in covered(text, scalar, start) if at >= first} == set()


def test_a_null_is_an_empty_scalar_and_other_words_are_text() -> None:
    for written, value in [
        ("~", ""),
        ("null", ""),
        ("", ""),
        ("on", "on"),
        ("no", "no"),
        ("1e-4", "1e-4"),
        ("'~'", "~"),
    ]:
        node = parse(Source("f", f"title: {written}\n")).value.surface.header["title"].node
        assert isinstance(node, Scalar)
        assert node.value == value


def test_anchors_and_aliases_do_not_shift_places() -> None:
    text = "k: &name   # c\n  value\n"
    scalar = scalar_of(text)
    assert scalar is not None
    assert text[scalar.start : scalar.end] == scalar.value == "value"


def test_places_count_characters_beyond_the_first_plane_and_breaks_that_are_none() -> None:
    text = "# 😀\x85\u2028\nk: a\u2028b😀c\n"
    scalar = scalar_of(text)
    assert scalar is not None
    assert scalar.value == "a\u2028b😀c"
    start = text.index("k:")
    assert "".join(text[start + place(scalar, k)] for k in range(5)) == scalar.value
