"""The difference of two nodes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interlock.syntax.compare import Edit, edits, write
from interlock.syntax.node import Mapping, Node, Scalar, Sequence
from interlock.syntax.parse import parse
from interlock.text.source import Source


def node(text: str) -> Node:
    return parse(Source("f", f"proposal: p\nclaims:\n  x: {text}\n")).value.surface.sections["claims"]["x"].node


def made(value: object) -> Node:
    if isinstance(value, dict):
        return Mapping(tuple((Scalar(key, "", 0, 0, None), made(inner)) for key, inner in value.items()), 0, 0)
    return Sequence(tuple(map(made, value)), 0, 0) if isinstance(value, list) else Scalar(str(value), "", 0, 0, None)


VALUES = st.recursive(
    st.sampled_from(["a", "b", "c"]),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("xyz"), inner, max_size=3)),
    max_leaves=8,
)


def test_mappings_are_compared_key_by_key_and_lists_member_by_member() -> None:
    before, after = node("{a: 1, b: {c: [x, y, y]}}"), node("{b: {c: [y, z], d: {e: f}}, a: 2}")
    assert list(edits(before, after)) == [
        Edit(("a",), "1", "2"),
        Edit(("b", "c"), "x", None),
        Edit(("b", "c"), "y", None),
        Edit(("b", "c"), None, "z"),
        Edit(("b", "d"), None, "{e: f}"),
    ]


def sorted_through(value: object) -> object:
    """The value without the order of what has none."""
    if isinstance(value, dict):
        return ("mapping", sorted((key, repr(sorted_through(inner))) for key, inner in value.items()))
    return ("list", sorted(write(made(inner)) for inner in value)) if isinstance(value, list) else value


@given(VALUES, VALUES)
def test_nothing_is_told_iff_nothing_differs_but_order(before: object, after: object) -> None:
    assert (list(edits(made(before), made(after))) == []) == (sorted_through(before) == sorted_through(after))
    assert list(edits(made(before), made(before))) == []


def test_a_node_is_written_in_one_line() -> None:
    assert write(node('{a: "x: y", b: [1, two three]}')) == '{a: "x: y", b: [1, two three]}'
