"""What is said of an element stands where that is declared, or what holds it."""

from __future__ import annotations

import pytest

from interlock.report.origin import origin_of
from interlock.syntax.grammar import CORE
from interlock.syntax.parse import parse
from interlock.syntax.read import read
from interlock.text.source import Source

TEXT = """\
proposal: p
ports: {in a: Nat}
boxes:
  copy: {kind: Relay, replicate: 3}
  stack: {kind: ./inner.yaml, replicate: 2}
wires: ["a -> copy[*].x"]
"""


@pytest.mark.parametrize(
    ("element", "holder"),
    [
        ("copy", "copy"),
        ("copy.x", "copy"),
        ("copy[1]", "copy"),
        ("copy[1].x", "copy"),
        ("stack[0]/filter.out", "stack"),
        ("a", "a"),
    ],
)
def test_a_member_of_a_family_stands_where_the_family_does(element: str, holder: str) -> None:
    parsed = parse(Source("p.yaml", TEXT)).value
    site = origin_of(read(parsed.surface, CORE).value)(element)
    assert site is not None
    start = parsed.starts[site.anchor]
    assert TEXT[start + site.start : start + site.end] == holder


def test_what_is_not_there_stands_nowhere() -> None:
    parsed = parse(Source("p.yaml", TEXT)).value
    assert origin_of(read(parsed.surface, CORE).value)("other[1].x") is None
