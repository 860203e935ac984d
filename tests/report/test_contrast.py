"""Two types side by side: what differs is marked, and only that."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.report.contrast import clip, contrast

MARKED = re.compile("«([^«»]*)»")
TYPES = st.lists(st.sampled_from(["Cert", "model", "spec", "(", ")", " ", "->", "a.b", "3"]), max_size=30).map("".join)


@pytest.mark.parametrize(
    ("expected", "found", "left", "right"),
    [
        ("Cert newer.model s p", "Cert modeller.model s p", "Cert «newer.model» s p", "Cert «modeller.model» s p"),
        ("Nat", "Real", "«Nat»", "«Real»"),
        ("Spec m", "Spec m", "Spec m", "Spec m"),
        ("Option (Cert m)", "Cert m", "«Option (Cert m)»", "«Cert m»"),
        ("F (G m)", "F m", "F «(G »m«)»", "F m"),
        ("M a b c", "M x b y", "M «a» b «c»", "M «x» b «y»"),
    ],
)
def test_the_difference_is_marked(expected: str, found: str, left: str, right: str) -> None:
    assert contrast(expected, found) == (left, right)


@given(TYPES, TYPES)
def test_without_its_marks_each_side_is_what_it_was_if_it_is_short(left: str, right: str) -> None:
    one, other = contrast(left, right, 100_000)
    assert (MARKED.sub(r"\1", one), MARKED.sub(r"\1", other)) == (left, right)


@given(TYPES, TYPES)
def test_marks_are_there_iff_the_sides_differ(left: str, right: str) -> None:
    one, other = contrast(left, right)
    assert ("«" in one + other) == (left != right)
    assert "«»" not in one + other


def test_long_sides_keep_the_difference_and_its_surroundings() -> None:
    rest = "x" * 3 + " y" * 500
    one, other = contrast(f"F {rest} (a) {rest}", f"F {rest} (b) {rest}")
    assert "«a»" in one and "«b»" in other
    assert max(len(one), len(other)) < 220


def test_a_cut_text_ends_in_an_ellipsis() -> None:
    assert clip("abcdef", 4) == "abc…"
    assert clip("abcd", 4) == "abcd"
